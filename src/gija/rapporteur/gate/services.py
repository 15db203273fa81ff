"""Putting releases into the ledger, in the transaction of the act that tells them: that act has the audit entry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connections
from django.utils import timezone

from gija.commons.audit.services import LOCK
from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.stored import release_to
from gija.methods.disclosure.values import Release
from gija.rapporteur.gate import cubes, going, protecting, queries, together
from gija.rapporteur.gate.models import ZONE, Entry
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Weighed:
    """Whether a table on request may be told, beside the ledger of this digest."""

    state: str
    may: bool


def put(releases: Iterable[Release]) -> None:
    """Audit each against the ledger as it is now, and add it. Refuses what is not safe any more (`gate.unsafe`; beside
    tables on request `selfservice.unsafe`), and other figures under a name that is in (`disclosure.twice`); the same
    again is no new telling."""
    ledger = _alone()
    there = {one.name: one for one in ledger}
    for one in releases:
        if there.get(one.name) == one:
            continue
        if one.tables and not one.cited and one.name not in there:
            protecting.still(one, ledger)
            insist([one], ledger)
        head = ledger.add(one)
        _row("release", one.name, release_to(one), head)


def insist(releases: Iterable[Release], known: Iterable[Release] | None = None) -> None:
    """Refuse (`selfservice.unsafe`) releases that, with the tables that were answered on request, would tell of few
    people, or that could not be judged with these. `known`: the ledger, if it is at hand."""
    told = list(queries.ledger() if known is None else known)
    there = {one.name for one in told}
    for one in releases:
        if not one.cited and one.name not in there and not together.judged(told, one, cubes.latest).safe:
            raise GijaError("selfservice.unsafe")


def weigh(answer: Release) -> Weighed:
    """May a table on request be told beside all that is in the ledger now? Before anybody is kept waiting."""
    return _weighed(answer, queries.ledger())


def tell(answer: Release, weighed: Weighed) -> bool:
    """Put a table on request into the ledger if it may be told: was it? It is weighed again if something was told
    meanwhile. In the transaction of the act that asks."""
    ledger = _alone()
    if ledger.digest != weighed.state:
        weighed = _weighed(answer, ledger)
    if weighed.may and all(one.name != answer.name for one in ledger):
        answer = replace(answer, vintage=going.vintage(answer.day, ledger))
        _row("release", answer.name, release_to(answer), ledger.add(answer))
    return weighed.may


def _weighed(answer: Release, ledger: Ledger) -> Weighed:
    """A table of which every number was told before tells nothing new."""
    told = [one for one in ledger if one.kind == going.ANSWER and one.day == answer.day]
    shown = {(t.population, t.where(cell.key), cell.value) for one in told for t in one.tables for cell in t}
    mine = {(t.population, t.where(cell.key), cell.value) for t in answer.tables for cell in t}
    return Weighed(ledger.digest, mine <= shown or together.judged(ledger, answer, cubes.latest).safe)


def withdraw(names: Iterable[str], day: str) -> None:
    """Note that releases were withdrawn: what they told stays known."""
    ledger = _alone()
    there = {one.name for one in ledger} - {one.name for one in ledger.withdrawn()}
    for name in names:
        if name in there:
            ledger.withdraw(name, day)
            _row("withdrawal", name, {"name": name, "day": day}, ledger.digest)


def _row(kind: str, name: str, content: dict[str, Any], head: str) -> None:
    raw = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    Entry(name=name, kind=kind, content=raw, head=head, at=timezone.now()).save(using=ZONE)


def _alone() -> Ledger:
    """The ledger, while nobody else adds to it. SQLite holds all writers anyway."""
    connection = connections[ZONE]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return queries.ledger()
