from django.db import migrations, models

from gija.rapporteur.append_only import remade

KINDS = [
    ("trend", "A trend or change that passed the test"),
    ("missing", "A figure is missing"),
    ("review", "A note is due for review"),
]
STATES = [("open", "Waits for a decision"), ("task", "Became a task"), ("dismissed", "Put aside")]
STANDINGS = [("holds", "Holds"), ("ended", "Holds no longer")]


def key() -> "models.BigAutoField[int, int]":
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", key()),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=200)),
                ("series", models.PositiveIntegerField()),
                ("tests", models.PositiveIntegerField()),
                ("claims", models.PositiveIntegerField()),
            ],
            options={"ordering": ["-id"]},
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", key()),
                ("key", models.CharField(max_length=300, unique=True)),
                ("indicator", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=400)),
                ("name_lt", models.CharField(max_length=400)),
                ("first", models.CharField(max_length=10)),
                ("last", models.CharField(max_length=10)),
                ("verdict", models.CharField(max_length=20)),
                ("said_en", models.TextField()),
                ("said_lt", models.TextField()),
                ("p", models.FloatField()),
                ("mean", models.FloatField()),
                ("needed", models.PositiveIntegerField()),
                ("figures", models.CharField(max_length=64)),
                ("published", models.BooleanField()),
                ("child", models.BooleanField()),
                ("place", models.PositiveIntegerField()),
            ],
            options={"ordering": ["place"]},
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", key()),
                ("key", models.CharField(max_length=400, unique=True)),
                ("kind", models.CharField(choices=KINDS, max_length=20)),
                ("about", models.CharField(max_length=80)),
                ("text_en", models.TextField()),
                ("text_lt", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("state", models.CharField(choices=STATES, default="open", max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["-opened_at", "-id"]},
        ),
        migrations.CreateModel(
            name="NoteVersion",
            fields=[
                ("id", key()),
                ("code", models.CharField(db_index=True, max_length=20)),
                ("number", models.PositiveIntegerField()),
                ("language", models.CharField(max_length=5)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("evidence", models.JSONField(default=list)),
                ("handling", models.CharField(max_length=20)),
                ("standing", models.CharField(choices=STANDINGS, max_length=20)),
                ("review_on", models.DateField()),
                ("account", models.BigIntegerField()),
                ("author", models.CharField(max_length=200)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "monitoring_note",
                "ordering": ["code", "number"],
            },
        ),
        migrations.AddConstraint(
            "NoteVersion", models.UniqueConstraint(fields=["code", "number"], name="one_version_of_a_number")
        ),
        remade("monitoring_note"),
        # From here on unmanaged: the flush after a test would be refused by the triggers.
        migrations.AlterModelOptions("NoteVersion", {"managed": False, "ordering": ["code", "number"]}),
    ]
