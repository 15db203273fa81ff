"""From records to the figures of a table, and from a table's rows to the message that leaves. One shape: `Figures`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gija.messages.base import canonical
from gija.messages.tables import Cell as MessageCell
from gija.messages.tables import Dimension as MessageDimension
from gija.messages.tables import StatisticsTable
from gija.methods.tables import (
    THRESHOLD,
    TOTAL,
    Cell,
    Cube,
    Dimension,
    Known,
    Period,
    Release,
    cube,
    lists_of,
    people,
    protect,
    rows,
)
from gija.methods.tables.counting import COUNTED
from gija.register.tables.models import DIMENSIONS
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

SLUG = "victims_of_trafficking"
TITLE = Text("Victims of trafficking in human beings in the register", "Prekybos žmonėmis aukos registre")


@dataclass(frozen=True, slots=True)
class Figures:
    """All that leaves: counts of records (the cube), and the bounds of the number of people."""

    period: Period
    records: Cube
    lower: Cell
    upper: Cell

    def cells(self) -> list[tuple[str, Cell]]:
        """(measure, cell) of every number, in the order in which they are kept and told."""
        told = [("records", cell) for cell in self.records]
        return [told[0], ("people_lower", self.lower), ("people_upper", self.upper), *told[1:]]


def dimensions() -> tuple[Dimension, ...]:
    """The five ways; of the statuses only those that are counted."""
    return tuple(
        Dimension(name, tuple(c.code for c in code_list(of) if name != "status" or c.code in COUNTED), of)
        for name, of in DIMENSIONS.items()
    )


def figures(records: Iterable[Known], period: Period, history: Sequence[Release]) -> Figures:
    """The protected figures of a period."""
    counted = rows(records, period)
    protected = protect(cube(counted, dimensions()), period, history)
    lower, upper = _people(protected, lists_of(counted))
    return Figures(period, protected, lower, upper)


def _people(protected: Cube, lists: Counter[str]) -> tuple[Cell, Cell]:
    """The bounds. The upper one is the number of records. The lower one is the number of one institution, so it is
    told only where the breakdown by kind of organisation is open whole and it is not small itself."""
    fewest, most = people(lists)
    key = protected.total.key
    if not protected.total.open:
        return protected.total, protected.total
    told = all(cell.open for cell in protected.one_way("organisation")) and not 0 < fewest < THRESHOLD
    lower = Cell(key, fewest)
    return (lower if told else lower.closed("bound")), Cell(key, most)


def still_safe(found: Figures, history: Sequence[Release]) -> bool:
    """Would these figures be frozen so today, beside all that has been handed over by now?"""
    return protect(found.records, found.period, history) == found.records


def content(found: Figures, vintage: int) -> dict[str, Any]:
    """What the hash is taken of: table, period, vintage, dimensions and cells, as plain JSON values."""
    return {
        "table": SLUG,
        "period": str(found.period),
        "vintage": vintage,
        "dimensions": [
            MessageDimension(name=d.name, list=d.list).model_dump(mode="json") for d in found.records.dimensions
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
        dimensions=tuple(MessageDimension(name=d.name, list=d.list) for d in found.records.dimensions),
        cells=tuple(_message_cell(measure, cell) for measure, cell in found.cells()),
        **signed,
    )


def _message_cell(measure: str, cell: Cell) -> MessageCell:
    return MessageCell(key=cell.key, value=cell.value, status=cell.status, measure=measure)


def fields(measure: str, cell: Cell) -> dict[str, Any]:
    """A cell as the columns of its row."""
    codes = {name: None if code == TOTAL else code for name, code in zip(DIMENSIONS, cell.key, strict=True)}
    return {"measure": measure, "value": cell.value, "value_status": cell.status, "why": cell.why or None, **codes}


def of_rows(period: Period, kept: Iterable[Any]) -> Figures:
    """The figures back from the rows of a table."""
    told: dict[str, list[Cell]] = {}
    for row in kept:
        key = tuple(getattr(row, name) or TOTAL for name in DIMENSIONS)
        told.setdefault(row.measure, []).append(Cell(key, row.value, row.value_status, row.why or ""))
    records = told["records"]
    ways = tuple(
        Dimension(name, tuple(c.key[place] for c in records if c.key[place] != TOTAL), of)
        for place, (name, of) in enumerate(DIMENSIONS.items())
    )
    return Figures(period, Cube(ways, tuple(records)), told["people_lower"][0], told["people_upper"][0])
