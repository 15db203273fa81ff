from django.db import migrations


class Migration(migrations.Migration):
    """What goes back is counted from what was paid and accepted, whenever it is asked: money is paid after the last
    report too, and what was kept here then told too little."""

    dependencies = [("rapporteur_activities", "0001_initial")]
    operations = [migrations.RemoveField("moneyreport", "back")]
