"""A frozen report's tables as they are told: every figure, and why it is closed where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gija.methods.tables.table import STRUCTURAL_ZERO
from gija.rapporteur.gate import kept, wording
from gija.rapporteur.reports.models import Report
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One figure; `why` is empty where it is told."""

    of: Text
    value: Text
    why: Text | None


@dataclass(frozen=True, slots=True)
class Told:
    """One table, over one population."""

    population: str
    title: Text
    lines: tuple[Line, ...]

    @property
    def closed(self) -> int:
        return sum(line.why is not None for line in self.lines)


def tables(one: Report) -> list[Told]:
    """The tables that the gate judged of a frozen report, or cited figures it keeps."""
    return [
        Told(table.population, wording.figure(table.population), tuple(_lines(one, table.population)))
        for release in kept.releases(one.gate)
        if not release.cited
        for table in release.tables
    ]


def _lines(one: Report, population: str) -> Iterator[Line]:
    why = {closed.place: closed.why for closed in kept.closed(one.gate) if closed.population == population}
    statuses = code_list("value_status")
    for release in kept.releases(one.gate):
        for table in release.tables if not release.cited else ():
            for cell in table if table.population == population else ():
                if cell.status != STRUCTURAL_ZERO:
                    place = table.where(cell.key)
                    number = Text(str(cell.value), str(cell.value))
                    shown = number if cell.value is not None else statuses[cell.status].text
                    yield Line(wording.of(place), shown, None if cell.value is not None else why.get(place))
