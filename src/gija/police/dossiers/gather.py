"""Gathering round a confirmed record: step by step, live from every database, merged; no Django here.

One step is one question to all databases about everything the step before found. Documents are asked together with
their holders, because they lead to records in which the same person stands without a personal code.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from gija.methods.graph import chart
from gija.methods.graph.values import Chart, Entity, Relation
from gija.methods.names.identifiers import canonical
from gija.police.databases.values import PickUp, State
from gija.police.dossiers.picture import Picture, Scope, picture
from gija.police.dossiers.values import (
    WITHHELD,
    Caps,
    Cut,
    DatabaseState,
    Gathered,
    Progress,
    Rights,
    Start,
)
from gija.vocabulary.entities import entity_type
from gija.vocabulary.errors import GijaError

Identifier = tuple[str, str, str]  # entity type, field, canonical value
PASSES = 4  # within one step: what is asked may show that two entities are one, and so bring new identifiers
HOLDS = ("has_document", "uses", "owns")


class Source(Protocol):
    """What can be picked up from: `gija.police.databases.pickup`."""

    def records(self, database: str, record_ids: Collection[str], /) -> PickUp: ...

    def mentions(self, identifiers: Collection[Identifier], /) -> tuple[PickUp, ...]: ...


class Gathering:
    """One gathering under way: the pieces so far and what is already asked."""

    def __init__(self, source: Source, rights: Rights, caps: Caps, progress: Progress | None = None) -> None:
        self.source, self.rights, self.caps, self.progress = source, rights, caps, progress
        self.pieces: dict[str, Entity] = {}  # by id: a row read twice is the same piece, taken last
        self.links: dict[str, Relation] = {}
        self.states: dict[str, DatabaseState] = {}
        self.asked: set[Identifier] = set()
        self.cuts: list[Cut] = []

    def start(self, start: Start) -> str:
        """Pick up the confirmed record; the id of its piece. Refused: `dossier.start_*` when it cannot be read."""
        given = self.source.records(start.database, [start.record])
        self._take(given)
        if given.state is not State.ANSWERED and not given.entities:
            raise GijaError("dossier.start_silent", database=start.database, state=given.state.text)
        found = given.found.get(start.record)
        if found is None:
            raise GijaError("dossier.start_gone", database=start.database)
        return found

    def round(self, scope: Scope, step: int) -> Picture:
        """One step: ask about everything nearer than `step`, again as long as that shows more identifiers of it."""
        within = replace(scope, steps=step)
        shown = self._picture(within)
        for _ in range(PASSES):
            asking = self._to_ask(shown, step)
            if not asking:
                break
            self.asked |= set(asking)
            for given in self.source.mentions(asking):
                self._take(given)
            shown = self._picture(within)
            if self.progress:
                self.progress(step, scope.steps, len(shown.entities))
        return shown

    def gathered(self, shown: Picture, created: datetime, title: str = "") -> Gathered:
        """The result, with the state of every database that was asked."""
        drawn = chart(
            title or shown.entities[shown.focus].label,
            shown.focus,
            shown.entities.values(),
            shown.relations,
            created,
        )
        states = (replace(state, withheld=shown.refused.get(code, 0)) for code, state in sorted(self.states.items()))
        return Gathered(drawn, tuple(states), (*shown.cuts, *self.cuts), {**self.rights.marks, **shown.marks})

    def _picture(self, scope: Scope) -> Picture:
        pieces = [self.pieces[one] for one in sorted(self.pieces)]
        links = [self.links[one] for one in sorted(self.links)]
        return picture(pieces, links, scope, self.rights, self.caps)

    def _take(self, given: PickUp) -> None:
        before = self.states.get(given.database) or DatabaseState(given.database, State.ANSWERED, None)
        self.states[given.database] = before.and_(given)
        self.pieces |= {piece.id: piece for piece in given.entities}
        self.links |= {link.id: link for link in given.relations}

    def _to_ask(self, shown: Picture, step: int) -> list[Identifier]:
        near = {one for one, distance in shown.distances.items() if distance < step}
        near |= _documents(shown, near)
        new = {i for one in sorted(near) for i in identifiers(shown.entities[one])} - self.asked
        asking = sorted(new)
        if len(asking) > self.caps.asked:
            self.cuts.append(Cut("asked", len(asking) - self.caps.asked))
            self.asked |= set(asking[self.caps.asked :])
        return asking[: self.caps.asked]


def gather(
    start: Start,
    steps: int,
    source: Source,
    rights: Rights,
    created: datetime,
    caps: Caps | None = None,
    progress: Progress | None = None,
) -> Gathered:
    """Everything the databases hold within `steps` relations of the record, each piece with where it comes from.

    A database that fails on the way is named in the states and what it gave until then is kept. The result is the same
    for the same records, whatever order they came in. Refused: `dossier.start_silent`, `dossier.start_gone`,
    `dossier.refer_to_owner`.
    """
    gathering = Gathering(source, rights, caps or Caps.usual(), progress)
    focus = gathering.start(start)
    scope = Scope(focus, focus, steps)
    for step in range(1, steps + 1):
        shown = gathering.round(scope, step)
    return gathering.gathered(shown, created)


def expand(
    before: Chart,
    entity: str,
    source: Source,
    rights: Rights,
    created: datetime,
    caps: Caps | None = None,
) -> Gathered:
    """The chart with one more step round `entity`; everything that stood on it stays. Refused: `dossier.no_entity`."""
    if entity.startswith(WITHHELD) or all(one.id != entity for one in before.entities):
        raise GijaError("dossier.no_entity")
    gathering = Gathering(source, rights, caps or Caps.usual())
    gathering.pieces = {one.id: one for one in before.entities}
    gathering.links = {one.id: one for one in before.relations}
    scope = Scope(before.focus, entity, 1, keep=[one.id for one in before.entities])
    return gathering.gathered(gathering.round(scope, 1), created, before.title)


def identifiers(entity: Entity) -> tuple[Identifier, ...]:
    """What the databases can be asked by: every identifier of the entity in canonical form."""
    if entity.id.startswith(WITHHELD):
        return ()
    found = {
        (entity.type, field, value)
        for field in entity_type(entity.type).identifiers
        for written in entity.attributes.get(field, ())
        if (value := canonical(entity.type, field, written))
    }
    return tuple(sorted(found))


def _documents(shown: Picture, near: set[str]) -> set[str]:
    return {
        relation.target
        for relation in shown.relations
        if relation.type in HOLDS
        and relation.source in near
        and shown.entities[relation.target].type == "document"
        and relation.target in shown.distances
    }
