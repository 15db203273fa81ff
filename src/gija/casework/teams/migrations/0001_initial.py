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
            name="Handover",
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
                ("giver", models.BigIntegerField(null=True)),
                ("giver_name", models.CharField(blank=True, max_length=200)),
                ("receiver", models.BigIntegerField()),
                ("receiver_name", models.CharField(max_length=200)),
                ("reason", gija.commons.encryption.fields.EncryptedText()),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                ("role", models.CharField(max_length=40)),
                ("colleague", models.BigIntegerField(null=True)),
                ("colleague_name", models.CharField(blank=True, max_length=200)),
                ("body", models.CharField(blank=True, max_length=60)),
                ("body_name", models.CharField(blank=True, max_length=300)),
                ("name", gija.commons.encryption.fields.EncryptedText(blank=True)),
                ("contact", gija.commons.encryption.fields.EncryptedText(blank=True)),
                ("told", models.JSONField(default=list)),
                ("told_note", gija.commons.encryption.fields.EncryptedText(blank=True)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="casework_cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["entered_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Passed",
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
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="casework_teams.member",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="casework_teams.member",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="casework_cases.case"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passed", to="casework_teams.handover"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id"],
            },
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["institution", "colleague"], name="casework_te_institu_b1808f_idx"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None), ("role", "lead"), ("struck_at", None)),
                fields=("case",),
                name="one_lead_of_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="passed",
            constraint=models.UniqueConstraint(fields=("of", "case"), name="handed_over_once"),
        ),
    ]
