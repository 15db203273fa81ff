from django.db import migrations, models

from gija.rapporteur.append_only import remade

IDENTITY = ("indicator", "period", "breakdown", "base", "stage", "definition", "authority", "kind", "dataset")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=10)),
                ("breakdown", models.CharField(default="{}", max_length=400)),
                ("value", models.BigIntegerField(null=True)),
                ("status", models.CharField(max_length=20)),
                ("qualifier", models.CharField(blank=True, max_length=20)),
                ("base", models.CharField(max_length=20)),
                ("stage", models.CharField(max_length=40)),
                ("definition", models.CharField(max_length=60)),
                ("authority", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=20)),
                ("dataset", models.CharField(blank=True, max_length=60)),
                ("source", models.CharField(max_length=60)),
                ("line", models.CharField(blank=True, max_length=100)),
                ("quote", models.CharField(blank=True, max_length=300)),
                ("derived", models.BooleanField(default=False)),
                ("how", models.CharField(blank=True, max_length=200)),
                ("vintage", models.PositiveIntegerField()),
                ("published_at", models.CharField(blank=True, max_length=10)),
                ("known_from", models.DateField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "statistics_observation",
                "ordering": ["indicator", "period", "breakdown", "known_from", "vintage"],
            },
        ),
        migrations.AddConstraint(
            "Observation", models.UniqueConstraint(fields=[*IDENTITY, "vintage"], name="observation_vintage_once")
        ),
        migrations.AddConstraint(
            "Observation",
            models.CheckConstraint(
                condition=models.Q(status="reported", value__isnull=False)
                | (~models.Q(status="reported") & models.Q(value__isnull=True)),
                name="observation_value_or_status",
            ),
        ),
        migrations.AddConstraint(
            "Observation",
            models.CheckConstraint(
                condition=(models.Q(derived=True) & ~models.Q(how="")) | models.Q(derived=False, how=""),
                name="observation_derived_says_how",
            ),
        ),
        migrations.AddConstraint(
            "Observation",
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__gte=0), name="observation_not_negative"
            ),
        ),
        remade("statistics_observation"),
        # From here on unmanaged: see the docstring of the model.
        migrations.AlterModelOptions(
            "Observation",
            {"managed": False, "ordering": ["indicator", "period", "breakdown", "known_from", "vintage"]},
        ),
        migrations.CreateModel(
            name="ReceivedTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=10)),
                ("vintage", models.PositiveIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("title_en", models.CharField(max_length=200)),
                ("title_lt", models.CharField(max_length=200)),
                ("cells", models.PositiveIntegerField()),
                ("made_by", models.CharField(max_length=60)),
                ("approved_by", models.CharField(max_length=60)),
                ("approved_on", models.DateField()),
                ("letter", models.CharField(max_length=40)),
                ("received_at", models.DateTimeField()),
            ],
            options={"ordering": ["-period", "table", "-vintage"]},
        ),
        migrations.AddConstraint(
            "ReceivedTable",
            models.UniqueConstraint(fields=["table", "period", "vintage"], name="received_table_once"),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("comparison", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=10)),
                ("definition", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=20)),
                ("reason", models.TextField()),
                ("state_value", models.BigIntegerField(null=True)),
                ("ngo_value", models.BigIntegerField(null=True)),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=150)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=200)),
                ("decided_at", models.DateTimeField()),
            ],
            options={"ordering": ["-decided_at", "-id"]},
        ),
        migrations.AddIndex(
            "Decision",
            models.Index(fields=["comparison", "period", "definition"], name="statistics_decision_of"),
        ),
    ]
