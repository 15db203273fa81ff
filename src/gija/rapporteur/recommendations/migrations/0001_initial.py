import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("greta", "GRETA"),
                            ("ombudsman", "Children's Rights Ombudsman"),
                            ("evaluator", "Independent evaluator"),
                            ("working_group", "Working group"),
                            ("project", "Joint project"),
                            ("other", "Another"),
                        ],
                        max_length=20,
                    ),
                ),
                ("document_en", models.CharField(max_length=300)),
                ("document_lt", models.CharField(max_length=300)),
                ("place", models.CharField(blank=True, max_length=100)),
                ("day", models.DateField()),
                ("text_en", models.TextField()),
                ("text_lt", models.TextField()),
                ("action_en", models.TextField(blank=True)),
                ("action_lt", models.TextField(blank=True)),
                ("addressees", models.JSONField(default=list)),
                ("due_on", models.DateField(null=True)),
                ("plan", models.CharField(blank=True, max_length=60)),
                ("measure", models.CharField(blank=True, max_length=40)),
                ("cited", models.CharField(blank=True, max_length=300)),
                ("withdrawn", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-day", "code"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("institution", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not answered"),
                            ("writing", "Being written"),
                            ("sent", "Sent, to be decided on"),
                            ("returned", "Returned"),
                            ("approved", "Approved"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("execution", models.CharField(blank=True, max_length=20)),
                ("text_en", models.TextField(blank=True)),
                ("text_lt", models.TextField(blank=True)),
                ("evidence", models.JSONField(default=list)),
                ("approved", models.CharField(blank=True, max_length=20)),
                ("sent_by", models.BigIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="rapporteur_recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["institution"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recommendation", "institution"), name="one_follow_up_of_an_addressee"
                    )
                ],
            },
        ),
    ]
