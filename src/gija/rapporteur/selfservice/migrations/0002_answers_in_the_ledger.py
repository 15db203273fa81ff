import json
from typing import Any

from django.db import migrations
from django.utils import timezone

from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.stored import release_from, release_to
from gija.rapporteur.append_only import remade


def into_the_ledger(apps: Any, schema_editor: Any) -> None:
    """Every table that was answered becomes a release of the gate's ledger, each once, in the order of answering."""
    alias = schema_editor.connection.alias
    entries, asks = apps.get_model("rapporteur_gate", "Entry"), apps.get_model("rapporteur_selfservice", "Ask")
    answered = asks.objects.using(alias).filter(outcome="answered").exclude(content="").order_by("id")
    if not answered.exists():
        return
    ledger = Ledger()
    for row in entries.objects.using(alias).order_by("id"):
        content = json.loads(row.content)
        if row.kind == "release":
            ledger.add(release_from(content))
        else:
            ledger.withdraw(**content)
    there = {one.name for one in ledger}
    for ask in answered:
        release = release_from(json.loads(ask.content))
        if release.name not in there:
            there.add(release.name)
            raw = json.dumps(release_to(release), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            entries.objects.using(alias).create(
                name=release.name, kind="release", content=raw, head=ledger.add(release), at=timezone.now()
            )


class Migration(migrations.Migration):
    dependencies = [("rapporteur_selfservice", "0001_initial"), ("rapporteur_gate", "0002_finecube")]

    operations = [
        migrations.RunPython(into_the_ledger, migrations.RunPython.noop),
        migrations.AlterModelOptions(name="Ask", options={"managed": True, "ordering": ["-id"]}),
        migrations.RemoveField("Ask", "content"),
        migrations.RemoveField("Ask", "hash"),
        remade("selfservice_ask"),
        migrations.AlterModelOptions(name="Ask", options={"managed": False, "ordering": ["-id"]}),
    ]
