import django.db.models.deletion
from django.db import migrations, models

import gija.commons.casefile.ids
import gija.commons.encryption.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework_cases", "0002_record_model"),
    ]

    operations = [
        migrations.CreateModel(
            name="Return",
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
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(null=True)),
                ("struck_by_name", models.CharField(blank=True, max_length=200)),
                ("struck_reason", gija.commons.encryption.fields.EncryptedText(blank=True)),
                ("referral", models.CharField(blank=True, db_index=True, max_length=36)),
                ("country", models.CharField(max_length=3)),
                ("state", models.CharField(default="planned", max_length=20)),
                ("risk", models.CharField(blank=True, max_length=20)),
                ("risk_on", models.DateField(null=True)),
                ("consent_on", models.DateField(null=True)),
                ("travel_on", models.DateField(null=True)),
                ("plan", gija.commons.encryption.fields.EncryptedText(blank=True)),
                ("obstacle", models.CharField(blank=True, max_length=40)),
                ("settled_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="returns", to="casework_cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["entered_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Help",
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
                ("kind", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("note", gija.commons.encryption.fields.EncryptedText(blank=True)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(null=True)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="helped", to="casework_returns.return"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "at"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                ("on", models.DateField()),
                ("safe", models.BooleanField(null=True)),
                ("note", gija.commons.encryption.fields.EncryptedText(blank=True)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed",
                        to="casework_returns.return",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "at"],
            },
        ),
        migrations.CreateModel(
            name="Signal",
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
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("case", "Case"), ("closed", "Closed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("country", models.CharField(max_length=3)),
                ("signs", models.JSONField(default=list)),
                ("content", gija.commons.encryption.fields.EncryptedText(blank=True)),
                ("outcome", models.CharField(blank=True, max_length=40)),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="signals",
                        to="casework_cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "id"],
            },
        ),
    ]
