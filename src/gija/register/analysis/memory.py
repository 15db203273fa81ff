"""What a member was told before, and whether a new table beside it would tell of single people.

Compared are cells that differ by nothing, by one code of one dimension, or by a half of their year. More is left to the
audit that looks at the whole history at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from gija.methods.tables import TOTAL, Period
from gija.register.analysis.crossing import RULE, Cross
from gija.register.analysis.dimensions import ways

Place = frozenset[tuple[str, str]]  # (dimension, code) of all that is not summed over
Values = dict[tuple[Period, Place], set[int | None]]


@dataclass(frozen=True, slots=True)
class Told:
    """A table as it was told."""

    period: Period
    cross: Cross


def clash(new: Told, before: Iterable[Told]) -> bool:
    """Would the new table beside those before it show a difference of 1 to 4 people, or open what was withheld?"""
    old = _values(before)
    fresh = _values([new])
    fresh |= _zeros(new, fresh, old)
    return any(_differs(key, values, old) for key, values in fresh.items()) or _one_code(fresh, old)


def _values(told: Iterable[Told]) -> Values:
    found: Values = {}
    for one in told:
        for key, value in one.cross.cells.items():
            found.setdefault((one.period, place_of(one.cross, key)), set()).add(value)
    return found


def _zeros(new: Told, fresh: Values, old: Values) -> Values:
    """Cells that were told of the period before and are zero now: a breakdown that is told tells its zeros, too."""
    told = {frozenset(name for name, _code in place) for _period, place in fresh}
    return {
        (period, place): {0}
        for period, place in old
        if period == new.period and (period, place) not in fresh and frozenset(name for name, _ in place) in told
    }


def place_of(cross: Cross, key: tuple[str, ...]) -> Place:
    return frozenset((way.code, code) for way, code in zip(cross.ways, key, strict=True) if code != TOTAL)


def _close(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and RULE.small(abs(one - other))


def _differs(key: tuple[Period, Place], values: Iterable[int | None], old: Values) -> bool:
    """Beside the same cell of the same period, and of the year and its halves."""
    period, place = key
    here = old.get(key, set())
    if any((a is not None and b is None) or _close(a, b) for a, b in product(values, here)):
        return True
    halves: list[set[int | None]] = [old.get((half, place), set()) for half in Period(period.year).halves()]
    years = old.get((Period(period.year), place), set())
    if not period.half:
        sums = {a + b for a, b in product(*halves) if a is not None and b is not None}
        return any(_close(v, other) for v in values for other in set().union(*halves, sums))
    other_half = halves[2 - period.half]
    left = {y - o for y, o in product(years, other_half) if y is not None and o is not None}
    return any(_close(v, other) for v in values for other in {*years, *left})


def _one_code(fresh: Values, old: Values) -> bool:
    """Beside a cell with one code more or less, where a person may have several codes of that dimension."""
    by_period: dict[Period, dict[Place, set[int | None]]] = {}
    for (period, place), values in old.items():
        by_period.setdefault(period, {})[place] = values
    for (period, place), values in fresh.items():
        for other, there in by_period.get(period, {}).items():
            apart = place ^ other
            if len(apart) == 1 and ways()[next(iter(apart))[0]].many and any(map(_pair, product(values, there))):
                return True
    return False


def _pair(pair: tuple[int | None, int | None]) -> bool:
    return _close(*pair)
