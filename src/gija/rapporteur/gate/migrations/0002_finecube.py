from django.db import migrations, models

from gija.rapporteur.append_only import remade


class Migration(migrations.Migration):
    dependencies = [("rapporteur_gate", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="FineCube",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=10)),
                ("vintage", models.PositiveIntegerField()),
                ("measure", models.CharField(max_length=20)),
                ("axes", models.TextField()),
                ("cells", models.TextField()),
                ("changes", models.PositiveIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("approved_by", models.CharField(max_length=60)),
                ("approved_on", models.DateField()),
                ("letter", models.CharField(max_length=40)),
                ("received_at", models.DateTimeField()),
            ],
            options={"db_table": "gate_fine_cube", "ordering": ["-period", "-vintage"]},
        ),
        migrations.AddConstraint(
            "FineCube", models.UniqueConstraint(fields=["table", "period", "vintage"], name="gate_fine_cube_once")
        ),
        remade("gate_fine_cube"),
        migrations.AlterModelOptions(name="FineCube", options={"managed": False, "ordering": ["-period", "-vintage"]}),
    ]
