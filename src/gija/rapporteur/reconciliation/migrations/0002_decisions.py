"""What was decided of differences before there were dialogues becomes the Rapporteur's own notes."""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.db import migrations

ACTS = {"open": "reopen", "explained": "explain", "accepted": "accept"}


def key(row: Any) -> str:
    """As `comparing.key_of` made it on the day of this migration."""
    parts = [f"{name}_{code}".replace(":", "_") for name, code in sorted(json.loads(row.breakdown).items())]
    own = (row.indicator, row.stage, row.base, row.definition, row.authority, row.dataset, *parts)
    return "-".join(filter(None, own))[:300]


def figures(Observation: Any, decision: Any) -> tuple[str, str]:
    """The keys of the two figures; where they are not found, of what the decision says."""
    own = Observation.objects.filter(period=decision.period, kind="cited").order_by("vintage")
    state = own.filter(indicator="victims_state", definition=decision.definition, breakdown="{}").last()
    ngo = own.filter(indicator="persons_assisted_ngo")
    other = ngo.filter(breakdown='{"assisted_status":"victim"}').last() or ngo.filter(breakdown="{}").last()
    return key(state) if state else f"victims_state-{decision.definition}"[:300], key(other) if other else "none"


def moved(apps: Any, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    Decision = apps.get_model("rapporteur_statistics", "Decision")
    Observation = apps.get_model("rapporteur_statistics", "Observation")
    Dialogue = apps.get_model("rapporteur_reconciliation", "Dialogue")
    Entry = apps.get_model("rapporteur_reconciliation", "Entry")
    for one in Decision.objects.using(using).order_by("decided_at", "id"):
        a, b = figures(Observation, one)
        values = {"a_value": one.state_value, "b_value": one.ngo_value}
        made, _new = Dialogue.objects.using(using).get_or_create(
            family=one.comparison, period=one.period, a=a, b=b,
            defaults={"code": secrets.token_hex(8), "opened_at": one.decided_at, "changed_at": one.decided_at},
        )  # fmt: skip
        Dialogue.objects.using(using).filter(pk=made.pk).update(
            state=one.state if one.state in ACTS else "open", changed_at=one.decided_at, **values
        )
        Entry.objects.using(using).create(
            dialogue=made.code, act=ACTS.get(one.state, "say"), text=one.reason, account=one.account,
            actor_name=one.actor_name, institution=one.institution, institution_name=one.institution_name,
            at=one.decided_at, **values,
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("rapporteur_reconciliation", "0001_initial"), ("rapporteur_statistics", "0002_revision")]

    operations = [migrations.RunPython(moved, migrations.RunPython.noop, elidable=False)]
