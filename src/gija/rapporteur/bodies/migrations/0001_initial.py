import django.db.models.deletion
from django.db import migrations, models

from gija.rapporteur.append_only import remade


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=40)),
                ("about", models.CharField(db_index=True, max_length=80)),
                ("act", models.CharField(max_length=40)),
                ("reason", models.TextField(blank=True)),
                ("content", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "bodies_act",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("commission", "Commission"),
                            ("task_force", "Task force"),
                            ("working_group", "Working group"),
                            ("office", "Office"),
                            ("project", "Joint project"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title_en", models.CharField(max_length=300)),
                ("title_lt", models.CharField(max_length=300)),
                ("founder", models.CharField(blank=True, max_length=60)),
                ("founder_en", models.CharField(blank=True, max_length=200)),
                ("founder_lt", models.CharField(blank=True, max_length=200)),
                ("act_en", models.CharField(blank=True, max_length=300)),
                ("act_lt", models.CharField(blank=True, max_length=300)),
                ("day", models.DateField(null=True)),
                ("years", models.CharField(blank=True, max_length=30)),
                ("starts", models.DateField(null=True)),
                ("ends", models.DateField(null=True)),
                ("chair", models.CharField(blank=True, max_length=60)),
                ("chair_en", models.CharField(blank=True, max_length=200)),
                ("chair_lt", models.CharField(blank=True, max_length=200)),
                ("task_en", models.TextField(blank=True)),
                ("task_lt", models.TextField(blank=True)),
                ("duties", models.JSONField(default=list)),
                ("follows", models.CharField(blank=True, max_length=60)),
                ("plan", models.CharField(blank=True, max_length=60)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-starts", "code"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("number", models.CharField(max_length=40)),
                ("text_en", models.TextField()),
                ("text_lt", models.TextField()),
                ("strategic", models.BooleanField(default=False)),
                ("ayes", models.PositiveSmallIntegerField(null=True)),
                ("noes", models.PositiveSmallIntegerField(null=True)),
                ("abstained", models.PositiveSmallIntegerField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="rapporteur_bodies.body",
                    ),
                ),
            ],
            options={
                "db_table": "bodies_decision",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("function", models.CharField(max_length=10)),
                ("institution", models.CharField(max_length=60)),
                ("part", models.CharField(choices=[("main", "Holds it"), ("support", "Supports")], max_length=10)),
                ("share", models.PositiveSmallIntegerField(null=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField(null=True)),
                ("note_en", models.CharField(blank=True, max_length=300)),
                ("note_lt", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["function", "part", "institution", "starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__isnull", True), ("share__lte", 100), _connector="OR"),
                        name="share_up_to_a_hundred",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Law",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(default=0)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("text_en", models.TextField()),
                ("text_lt", models.TextField()),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("day", models.DateField(null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="laws",
                        to="rapporteur_bodies.body",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="laws",
                        to="rapporteur_bodies.decision",
                    ),
                ),
            ],
            options={
                "db_table": "bodies_law",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("day", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("called", "Called"), ("held", "Held"), ("cancelled", "Not held")],
                        default="called",
                        max_length=20,
                    ),
                ),
                ("agenda_en", models.TextField(blank=True)),
                ("agenda_lt", models.TextField()),
                ("minutes_en", models.TextField(blank=True)),
                ("minutes_lt", models.TextField(blank=True)),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("present", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="rapporteur_bodies.body",
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "-number"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="meeting",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="rapporteur_bodies.meeting",
            ),
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("office_en", models.CharField(max_length=200)),
                ("office_lt", models.CharField(max_length=200)),
                ("starts", models.DateField(null=True)),
                ("ends", models.DateField(null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="rapporteur_bodies.body"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text_en", models.TextField()),
                ("text_lt", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "Found, no proposal yet"),
                            ("proposed", "Proposed"),
                            ("accepted", "Proposal accepted"),
                            ("refused", "Proposal not accepted"),
                            ("solved", "Solved"),
                        ],
                        default="found",
                        max_length=20,
                    ),
                ),
                ("proposal_en", models.TextField(blank=True)),
                ("proposal_lt", models.TextField(blank=True)),
                ("to", models.CharField(blank=True, max_length=60)),
                ("found_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="rapporteur_bodies.body",
                    ),
                ),
            ],
            options={
                "ordering": ["-found_on", "-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("body", "number"), name="one_meeting_of_a_number"),
        ),
        remade("bodies_act"),
        remade("bodies_decision"),
        remade("bodies_law"),
        # From here on unmanaged: rows that the database keeps from change.
        migrations.AlterModelOptions("Act", {"managed": False, "ordering": ["id"]}),
        migrations.AlterModelOptions("Decision", {"managed": False, "ordering": ["-id"]}),
        migrations.AlterModelOptions("Law", {"managed": False, "ordering": ["id"]}),
    ]
