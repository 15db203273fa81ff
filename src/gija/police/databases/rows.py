"""One row becomes entities, relations and searchable records, each with where it comes from.

What a row holds wrongly is a named problem of that row; the rest of it, and all other rows, still count.
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property

from gija.methods.graph.values import Entity, Provenance, Relation
from gija.methods.search.values import Record
from gija.police.databases import grades
from gija.police.databases.cells import CellError, value, values
from gija.police.databases.ids import record_id, row_id
from gija.police.databases.mapping import EntityMap, Mapping, RelationMap, Table
from gija.police.databases.readers.base import Row
from gija.police.databases.values import Grades
from gija.vocabulary.entities import entity_type
from gija.vocabulary.lists import code_list

NAMES = ("name", "given_name", "family_name", "former_name")
PROTECTED_FIRST = ("victim", "witness", "suspect", "contact", "other")
NEVER = datetime.min.replace(tzinfo=UTC)  # a record for the search tells no time of its own
KINDS_THAT_TELL = ("name", "identifier", "address")  # what makes an entity present in a row


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one row: where, which field, why (a code of `databases.yaml`). Never the value itself."""

    table: str
    row: int
    key: str
    field: str
    reason: str
    lost: bool = True  # False: kept as written, only doubtful


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A row read through its mapping: entities by alias, relations between them, and the problems.

    `expired`: its last day has passed (or nobody can tell), so nothing of it is here.
    """

    id: str  # TABLE:key
    entities: Dict[str, Entity] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    expired: bool = False


@cache
def _kinds(type_: str) -> Dict[str, str]:
    return {f.code: f.kind for f in entity_type(type_).fields}


@cache
def telling(type_: str) -> frozenset[str]:
    """The fields of a type of which one at least must be filled, or the entity is not there."""
    known = entity_type(type_)
    told = {f.code for f in known.fields if f.kind in KINDS_THAT_TELL or f.code == "name"}
    # Some things are told by nothing but their description, such as an event.
    return frozenset((told | set(known.identifiers)) or {f.code for f in known.fields})


class _Reading:
    """The reading of one row: gathers problems while it goes on."""

    def __init__(self, mapping: Mapping, table: Table, row: Row, retrieved: datetime) -> None:
        self.mapping, self.table, self.row = mapping, table, row
        self.key = tuple(row.cells[name] for name in table.key)
        self.id = row_id(table.name, self.key)
        self.problems: list[RowProblem] = []
        self.retrieved = retrieved

    @cached_property
    def grades(self) -> Grades:
        return grades.read(self.mapping, self.table, self.row.cells, self.problem)

    @property
    def expired(self) -> bool:
        return bool(self.grades.expires) and self.grades.expired(grades.today())

    @cached_property
    def provenance(self) -> tuple[Provenance, ...]:
        said = self.grades
        return (Provenance(self.mapping.code, self.id, self.retrieved, said.evaluation, said.handling, said.kind),)

    def problem(self, place: str, reason: str) -> None:
        key = "|".join(self.key)
        self.problems.append(RowProblem(self.table.name, self.row.number, key, place, reason))

    def attributes(self, alias: str, said: EntityMap) -> dict[str, tuple[str, ...]]:
        """The filled fields of one entity; none at all where nothing tells that it is there."""
        kinds, tells = _kinds(said.type), telling(said.type)
        found: dict[str, tuple[str, ...]] = {}
        there = False
        for name, cell in said.fields.items():
            try:
                told = values(cell, self.row.cells, is_date=kinds[name] == "date")
            except CellError as error:
                self.problem(f"{alias}.{name}", str(error))
                continue
            if told:
                found[name] = told
                there = there or (name in tells and cell.constant is None)
        return found if there else {}

    def category(self, alias: str, said: EntityMap) -> str:
        if said.type != "person":
            return ""
        choice = said.category or self.table.category or self.mapping.category
        try:
            told = value(choice, self.row.cells) or choice.constant or "other"
            if told not in code_list("person_category"):
                raise CellError("row.grade_unknown")
            return told
        except CellError as error:
            self.problem(f"{alias}.category", str(error))
            return PROTECTED_FIRST[0]  # who may be a victim is protected as one until the mapping says otherwise

    def entity(self, alias: str, said: EntityMap) -> Entity | None:
        attributes = self.attributes(alias, said)
        if not attributes:
            return None
        identity, category = f"{self.mapping.code}/{record_id(self.id, alias)}", self.category(alias, said)
        return Entity(identity, said.type, label(said.type, attributes), attributes, self.provenance, category)

    def relation(self, number: int, said: RelationMap, entities: Dict[str, Entity]) -> Relation | None:
        source, target = entities.get(said.from_), entities.get(said.to)
        if source is None or target is None:
            return None
        start, end = (self._date(cell, f"{said.type}.{at}") for cell, at in ((said.start, "start"), (said.end, "end")))
        attributes = {name: self._attribute(cell, f"{said.type}.{name}") for name, cell in said.attributes.items()}
        told = {name: found for name, found in attributes.items() if found}
        identity = f"{self.mapping.code}/{self.id}:{number}:{said.type}"
        return Relation(identity, said.type, source.id, target.id, self.provenance, start, end, told or None)

    def _date(self, cell: object, place: str) -> str:
        try:
            return value(cell, self.row.cells, is_date=True)  # type: ignore[arg-type]
        except CellError as error:
            self.problem(place, str(error))
            return ""

    def _attribute(self, cell: object, place: str) -> tuple[str, ...]:
        try:
            return values(cell, self.row.cells)  # type: ignore[arg-type]
        except CellError as error:
            self.problem(place, str(error))
            return ()


def map_row(mapping: Mapping, table: Table, row: Row, retrieved: datetime) -> MappedRow:
    """The row through its mapping. Never raises for what stands in the row."""
    reading = _Reading(mapping, table, row, retrieved)
    if not all(reading.key):
        reading.problem(", ".join(table.key), "row.no_key")
        return MappedRow(reading.id, problems=tuple(reading.problems))
    if reading.expired:
        return MappedRow(reading.id, problems=tuple(reading.problems), expired=True)
    read = {alias: reading.entity(alias, said) for alias, said in table.entities.items()}
    entities = {alias: entity for alias, entity in read.items() if entity is not None}
    related = (reading.relation(n, said, entities) for n, said in enumerate(table.relations, 1))
    relations = tuple(relation for relation in related if relation is not None)
    return MappedRow(reading.id, entities, relations, tuple(reading.problems))


def searchable(mapping: Mapping, table: Table, row: Row) -> tuple[tuple[Record, ...], int]:
    """What of the row is searched for, one record an entity, and the number of problems met. Quicker than `map_row`.

    A thing in the row of a person takes that person's category, the most protected one's where there are several:
    else the phone of a victim would answer what the victim may not.
    """
    reading = _Reading(mapping, table, row, NEVER)
    if not all(reading.key):
        return (), 1
    if reading.expired:
        return (), len(reading.problems)
    stored = grades.stored(mapping, reading.grades)
    read = [(alias, said, reading.attributes(alias, said)) for alias, said in table.entities.items()]
    found = [(alias, said.type, told, reading.category(alias, said)) for alias, said, told in read if told]
    persons = {category for _, type_, _, category in found if type_ == "person"}
    shared = next((category for category in PROTECTED_FIRST if category in persons), "other")
    records = tuple(
        Record(record_id(reading.id, alias), mapping.code, type_, told | stored, category or shared)
        for alias, type_, told, category in found
    )
    return records, len(reading.problems)


def label(type_: str, attributes: Dict[str, tuple[str, ...]]) -> str:
    """How the entity is called on a chart: its name, else its identifier, else the first thing said of it."""

    def first(name: str) -> str:
        return next(iter(attributes.get(name, ())), "")

    if type_ == "person":
        spoken = first("name") or f"{first('given_name')} {first('family_name') or first('former_name')}".strip()
        return spoken or first("personal_code")
    if type_ == "vehicle":
        return first("plate") or first("vin")
    if type_ == "event":
        return " ".join(x for x in (first("kind"), first("date")) if x) or first("text")[:60]
    for name in (*(NAMES[:1]), *entity_type(type_).identifiers, *attributes):
        if first(name):
            return first(name)
    return ""
