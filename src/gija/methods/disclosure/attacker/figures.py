"""Releases as statements: at this place of this population, in this vintage, there are from `low` to `high` people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gija.methods.disclosure.values import Knowledge, Release
from gija.methods.tables.hierarchy import Axis, merged
from gija.methods.tables.table import STRUCTURAL_ZERO, Table
from gija.methods.tables.values import SUPPRESSED, TOTAL, Cell
from gija.vocabulary.errors import GijaError

Place = tuple[tuple[str, str], ...]  # (axis, code) where not summed over, by axis


@dataclass(frozen=True, slots=True)
class Figure:
    """One statement. `release` counts the releases from 0; `high` None: no bound was told."""

    release: int
    population: str
    vintage: int
    place: Place
    low: int
    high: int | None
    closed: bool = False
    why: str = ""
    judged: bool = True  # may be found safe or unsafe: not another body's, not a member's own
    noisy: bool = False  # with noise of its own (an answer): no promise but that small counts are not found

    @property
    def told(self) -> bool:
        """Is its number known exactly?"""
        return self.low == self.high


def figures(releases: Sequence[Release], knowledge: Knowledge) -> list[Figure]:
    """All statements of the releases, in order; the members' own figures last."""
    found = [f for number, release in enumerate(releases) for f in of_release(number, release, knowledge)]
    latest = max((release.vintage for release in releases), default=1)
    own = Release("", knowledge.members, kind="cited", vintage=latest)
    return found + list(of_release(len(releases), own, knowledge))


def of_release(number: int, release: Release, knowledge: Knowledge) -> Iterator[Figure]:
    base = release.base or knowledge.rounding_base
    for table in release.tables:
        for cell in table:
            figure = _figure(number, release, table, cell, base, knowledge)
            if figure is not None:
                yield figure


def _figure(number: int, release: Release, table: Table, cell: Cell, base: int, knowledge: Knowledge) -> Figure | None:
    head = (number, table.population, release.vintage, table.where(cell.key))
    if cell.status == STRUCTURAL_ZERO:
        return Figure(*head, 0, 0, judged=False)
    if cell.value is not None:
        return _told(head, cell.value, base, release)
    if cell.status != SUPPRESSED or release.cited:
        return None  # nothing was told; another body's closed cells follow rules that are not known
    return Figure(*head, 1 if knowledge.zeros_published else 0, None, closed=True, why=cell.why)


def _told(head: tuple[int, str, int, Place], value: int, base: int, release: Release) -> Figure:
    """What is behind a number: itself, or what rounding to the base, or noise less than it, can make of a count. Where
    noise shows a number there is somebody."""
    away = max(base - 1, 0) if not release.cited else 0
    noisy = release.kind == "answer" and away > 0
    low = max(1 if noisy and value else 0, value - away)
    return Figure(*head, low, value + away, judged=not release.cited, noisy=noisy)


def axes(releases: Iterable[Release], members: Iterable[Table] = ()) -> dict[str, dict[str, Axis]]:
    """population -> axis code -> the axis with the hierarchies of all tables."""
    met: dict[str, dict[str, list[Axis]]] = {}
    for table in [*(table for release in releases for table in release.tables), *members]:
        for axis in table.axes:
            mine = met.setdefault(table.population, {}).setdefault(axis.code, [])
            if axis not in mine:
                mine.append(axis)
        met.setdefault(table.population, {})
    return {name: {code: _one(found) for code, found in mine.items()} for name, mine in met.items()}


def _one(found: Sequence[Axis]) -> Axis:
    """The axis of all of them; where it has a total, that of each must hold the same leaves."""
    axis = merged(found) if len(found) > 1 else found[0]
    if not axis.open and any(_under(one, axis) != axis.leaves_of(TOTAL) for one in found):
        raise GijaError("tables.hierarchy", axis=axis.code)
    return axis


def _under(one: Axis, all_of_it: Axis) -> frozenset[str]:
    return frozenset().union(*(all_of_it.leaves_of(leaf) for leaf in one.leaves))
