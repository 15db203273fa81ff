"""From records to the figures of a table, and from a table's rows to the message that leaves. One shape: `Figures`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gija.messages.base import canonical
from gija.messages.tables import Cell as MessageCell
from gija.messages.tables import Dimension as MessageDimension
from gija.messages.tables import StatisticsTable
from gija.methods.tables import TOTAL, Cell, Cube, Dimension, Period, cube
from gija.register.analysis.dimensions import NOT_SAID, Way, ways
from gija.register.analysis.persons import Person, bounds, interval, linked, merged, said
from gija.register.records.queries import UNKNOWN
from gija.register.tables.models import BOUNDS, DIMENSIONS
from gija.vocabulary.text import Text

SLUG = "victims_of_trafficking"
TITLE = Text("Victims of trafficking in human beings in the register", "Prekybos žmonėmis aukos registre")


@dataclass(frozen=True, slots=True)
class Figures:
    """All that leaves, as it was counted: people (records, until records are linked), and the bounds of the number of
    people; none where the linkage gave no interval for just these records."""

    period: Period
    counts: Cube
    unit: str
    bounds: tuple[int, int] | None

    def cells(self) -> list[tuple[str, Cell]]:
        """(measure, cell) of every number, in the order in which they are kept and told."""
        first, *rest = ((self.unit, cell) for cell in self.counts)
        between = zip(BOUNDS, self.bounds or (), strict=False)
        return [first, *((name, Cell(first[1].key, value)) for name, value in between), *rest]


def measure() -> str:
    """What is counted: people as far as records are linked, else records."""
    return "people" if linked() else "records"


def dimensions() -> tuple[Dimension, ...]:
    """The five ways; of the statuses only those that are counted."""
    return tuple(Dimension(name, ways()[name].codes, of) for name, of in DIMENSIONS.items())


def figures(period: Period) -> Figures:
    """The true figures of a period, small ones too: the Rapporteur's gate closes what must not go out."""
    of = tuple(ways()[name] for name in DIMENSIONS)
    records = said(period, of)
    counts = cube((row(person, of) for person in merged(records, of)), dimensions())
    return Figures(period, counts, measure(), interval(records) if linked() else bounds(records))


def row(person: Person, of: Iterable[Way]) -> dict[str, str]:
    """The code of a person by each dimension; a form that nobody named is unknown."""
    codes = {way.code: next(iter(person.codes[way.code])) for way in of}
    return {name: UNKNOWN if code == NOT_SAID else code for name, code in codes.items()}


def content(found: Figures, vintage: int) -> dict[str, Any]:
    """What the hash is taken of: table, period, vintage, dimensions and cells, as plain JSON values."""
    return {
        "table": SLUG,
        "period": str(found.period),
        "vintage": vintage,
        "dimensions": [
            MessageDimension(name=d.name, list=d.list).model_dump(mode="json") for d in found.counts.dimensions
        ],
        "cells": [_message_cell(measure, cell).model_dump(mode="json") for measure, cell in found.cells()],
    }


def digest(found: Figures, vintage: int) -> str:
    """SHA-256 of the figures as they leave, the same as that of the message."""
    return StatisticsTable.digest(content(found, vintage))


def canonical_bytes(found: Figures, vintage: int) -> bytes:
    """The figures as bytes: same figures, same bytes."""
    return canonical(content(found, vintage))


def message(found: Figures, vintage: int, signed: Mapping[str, Any]) -> StatisticsTable:
    """The message to the Rapporteur. `signed`: frozen_on, made_by, approved_by, approved_on."""
    return StatisticsTable.sealed(
        table=SLUG,
        title={"en": TITLE.en, "lt": TITLE.lt},
        period=str(found.period),
        vintage=vintage,
        dimensions=tuple(MessageDimension(name=d.name, list=d.list) for d in found.counts.dimensions),
        cells=tuple(_message_cell(measure, cell) for measure, cell in found.cells()),
        **signed,
    )


def _message_cell(measure: str, cell: Cell) -> MessageCell:
    return MessageCell(key=cell.key, value=cell.value, status=cell.status, measure=measure)


def fields(measure: str, cell: Cell) -> dict[str, Any]:
    """A cell as the columns of its row."""
    codes = {name: None if code == TOTAL else code for name, code in zip(DIMENSIONS, cell.key, strict=True)}
    return {"measure": measure, "value": cell.value, "value_status": cell.status, **codes}


def of_rows(period: Period, kept: Iterable[Any]) -> Figures:
    """The figures back from the rows of a table. One of the time when the register closed cells itself has its closed
    ones still, and no bound that was closed."""
    told: dict[str, list[Cell]] = {}
    for row in kept:
        key = tuple(getattr(row, name) or TOTAL for name in DIMENSIONS)
        told.setdefault(row.measure, []).append(Cell(key, row.value, row.value_status))
    between = [told.pop(name)[0].value for name in BOUNDS if name in told]
    unit, cells = next(iter(told.items()))
    ways = tuple(
        Dimension(name, tuple(c.key[place] for c in cells if c.key[place] != TOTAL), of)
        for place, (name, of) in enumerate(DIMENSIONS.items())
    )
    low, high = between if len(between) == len(BOUNDS) else (None, None)
    return Figures(period, Cube(ways, tuple(cells)), unit, None if low is None or high is None else (low, high))


def margins_of(period: Period, kept: Iterable[Any]) -> Figures:
    """The margins of the finest table, from its rows."""
    rows = list(kept)
    people = ({name: getattr(row, name) for name in DIMENSIONS} for row in rows for _ in range(row.value))
    return Figures(period, cube(people, dimensions()), rows[0].measure if rows else measure(), None)
