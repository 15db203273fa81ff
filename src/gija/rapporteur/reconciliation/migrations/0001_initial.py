from django.db import migrations, models

from gija.rapporteur.append_only import remade


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Dialogue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, unique=True)),
                ("family", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=10)),
                ("a", models.CharField(max_length=300)),
                ("b", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("explained", "Explained"), ("accepted", "Accepted")],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("a_value", models.BigIntegerField(null=True)),
                ("b_value", models.BigIntegerField(null=True)),
                ("body_a", models.CharField(blank=True, max_length=60)),
                ("body_b", models.CharField(blank=True, max_length=60)),
                ("due_on", models.DateField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={"ordering": ["-changed_at", "code"]},
        ),
        migrations.AddConstraint(
            "Dialogue",
            models.UniqueConstraint(fields=["family", "period", "a", "b"], name="one_dialogue_of_a_pair"),
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dialogue", models.CharField(db_index=True, max_length=20)),
                ("act", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True)),
                ("step", models.CharField(blank=True, max_length=20)),
                ("low", models.BigIntegerField(null=True)),
                ("high", models.BigIntegerField(null=True)),
                ("agrees", models.BigIntegerField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("a_value", models.BigIntegerField(null=True)),
                ("b_value", models.BigIntegerField(null=True)),
                ("account", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(blank=True, max_length=150)),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "reconciliation_entry", "ordering": ["id"]},
        ),
        remade("reconciliation_entry"),
        # From here on unmanaged: see the docstring of the model.
        migrations.AlterModelOptions("Entry", {"managed": False, "ordering": ["id"]}),
    ]
