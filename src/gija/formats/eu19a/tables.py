"""The table set of a year: each group of the article a table, each cell by kind of authority, and what is missing.

Figures of different kinds of authority are never added up: the police and an NGO may know of the same person. Those of
one kind are added up only where each that was asked told an exact number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gija.formats.eu19a.values import EXACT, FAMILY, REPORTED, SILENT, Asked, Pairs, Told
from gija.vocabulary.indicators import Indicator, indicators


@dataclass(frozen=True, slots=True)
class Line:
    """One cell that a supplier was asked for. `state`: reported, why there is no number, or `silent`."""

    asked: Asked
    breakdown: Pairs
    told: Told | None

    @property
    def state(self) -> str:
        return self.told.status if self.told else SILENT


@dataclass(frozen=True, slots=True)
class Table:
    """One indicator of the set: `kinds` of authority are its columns. `cells`: by breakdown and kind, who was asked."""

    indicator: Indicator
    kinds: tuple[str, ...]
    cells: Mapping[tuple[Pairs, str], tuple[Line, ...]]

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def lines(self) -> Iterator[Line]:
        """Every cell of every supplier that was asked."""
        return (one for lines in self.cells.values() for one in lines)

    def of(self, breakdown: Pairs, kind: str) -> tuple[Line, ...]:
        return self.cells.get((breakdown, kind), ())

    def value(self, breakdown: Pairs, kind: str) -> int | None:
        """The sum of what suppliers of a kind told; None where one told no exact number, or none was asked."""
        lines = self.of(breakdown, kind)
        told = [one.told for one in lines if one.told and one.told.value is not None and one.told.qualifier == EXACT]
        return sum(one.value or 0 for one in told) if lines and len(told) == len(lines) else None

    def state(self, breakdown: Pairs, kind: str) -> str:
        """`reported` where all told a number, else what most often stands in its place; "" where none was asked."""
        found = Counter(one.state for one in self.of(breakdown, kind))
        missing = [(count, state) for state, count in found.items() if state != REPORTED]
        return max(missing)[1] if missing else REPORTED if found else ""


@dataclass(frozen=True, slots=True)
class TableSet:
    """All tables of a year, in the order of the article; `unasked`: what no supplier was asked for."""

    year: str
    tables: tuple[Table, ...]
    unasked: tuple[str, ...]

    @property
    def verified(self) -> bool:
        return all(one.indicator.legal is not None and one.indicator.legal.verified for one in self.tables)

    def completeness(self) -> Mapping[tuple[str, str], Counter[str]]:
        """(indicator, supplier) -> how many cells are in which state."""
        found: dict[tuple[str, str], Counter[str]] = {}
        for table in self.tables:
            for line in table.lines:
                of = table.code, line.asked.supplier
                if of not in found:
                    found[of] = Counter()
                found[of][line.state] += 1
        return found

    def totals(self) -> Counter[str]:
        """How many cells of the whole set are in which state."""
        return sum(self.completeness().values(), Counter[str]())


def tables(year: str, asked: Iterable[Asked], told: Iterable[Told]) -> TableSet:
    """The set of a year. What was told without being asked for is no part of it."""
    wanted = sorted(set(asked), key=lambda one: (one.kind, one.supplier))
    said = {(one.supplier, one.indicator, one.breakdown): one for one in told}
    found = tuple(
        _table(known, [one for one in wanted if one.indicator == code], said)
        for code, known in indicators().items()
        if known.family == FAMILY
    )
    return TableSet(year, found, tuple(one.code for one in found if not one.cells))


def _table(known: Indicator, asked: list[Asked], said: Mapping[tuple[str, str, Pairs], Told]) -> Table:
    kinds = tuple(dict.fromkeys(one.kind for one in asked))
    cells = {
        (pairs, kind): tuple(
            Line(one, pairs, said.get((one.supplier, known.code, pairs))) for one in asked if one.kind == kind
        )
        for pairs in known.cells()
        for kind in kinds
    }
    return Table(known, kinds, cells)
