from django.db import migrations, models

from gija.rapporteur.append_only import remade

ORDER = ["indicator", "period", "breakdown", "known_from", "vintage"]


class Migration(migrations.Migration):
    dependencies = [("rapporteur_statistics", "0001_initial")]

    operations = [
        # Managed for as long as the column is added: an unmanaged table is left as it is.
        migrations.AlterModelOptions("Observation", {"managed": True, "ordering": ORDER}),
        migrations.AddField("Observation", "revision", models.CharField(blank=True, default="", max_length=300)),
        migrations.AlterField("Observation", "revision", models.CharField(blank=True, max_length=300)),
        remade("statistics_observation"),
        migrations.AlterModelOptions("Observation", {"managed": False, "ordering": ORDER}),
    ]
