"""Would a table, with all that was told before and tables on request among it, narrow a count of people to a small one?

Two judges. The first learns (`methods.disclosure.learning`): it knows the register's finest tables, and looks for other
people who fit everything that was told. It keeps what it learned in the memory of this process, so that the thirtieth
table costs about what the first did. Where it finds no others for some count, the second (`judging`: exact, slow where
much was told) is asked for a short time; and for longer where the first cannot judge (two states of the records that
differ, a finest table that is missing). Neither says why it refuses: that would tell something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from gija.methods.disclosure.attacker.reaching import reaching
from gija.methods.disclosure.values import Release
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import Cell
from gija.rapporteur.gate.going import ANSWER
from gija.rapporteur.gate.judging import Verdict, verdict
from gija.rapporteur.gate.populations import TIME, setting, time
from gija.rapporteur.gate.protecting import KNOWN
from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.disclosure.learning import Learned

Place = tuple[tuple[str, str], ...]
UNABLE = "disclosure.learning"  # the learning judge cannot say


class Fine(Protocol):
    """The finest table of a period, as `cubes.Fine`. It never leaves."""

    @property
    def period(self) -> str: ...
    @property
    def vintage(self) -> int: ...
    @property
    def hash(self) -> str: ...
    @property
    def table(self) -> Table: ...


Cubes = Callable[[str], Fine | None]  # of a period, the latest


def judged(known: Iterable[Release], fresh: Release, cubes: Cubes) -> Verdict:
    """May it be told beside all these? Only what speaks of the same people at the same time counts. Where no table on
    request is among it there is nothing to judge here: the audit does."""
    people = {table.population for table in fresh.tables}
    over = [replace(one, tables=tuple(t for t in one.tables if t.population in people)) for one in known]
    near = reaching([one for one in over if one.tables], fresh)
    if not any(one.kind == ANSWER for one in (*near, fresh)):
        return Verdict()
    try:
        if (found := _learned(near, fresh, cubes)).safe:
            return found
        left = "second"
    except GijaError as unable:
        if unable.code != UNABLE:
            raise
        left = "exact"
    return verdict(near, fresh, KNOWN, setting().rule, setting().seconds[left])


def _learned(near: Sequence[Release], fresh: Release, cubes: Cubes) -> Verdict:
    """What the learning judge says. All states of the records count as one, that of the finest tables: the attacker
    reckons with as few changes as he can, and none is the fewest. It is refused (`UNABLE`) where they do not fit."""
    if len({table.population for one in (*near, fresh) for table in one.tables}) != 1:
        raise GijaError(UNABLE, release=fresh.name)
    fines = tuple(_Known(_there(cubes(moment), fresh)) for moment in sorted(_moments([*near, fresh])))
    memory = _memory(fines)
    exact = set(_exact([*near, fresh]))
    told = [_within(one, memory.truth, exact) for one in (*near, fresh)]
    with memory.lock:
        learned = memory.after(told[:-1])
        found = learned.judge(told[-1], setting().seconds["learning"])
    if found.trouble is not None:
        raise found.trouble
    return Verdict(found.unsure)


def _there(fine: Fine | None, fresh: Release) -> Fine:
    if fine is None or fine.table.population != fresh.tables[0].population:
        raise GijaError(UNABLE, release=fresh.name)
    return fine


def _moments(releases: Iterable[Release]) -> set[str]:
    """The halves of years that releases speak of."""
    found = set()
    for table in (table for one in releases for table in one.tables):
        place = next((n for n, axis in enumerate(table.axes) if axis.code == TIME), None)
        if place is None:
            raise GijaError(UNABLE, release=table.population)
        codes = {cell.key[place] for cell in table}
        found |= {leaf for code in codes for leaf in table.axes[place].leaves_of(code)}
    return found


@dataclass(frozen=True)
class _Known:
    """A finest table, told apart by its hash."""

    fine: Fine = field(compare=False, repr=False)
    hash: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "hash", f"{self.fine.period} {self.fine.vintage} {self.fine.hash}")


@dataclass
class Memory:
    """What one process has learned of some periods: `told` in this order."""

    truth: Table = field(repr=False)
    lock: Lock = field(default_factory=Lock, repr=False)
    told: list[Release] = field(default_factory=list)
    learned: Learned | None = field(default=None, repr=False)

    def after(self, told: list[Release]) -> Learned:
        """The judge that has learned just these: what is new is learned, another order begins anew."""
        from gija.methods.disclosure.learning import Learned

        if self.learned is None or self.told != told[: len(self.told)]:
            self.learned, self.told = Learned(KNOWN, setting().rule, self.truth), []
        learned = self.learned
        try:
            for one in told[len(self.told) :]:
                learned.learn(one)
                self.told.append(one)
        except GijaError:
            self.learned = None
            raise
        return learned


@lru_cache(maxsize=8)  # periods that are asked of at the same time
def _memory(fines: tuple[_Known, ...]) -> Memory:
    return Memory(truth([one.fine for one in fines]))


def truth(fines: Sequence[Fine]) -> Table:
    """The finest tables of some periods as one, its axes named as in the ledger."""
    first = fines[0].table
    axes = (time([fine.period for fine in fines]), *map(named, first.axes))
    cells = (Cell((fine.period, *cell.key), cell.value) for fine in fines for cell in fine.table)
    return Table(first.population, axes, tuple(cells))


def named(own: Axis) -> Axis:
    """An axis of a finest table under the name it has in the ledger."""
    return Axis(breakdowns.dimension(own.code, own.list), own.trees, list=own.list)


def _exact(releases: Iterable[Release]) -> Iterator[Place]:
    """The places whose number was told as it is."""
    for one in releases:
        for table in one.tables if not one.base else ():
            yield from (table.where(cell.key) for cell in table if cell.value is not None)


def _within(one: Release, true: Table, exact: set[Place]) -> Release:
    """What a release tells by the axes of the finest tables. A figure by another axis says nothing more of these where
    the number of the same people without that axis is known; else nothing can be said (`UNABLE`)."""
    there = {axis.code for axis in true.axes}
    return replace(one, vintage=1, tables=tuple(_table(one, table, there, exact) for table in one.tables))


def _table(one: Release, table: Table, there: set[str], exact: set[Place]) -> Table:
    cells = []
    for cell in table:
        place = table.where(cell.key)
        if all(axis in there for axis, _ in place):
            cells.append(cell)
        elif tuple(pair for pair in place if pair[0] in there) not in exact:
            raise GijaError(UNABLE, release=one.name)
    kept = [n for n, axis in enumerate(table.axes) if axis.code in there]
    short = tuple(replace(cell, key=tuple(cell.key[n] for n in kept)) for cell in cells)
    return Table(table.population, tuple(table.axes[n] for n in kept), short)
