"""A question read once: how far each candidate answers it, and why."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING

from gija.methods.names.evidence import known
from gija.methods.names.persons import UNKNOWN, Asked, Person, person_of, prepared
from gija.methods.names.rarity import Rarity
from gija.methods.names.values import Comparison
from gija.methods.search.scoring import number, person_of_query, score
from gija.methods.search.values import Query, Record

if TYPE_CHECKING:
    from gija.methods.search.part import Part
    from gija.methods.search.persons import Persons


class Question:
    """A query, and the person it describes where it is about one. `rarity` counts for persons."""

    def __init__(self, query: Query, rarity: Rarity | None) -> None:
        self.query = query
        self.asked = Asked(person_of_query(query.values), rarity) if query.type == "person" else None

    def explained(self, record: Record) -> Comparison:
        """`scoring.score` of the record."""
        if self.asked and record.type == "person":
            return self.asked.compared(person_of(record.fields))
        return score(self.query, record)

    def scores(self, part: Part, numbers: Sequence[int]) -> Iterator[float]:
        """The scores of these records of a part, in their order."""
        if self.asked is None or part.persons is None:
            return (number(self.query, part.records[one]) for one in numbers)
        if self.asked.prepared.known.nothing:
            return _by_names(self.asked, part, part.persons, numbers)
        return _by_all(self.asked, part, part.persons, numbers)


def _by_names(asked: Asked, part: Part, persons: Persons, numbers: Sequence[int]) -> Iterator[float]:
    """Only names are asked for: namesakes are compared once, and most records need not be read."""
    scored: dict[Hashable, float] = {}
    for one, rows in zip(numbers, persons.held.rows(numbers), strict=True):
        if rows is None:
            yield asked.quick(prepared(person_of(part.records[one].fields)).names, UNKNOWN)
            continue
        if rows not in scored:
            scored[rows] = asked.quick(persons.held.names(rows), UNKNOWN)
        yield scored[rows]


def _by_all(asked: Asked, part: Part, persons: Persons, numbers: Sequence[int]) -> Iterator[float]:
    """Who differs in nothing that is asked is compared once."""
    scored: dict[Hashable, float] = {}
    for one, rows in zip(numbers, persons.held.rows(numbers), strict=True):
        held = person_of(part.records[one].fields)
        beside = _as_asked(held, asked.person)
        key = rows or (held.names, held.former_names), beside
        if key not in scored:
            names = persons.held.names(rows) if rows else prepared(held).names
            scored[key] = asked.quick(names, known(*beside))
        yield scored[key]


def _as_asked(held: Person, asked: Person) -> tuple[str, str, str, str, str]:
    """Of what is held beside the names only that which the question tells too: the rest says nothing."""
    return (
        held.birth_date if asked.birth_date else "",
        held.personal_code if asked.personal_code else "",
        held.sex if asked.sex else "",
        held.citizenship if asked.citizenship else "",
        held.place if asked.place else "",
    )
