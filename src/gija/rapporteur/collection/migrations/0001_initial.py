import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("entry", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=10)),
                ("title_en", models.CharField(max_length=200)),
                ("title_lt", models.CharField(max_length=200)),
                ("plan", models.JSONField()),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField()),
                ("released_on", models.DateField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-due_on", "code"],
                "constraints": [models.UniqueConstraint(fields=("entry", "period"), name="call_of_calendar_once")],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("institution", models.CharField(max_length=60)),
                ("institution_en", models.CharField(max_length=200)),
                ("institution_lt", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filling", "Being filled in"),
                            ("handed", "With the head for approval"),
                            ("approved", "Sent, with the Rapporteur"),
                            ("returned", "Returned"),
                            ("accepted", "Accepted"),
                        ],
                        default="filling",
                        max_length=20,
                    ),
                ),
                ("cells", models.JSONField(default=dict)),
                ("answers", models.JSONField(default=dict)),
                ("opened", models.JSONField(default=list)),
                ("delegate", models.BigIntegerField(null=True)),
                ("delegate_name", models.CharField(blank=True, max_length=150)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="rapporteur_collection.call",
                    ),
                ),
            ],
            options={
                "ordering": ["institution"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.IntegerField()),
                ("people", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="rapporteur_collection.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=150)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("number", models.CharField(max_length=140, unique=True)),
                ("content", models.TextField()),
                ("hash", models.CharField(max_length=64)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="rapporteur_collection.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=150)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("indicator", models.CharField(blank=True, max_length=60)),
                ("text", models.TextField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="rapporteur_collection.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=150)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("act", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("revision", models.CharField(blank=True, max_length=20)),
                ("version", models.PositiveIntegerField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="rapporteur_collection.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("call", "institution"), name="one_submission_of_a_supplier"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("submission", "days"), name="one_reminder_of_a_day"),
        ),
    ]
