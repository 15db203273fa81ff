from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rapporteur_reports", "0002_gate_and_tables")]

    operations = [migrations.AddField("report", "without", models.CharField(blank=True, max_length=400))]
