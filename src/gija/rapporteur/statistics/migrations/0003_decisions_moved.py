from django.db import migrations


class Migration(migrations.Migration):
    """What was decided of differences stands in the room of reconciliation now."""

    dependencies = [
        ("rapporteur_statistics", "0002_revision"),
        ("rapporteur_reconciliation", "0002_decisions"),
    ]

    operations = [migrations.DeleteModel("Decision")]
