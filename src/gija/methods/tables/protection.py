"""The simple protection: totals and one-way tables, cells under 5 closed with what would reveal them, or nothing.

It looks at one candidate and at the releases before it on the same people. The gate that audits every release with
exact methods takes its place (see docs/methods/tables.md for what this one does not do).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations, product

from gija.methods.tables.linked import revealed
from gija.methods.tables.periods import Period
from gija.methods.tables.values import Cell, Cube, Key, Release

THRESHOLD = 5


def protect(cube: Cube, period: Period, history: Sequence[Release] = (), threshold: int = THRESHOLD) -> Cube:
    """The cube (total and one-way tables) with closed every cell that would tell of 1 to `threshold` - 1 people.

    Closed are: small cells with as many of the next smallest as hide them (`small`, both alike: to tell them apart
    would tell the number); a breakdown that cannot be hidden so (`table`); one that with `history` would give away
    what was closed in any of them, or a change of fewer than `threshold` people (`history`); everything where the
    total is small or would uncover another one (`total`). Zeros stay. Same input, same output.
    """
    ways = [d.name for d in cube.dimensions]
    on_same = [r for r in history if r.period.year == period.year]
    nothing = cube.changed({cell.key: cell.closed("total") for cell in cube if cell.open})
    if _total_tells(cube, period, on_same, threshold):
        return nothing
    closed: dict[Key, Cell] = {}
    for way in ways:
        closed |= _close(cube.one_way(way), threshold)
    candidate = cube.changed(closed)
    for way in ways if on_same else ():
        known = revealed([*on_same, Release(period, nothing)], way)  # without this release
        this = Release(period, candidate)
        if _shows_change(this, on_same, way, threshold) or revealed([*on_same, this], way) - known:
            candidate = candidate.changed({c.key: c.closed("history") for c in cube.one_way(way) if c.open})
            if revealed([*on_same, Release(period, candidate)], way) - known:  # the total alone is too much
                return nothing
    return candidate


def _close(cells: Sequence[Cell], threshold: int) -> dict[Key, Cell]:
    """The cells of one one-way table to close: the small ones and the next smallest until they hide each other; all
    of them where there are not enough."""
    values = {cell.key: cell.value for cell in cells if cell.value is not None}
    closed = _hiding(values, threshold)
    while closed and not _holds(values, closed, threshold):
        closed = _one_more(values, closed)
    if closed is None:
        return {cell.key: cell.closed("table") for cell in cells if cell.open}
    return {cell.key: cell.closed("small") for cell in cells if cell.key in closed}


def _hiding(values: Mapping[Key, int], threshold: int) -> frozenset[Key] | None:
    """The small cells, and the next smallest until their sum hides each; None where there are not enough."""
    closed: frozenset[Key] | None = frozenset(key for key, value in values.items() if 0 < value < threshold)
    while closed and not _hides([values[key] for key in closed], threshold):
        closed = _one_more(values, closed)
    return closed


def _one_more(values: Mapping[Key, int], closed: frozenset[Key]) -> frozenset[Key] | None:
    rest = [key for key, value in values.items() if value and key not in closed]
    return closed | {min(rest, key=lambda key: (values[key], key))} if rest else None


def _holds(values: Mapping[Key, int], closed: frozenset[Key], threshold: int) -> bool:
    """Against somebody who knows this method: is there for each closed cell another table with another
    number in it, of which the method closes the same cells?"""
    left = set(closed)
    for other in _others(values, sorted(closed)):
        if not left:
            break
        if _hiding({**values, **other}, threshold) == closed:
            left -= {key for key, value in other.items() if value != values[key]}
    return not left


def _others(values: Mapping[Key, int], closed: Sequence[Key]) -> Iterator[dict[Key, int]]:
    """Other numbers for the closed cells with the same sum: all but one of them 1, or people moved between two."""
    most = sum(values[key] for key in closed) - len(closed) + 1
    for one in closed:
        yield {key: most if key == one else 1 for key in closed}
    for one, other in permutations(closed, 2):
        for moved in range(1, values[one]):
            yield {one: values[one] - moved, other: values[other] + moved}


def _hides(values: Sequence[int], threshold: int) -> bool:
    """Their sum is known, and that none is zero: is there room enough for each to be small or not?"""
    return len(values) > 1 and sum(values) - len(values) >= threshold - 1


def _shows_change(this: Release, history: Sequence[Release], way: str, threshold: int) -> bool:
    """Does this breakdown, less those before it, show single people?"""
    return any(0 < abs(d) < threshold for terms in _differences(this, history) for d in _by_code(terms, way))


def _differences(this: Release, history: Sequence[Release]) -> Iterator[list[tuple[int, Release]]]:
    """The ways to subtract releases of which this is one: vintages; a year less one or both of its halves."""
    yield from ([(1, this), (-1, old)] for old in history if old.period == this.period)
    years = [r for r in [*history, this] if not r.period.half]
    first, second = ([r for r in [*history, this] if r.period.half == half] for half in (1, 2))
    for year, half in product(years, [*first, *second]):
        if this in (year, half):
            yield [(1, year), (-1, half)]
    for year, one, two in product(years, first, second):
        if this in (year, one, two):
            yield [(1, year), (-1, one), (-1, two)]


def _by_code(terms: Sequence[tuple[int, Release]], way: str) -> Iterator[int]:
    """The difference for each code that is open in all terms."""
    status_moves = way == "status" and len({r.period for _, r in terms}) > 2  # a status changes within the year
    for cells in zip(*(r.cube.one_way(way) for _, r in terms), strict=True):
        values = [cell.value for cell in cells]
        if not status_moves and all(v is not None for v in values):
            yield sum(sign * (v or 0) for (sign, _), v in zip(terms, values, strict=True))


def _total_tells(cube: Cube, period: Period, history: Sequence[Release], threshold: int) -> bool:
    """Is the total small, or does it uncover that of a half-year which is small or not handed over?"""
    total = cube.total.value
    if total is None or 0 < total < threshold:
        return True
    this = Release(period, cube)
    for (_, year), (_, half) in (t for t in _differences(this, history) if len(t) == 2):
        whole, part = year.cube.total.value, half.cube.total.value
        if year.period != half.period and whole is not None and part is not None and 0 < abs(whole - part) < threshold:
            return True
    return False
