from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rapporteur_reports", "0004_kinds_of_the_templates")]

    operations = [
        migrations.AddField("report", "protection", models.CharField(default="suppress", max_length=10)),
    ]
