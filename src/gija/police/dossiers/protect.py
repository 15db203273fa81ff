"""Whoever must be referred to their owner leaves the chart before it is kept: no name, no attribute, no record.

A withheld person becomes an anonymous entity with the owner's contact, tied only to what the chart shows without them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gija.methods.graph.values import Entity, Provenance, Relation
from gija.police.dossiers.likeness import alike, resembling
from gija.police.dossiers.merging import merged
from gija.police.dossiers.sweep import sweep
from gija.police.dossiers.values import WITHHELD, Rights
from gija.vocabulary.entities import entity_type

Row = tuple[str, str]  # database, record
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Safe:
    """Pieces and relations that may be kept, merged; with them the anonymous entities and their ties."""

    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    anonymous: tuple[Entity, ...]
    ties: tuple[Relation, ...]
    focus: str
    now: Mapping[str, str]  # id of every piece kept -> id of its entity
    refused: Mapping[str, int]  # database -> records of persons withheld
    marks: Mapping[str, str]  # sealed record -> anonymous entity


def protect(pieces: Sequence[Entity], links: Sequence[Relation], focus: str, rights: Rights) -> Safe:
    """Merge the pieces and take out whom `rights` withholds. `focus`: id of a piece of the object, never hidden whole.

    Hidden is a person any piece of whom is withheld, and whoever is alike enough to be the same.
    """
    entities, relations, into = merged(pieces, links)
    hidden = _Hidden(pieces, into, focus, rights)
    if hidden.persons:
        withheld = [entity for entity in entities if entity.id in hidden.persons]
        hidden.spread((*alike(entities, relations), *resembling(withheld, entities)))
    hidden.look(pieces, rights)
    if not hidden.rows:
        return Safe(entities, relations, (), (), into.get(focus, ""), into, {}, {})
    kept, kept_links = _kept(pieces, links, hidden)
    rows = {"/".join(row) for row in hidden.rows}
    called = _called(kept, rows, rights)
    kept_links = [_recalled(link, called, rows, rights) for link in kept_links]
    told = sweep([replace(one, id=called[one.id]) for one in kept], [one for one in pieces if hidden.any(one)])
    entities, relations, into_now = merged(told, kept_links)
    now = {one.id: into_now[called[one.id]] for one in kept}
    shown = {into[one.id]: now[one.id] for one in kept}
    anonymous, ties, marks = _anonymous(pieces, links, hidden, shown, rights)
    of_focus = shown.get(hidden.focus, "")
    return Safe(entities, relations, anonymous, ties, of_focus, now, dict(hidden.refused), marks)


def _rows(piece: Entity | Relation) -> list[Row]:
    return [(one.database, one.record) for one in piece.provenance]


class _Hidden:
    """Which entity of which row is hidden, and as whom."""

    def __init__(self, pieces: Sequence[Entity], into: Mapping[str, str], focus: str, rights: Rights) -> None:
        self.into = into
        self.focus = into.get(focus, focus)
        self.refused: dict[str, int] = defaultdict(int)
        self.rows: dict[Row, set[str]] = defaultdict(set)  # row -> ids of the entities hidden in it
        self.same: dict[str, str] = {}  # hidden persons who are alike: one -> the one they are shown as
        self.owners: dict[str, set[str]] = defaultdict(set)  # whom -> databases that must be asked
        self.people = {piece.id for piece in pieces if piece.type == PERSON and not piece.id.startswith(WITHHELD)}
        withheld = {into[piece.id] for piece in pieces if piece.id in self.people and rights.person(piece)}
        self.persons = withheld - {self.focus}

    def spread(self, pairs: Sequence[tuple[str, str, float]]) -> None:
        """Hide whoever is alike enough to be the same, too, as the same nobody: their record would give her away."""
        before = -1
        while len(self.persons) != before:
            before = len(self.persons)
            for one, other, _ in pairs:
                if one in self.persons or other in self.persons:
                    self.persons |= {one, other} - {self.focus}
        for one, other, _ in pairs:
            if {one, other} <= self.persons:
                first, second = sorted((self._one(one), self._one(other)))
                self.same[second] = first

    def _one(self, person: str) -> str:
        while person in self.same and self.same[person] != person:
            person = self.same[person]
        return person

    def look(self, pieces: Sequence[Entity], rights: Rights) -> None:
        """Go through every piece: what is refused, what is hidden with it, and whom to ask."""
        for piece in pieces:
            if piece.id.startswith(WITHHELD):
                continue
            withheld = piece.id in self.people and rights.person(piece)
            for place in piece.provenance:
                row = (place.database, place.record)
                refused = withheld or rights.record(place)
                if refused and piece.id in self.people:
                    self.refused[place.database] += 1
                    self.owners[self.whom(piece.id, row)].add(place.database)
                if refused or self.into[piece.id] in self.persons:
                    self.rows[row].add(piece.id)

    def whom(self, entity: str, row: Row) -> str:
        """One withheld person, or one withheld record of a person who is else shown."""
        person = self.into[entity]
        return self._one(person) if person in self.persons else "\x1f".join(row)

    def at(self, entity: str, row: Row) -> bool:
        return entity in self.rows.get(row, ())

    def person_at(self, entity: str, row: Row) -> bool:
        return entity in self.people and self.at(entity, row)

    def of_focus(self, row: Row) -> bool:
        return any(self.into[entity] == self.focus for entity in self.rows[row])

    def any(self, piece: Entity) -> bool:
        return self.into[piece.id] in self.persons


def _kept(pieces: Sequence[Entity], links: Sequence[Relation], hidden: _Hidden) -> tuple[list[Entity], list[Relation]]:
    """Out of a row with a hidden person only the other persons stay, and what that row ties to them.

    Such a row is the file of the hidden person, too: its number and its free text do not leave it.
    """
    stays = _staying(pieces, links, hidden)

    def left(piece: Entity | Relation, ids: set[str]) -> tuple[Provenance, ...]:
        return tuple(
            replace(place, record="") if row in stays else place
            for place, row in zip(piece.provenance, _rows(piece), strict=True)
            if row not in stays or ids <= stays[row]
        )

    kept = [
        replace(piece if stays.keys().isdisjoint(_rows(piece)) else _without_text(piece), provenance=places)
        for piece in pieces
        if (places := left(piece, {piece.id}))
    ]
    kept_links = [
        replace(link, provenance=places) for link in links if (places := left(link, {link.source, link.target}))
    ]
    return kept, kept_links


def _called(kept: Sequence[Entity], rows: Collection[str], rights: Rights) -> dict[str, str]:
    """Id of each piece -> what it is called from here on: the id of one out of a hidden person's row is a mark only."""
    return {
        one.id: f"{one.type}~{rights.seal(one.id)}" if one.id.rpartition(":")[0] in rows else one.id for one in kept
    }


