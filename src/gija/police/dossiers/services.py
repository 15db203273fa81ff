"""What happens to a dossier: gathered, expanded, taken back, read, exported. One act, one audit entry."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.commons.permissions.matrix import NotPermittedError
from gija.methods.graph import to_json
from gija.police.databases import pickup
from gija.police.dossiers import gather as gathering
from gija.police.dossiers import stored
from gija.police.dossiers.files import files
from gija.police.dossiers.models import POLICE, Dossier, Revision
from gija.police.dossiers.rules import EXPORT, GATHER, READ, may_hold, rights
from gija.police.dossiers.values import Caps, Gathered, Progress, Start
from gija.police.search.ids import new_id
from gija.police.search.models import Candidate
from gija.police.search.services import take_for_dossier
from gija.vocabulary.errors import GijaError

__all__ = ["expand", "export", "files", "gather", "opened", "reach", "undo"]

MOST_STEPS = 3


def gather(
    actor: Actor | None,
    candidate_id: str,
    steps: int = 2,
    *,
    reason: str = "",
    caps: Caps | None = None,
    progress: Progress | None = None,
) -> Dossier:
    """Gather the dossier of a confirmed candidate, live, and keep it. `reason`: that of the question when empty.

    The databases are asked outside the transaction, for that takes seconds; a gathering that fails leaves an entry with
    outcome `failed`. Refused: `NotPermittedError`, `search.not_confirmed`, `dossier.steps`, `dossier.start_*`,
    `dossier.refer_to_owner`.
    """
    actor = require(actor, GATHER)
    if not 1 <= steps <= MOST_STEPS:
        raise GijaError("dossier.steps", most=MOST_STEPS)
    with transaction.atomic(using=POLICE):
        candidate = take_for_dossier(actor, candidate_id)
    dossier = _new(actor, candidate, steps, reason.strip())
    start = Start(candidate.answer.database, candidate.record_id, dossier.type)
    try:
        found = gathering.gather(
            start, steps, pickup, rights(actor, dossier.purpose, dossier.id), dossier.created, caps, progress
        )
    except GijaError as error:
        _failed(actor, "police.dossier.gather", dossier, error)
        raise
    with transaction.atomic(using=POLICE):
        dossier.save(force_insert=True)
        _append(dossier, actor, Revision.Act.GATHER, found)
        _audit(actor, "police.dossier.gather", dossier, {"steps": steps, **_facts(found)})
    return dossier


def expand(actor: Actor | None, dossier_id: str, entity: str, caps: Caps | None = None) -> Dossier:
    """One more step round an entity of the chart, as a new revision. Refused: `NotPermittedError`, `dossier.no_entity`,
    `dossier.changed_meanwhile`."""
    actor = require(actor, GATHER)
    dossier = reach(actor, dossier_id, GATHER)
    before = dossier.latest
    held = rights(actor, dossier.purpose, dossier.id, before.marks_json)
    try:
        found = gathering.expand(dossier.chart, entity, pickup, held, timezone.now(), caps)
    except GijaError as error:
        _failed(actor, "police.dossier.expand", dossier, error)
        raise
    found = _with_earlier(before, found)
    with transaction.atomic(using=POLICE):
        _unchanged(dossier, before)
        _append(dossier, actor, Revision.Act.EXPAND, found, entity=entity)
        _audit(actor, "police.dossier.expand", dossier, _facts(found))
    return dossier


def undo(actor: Actor | None, dossier_id: str, number: int) -> Dossier:
    """Take up an earlier revision again; the later ones stay to be seen. Refused: `dossier.no_revision`."""
    actor = require(actor, GATHER)
    dossier = reach(actor, dossier_id, GATHER)
    earlier = dossier.revisions.filter(number=number).first()
    if earlier is None or number == dossier.latest.number:
        raise GijaError("dossier.no_revision")
    if not may_hold(actor, dossier.purpose, earlier.chart):
        raise OtherRightError(actor, GATHER)
    with transaction.atomic(using=POLICE):
        _unchanged(dossier, dossier.latest)
        found = Gathered(earlier.chart, earlier.states, earlier.cuts, dossier.latest.marks_json)
        _append(dossier, actor, Revision.Act.UNDO, found, of=number)
        _audit(actor, "police.dossier.undo", dossier, {"revision": dossier.latest.number, "of": number})
    return dossier


def reach(actor: Actor | None, dossier_id: str, action: str = READ) -> Dossier:
    """The dossier, if the actor may do this to it and see all that is on it; leaves no audit entry.

    Refused: `dossier.not_found`; `NotPermittedError` where it is another institution's or its content another role's.
    """
    dossier = Dossier.objects.filter(pk=dossier_id).first()
    if dossier is None:
        raise GijaError("dossier.not_found")
    actor = require(actor, action, dossier.institution)
    if not may_hold(actor, dossier.purpose, dossier.chart):
        raise OtherRightError(actor, action)
    return dossier


class OtherRightError(NotPermittedError):
    """Gathered under a right that this role does not have for this purpose."""

    def __init__(self, actor: Actor, action: str) -> None:
        GijaError.__init__(self, "dossier.other_right")
        self.actor = actor
        self.action = action


def opened(actor: Actor | None, dossier_id: str, view: str) -> Dossier:
    """The dossier for reading, with the entry that it was read; `view` says in which form (page, chart, picture)."""
    actor = require(actor, READ)
    dossier = reach(actor, dossier_id, READ)
    with transaction.atomic(using=POLICE):
        _audit(actor, "police.dossier.read", dossier, {"view": view, "revision": dossier.latest.number})
    return dossier


def export(
    actor: Actor | None, dossier_id: str, language: str, names: tuple[str, ...] = (), *, reason: str = ""
) -> dict[str, bytes]:
    """The files of the dossier that leave the system, by name (`files.NAMES`); all when `names` is empty."""
    actor = require(actor, EXPORT)
    dossier = reach(actor, dossier_id, EXPORT)
    made = files(dossier, language, names)
    facts: dict[str, JSON] = {
        "files": list[JSON](sorted(made)),
        "revision": dossier.latest.number,
        "handling": dossier.handling,
    }
    with transaction.atomic(using=POLICE):
        _audit(actor, "police.dossier.export", dossier, facts, reason=reason)
    return made


def _new(actor: Actor, candidate: Candidate, steps: int, reason: str) -> Dossier:
    query = candidate.answer.query
    return Dossier(
        id=new_id(),
        candidate=candidate.id,
        query=query.id,
        account=actor.account,
        actor_name=actor.name,
        role=actor.role,
        institution=actor.institution,
        institution_name=actor.institution_name,
        type=query.type,
        purpose=query.purpose,
        reason=reason or query.reason,
        steps=steps,
        created=timezone.now(),
    )


def _append(
    dossier: Dossier, actor: Actor, act: Revision.Act, found: Gathered, *, entity: str = "", of: int | None = None
) -> None:
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
    )
    revision.save()
    dossier.__dict__.pop("latest", None)


def _unchanged(dossier: Dossier, before: Revision) -> None:
    """Nobody else has added a revision meanwhile; on PostgreSQL the dossier is locked, SQLite holds all of it."""
    rows = Dossier.objects.filter(pk=dossier.pk)
    if transaction.get_connection(POLICE).features.has_select_for_update:
        rows = rows.select_for_update()
    rows.get()
    if dossier.revisions.filter(number__gt=before.number).exists():
        raise GijaError("dossier.changed_meanwhile")


def _with_earlier(before: Revision, found: Gathered) -> Gathered:
    """States and cuts of an expansion beside those of before: a database once silent leaves its gap in the chart."""
    states = {one.database: one for one in before.states}
    for one in found.states:
        states[one.database] = states[one.database].after(one) if one.database in states else one
    cuts = tuple(dict.fromkeys((*before.cuts, *found.cuts)))
    return Gathered(found.chart, tuple(states[code] for code in sorted(states)), cuts, found.marks)


def _facts(found: Gathered) -> dict[str, JSON]:
    return {
        "entities": len(found.chart.entities),
        "relations": len(found.chart.relations),
        "withheld": found.withheld,
        "incomplete": list(found.silent),
        "cut": bool(found.cuts),
    }


def _failed(actor: Actor, act: str, dossier: Dossier, error: GijaError) -> None:
    with transaction.atomic(using=POLICE):
        _audit(actor, act, dossier, {"error": error.code}, outcome="failed")


def _audit(
    actor: Actor,
    act: str,
    dossier: Dossier,
    details: Mapping[str, JSON],
    *,
    outcome: str = "done",
    reason: str = "",
) -> None:
    record(
        POLICE,
        actor,
        act,
        purpose=dossier.purpose,
        reason=reason or dossier.reason,
        object_type="dossier",
        object_id=dossier.id,
        outcome=outcome,
        details={"candidate": dossier.candidate, "query": dossier.query, **details},
    )
