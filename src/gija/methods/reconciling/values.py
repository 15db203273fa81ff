"""Figures on a grid of definitions, amounts as intervals, and the way from one figure to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# The order in which steps are told. Each is computed from the two figures alone, whatever the others are, so that the
# way back has the same steps with the other sign; what several do together stays in the remainder.
STEPS = ("definition", "period", "coverage", "overlap", "late", "error")


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number that lies between two ends, both included. Refuses (ValueError) ends in the wrong order."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("the lower end lies above the upper one")

    @classmethod
    def of(cls, value: int) -> Amount:
        return cls(value, value)

    @classmethod
    def hull(cls, values: Iterable[int]) -> Amount:
        """The narrowest interval that holds them all; refuses (ValueError) none."""
        found = list(values)
        return cls(min(found), max(found))

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Amount:
        return Amount(-self.high, -self.low)

    def __sub__(self, other: Amount) -> Amount:
        return self + -other


ZERO = Amount(0, 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """One vintage of a figure: from which day it was known; `correction`: it took back an error."""

    day: dt.date
    value: int | None
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One supplier's figure. What is not told is None or empty, and then no step is computed from it.

    `covers`: columns of the grid of definitions. `base`: of what it is (events of the period, a cohort). `span`: first
    month (counted from the year 0) and number of months. `reach`: the bodies whose cases are counted; `parts`: its
    value by body. `people`: how many different persons it stands for, from counting once; `once`: every person counts
    once. `reasons`: step -> codes of what follows from its definition. `tellings`: its vintages, earliest first.
    """

    key: str
    supplier: str
    value: int | None
    covers: frozenset[str]
    base: str = ""
    span: tuple[int, int] | None = None
    reach: frozenset[str] = frozenset()
    parts: Mapping[str, int | None] = field(default_factory=lambda: MappingProxyType({}))
    people: Amount | None = None
    once: bool | None = None
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    tellings: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `amount` is None where the data do not tell it; `how` is one of `HOW`; `used`: keys of the figures it
    was computed from besides the two; `columns`: of a step of definition, the columns it is about."""

    step: str
    amount: Amount | None
    how: str
    reasons: tuple[str, ...] = ()
    columns: frozenset[str] = frozenset()
    used: tuple[str, ...] = ()

    def reversed(self) -> Step:
        amount = None if self.amount is None else -self.amount
        return Step(self.step, amount, self.how, self.reasons, self.columns, self.used)


# How a step came about: nothing differs; own figures of the other definition or period; values by body; counting once;
# vintages; the two bodies agreed on it; nothing tells it.
HOW = ("same", "converted", "parts", "people", "tellings", "recorded", "untold")


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The way from `a` to `b`. `difference` and `remainder` are None where one of the two has no value.

    Whatever the steps are within their intervals, the remainder is what is left of the difference:
    `known.low + remainder.high == known.high + remainder.low == difference`.
    """

    a: Figure
    b: Figure
    steps: tuple[Step, ...]

    @property
    def difference(self) -> int | None:
        return None if self.a.value is None or self.b.value is None else self.b.value - self.a.value

    @property
    def known(self) -> Amount:
        """The sum of the steps that are told."""
        told = [one.amount for one in self.steps if one.amount is not None]
        return sum(told, ZERO)

    @property
    def remainder(self) -> Amount | None:
        """What no step explains; the steps that are not told are in it."""
        whole = self.difference
        return None if whole is None else Amount.of(whole) - self.known

    @property
    def untold(self) -> tuple[Step, ...]:
        """The steps that the two bodies would have to record; none where nothing is left to explain."""
        if self.remainder is None or self.remainder == ZERO:
            return ()
        return tuple(one for one in self.steps if one.amount is None)

    @property
    def explained(self) -> bool:
        """Is nothing left?"""
        return self.remainder == ZERO
