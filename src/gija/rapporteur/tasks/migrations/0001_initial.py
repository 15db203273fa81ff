from django.db import migrations, models

from gija.rapporteur.append_only import remade

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
STATES = [("open", "To do"), ("done", "Done"), ("withdrawn", "Withdrawn")]


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", KEY),
                ("about_kind", models.CharField(blank=True, max_length=40)),
                ("about_id", models.CharField(blank=True, max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("detail", models.TextField(blank=True)),
                ("institution", models.CharField(max_length=60)),
                ("giver", models.CharField(max_length=60)),
                ("account", models.BigIntegerField(null=True)),
                ("account_name", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField()),
                ("state", models.CharField(choices=STATES, default="open", max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["due_on", "id"],
                "indexes": [models.Index(fields=["about_kind", "about_id"], name="task_about")],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", KEY),
                ("task", models.BigIntegerField(db_index=True)),
                ("act", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "tasks_act", "ordering": ["id"]},
        ),
        remade("tasks_act"),
        # From here on unmanaged: see the docstring of the model.
        migrations.AlterModelOptions("Act", {"managed": False, "ordering": ["id"]}),
    ]
