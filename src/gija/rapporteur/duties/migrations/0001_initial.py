import django.db.models.deletion
from django.db import migrations, models

from gija.rapporteur.append_only import remade


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.BigIntegerField(unique=True)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Due",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("duty", models.CharField(blank=True, max_length=60)),
                ("period", models.CharField(blank=True, max_length=10)),
                ("title_en", models.CharField(max_length=300)),
                ("title_lt", models.CharField(max_length=300)),
                ("owes", models.CharField(max_length=60)),
                ("to", models.JSONField(default=list)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be done"),
                            ("sent", "Sent"),
                            ("received", "Sent and received"),
                            ("dropped", "Not to be done"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["due_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("duty", ""), _negated=True),
                        fields=("duty", "period"),
                        name="one_duty_of_a_period",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("day", models.DateField(null=True)),
                ("channel", models.CharField(blank=True, max_length=40)),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("release", models.CharField(blank=True, max_length=80)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "due",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        db_constraint=False,
                        to="rapporteur_duties.due",
                    ),
                ),
            ],
            options={
                "db_table": "duties_act",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.IntegerField()),
                ("due_on", models.DateField()),
                ("people", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField()),
                (
                    "due",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="rapporteur_duties.due"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("due", "due_on", "days"), name="one_letter_of_a_day")],
            },
        ),
        remade("duties_act"),
        migrations.AlterModelOptions(name="Act", options={"managed": False, "ordering": ["id"]}),
    ]
