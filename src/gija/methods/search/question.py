"""A question read once: how far each candidate answers it, and why."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from gija.methods.names.comparing import Told, told, two_and_two
from gija.methods.names.evidence import known
from gija.methods.names.persons import Asked, Person, person_of, prepared
from gija.methods.names.rarity import Rarity
from gija.methods.names.values import Comparison
from gija.methods.search.held import HeldNames, HeldRows, counts
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


class _Named(dict[HeldRows, float | None]):
    """What the names of the records of a part say: namesakes, and two words that meet again, are compared once."""

    def __init__(self, asked: Asked, held: HeldNames) -> None:
        self._asked, self._held = asked, held
        names = asked.prepared.names
        self._words = names[0][0].words if len(names) == 1 and names[0][0].plain and names[0][1] == 1.0 else ()
        self._told: dict[tuple[int, int], Told] = {}

    def __missing__(self, rows: HeldRows) -> float | None:
        if self._words and all(len(words) == 2 for _, words in rows):
            self[rows] = max(two_and_two(partial(self._of, words)) * counts(how) for how, words in rows)
        else:
            self[rows] = self._asked.named(self._held.names(rows))
        return self[rows]

    def _of(self, words: Sequence[int], one: int, two: int) -> Told:
        pair = one, words[two]
        found = self._told.get(pair)
        if found is None:
            found = self._told[pair] = told(self._words[one], self._held.word(words[two]), self._asked.rarity)
        return found


def _by_names(asked: Asked, part: Part, persons: Persons, numbers: Sequence[int]) -> Iterator[float]:
    """Only names are asked for: most records need not be read."""
    named = _Named(asked, persons.held)
    for one, rows in zip(numbers, persons.held.rows(numbers), strict=True):
        yield asked.scored(named[rows] if rows else asked.named(prepared(person_of(part.records[one].fields)).names))


def _by_all(asked: Asked, part: Part, persons: Persons, numbers: Sequence[int]) -> Iterator[float]:
    """Who differs in nothing that is asked is compared once."""
    named, scored = _Named(asked, persons.held), dict[Hashable, float]()
    for one, rows in zip(numbers, persons.held.rows(numbers), strict=True):
        held = person_of(part.records[one].fields)
        beside = _as_asked(held, asked.person)
        key = rows or (held.names, held.former_names), beside
        if key not in scored:
            said = named[rows] if rows else asked.named(prepared(held).names)
            scored[key] = asked.scored(said, known(*beside))
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
