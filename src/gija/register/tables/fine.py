"""The finest table of a period with cell keys, by five dimensions: for the Rapporteur's self-service tables.

Only combinations that somebody has. Keys are not kept with the table: they are summed anew when it is approved, and a
table whose people or keys changed since it was frozen is made anew. A key of a cell with one person is that person's,
so it is sent to the Rapporteur's gate and shown nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gija.messages.keyed import KeyedCell, KeyedTable
from gija.messages.tables import Dimension as MessageDimension
from gija.methods.disclosure.cellkeys.keys import cell_key
from gija.methods.tables import Cell, Period
from gija.methods.tables.values import Key
from gija.register.analysis.dimensions import ways
from gija.register.analysis.persons import person_of_records, said, together
from gija.register.clusters import keys
from gija.register.tables.contents import dimensions, measure, row
from gija.register.tables.models import DIMENSIONS

SLUG = "victims_finest"


@dataclass(frozen=True, slots=True)
class Fine:
    """How many people each combination of codes has, and the key of each."""

    period: Period
    unit: str
    cells: Mapping[Key, tuple[int, int]] = field(repr=False)
    changes: int = 0

    def counts(self) -> list[tuple[str, Cell]]:
        """(measure, cell) of every number, without the keys: what is kept of it here."""
        return [(self.unit, Cell(key, count)) for key, (count, _key) in self.cells.items()]


def fine(period: Period) -> Fine:
    """The table as it is now. Inside a transaction: whoever has no key yet is given one."""
    keys.brought_up_to_date()
    of = tuple(ways()[name] for name in DIMENSIONS)
    found: dict[Key, list[int]] = {}
    groups = together(said(period, of))
    drawn = keys.keys_of([several[0].record for several in groups])
    for several in groups:
        codes = row(person_of_records(several, of), of)
        found.setdefault(tuple(codes[name] for name in DIMENSIONS), []).append(drawn[several[0].record])
    cells = {key: (len(found[key]), cell_key(found[key])) for key in sorted(found)}
    return Fine(period, measure(), cells, keys.changes())


def content(found: Fine, vintage: int) -> dict[str, Any]:
    """What the hash is taken of, as plain JSON values."""
    return {
        "table": SLUG,
        "period": str(found.period),
        "vintage": vintage,
        "dimensions": [one.model_dump(mode="json") for one in _dimensions()],
        "cells": [one.model_dump(mode="json") for one in _cells(found)],
        "measure": found.unit,
        "changes": found.changes,
    }


def digest(found: Fine, vintage: int) -> str:
    """SHA-256 of the table as it leaves."""
    return KeyedTable.digest(content(found, vintage))


def message(found: Fine, vintage: int, signed: Mapping[str, Any]) -> KeyedTable:
    """The message to the Rapporteur."""
    return KeyedTable.sealed(
        table=SLUG,
        period=str(found.period),
        vintage=vintage,
        dimensions=_dimensions(),
        cells=_cells(found),
        measure=found.unit,
        changes=found.changes,
        **signed,
    )


def _dimensions() -> tuple[MessageDimension, ...]:
    return tuple(MessageDimension(name=d.name, list=d.list) for d in dimensions())


def _cells(found: Fine) -> tuple[KeyedCell, ...]:
    return tuple(
        KeyedCell(key=key, value=count, cell_key=f"{number:016x}") for key, (count, number) in found.cells.items()
    )
