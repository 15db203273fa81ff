"""Other reporting years: twelve months from any month, cut from figures of months, quarters and half years.

Only events add up: a cohort or a stock of parts of a year is no cohort or stock of the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.rapporteur.statistics.points import Basis, Point

WHOLE = 12


@dataclass(frozen=True, slots=True)
class Cut:
    """One reporting year of one series; `periods` are the parts it was added up from, in order of time."""

    begins: str  # 2013-07
    ends: str  # 2014-06
    breakdown: Breakdown
    basis: Basis
    value: int
    periods: tuple[str, ...]


def cut(points: Iterable[Point], first_month: int) -> tuple[Cut, ...]:
    """The reporting years that begin in `first_month` (1 to 12) and are told whole.

    A year of which any part is missing or withheld, or that no parts fit exactly, is left out: missing is never zero.
    The fewest parts that fill it are taken. Refuses a month that is none (`statistics.period`).
    """
    periods.checked(f"2000-{first_month:02}")
    series: dict[tuple[Breakdown, Basis], dict[int, dict[int, Point]]] = defaultdict(lambda: defaultdict(dict))
    for point in points:
        if point.basis.base == "events" and point.value is not None:
            places = series[point.breakdown, point.basis][periods.begins(point.period)]
            places[periods.length(point.period)] = point
    found = [one for (of, basis), told in series.items() for one in _years(of, basis, told, first_month)]
    return tuple(sorted(found, key=lambda one: (one.begins, one.breakdown, repr(one.basis))))


def _years(of: Breakdown, basis: Basis, told: dict[int, dict[int, Point]], first_month: int) -> Iterable[Cut]:
    for start in sorted(told):
        parts = _filled(told, start, start + WHOLE) if start % 12 == first_month - 1 else None
        if parts:
            value = sum(point.value or 0 for point in parts)
            yield Cut(_month(start), _month(start + WHOLE - 1), of, basis, value, tuple(p.period for p in parts))


def _filled(told: dict[int, dict[int, Point]], start: int, end: int) -> tuple[Point, ...] | None:
    if start == end:
        return ()
    for months in sorted(told.get(start, {}), reverse=True):
        rest = _filled(told, start + months, end) if start + months <= end else None
        if rest is not None:
            return (told[start][months], *rest)
    return None


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02}"
