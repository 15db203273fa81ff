"""What happens to a dossier: gathered, expanded, taken back, read, exported. One act, one audit entry."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.permissions import Actor, require
from gija.commons.permissions.matrix import NotPermittedError
from gija.methods.graph.values import Chart
from gija.police.access.opened import asked_under, opened_for
from gija.police.databases import pickup
from gija.police.dossiers import gather as gathering
from gija.police.dossiers.files import files
from gija.police.dossiers.joining import by_model
from gija.police.dossiers.keeping import again, append, audited, unchanged
from gija.police.dossiers.layers import Decision, Finder, Layers
from gija.police.dossiers.likeness import relation as likeness
from gija.police.dossiers.likeness import score
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
    held = rights(actor, dossier.purpose, dossier.id, opened=opened_for(actor, dossier.query))
    try:
        found = gathering.gather(start, steps, pickup, held, dossier.created, caps, progress)
    except GijaError as error:
        _failed(actor, "police.dossier.gather", dossier, error)
        raise
    layers = Layers(by_model(found.chart, (), dossier.created))
    with transaction.atomic(using=POLICE):
        dossier.save(force_insert=True)
        append(dossier, actor, Revision.Act.GATHER, found, layers)
        audited(actor, "police.dossier.gather", dossier, {"steps": steps, **_facts(found, layers)})
    return dossier


def expand(actor: Actor | None, dossier_id: str, entity: str, caps: Caps | None = None) -> Dossier:
    """One more step round an entity of the chart, as a new revision. Refused: `NotPermittedError`, `dossier.no_entity`,
    `dossier.changed_meanwhile`."""
    actor = require(actor, GATHER)
    dossier = reach(actor, dossier_id, GATHER)
    before = dossier.latest
    held = rights(actor, dossier.purpose, dossier.id, before.marks_json, opened_for(actor, dossier.query))
    try:
        found = gathering.expand(_to_expand(before), entity, pickup, held, timezone.now(), caps)
    except GijaError as error:
        _failed(actor, "police.dossier.expand", dossier, error)
        raise
    found = _with_earlier(before, found)
    layers = replace(before.layers, joins=by_model(found.chart, before.layers.joins, timezone.now()))
    with transaction.atomic(using=POLICE):
        unchanged(dossier, before)
        append(dossier, actor, Revision.Act.EXPAND, found, layers, entity=entity)
        audited(actor, "police.dossier.expand", dossier, _facts(found, layers))
    return dossier


def undo(actor: Actor | None, dossier_id: str, number: int) -> Dossier:
    """Take up an earlier revision again; the later ones stay to be seen. Refused: `dossier.no_revision`."""
    actor = require(actor, GATHER)
    dossier = reach(actor, dossier_id, GATHER)
    earlier = dossier.revisions.filter(number=number).first()
    if earlier is None or number == dossier.latest.number:
        raise GijaError("dossier.no_revision")
    if not _may_hold(actor, dossier, earlier):
        raise _closed(actor, dossier, GATHER)
    with transaction.atomic(using=POLICE):
        unchanged(dossier, dossier.latest)
        found = again(earlier, dossier.latest.marks_json)
        append(dossier, actor, Revision.Act.UNDO, found, earlier.layers, of=number)
        audited(actor, "police.dossier.undo", dossier, {"revision": dossier.latest.number, "of": number})
    return dossier


def reach(actor: Actor | None, dossier_id: str, action: str = READ) -> Dossier:
    """The dossier, if the actor may do this to it and see all that is on it; leaves no audit entry.

    Refused: `dossier.not_found`; `NotPermittedError` where it is another institution's or its content another role's.
    """
    dossier = Dossier.objects.filter(pk=dossier_id).first()
    if dossier is None:
        raise GijaError("dossier.not_found")
    actor = require(actor, action, dossier.institution)
    if not _may_hold(actor, dossier, dossier.latest):
        raise _closed(actor, dossier, action)
    return dossier


def _may_hold(actor: Actor, dossier: Dossier, revision: Revision) -> bool:
    opened = opened_for(actor, dossier.query)
    return all(may_hold(actor, dossier.purpose, chart, opened) for chart in (revision.base, revision.chart))


def _closed(actor: Actor, dossier: Dossier, action: str) -> OtherRightError:
    over = bool(asked_under(dossier.query)) and dossier.account == actor.account
    return OtherRightError(actor, action, "dossier.glass_over" if over else "dossier.other_right")


class OtherRightError(NotPermittedError):
    """Gathered under a right that this role does not have for this purpose, or that the actor has no longer."""

    def __init__(self, actor: Actor, action: str, code: str) -> None:
        GijaError.__init__(self, code)
        self.actor = actor
        self.action = action


def opened(actor: Actor | None, dossier_id: str, view: str) -> Dossier:
    """The dossier for reading, with the entry that it was read; `view` says in which form (page, chart, picture)."""
    actor = require(actor, READ)
    dossier = reach(actor, dossier_id, READ)
    with transaction.atomic(using=POLICE):
        audited(actor, "police.dossier.read", dossier, {"view": view, "revision": dossier.latest.number})
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
        audited(actor, "police.dossier.export", dossier, facts, reason=reason)
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


def _with_earlier(before: Revision, found: Gathered) -> Gathered:
    """States and cuts of an expansion beside those of before: a database once silent leaves its gap in the chart."""
    states = {one.database: one for one in before.states}
    for one in found.states:
        states[one.database] = states[one.database].after(one) if one.database in states else one
    cuts = tuple(dict.fromkeys((*before.cuts, *found.cuts)))
    return Gathered(found.chart, tuple(states[code] for code in sorted(states)), cuts, found.marks)


def _to_expand(before: Revision) -> Chart:
    """What the databases gave, and between the entities shown as one a likeness, so that all of them are expanded."""
    chart, known = before.base, {tie.id for tie in before.base.relations}
    told = [join for join in before.layers.joins if join.decision is Decision.ONE]
    finder, things = Finder(chart.entities), {one.id: one for one in chart.entities}
    pairs = [(finder.now(join.one, join.rows[0]), finder.now(join.other, join.rows[1])) for join in told]
    ties = [
        likeness(things[one], things[other], score(things[one], things[other]))
        for one, other in pairs
        if one and other and one != other
    ]
    more = {tie.id: tie for tie in ties if tie.id not in known}
    return replace(chart, relations=(*chart.relations, *more.values()))


def _facts(found: Gathered, layers: Layers) -> dict[str, JSON]:
    return {
        "joined": sum(1 for join in layers.joins if join.decision is Decision.ONE),
        "entities": len(found.chart.entities),
        "relations": len(found.chart.relations),
        "withheld": found.withheld,
        "incomplete": list(found.silent),
        "cut": bool(found.cuts),
    }


def _failed(actor: Actor, act: str, dossier: Dossier, error: GijaError) -> None:
    with transaction.atomic(using=POLICE):
        audited(actor, act, dossier, {"error": error.code}, outcome="failed")
