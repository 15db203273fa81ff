"""From a cube with cell keys to the table that is shown: the same people always with the same number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gija.methods.disclosure.cellkeys import Transitions, shown
from gija.methods.disclosure.values import Release
from gija.methods.tables.table import Table
from gija.methods.tables.values import Cell
from gija.rapporteur.gate.populations import time
from gija.rapporteur.gate.together import named
from gija.rapporteur.selfservice.models import name_of


class Fine(Protocol):
    """The finest cube of a period: the true count and the cell key of every combination of codes. It never leaves."""

    @property
    def period(self) -> str: ...
    @property
    def vintage(self) -> int: ...
    @property
    def day(self) -> str: ...
    @property
    def table(self) -> Table: ...
    def by(self, *names: str) -> dict[tuple[str, ...], tuple[int, int]]: ...


def answer(fine: Fine, names: Sequence[str], transitions: Transitions) -> Release:
    """The table by these dimensions, every number with noise, margins too. `base`: one more than any number is off."""
    own = {axis.code: axis for axis in fine.table.axes}
    ordered = sorted(names)
    axes = (time([fine.period]), *(named(own[name]) for name in ordered))
    cells = (
        Cell((fine.period, *codes), shown(count, key, transitions)) for codes, (count, key) in fine.by(*ordered).items()
    )
    table = Table(fine.table.population, axes, tuple(cells))
    name = name_of(fine.period, fine.vintage, ordered)
    return Release(name, (table,), fine.day, "answer", base=transitions.greatest_change + 1)


def least(value: int, bound: int) -> int:
    """At least so many people stand behind a number: where a number is shown, somebody is there."""
    return max(1, value - bound) if value else 0
