from django.db import migrations, models

KINDS = [
    ("half_year", "Half-year report"),
    ("annual", "Annual report"),
    ("evaluator", "Annual report of the independent evaluator"),
    ("multi_year", "Report on several years"),
    ("plan_progress", "Progress of the action plan"),
    ("questionnaire", "Questionnaire of the National Rapporteur"),
    ("eu19a", "Tables for the Union's yearly statistics"),
    ("greta", "Statistics for GRETA"),
    ("table", "Table"),
]


class Migration(migrations.Migration):
    dependencies = [("rapporteur_reports", "0003_report_without")]

    operations = [
        migrations.AlterField("report", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.AddField("report", "plan", models.CharField(blank=True, max_length=60)),
        migrations.AddField("report", "reason_en", models.TextField(blank=True)),
        migrations.AddField("report", "reason_lt", models.TextField(blank=True)),
    ]
