import django.db.models.deletion
from django.db import migrations, models

import gija.commons.casefile.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Memorandum",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=gija.commons.casefile.ids.new_id,
                        editable=False,
                        max_length=36,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("institution", models.CharField(db_index=True, max_length=60)),
                ("subject", models.CharField(max_length=300)),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("signed_on", models.DateField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("struck_at", models.DateTimeField(null=True)),
                ("struck_reason", models.CharField(blank=True, max_length=300)),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "renews",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="renewal",
                        to="casework_memoranda.memorandum",
                    ),
                ),
            ],
            options={
                "ordering": ["-signed_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=gija.commons.casefile.ids.new_id,
                        editable=False,
                        max_length=36,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("institution", models.CharField(db_index=True, max_length=60)),
                ("body", models.CharField(blank=True, max_length=60)),
                ("name", models.CharField(max_length=300)),
                ("services", models.JSONField(default=list)),
                ("stages", models.JSONField(default=list)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="casework_memoranda.memorandum",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "indexes": [models.Index(fields=["institution", "body"], name="casework_me_institu_c7cffd_idx")],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_on", models.DateField()),
                ("before", models.PositiveSmallIntegerField()),
                ("people", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told",
                        to="casework_memoranda.memorandum",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("of", "last_on", "before"), name="memorandum_told_once")
                ],
            },
        ),
    ]
