from django.db import migrations, models

import gija.commons.audit.canonical
from gija.commons.audit.triggers import remade


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(verbose_name="Time")),
                ("account", models.BigIntegerField(null=True)),
                ("actor", models.CharField(blank=True, max_length=150, verbose_name="Who")),
                ("role", models.CharField(blank=True, max_length=40, verbose_name="Role")),
                ("institution", models.CharField(blank=True, max_length=60)),
                ("institution_name", models.CharField(blank=True, max_length=200, verbose_name="Institution")),
                ("action", models.CharField(max_length=80, verbose_name="Action")),
                ("purpose", models.CharField(blank=True, max_length=60, verbose_name="Purpose")),
                ("reason", models.TextField(blank=True, verbose_name="Reason")),
                ("object_type", models.CharField(blank=True, max_length=60)),
                ("object_id", models.CharField(blank=True, max_length=200)),
                ("outcome", models.CharField(default="done", max_length=20, verbose_name="Outcome")),
                ("details", gija.commons.audit.canonical.CanonicalJSON(default=dict)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"db_table": "audit_entry", "ordering": ["-number"]},
        ),
        migrations.AddIndex("Entry", models.Index(fields=["at"], name="audit_entry_at")),
        migrations.AddIndex("Entry", models.Index(fields=["account", "number"], name="audit_entry_account")),
        migrations.AddIndex("Entry", models.Index(fields=["action", "number"], name="audit_entry_action")),
        remade(),
        # From here on unmanaged: see the docstring of the model.
        migrations.AlterModelOptions("Entry", {"managed": False, "ordering": ["-number"]}),
    ]
