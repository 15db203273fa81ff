import django.db.models.deletion
from django.db import migrations, models

from gija.rapporteur.append_only import remade


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60, unique=True)),
                (
                    "kind",
                    models.CharField(choices=[("programme", "Programme"), ("plan", "Action plan")], max_length=20),
                ),
                ("title_en", models.CharField(max_length=300)),
                ("title_lt", models.CharField(max_length=300)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("coordinator", models.CharField(max_length=60)),
                ("enforcers", models.JSONField(default=list)),
                ("programme", models.CharField(blank=True, max_length=60)),
                ("replaces", models.CharField(blank=True, max_length=60)),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-starts", "code"],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("item", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField()),
                ("version", models.PositiveIntegerField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        db_constraint=False,
                        to="rapporteur_plan.plan",
                    ),
                ),
            ],
            options={
                "db_table": "plan_opinion",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("measure", models.CharField(blank=True, max_length=40)),
                ("criterion", models.CharField(max_length=40)),
                ("grade", models.PositiveSmallIntegerField(null=True)),
                ("text_en", models.TextField(blank=True)),
                ("text_lt", models.TextField(blank=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        db_constraint=False,
                        to="rapporteur_plan.plan",
                    ),
                ),
            ],
            options={
                "db_table": "plan_evaluation",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("number", models.PositiveIntegerField()),
                ("act", models.CharField(max_length=20)),
                ("document_en", models.CharField(blank=True, max_length=300)),
                ("document_lt", models.CharField(blank=True, max_length=300)),
                ("adopted_by", models.CharField(blank=True, max_length=60)),
                ("day", models.DateField(null=True)),
                ("content", models.JSONField()),
                ("hash", models.CharField(max_length=64)),
                ("reason", models.TextField(blank=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        db_constraint=False,
                        to="rapporteur_plan.plan",
                    ),
                ),
            ],
            options={
                "db_table": "plan_edition",
                "ordering": ["plan_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("drafting", "Being drafted"),
                            ("consulting", "With the institutions for their opinion"),
                            ("presented", "Presented for adoption"),
                        ],
                        default="drafting",
                        max_length=20,
                    ),
                ),
                ("content", models.JSONField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="rapporteur_plan.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=10)),
                ("institution", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("writing", "Being written"),
                            ("sent", "Sent, with the coordinator"),
                            ("returned", "Returned"),
                            ("approved", "Approved"),
                        ],
                        default="writing",
                        max_length=20,
                    ),
                ),
                ("execution", models.CharField(blank=True, max_length=20)),
                ("text_en", models.TextField(blank=True)),
                ("text_lt", models.TextField(blank=True)),
                ("actuals", models.JSONField(default=list)),
                ("evidence", models.JSONField(default=list)),
                ("spent", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="rapporteur_plan.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["-period", "measure", "institution"],
            },
        ),
        migrations.CreateModel(
            name="ProgressAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("act", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("content", models.JSONField()),
                ("version", models.PositiveIntegerField()),
                (
                    "progress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        db_constraint=False,
                        to="rapporteur_plan.progress",
                    ),
                ),
            ],
            options={
                "db_table": "plan_progress_act",
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.UniqueConstraint(
                fields=("plan", "measure", "period", "institution"), name="one_progress_of_a_measure"
            ),
        ),
        migrations.AddConstraint(
            "Edition", models.UniqueConstraint(fields=["plan", "number"], name="plan_edition_once")
        ),
        remade("plan_edition"),
        remade("plan_opinion"),
        remade("plan_progress_act"),
        remade("plan_evaluation"),
        migrations.AlterModelOptions(name="Edition", options={"managed": False, "ordering": ["plan_id", "number"]}),
        migrations.AlterModelOptions(name="Opinion", options={"managed": False, "ordering": ["id"]}),
        migrations.AlterModelOptions(name="ProgressAct", options={"managed": False, "ordering": ["id"]}),
        migrations.AlterModelOptions(name="Evaluation", options={"managed": False, "ordering": ["id"]}),
    ]