def _recalled(link: Relation, called: Mapping[str, str], rows: Collection[str], rights: Rights) -> Relation:
    """The relation between pieces as they are called now; its own id (`database/TABLE:key:n:type`) names a row, too."""
    marked = link.id.rsplit(":", 2)[0] in rows
    identity = f"{link.type}~{rights.seal(link.id)}" if marked else link.id
    return replace(link, id=identity, source=called[link.source], target=called[link.target])


def _without_text(piece: Entity) -> Entity:
    free = {field.code for field in entity_type(piece.type).fields if field.kind == "text"} - {"name"}
    return replace(piece, attributes={field: some for field, some in piece.attributes.items() if field not in free})


def _staying(pieces: Sequence[Entity], links: Sequence[Relation], hidden: _Hidden) -> dict[Row, set[str]]:
    beside: dict[Row, list[tuple[str, str]]] = defaultdict(list)
    for link in links:
        for row in _rows(link):
            if row in hidden.rows:
                beside[row].append((link.source, link.target))
    stays: dict[Row, set[str]] = {row: set() for row in hidden.rows}
    for piece in pieces:
        for row in _rows(piece):
            if row in stays and piece.type == PERSON and not hidden.at(piece.id, row):
                stays[row].add(piece.id)
    nameless = {piece.id for piece in pieces if not entity_type(piece.type).identities}  # told by free text alone
    for row, ids in stays.items():
        if hidden.of_focus(row):
            ids.clear()  # it was found through the object's own hidden record: nothing of it may come along
        _spread(ids, beside[row], hidden.rows[row] | nameless)
    return stays


