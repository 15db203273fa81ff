"""Counts in order of time, and what may be said of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

ALPHA = 0.05  # how often, at most, anything is claimed of all that is looked at together though nothing has changed
POWER = 0.8  # how often a change of the size `EFFECT` should be found before "no change" is said
EFFECT = 2.0  # a doubling (or halving) from the first period to the last
FEWEST = 4  # comparable periods; fewer do not tell how much the counts vary by themselves


@dataclass(frozen=True)
class Counts:
    """Counts of periods of equal length, in order of time. None: not told (never zero). `breaks`: places before which
    a known break in series lies; across it levels are not compared. Refuses (ValueError) negative counts, places out
    of range and names that do not fit."""

    periods: tuple[str, ...]
    values: tuple[int | None, ...]
    breaks: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.periods) != len(self.values):
            raise ValueError("a value or None for each period")
        if any(value is not None and value < 0 for value in self.values):
            raise ValueError("a count is not negative")
        if any(not 0 < place < len(self.periods) for place in self.breaks):
            raise ValueError("a break lies between two periods")

    @cached_property
    def stretches(self) -> tuple[tuple[int, ...], ...]:
        """Places of the told counts between breaks, each at least two: a single one can be compared with nothing."""
        edges = [0, *sorted(set(self.breaks)), len(self.periods)]
        told = [tuple(i for i in range(start, end) if self.values[i] is not None) for start, end in pairwise(edges)]
        return tuple(places for places in told if len(places) > 1)

    @property
    def told(self) -> int:
        """How many counts are comparable with another."""
        return sum(map(len, self.stretches))

    @property
    def total(self) -> int:
        return sum(self.at(place) for places in self.stretches for place in places)

    @property
    def freedom(self) -> int:
        """What is left to tell how much counts vary by themselves: after a level for each stretch and one change."""
        return self.told - len(self.stretches) - 1

    def at(self, place: int) -> int:
        """The count at a place where one is told."""
        value = self.values[place]
        if value is None:
            raise ValueError("nothing is told there")
        return value


class Verdict(StrEnum):
    RISE = "rise"
    FALL = "fall"
    CHANGE = "change"  # of level, at one place
    NONE = "none"  # none found, though a doubling would have been
    TOO_FEW = "too_few"  # cases
    TOO_SHORT = "too_short"  # periods


@dataclass(frozen=True, slots=True)
class Trend:
    """A steady change: the count grows `ratio` times each period, with its 95 % interval. `p` is of the stricter test
    of two: chance alone (Poisson), and counts that vary more than that."""

    ratio: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Change:
    """The likeliest one change of level within a stretch, from the period `at` on; `before` and `after` are mean counts
    a period. `p` reckons with every place having been looked at."""

    at: str
    before: float
    after: float
    p: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What may be said of a series. `looked`: how many tests were made together; `p_trend`, `p_change` are corrected
    for them (Holm). `needed`: cases a period with which a doubling would be found four times of five; `mean`: how many
    there are. `dispersion`: variance over mean, 1 where nothing but chance is at work."""

    verdict: Verdict
    trend: Trend | None
    change: Change | None
    p_trend: float
    p_change: float
    looked: int
    mean: float
    needed: int
    dispersion: float
    periods: int

    @property
    def claimed(self) -> bool:
        return self.verdict in (Verdict.RISE, Verdict.FALL, Verdict.CHANGE)
