from __future__ import annotations

from typing import Any

from django.db import migrations, models

from gija.rapporteur.append_only import remade

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
SIGNED: list[tuple[str, models.Field[Any, Any]]] = [
    ("account", models.BigIntegerField()),
    ("actor_name", models.CharField(max_length=200)),
    ("role", models.CharField(max_length=40)),
    ("institution", models.CharField(max_length=60)),
    ("institution_name", models.CharField(max_length=300)),
    ("at", models.DateTimeField()),
]
ORIGINS = [("file", "A file"), ("register", "The register")]
STATES = [
    ("waiting", "Waiting"), ("running", "Being computed"), ("done", "Done"), ("cancelled", "Cancelled"),
    ("stopped", "Stopped by a fault"),
]  # fmt: skip


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Capture",
            fields=[
                ID,
                *SIGNED,
                ("title", models.CharField(max_length=200)),
                ("period", models.CharField(max_length=10)),
                ("vintage", models.PositiveIntegerField(default=1)),
                ("origin", models.CharField(choices=ORIGINS, max_length=10)),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("people_low", models.PositiveIntegerField(null=True)),
                ("people_high", models.PositiveIntegerField(null=True)),
            ],
            options={"db_table": "estimates_capture", "ordering": ["-period", "-id"]},
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ID,
                *SIGNED,
                ("period", models.CharField(max_length=21)),
                ("asked", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("repeats", models.BigIntegerField(null=True)),
            ],
            options={"db_table": "estimates_run", "ordering": ["-id"]},
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ID,
                ("run", models.BigIntegerField(unique=True)),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("label", models.CharField(max_length=1)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "estimates_result", "ordering": ["-id"]},
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ID,
                *SIGNED,
                ("run", models.BigIntegerField()),
                ("period", models.CharField(max_length=10)),
                ("used", models.BooleanField()),
            ],
            options={"db_table": "estimates_choice", "ordering": ["-id"]},
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ID,
                ("run", models.BigIntegerField(unique=True)),
                ("state", models.CharField(choices=STATES, default="waiting", max_length=20)),
                ("method", models.CharField(blank=True, default="", max_length=30)),
                ("done", models.PositiveIntegerField(default=0)),
                ("of", models.PositiveIntegerField(default=0)),
                ("error", models.CharField(blank=True, default="", max_length=80)),
                ("claim", models.CharField(blank=True, default="", max_length=40)),
                ("claimed_until", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["run"]},
        ),
        remade("estimates_capture"),
        remade("estimates_run"),
        remade("estimates_result"),
        remade("estimates_choice"),
        migrations.AlterModelOptions(name="Capture", options={"managed": False, "ordering": ["-period", "-id"]}),
        migrations.AlterModelOptions(name="Run", options={"managed": False, "ordering": ["-id"]}),
        migrations.AlterModelOptions(name="Result", options={"managed": False, "ordering": ["-id"]}),
        migrations.AlterModelOptions(name="Choice", options={"managed": False, "ordering": ["-id"]}),
    ]
