"""Rounding of a `Table`: its own sums are kept, its statuses stay."""

from __future__ import annotations

from collections.abc import Sequence

from gija.methods.disclosure.rounding.rounding import round_cells
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.rounding.system import Additive
from gija.methods.disclosure.rounding.values import Aim, Rounded
from gija.methods.tables.table import Table
from gija.methods.tables.values import Cell
from gija.vocabulary.errors import GijaError


def system_of(table: Table) -> tuple[Additive, tuple[Cell, ...]]:
    """The sums of a table over its open cells, and these in order. A structural zero adds nothing and is left out; a
    sum with a part that is missing is no sum."""
    told = tuple(cell for cell in table if cell.open)
    place = {cell.key: at for at, cell in enumerate(told)}
    relations = []
    for total, parts in table.equations():
        known = [table[part] for part in parts if table[part].status != "not_applicable"]
        if total in place and known and all(cell.open for cell in known):
            relations.append((place[total], tuple(place[cell.key] for cell in known)))
    return Additive(len(told), tuple(dict.fromkeys(relations))), told


def names_of(table: Table, told: Sequence[Cell]) -> list[str]:
    """What binds chance to a cell whatever table it stands in: the population and its place."""
    return [f"{table.population}|{table.where(cell.key)}" for cell in told]


def round_table(
    table: Table, base: int = 3, *, seed: Seed, restricted: bool = True, aim: Aim = Aim.UNBIASED
) -> tuple[Table, Rounded]:
    """The table with its open cells rounded as `round_cells` does, and how that went. Refuses a table with nothing
    open (`disclosure.nothing_open`) beside what `round_cells` refuses."""
    system, told = system_of(table)
    if not told:
        raise GijaError("disclosure.nothing_open")
    values = [cell.value or 0 for cell in told]
    rounded = round_cells(system, values, base, seed=seed, restricted=restricted, aim=aim, names=names_of(table, told))
    new = {cell.key: Cell(cell.key, value) for cell, value in zip(told, rounded.values.tolist(), strict=True)}
    return table.changed(new), rounded
