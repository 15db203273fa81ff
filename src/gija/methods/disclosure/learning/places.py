"""Every place of the axes that some figure crosses, numbered; and at which of them somebody counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from gija.methods.disclosure.attacker.figures import Place
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.values import TOTAL

Ints = npt.NDArray[np.int64]
Person = tuple[int, ...]  # a leaf of each axis, by its number


class Places:
    """`number`: place -> its number; `where`: the places in that order; `none`: the number that stands for no place."""

    def __init__(self, axes: Sequence[Axis], crossed: Iterable[Collection[str]]) -> None:
        """`crossed`: the axes of each figure. KeyError for one that is not among `axes`."""
        self.axes = tuple(axes)
        self._place = {axis.code: n for n, axis in enumerate(axes)}
        growing = frozenset(axis.code for axis in axes if axis.open)
        wholes = {frozenset(names) | growing for names in crossed}
        supports = {frozenset(s) | growing for one in wholes for n in range(len(one) + 1) for s in combinations(one, n)}
        self._supports = [tuple(self._place[name] for name in sorted(one)) for one in sorted(supports, key=sorted)]
        self.where: list[Place] = [place for support in self._supports for place in self._of(support)]
        self.number = {place: n for n, place in enumerate(self.where)}
        self.none = len(self.where)
        self._above = [_above(axis) for axis in axes]
        self._known: dict[Person, Ints] = {}
        self._leaves: dict[int, dict[int, list[int]]] = {}

    def _of(self, support: Sequence[int]) -> Iterable[Place]:
        codes = [[(self.axes[a].code, c) for c in self.axes[a].codes if c != TOTAL] for a in support]
        return product(*codes)

    def of(self, person: Person) -> Ints:
        """The numbers of the places at which somebody counts: for everybody as many, filled up with `none`."""
        if person not in self._known:
            found: list[int] = []
            for support in self._supports:
                ways = [[(self.axes[a].code, c) for c in self._above[a][person[a]]] for a in support]
                found += [self.number.get(pairs, self.none) for pairs in product(*ways)]
            self._known[person] = np.array(found, np.int64)
        return self._known[person]

    def counts(self, people: Iterable[Person]) -> Ints:
        """The count at each place, and 0 at `none`."""
        found = np.zeros(self.none + 1, np.int64)
        for person in people:
            np.add.at(found, self.of(person), 1)
        found[self.none] = 0
        return found

    @cached_property
    def nowhere(self) -> Ints:
        """As `of`, for nobody."""
        return np.full_like(self.of((0,) * len(self.axes)), self.none)

    def leaves_at(self, number: int) -> dict[int, list[int]]:
        """axis -> the leaves at a place, by number; only of axes that are not summed over."""
        if number not in self._leaves:
            codes = {
                self._place[name]: self.axes[self._place[name]].leaves_of(code) for name, code in self.where[number]
            }
            self._leaves[number] = {
                a: [n for n, leaf in enumerate(self.axes[a].leaves) if leaf in held] for a, held in codes.items()
            }
        return self._leaves[number]


def _above(axis: Axis) -> list[list[str]]:
    """For each leaf the codes it lies under, the total aside; filled up with '' to the same length."""
    ups = [[c for c in axis.codes if c != TOTAL and leaf in axis.leaves_of(c)] for leaf in axis.leaves]
    longest = max(map(len, ups), default=0)
    return [[*up, *[""] * (longest - len(up))] for up in ups]
