import django.db.models.deletion
from django.db import migrations, models

from gija.rapporteur.append_only import remade

TABLES = {"Passage": ["id"], "Elsewhere": ["country", "id"], "Dispatch": ["id"], "Receipt": ["id"]}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("rapporteur_reports", "0004_kinds_of_the_templates"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=40)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("to", models.CharField(blank=True, max_length=60)),
                ("name_en", models.CharField(max_length=300)),
                ("name_lt", models.CharField(max_length=300)),
                ("channel", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("language", models.CharField(max_length=4)),
                ("letter", models.TextField(blank=True)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("message", models.CharField(blank=True, max_length=300)),
                ("release", models.CharField(blank=True, max_length=80)),
                ("hash", models.CharField(max_length=64)),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="rapporteur_reports.report",
                    ),
                ),
            ],
            options={
                "db_table": "authoring_dispatch",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Elsewhere",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=40)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("section", models.CharField(max_length=60)),
                ("question", models.CharField(max_length=20)),
                ("country", models.CharField(max_length=10)),
                ("text_en", models.TextField()),
                ("text_lt", models.TextField()),
                ("source", models.CharField(max_length=300)),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elsewhere",
                        to="rapporteur_reports.report",
                    ),
                ),
            ],
            options={
                "db_table": "authoring_elsewhere",
                "ordering": ["country", "id"],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=40)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("section", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=2)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("taken", models.CharField(blank=True, max_length=60)),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="rapporteur_reports.report",
                    ),
                ),
            ],
            options={
                "db_table": "authoring_passage",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "section", "language", "number"), name="one_version_of_a_passage"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=40)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                ("reference", models.CharField(max_length=200)),
                (
                    "dispatch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="rapporteur_authoring.dispatch",
                    ),
                ),
            ],
            options={
                "db_table": "authoring_receipt",
                "ordering": ["id"],
            },
        ),
        *(remade(f"authoring_{name.lower()}") for name in TABLES),
        *(migrations.AlterModelOptions(name, {"managed": False, "ordering": order}) for name, order in TABLES.items()),
    ]
