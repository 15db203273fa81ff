"""What institutions told each of their own cases, all together: an interval, for one person may be known to several.

Knows no database. Each institution counts a person once, so there are at least as many as the largest figure says and
at most as many as all of them: nobody says more without matching people, which is done in the register alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gija.methods.reconciling import Amount
from gija.methods.reconciling import together as bounds
from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.rapporteur.statistics.points import REPORTED, Point
from gija.vocabulary.lists import code_list

SOURCE = "casework"
ONE_SIDED = ("referrals",)  # units of which nothing can stand in two institutions' tables of one indicator


@dataclass(frozen=True, slots=True)
class Together:
    """One figure over all institutions that told it. `institutions`: how many did; others are not known, not zero."""

    period: str
    breakdown: Breakdown
    institutions: int
    number: Amount


def together(points: Iterable[Point]) -> list[Together]:
    """Every figure that two or more institutions told, in order of time, the whole before its parts."""
    found: dict[tuple[str, str, Breakdown], list[int]] = defaultdict(list)
    for point in points:
        if point.source == SOURCE and point.status == REPORTED and point.value is not None:
            found[point.indicator, point.period, point.breakdown].append(point.value)
    several = [(place, values) for place, values in found.items() if len(values) > 1]
    several.sort(key=lambda one: (periods.order(one[0][1]), len(one[0][2]), one[0][2]))
    return [
        Together(period, breakdown, len(values), _number(indicator, values))
        for (indicator, period, breakdown), values in several
    ]


def _number(indicator: str, values: list[int]) -> Amount:
    exact = code_list("indicator")[indicator].extra["unit"] in ONE_SIDED
    return Amount(sum(values), sum(values)) if exact else bounds(values)
