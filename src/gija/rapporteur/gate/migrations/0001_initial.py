from django.db import migrations, models

from gija.rapporteur.append_only import remade


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                ("content", models.TextField()),
                ("head", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "gate_entry", "ordering": ["id"]},
        ),
        migrations.AddConstraint("Entry", models.UniqueConstraint(fields=["kind", "name"], name="gate_entry_once")),
        migrations.AddConstraint("Entry", models.UniqueConstraint(fields=["head"], name="gate_entry_chain")),
        remade("gate_entry"),
        migrations.AlterModelOptions(name="Entry", options={"managed": False, "ordering": ["id"]}),
    ]
