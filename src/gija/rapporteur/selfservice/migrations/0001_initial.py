from django.db import migrations, models

from gija.rapporteur.append_only import remade


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(max_length=10)),
                ("vintage", models.PositiveIntegerField()),
                ("day", models.CharField(max_length=10)),
                ("axes", models.CharField(max_length=200)),
                ("outcome", models.CharField(max_length=10)),
                ("why", models.CharField(blank=True, max_length=10)),
                ("cells", models.PositiveIntegerField()),
                ("content", models.TextField(blank=True)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=40)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "selfservice_ask", "ordering": ["-id"]},
        ),
        migrations.AddIndex("Ask", models.Index(fields=["outcome", "period"], name="selfservice_ask_answered")),
        remade("selfservice_ask"),
        migrations.AlterModelOptions(name="Ask", options={"managed": False, "ordering": ["-id"]}),
    ]
