"""What changes the chart of a dossier: a decision on a pair, an edited chart that comes back. One act, one entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gija.commons.permissions import Actor, require
from gija.methods.graph.values import Entity, Provenance
from gija.police.access.opened import opened_for
from gija.police.charts.editing import Returned, returned
from gija.police.dossiers.keeping import again, append, audited, unchanged
from gija.police.dossiers.layers import Decision, Finder, Join, Laid, Layers, rows, together_with
from gija.police.dossiers.models import POLICE, Dossier, Revision
from gija.police.dossiers.rules import CHANGE, may_hold
from gija.police.dossiers.services import reach
from gija.police.dossiers.values import NOTEBOOK, WITHHELD
from gija.vocabulary.errors import GijaError

MOST = 20_000  # entities and relations of a chart that may come back


def decide(
    actor: Actor | None, dossier_id: str, pair: tuple[str, str], decision: Decision, reason: str, version: int
) -> Dossier:
    """Two entities are one, or two: decided by a person, with a reason, as a new version. Can be decided anew any time.

    `pair`: ids as the databases' chart has them (`Revision.base`). `version`: the one the person looked at. Refused:
    `NotPermittedError`, `dossier.reason_missing`, `dossier.no_pair`, `dossier.codes_differ`, `dossier.no_decision`,
    `dossier.changed_meanwhile`.
    """
    actor = require(actor, CHANGE)
    dossier = reach(actor, dossier_id, CHANGE)
    before = dossier.latest
    if before.number != version:
        raise GijaError("dossier.changed_meanwhile")
    if not reason.strip():
        raise GijaError("dossier.reason_missing")
    join = _decided(before, pair, decision, actor, reason.strip())
    act = Revision.Act.JOIN if decision is Decision.ONE else Revision.Act.PART
    with transaction.atomic(using=POLICE):
        unchanged(dossier, before)
        append(dossier, actor, act, again(before), before.layers.deciding(join), reason=reason.strip())
        weight = None if join.weight is None else round(join.weight, 1)
        facts = {"decision": decision.value, "weight": weight, "revision": dossier.latest.number}
        audited(actor, CHANGE, dossier, facts, reason=reason.strip())
    return dossier


def _decided(before: Revision, pair: tuple[str, str], decision: Decision, actor: Actor, reason: str) -> Join:
    known = {one.id: one for one in before.base.entities if not one.id.startswith(WITHHELD)}
    one, other = sorted(pair)
    if one == other or one not in known or other not in known or known[one].type != known[other].type:
        raise GijaError("dossier.no_pair")
    earlier = _earlier(before, one, other)
    groups = together_with(before.layers, Finder(before.base.entities))
    together = other in groups.get(one, {one})
    if decision is Decision.ONE:
        if together:
            raise GijaError("dossier.no_decision")
        _same_code(known, groups.get(one, {one}), groups.get(other, {other}))
    elif earlier is None or earlier.decision is Decision.APART:
        raise GijaError("dossier.no_decision")
    base = earlier or Join(one, other, decision, False, "", timezone.now(), rows=(rows(known[one]), rows(known[other])))
    return replace(base, decision=decision, by_model=False, who=actor.name, when=timezone.now(), why=reason)


def _earlier(before: Revision, one: str, other: str) -> Join | None:
    return next((join for join in before.layers.joins if join.pair == frozenset((one, other))), None)


def _same_code(known: dict[str, Entity], some: set[str], others: set[str]) -> None:
    codes = [
        {code for one in group if one in known for code in known[one].attributes.get("personal_code", ())}
        for group in (some, others)
    ]
    if all(codes) and codes[0].isdisjoint(codes[1]):
        raise GijaError("dossier.codes_differ")


def take_back(actor: Actor | None, dossier_id: str, data: bytes, reason: str) -> Dossier:
    """An edited chart comes back: what it changes is laid over the dossier as a new version, as the analyst's own word.

    Nothing is overwritten: every earlier version stays, and no piece is told to come from a database that did not give
    it. Refused: `NotPermittedError`, `anx.*`, `graph.*`, `dossier.edit_*`, `dossier.reason_missing`,
    `dossier.changed_meanwhile`.
    """
    actor = require(actor, CHANGE)
    dossier = reach(actor, dossier_id, CHANGE)
    if not reason.strip():
        raise GijaError("dossier.reason_missing")
    before, now = dossier.latest, timezone.now()
    found = returned(dossier, data, MOST)
    laid = _laid(dossier, found, actor, now, reason.strip())
    layers = replace(before.layers, edits=(*before.layers.edits, laid))
    _refuse_withheld(actor, dossier, before, layers)
    with transaction.atomic(using=POLICE):
        unchanged(dossier, before)
        append(dossier, actor, Revision.Act.EDIT, again(before), layers, of=found.revision.number, reason=laid.why)
        facts = {
            "changes": len(found.made),
            "moved": laid.moves,
            "of": found.revision.number,
            "revision": dossier.latest.number,
        }
        audited(actor, CHANGE, dossier, facts, reason=laid.why)
    return dossier


def _laid(dossier: Dossier, found: Returned, actor: Actor, now: datetime, reason: str) -> Laid:
    last = dossier.latest.number + 1
    origin = Provenance(NOTEBOOK, f"{dossier.short}/{last}", now, "", dossier.handling, "assessment")
    return Laid(found.edit(origin), actor.name, now, reason, found.revision.number, found.moved)


def _refuse_withheld(actor: Actor, dossier: Dossier, before: Revision, layers: Layers) -> None:
    """Who marks somebody as a victim whom their role must refer would lock themselves out: said before it is kept."""
    from gija.police.dossiers.layers import shown

    if not may_hold(actor, dossier.purpose, shown(before.base, layers).chart, opened_for(actor, dossier.query)):
        raise GijaError("dossier.edit_refer")
