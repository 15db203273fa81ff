"""What was said of one population, as bounds of counts at places, and what must not be found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from gija.methods.disclosure.attacker.figures import Figure, Place, figures
from gija.methods.disclosure.attacker.parts import SMALL
from gija.methods.disclosure.learning.places import Ints, Places
from gija.methods.disclosure.values import Knowledge, Release
from gija.methods.tables.hierarchy import Axis

TOP = 2**40  # stands for no bound


@dataclass(frozen=True, slots=True)
class Target:
    """A count that must not be found: the people at one place, less those of a place within it. `kind`: as of the
    attacker's targets."""

    kind: str
    place: int
    but: int


@dataclass(frozen=True)
class Board:
    """`low`, `high`: of the count at each place; `apart`: (wider, narrower) places between which somebody stands;
    `groups`: cells closed together, of which one is at most `most`; `targets`: what must not be found."""

    places: Places
    low: Ints
    high: Ints
    apart: Ints
    groups: tuple[Ints, ...]
    most: int
    targets: tuple[Target, ...]

    @cached_property
    def narrower(self) -> Mapping[int, set[int]]:
        """Of `apart`: wider -> the narrower ones."""
        found: dict[int, set[int]] = {}
        for wider, narrow in self.apart.tolist():
            found.setdefault(wider, set()).add(narrow)
        return found

    def fits(self, counts: Ints) -> bool:
        """Does nothing that was said contradict this world?"""
        gaps = counts[self.apart[:, 0]] - counts[self.apart[:, 1]]
        inside = bool((counts >= self.low).all() and (counts <= self.high).all() and (gaps >= 1).all())
        return inside and all(bool(((counts[one] >= 1) & (counts[one] <= self.most)).any()) for one in self.groups)

    def values(self, worlds: Ints) -> Ints:
        """(worlds, targets) from (worlds, places)."""
        whole, but = (
            np.array(one, np.int64) for one in ([t.place for t in self.targets], [t.but for t in self.targets])
        )
        found: Ints = worlds[:, whole] - worlds[:, but]
        return found


def board(axes: Sequence[Axis], releases: Sequence[Release], known: Knowledge, threshold: int) -> Board:
    """What these releases say together. KeyError for a figure by an axis that is not among `axes`."""
    said = figures(releases, known)
    places = Places(axes, [[name for name, _ in figure.place] for figure in said])
    low, high = _bounds(places, said)
    shown = _shown(releases)
    pairs = list(_pairs(shown, places))
    apart = [(places.number[wide], places.number[narrow]) for wide, narrow in pairs if shown[wide] != shown[narrow]]
    between = (Target("derived", places.number[wide], places.number[narrow]) for wide, narrow in pairs)
    groups = tuple(_groups(places, said)) if known.threshold_known else ()
    targets = (*_targets(places, said, len(releases) - 1), *between)
    return Board(places, low, high, np.array(apart, np.int64).reshape(-1, 2), groups, threshold - 1, targets)


def _bounds(places: Places, said: Sequence[Figure]) -> tuple[Ints, Ints]:
    low, high = np.zeros(places.none + 1, np.int64), np.full(places.none + 1, TOP, np.int64)
    high[places.none] = 0
    for figure in said:
        number = places.number[figure.place]
        low[number] = max(low[number], figure.low)
        high[number] = min(high[number], TOP if figure.high is None else figure.high)
    return low, high


def _groups(places: Places, said: Sequence[Figure]) -> Iterator[Ints]:
    """The cells that one release closed because of small ones."""
    closed: dict[int, list[int]] = {}
    for figure in said:
        if figure.closed and figure.why == SMALL:
            closed.setdefault(figure.release, []).append(places.number[figure.place])
    yield from (np.array(one, np.int64) for one in closed.values())


def _targets(places: Places, said: Sequence[Figure], fresh: int) -> Iterator[Target]:
    """Figures that do not tell their number, and every count that was never told itself."""
    there = {figure.place for figure in said}
    kinds = {(_kind(figure, fresh), figure.place) for figure in said if figure.judged and not figure.told}
    told = {figure.place for figure in said if figure.told}
    yield from (Target(kind, places.number[place], places.none) for kind, place in sorted(kinds) if place not in told)
    yield from (Target("derived", n, places.none) for n, place in enumerate(places.where) if place not in there)


def _kind(figure: Figure, fresh: int) -> str:
    return "closed" if figure.closed else "noisy" if figure.noisy else "rounded"


def _shown(releases: Sequence[Release]) -> Mapping[Place, int]:
    """The number that an answer showed at a place."""
    found: dict[Place, int] = {}
    for release in releases:
        for table in release.tables if release.kind == "answer" else ():
            for cell in table:
                if cell.value is not None:
                    found.setdefault(table.where(cell.key), cell.value)
    return found


def _pairs(shown: Mapping[Place, int], places: Places) -> Iterator[tuple[Place, Place]]:
    """(wider, narrower): the place without some of its codes, growing axes aside, where both showed a number."""
    growing = {axis.code for axis in places.axes if axis.open}
    for place in shown:
        fixed = [pair for pair in place if pair[0] in growing]
        free = [pair for pair in place if pair[0] not in growing]
        for size in range(len(free)):
            for kept in combinations(free, size):
                wider = tuple(sorted((*fixed, *kept)))
                if wider in shown:
                    yield wider, place
