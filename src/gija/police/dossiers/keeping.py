"""How a dossier is kept: revisions appended, never changed, and the one audit entry of each act."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.permissions import Actor
from gija.methods.graph import to_json
from gija.police.access.opened import asked_under
from gija.police.dossiers import stored
from gija.police.dossiers.layers import Layers, edit_to_json, join_to_json
from gija.police.dossiers.models import POLICE, Dossier, Revision
from gija.police.dossiers.values import Gathered
from gija.vocabulary.errors import GijaError


def append(
    dossier: Dossier,
    actor: Actor,
    act: Revision.Act,
    found: Gathered,
    layers: Layers,
    *,
    entity: str = "",
    of: int | None = None,
    reason: str = "",
) -> Revision:
    """One more revision; the caller holds the transaction."""
    last = dossier.revisions.order_by("-number").first()
    revision = Revision(
        dossier=dossier,
        number=last.number + 1 if last else 1,
        act=act,
        of=of,
        entity=entity,
        account=actor.account,
        actor_name=actor.name,
        created=timezone.now(),
        chart_json=to_json(found.chart),
        states_json=[stored.state(one) for one in found.states],
        cuts_json=[stored.cut(one) for one in found.cuts],
        marks_json=dict(found.marks),
        handling=found.handling,
        joins_json=[join_to_json(one) for one in layers.joins],
        edits_json=[edit_to_json(one) for one in layers.edits],
        reason=reason,
    )
    revision.save()
    dossier.__dict__.pop("latest", None)
    return revision


def again(revision: Revision, marks: Mapping[str, str] | None = None) -> Gathered:
    """What a revision holds, to be kept once more with other layers."""
    return Gathered(revision.base, revision.states, revision.cuts, revision.marks_json if marks is None else marks)


def unchanged(dossier: Dossier, before: Revision) -> None:
    """Nobody else has added a revision meanwhile; on PostgreSQL the dossier is locked, SQLite holds all of it."""
    rows = Dossier.objects.filter(pk=dossier.pk)
    if transaction.get_connection(POLICE).features.has_select_for_update:
        rows = rows.select_for_update()
    rows.get()
    if dossier.revisions.filter(number__gt=before.number).exists():
        raise GijaError("dossier.changed_meanwhile")


def audited(
    actor: Actor,
    act: str,
    dossier: Dossier,
    details: Mapping[str, JSON],
    *,
    outcome: str = "done",
    reason: str = "",
) -> None:
    """The entry of an act on a dossier. No name and no id of an entity: those hold personal codes."""
    glass = asked_under(dossier.query)
    record(
        POLICE,
        actor,
        act,
        purpose=dossier.purpose,
        reason=reason or dossier.reason,
        object_type="dossier",
        object_id=dossier.id,
        outcome=outcome,
        details={
            "candidate": dossier.candidate,
            "query": dossier.query,
            **({"glass": glass} if glass else {}),
            **details,
        },
    )
