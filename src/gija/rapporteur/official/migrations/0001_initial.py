from django.db import migrations, models

from gija.rapporteur.append_only import remade

ORDER = ["indicator", "period", "breakdown", "published_on", "id"]


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OfficialFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("publisher", models.CharField(max_length=40)),
                ("document", models.CharField(max_length=200)),
                ("published_on", models.DateField()),
                ("file", models.CharField(max_length=64)),
                ("row", models.PositiveIntegerField()),
                ("indicator", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=10)),
                ("breakdown", models.CharField(default="{}", max_length=400)),
                ("authority", models.CharField(max_length=40)),
                ("value", models.BigIntegerField(null=True)),
                ("status", models.CharField(max_length=20)),
                ("qualifier", models.CharField(blank=True, max_length=20)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={"db_table": "official_figure", "ordering": ORDER},
        ),
        migrations.AddConstraint(
            "OfficialFigure", models.UniqueConstraint(fields=["file", "row"], name="official_row_once")
        ),
        migrations.AddConstraint(
            "OfficialFigure",
            models.CheckConstraint(
                condition=models.Q(status="reported", value__isnull=False)
                | (~models.Q(status="reported") & models.Q(value__isnull=True)),
                name="official_value_or_status",
            ),
        ),
        remade("official_figure"),
        migrations.AlterModelOptions("OfficialFigure", {"managed": False, "ordering": ORDER}),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("publisher", models.CharField(max_length=40)),
                ("indicator", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=10)),
                ("breakdown", models.CharField(max_length=400)),
                ("authority", models.CharField(max_length=40)),
                ("reason", models.TextField()),
                ("official", models.BigIntegerField()),
                ("collected", models.BigIntegerField()),
                ("account", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=150)),
                ("institution", models.CharField(max_length=60)),
                ("institution_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AddIndex("Remark", models.Index(fields=["indicator", "period"], name="official_remark_of")),
    ]