def _spread(ids: set[str], pairs: Iterable[tuple[str, str]], hidden: set[str]) -> None:
    """Grow `ids` along `pairs`, never through `hidden`."""
    pairs, before = list(pairs), -1
    while len(ids) != before:
        before = len(ids)
        for one, other in pairs:
            if one in ids or other in ids:
                ids.update({one, other} - hidden)


def _anonymous(
    pieces: Sequence[Entity],
    links: Sequence[Relation],
    hidden: _Hidden,
    shown: Mapping[str, str],
    rights: Rights,
) -> tuple[tuple[Entity, ...], tuple[Relation, ...], dict[str, str]]:
    """One entity for each withheld person with a tie to what is shown; its marks are sealed, its ties bare."""
    places: dict[str, dict[Row, Provenance]] = defaultdict(dict)
    for piece in pieces:
        for place in piece.provenance:
            row = (place.database, place.record)
            if hidden.person_at(piece.id, row) and hidden.into[piece.id] != hidden.focus:
                places[hidden.whom(piece.id, row)][row] = place
    seals = {whom: sorted(rights.seal("\x1f".join(row)) for row in rows) for whom, rows in places.items()}
    marks = {whom: _mark(of, rights) for whom, of in seals.items()}
    ties = _ties(links, hidden, shown, marks)
    tied = {end for tie in ties for end in (tie.source, tie.target)}
    entities = {
        mark: _entity(mark, hidden.owners[whom], places[whom].values(), rights)
        for whom, mark in sorted(marks.items())
        if mark in tied
    }
    return tuple(entities.values()), tuple(ties), {seal: marks[whom] for whom, of in seals.items() for seal in of}


def _mark(seals: Sequence[str], rights: Rights) -> str:
    """The mark that one of the records already has, else a new one."""
    return next((rights.marks[seal] for seal in seals if seal in rights.marks), WITHHELD + seals[0])


def _entity(mark: str, owners: set[str], places: Iterable[Provenance], rights: Rights) -> Entity:
    asked = [rights.owner(database) for database in sorted(owners)]
    of_owner = [place for place in places if place.database in owners] or list(places)
    provenance = {replace(place, record="", evaluation="") for place in of_owner}
    return Entity(
        id=mark,
        type=PERSON,
        label="",
        attributes={
            "owner": tuple(dict.fromkeys(institution for institution, _ in asked)),
            "contact": tuple(dict.fromkeys(contact for _, contact in asked)),
        },
        provenance=tuple(sorted(provenance)),
    )


def _ties(
    links: Sequence[Relation], hidden: _Hidden, shown: Mapping[str, str], marks: Mapping[str, str]
) -> list[Relation]:
    """Relations between a withheld person and what is shown without them: type and direction, nothing else."""
    found: dict[str, Relation] = {}
    for link in links:
        for place in link.provenance:
            row = (place.database, place.record)
            ends = [_end(end, row, hidden, shown, marks) for end in (link.source, link.target)]
            if None in ends or sum(str(end).startswith(WITHHELD) for end in ends) != 1:
                continue
            source, target = map(str, ends)
            tie = f"{source}>{link.type}>{target}"
            bare = replace(place, record="", evaluation="")
            earlier = found[tie].provenance if tie in found else ()
            found[tie] = Relation(tie, link.type, source, target, tuple(sorted({*earlier, bare})))
    return [found[tie] for tie in sorted(found)]


def _end(entity: str, row: Row, hidden: _Hidden, shown: Mapping[str, str], marks: Mapping[str, str]) -> str | None:
    if hidden.person_at(entity, row):
        return marks.get(hidden.whom(entity, row))
    return shown.get(hidden.into.get(entity, entity))
