from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("police_search", "0002_access"),
    ]

    operations = [
        migrations.AddField(
            model_name="candidate",
            name="expires",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="candidate",
            name="review_on",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
    ]
