import django.db.models.deletion
from django.db import migrations, models

from gija.rapporteur.append_only import remade


class Migration(migrations.Migration):
    dependencies = [("rapporteur_plan", "0001_initial")]

    operations = [
        migrations.AddField("progress", "files", models.JSONField(default=list)),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("title", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=120)),
                ("ending", models.CharField(max_length=10)),
                ("hash", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "progress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept",
                        db_constraint=False,
                        to="rapporteur_plan.progress",
                    ),
                ),
            ],
            options={"db_table": "plan_evidence_file", "ordering": ["id"]},
        ),
        remade("plan_evidence_file"),
        # From here on unmanaged: rows that the database keeps from change.
        migrations.AlterModelOptions("EvidenceFile", {"managed": False, "ordering": ["id"]}),
    ]
