"""What a pattern of closed cells leaves open to attack, as cuts: sums of cells of which enough must be closed.

After Fischetti and Salazar-González, "Solving the cell suppression problem on tabular data with linear constraints",
Management Science 47:1008 (2001): the dual values of the attacker's linear program say, for every pattern, how far
the attacker gets at least.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gija.methods.disclosure.attacker.insiders import Watch, tells
from gija.methods.disclosure.attacker.solving import NEAR
from gija.methods.disclosure.attacker.system import Form, Target
from gija.methods.disclosure.judging import surely_safe, told
from gija.methods.disclosure.suppressing.problem import Choice, Inside, Problem
from gija.methods.disclosure.values import Interval

INFINITE = float("inf")


@dataclass(frozen=True)
class Cut:
    """sum of factors over the closed cells >= `least`. `either`: it must hold only if the watched count number
    `either[0]` is to be safe by its most (True) or by its least (False)."""

    factors: Mapping[int, float]
    least: float
    either: tuple[int, bool] | None = None


@dataclass(frozen=True)
class Reach:
    """One end of a sum under a pattern: `base` holds if all cells were open; a closed one adds at most its gain."""

    value: float
    base: float
    gains: Mapping[int, float]


class Cutter:
    """Asks the attacker's programs under one pattern after another."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.solves = 0
        self.watch = Watch(problem.attack, problem.watched)

    def shut(self, closed: frozenset[int]) -> None:
        """Set the pattern."""
        for number, part in enumerate(self.problem.attack.parts):
            rows, low, high = self.problem.bounds(number, closed)
            if len(rows):
                part.bounded(rows, low, high)
        self.closed = closed

    def cuts(self, closed: frozenset[int], most: int = 10**9) -> list[Cut]:
        """The cuts that a pattern breaks; none if nothing that is watched can be found."""
        self.shut(closed)
        found: list[Cut] = []
        for number, target in enumerate(self.problem.watched):
            if len(found) < most:
                found += self._of(number, target)
        return found or [self._wide(low, high, 1) for _, _, low, high in self.told_to_insiders()]

    def told_to_insiders(self) -> Iterator[tuple[Inside, Target, Reach, Reach]]:
        """What those find who are alone in a cell, under the pattern that is set."""
        rule = self.problem.attack.rule
        for inside in self.problem.inside:
            part = self.problem.attack.parts[inside.insider.part]
            for target in self.watch.suspects(inside.insider):
                with part.held(inside.insider.row, inside.insider.value):
                    high, low = (self.reach(target.form, most, inside.choice) for most in (True, False))
                if tells(_interval(low, high), rule):
                    yield inside, target, low, high

    def open_(self, closed: frozenset[int]) -> list[tuple[Target, Interval]]:
        """What can be found under a pattern."""
        self.shut(closed)
        found = []
        for target in self.problem.watched:
            if not self._safe(target):
                interval = self._interval(target.form)
                if told(target, interval, self.problem.attack.rule):
                    found.append((target, interval))
        return found

    def _safe(self, target: Target) -> bool:
        """Do the tables found so far, in whole numbers or not, show that it cannot be found?"""
        sure, parts = self.problem.attack.split(target.form)
        low = high = float(sure)
        for number, mine in parts.items():
            ends = self.problem.attack.parts[number].real_ends(mine)
            if ends is None:
                return False
            low, high = low + ends[0], high + ends[1]
        seen = Interval(int(np.ceil(low - NEAR)), int(np.floor(high + NEAR)))
        return surely_safe(target, seen, self.problem.attack.rule)

    def _interval(self, form: Form) -> Interval:
        low, high = self.reach(form, most=False), self.reach(form, most=True)
        return _interval(low, high)

    def reach(self, form: Form, most: bool, known: int = -1) -> Reach:
        """One end of a sum, and how it depends on what is closed; one choice may be known whatever is closed."""
        sure, parts = self.problem.attack.split(form)
        value = base = float(sure)
        gains: dict[int, float] = {}
        for number, mine in parts.items():
            end = self.problem.attack.parts[number].end(mine, most)
            self.solves += 1
            if end.bound is None or end.duals is None:
                return Reach(INFINITE if most else -INFINITE, INFINITE if most else -INFINITE, {})
            value += end.bound
            base += end.bound
            for choice, dual in self._duals(number, end.duals):
                if choice.number == known:
                    continue
                gains[choice.number] = gain = _gain(choice, dual, most)
                if choice.number in self.closed and gain != INFINITE:
                    base += -gain if most else gain
        return Reach(value, base, gains)

    def _duals(self, part: int, duals: npt.NDArray[np.float64]) -> Iterator[tuple[Choice, float]]:
        """The cells of a part on which the end depends."""
        choices = self.problem.by_part.get(part, ())
        mine = duals[[choice.row for choice in choices]]
        return ((choices[n], float(mine[n])) for n in np.flatnonzero(np.abs(mine) > NEAR))

    def _of(self, number: int, target: Target) -> list[Cut]:
        if self._safe(target):
            return []
        low, high = self.reach(target.form, most=False), self.reach(target.form, most=True)
        interval = _interval(low, high)
        rule = self.problem.attack.rule
        found = told(target, interval, rule)
        if not found:
            return []
        if found in ("small", "change") or (found == "exact" and rule.small(abs(interval.low or 0))):
            up = float(rule.threshold if target.kind != "change" or (interval.high or 0) > 0 else 0)
            down = 0.0 if (interval.low or 0) > 0 else float(-rule.threshold)
            wide = [self._wide(low, high, rule.span)] if target.kind == "closed" else []
            if target.kind == "closed" and self.problem.attack.knowledge.zeros_published:  # it is never 0
                return [_cut(high.gains, up - high.base, None), *wide]
            sides = ((high.gains, up - high.base, (number, True)), (low.gains, low.base - down, (number, False)))
            return [*(_cut(*side) for side in sides), *wide]
        return [self._wide(low, high, rule.span if found == "narrow" else 1)]

    def _wide(self, low: Reach, high: Reach, span: int) -> Cut:
        gains = {n: high.gains.get(n, 0.0) + low.gains.get(n, 0.0) for n in {*high.gains, *low.gains}}
        return _cut(gains, span - (high.base - low.base), None)


def _interval(low: Reach, high: Reach) -> Interval:
    return Interval(
        None if low.value == -INFINITE else int(np.ceil(low.value - NEAR)),
        None if high.value == INFINITE else int(np.floor(high.value + NEAR)),
    )


def _gain(choice: Choice, dual: float, most: bool) -> float:
    """By how much closing the cell can move the end: without bound where it holds the count down from above."""
    if (dual > 0) == most:
        return INFINITE
    return abs(dual) * (choice.value - choice.least)


def _cut(gains: Mapping[int, float], least: float, either: tuple[int, bool] | None) -> Cut:
    """No cell counts for more than the whole: the pattern is yes or no."""
    factors = {n: min(gain, least) / least for n, gain in sorted(gains.items())} if least > NEAR else {}
    return Cut(factors, 1.0 if least > NEAR else 0.0, either)
