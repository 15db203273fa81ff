"""Breakdowns against their wholes: which parts there are, what they add up to, what is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from gija.rapporteur.statistics.breakdowns import Breakdown, without
from gija.rapporteur.statistics.points import Basis, Point

Whole = tuple[str, str, str, Breakdown]  # indicator, period, what is counted, of whom


@dataclass(frozen=True, slots=True)
class Split:
    """A whole and its parts by one dimension."""

    whole: Point
    dimension: str
    parts: tuple[Point, ...]

    @property
    def total(self) -> int:
        return self.whole.value or 0

    @property
    def sum(self) -> int:
        return sum(p.value or 0 for p in self.parts)

    @property
    def residual(self) -> int:
        """What no part accounts for; negative where the parts exceed the whole."""
        return self.total - self.sum

    @property
    def share(self) -> float:
        """Completeness: how much of the whole is broken down, 1 for all of it."""
        return self.sum / self.total if self.total else 1.0

    @property
    def known(self) -> bool:
        """Are all parts there that are named? A withheld or missing part makes any sum mean nothing."""
        return all(p.value is not None for p in self.parts)


def splits(points: Iterable[Point]) -> list[Split]:
    """Every whole with a value and its parts by each dimension, cells of several dimensions against their margins."""
    wholes: dict[Whole, Point] = {}
    parts: dict[tuple[Whole, str], list[Point]] = defaultdict(list)
    for point in points:
        of = _alike(point.basis)
        if point.value is not None:
            wholes[point.indicator, point.period, of, point.breakdown] = point
        for name, _ in point.breakdown:
            parts[(point.indicator, point.period, of, without(point.breakdown, name)), name].append(point)
    return [
        Split(wholes[key], name, tuple(sorted(cells, key=lambda p: p.breakdown)))
        for (key, name), cells in parts.items()
        if key in wholes
    ]


@lru_cache(maxsize=20_000)
def _alike(basis: Basis) -> str:
    """What a whole and its parts have in common. Computed parts belong to the cited whole they were computed from."""
    return repr(replace(basis, kind="cited") if basis.kind == "computed" else basis)
