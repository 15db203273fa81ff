"""What somebody who adds and subtracts learns from several releases on the same people.

All releases together give, for each dimension, equations over the counts of the half-years (a year is the sum of its
halves; a later vintage is held to be about the same people). `revealed` says which closed cells these equations fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gija.methods.tables.periods import Period
from gija.methods.tables.values import Release

Variable = tuple[Period, str]  # how many of a half-year have a code
MOST_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Equation:
    """The sum of some counts is a number."""

    variables: frozenset[Variable]
    value: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """A closed cell. `positive`: its table shows its zeros, so that it is known not to be one."""

    release: int
    code: str
    variables: frozenset[Variable]
    positive: bool


def revealed(releases: Sequence[Release], dimension: str) -> frozenset[tuple[int, str]]:
    """(index of release, code) of every closed cell of this dimension that the releases together fix exactly.

    By elimination (does the sum of its variables follow from the equations, whatever their values), and by bounds:
    counts are whole and not negative, and a closed cell beside zeros that are shown is at least 1.
    """
    equations = [e for release in releases for e in _equations(release, dimension)]
    hidden = [h for number, release in enumerate(releases) for h in _hidden(number, release, dimension)]
    space = _Space(equations)
    fixed = {(h.release, h.code) for h in hidden if space.spans(h.variables)}
    return frozenset(fixed | _pinned(equations, hidden))


def _variables(period: Period, code: str) -> frozenset[Variable]:
    return frozenset((half, code) for half in period.halves())


def _codes(release: Release, dimension: str) -> tuple[str, ...]:
    return next(d.codes for d in release.cube.dimensions if d.name == dimension)


def _equations(release: Release, dimension: str) -> Iterator[Equation]:
    codes = _codes(release, dimension)
    if release.cube.total.value is not None:
        every = frozenset(v for code in codes for v in _variables(release.period, code))
        yield Equation(every, release.cube.total.value)
    for code, cell in zip(codes, release.cube.one_way(dimension), strict=True):
        if cell.value is not None:
            yield Equation(_variables(release.period, code), cell.value)


def _hidden(number: int, release: Release, dimension: str) -> Iterator[Hidden]:
    cells = release.cube.one_way(dimension)
    for code, cell in zip(_codes(release, dimension), cells, strict=True):
        if cell.status == "suppressed":
            yield Hidden(number, code, _variables(release.period, code), cell.why == "small")


class _Space:
    """The sums that follow from equations, by exact elimination over the coefficients."""

    def __init__(self, equations: Iterable[Equation]) -> None:
        self._rows: dict[Variable, dict[Variable, Fraction]] = {}
        for equation in equations:
            left = self._reduced(equation.variables)
            if left:
                pivot = min(left)
                self._rows[pivot] = {v: c / left[pivot] for v, c in left.items()}

    def _reduced(self, variables: Iterable[Variable]) -> dict[Variable, Fraction]:
        left = dict.fromkeys(variables, Fraction(1))
        while pivots := sorted(left.keys() & self._rows.keys()):
            by, row = left[pivots[0]], self._rows[pivots[0]]
            for variable, coefficient in row.items():
                left[variable] = left.get(variable, Fraction(0)) - by * coefficient
                if not left[variable]:
                    del left[variable]
        return left

    def spans(self, variables: Iterable[Variable]) -> bool:
        """Does the sum of these variables follow?"""
        return not self._reduced(variables)


Bounds = dict[frozenset[Variable], tuple[int, int]]  # a sum of counts -> the least and the most it can be


def _pinned(equations: Sequence[Equation], hidden: Sequence[Hidden]) -> set[tuple[int, str]]:
    """Closed cells that whole numbers and bounds leave one value. Releases that contradict each other (late data,
    corrections) say nothing here: whoever reckons so is led astray."""
    most = max((e.value for e in equations), default=0)
    bounds: Bounds = {frozenset([v]): (0, most) for e in equations for v in e.variables}
    for one in hidden:
        low, _ = bounds.get(one.variables, (0, most))
        bounds[one.variables] = (max(low, int(one.positive)), 2 * most)
    for equation in equations:
        low, high = bounds.get(equation.variables, (0, equation.value))
        bounds[equation.variables] = (max(low, equation.value), min(high, equation.value))
    sums = [(e.variables, parts) for e in equations for parts in _splits(e.variables, bounds)]
    if not _tighten(sums, bounds):
        return set()
    return {(h.release, h.code) for h in hidden if bounds[h.variables][0] == bounds[h.variables][1]}


def _splits(whole: frozenset[Variable], bounded: Iterable[frozenset[Variable]]) -> list[list[frozenset[Variable]]]:
    """A sum as parts that have bounds of their own: single counts, counts of a code, whatever is largest."""
    order = sorted(bounded, key=lambda p: (-len(p), sorted(p)))
    found: list[list[frozenset[Variable]]] = []
    for largest in (1, 2, len(whole) - 1):
        parts, left = [], whole
        for part in order:
            if len(part) <= largest and part <= left:
                parts.append(part)
                left -= part
        if parts not in found:
            found.append(parts)
    return found


def _tighten(sums: Sequence[tuple[frozenset[Variable], list[frozenset[Variable]]]], bounds: Bounds) -> bool:
    """Narrow the bounds of sums and of their parts until nothing changes; False where they contradict."""
    for _ in range(MOST_ROUNDS):
        before = dict(bounds)
        for whole, parts in sums:
            low, high = (sum(bounds[p][end] for p in parts) for end in (0, 1))
            bounds[whole] = (max(bounds[whole][0], low), min(bounds[whole][1], high))
            for part in parts:
                mine = bounds[part]
                least = bounds[whole][0] - (high - mine[1])
                most = bounds[whole][1] - (low - mine[0])
                bounds[part] = (max(mine[0], least), min(mine[1], most))
            if any(bounds[one][0] > bounds[one][1] for one in (whole, *parts)):
                return False
        if before == bounds:
            return True
    return True
