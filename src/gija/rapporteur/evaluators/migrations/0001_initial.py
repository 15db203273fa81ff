import django.db.models.deletion
from django.db import migrations, models

from gija.rapporteur.append_only import remade


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Bid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("organisation", models.CharField(blank=True, max_length=60)),
                ("received_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("admitted", models.BooleanField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("organisation", models.CharField(blank=True, max_length=60)),
                ("number", models.CharField(blank=True, max_length=100)),
                ("day", models.DateField(null=True)),
                ("starts", models.DateField(null=True)),
                ("ends", models.DateField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("why", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-starts", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("evaluator", "Independent evaluator"),
                            ("coordinator", "National Coordinator"),
                            ("ombudsman", "Children's Rights Ombudsman"),
                            ("rapporteur", "National Rapporteur"),
                        ],
                        max_length=20,
                    ),
                ),
                ("given_by", models.CharField(max_length=300)),
                ("taken_by", models.CharField(max_length=300)),
                ("day", models.DateField()),
                ("what", models.TextField()),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "evaluators_handover",
                "ordering": ["-day", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Tender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("title_en", models.CharField(max_length=300)),
                ("title_lt", models.CharField(max_length=300)),
                ("first", models.PositiveSmallIntegerField()),
                ("last", models.PositiveSmallIntegerField()),
                ("requirements_en", models.TextField(blank=True)),
                ("requirements_lt", models.TextField(blank=True)),
                ("required_by", models.CharField(default="moi", max_length=60)),
                ("criteria", models.JSONField(default=list)),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("called_on", models.DateField(null=True)),
                ("bids_until", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("called", "Call published"),
                            ("awarded", "Awarded"),
                            ("contracted", "Under contract"),
                            ("cancelled", "Ended without a contract"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-first", "code"],
            },
        ),
        migrations.CreateModel(
            name="Deliverable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_en", models.CharField(max_length=300)),
                ("title_lt", models.CharField(max_length=300)),
                ("due_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "To be delivered"),
                            ("delivered", "Delivered, to be accepted"),
                            ("returned", "Returned"),
                            ("accepted", "Accepted"),
                            ("paid", "Accepted and paid"),
                        ],
                        default="due",
                        max_length=20,
                    ),
                ),
                ("delivered_on", models.DateField(null=True)),
                ("reference", models.CharField(blank=True, max_length=300)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("paid", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("paid_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliverables",
                        to="rapporteur_evaluators.contract",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("criterion", models.CharField(max_length=40)),
                ("member", models.CharField(max_length=200)),
                ("points", models.PositiveSmallIntegerField()),
                (
                    "bid",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="rapporteur_evaluators.bid",
                    ),
                ),
            ],
            options={
                "db_table": "evaluators_score",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="contract",
            name="tender",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="contract", to="rapporteur_evaluators.tender"
            ),
        ),
        migrations.AddField(
            model_name="bid",
            name="tender",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bids", to="rapporteur_evaluators.tender"
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends__isnull", True), ("starts__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="contract_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.UniqueConstraint(fields=("tender", "name"), name="one_bid_of_an_organisation"),
        ),
        remade("evaluators_handover"),
        remade("evaluators_score"),
        # From here on unmanaged: rows that the database keeps from change.
        migrations.AlterModelOptions("Handover", {"managed": False, "ordering": ["-day", "-id"]}),
        migrations.AlterModelOptions("Score", {"managed": False, "ordering": ["id"]}),
    ]
