"""Own design of transition tables: the most even chances that keep the mean, the variance and the bounds asked for.

For each count the changes are drawn from the distribution of greatest entropy among those with mean 0 and the variance
asked for (Marley & Leaver 2011; Giessing 2016): nothing is put in but what was asked. Its form is known, p(v) in
proportion to exp(a v + b v²); a and b are found by minimising the convex dual.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gija.methods.disclosure.cellkeys.values import Floats, Row, Transitions
from gija.vocabulary.errors import GijaError

CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Design:
    """What a table is asked for. `variance`: of the change; `bound`: no change is greater; `forbidden`: counts from 1
    to this one are never shown. Small counts take the variance nearest to it that is possible for them."""

    variance: float = 3.0
    bound: int = 5
    forbidden: int = 2

    def __post_init__(self) -> None:
        if not (self.bound >= 1 and 0 <= self.forbidden < self.bound and 0 < self.variance <= self.bound**2):
            raise GijaError("disclosure.transitions_design", bound=self.bound)


def design(asked: Design) -> Transitions:
    """The table. A true zero stays zero; every other count has mean change 0. Refuses
    (`disclosure.transitions_design`) a bound that is not greater than the forbidden counts, for then some count could
    only be shown as it is."""
    regular = asked.bound + asked.forbidden + 1  # from here on no forbidden count can be met
    return Transitions((Row((0,), (1.0,)), *(_row(count, asked) for count in range(1, regular + 1))))


def _row(count: int, asked: Design) -> Row:
    shown = range(max(0, count - asked.bound), count + asked.bound + 1)
    changes = np.array([j - count for j in shown if not 1 <= j <= asked.forbidden], dtype=np.float64)
    least, most = _possible(changes, asked)
    chances = _most_even(changes, min(max(asked.variance, least), most))
    return Row(tuple(changes.astype(int).tolist()), tuple(chances.tolist()))


def _possible(changes: Floats, asked: Design) -> tuple[float, float]:
    """The least and the greatest variance that mean 0 leaves these changes: of the two nearest to 0 and of the two
    farthest from it (a chord of the parabola v² at 0)."""
    below, above = changes[changes <= 0], changes[changes >= 0]
    if not len(below) or not len(above):
        raise GijaError("disclosure.transitions_design", bound=asked.bound)
    return float(-below[-1] * above[0]), float(-below[0] * above[-1])


def _most_even(changes: Floats, variance: float) -> Floats:
    """The distribution of greatest entropy with mean 0 and this variance; at its limits only two changes remain."""
    below, above = changes[changes <= 0], changes[changes >= 0]
    for low, high in ((below[-1], above[0]), (below[0], above[-1])):
        if abs(-low * high - variance) < CLOSE:
            weight = 1.0 if high == low else high / (high - low)
            return np.where(changes == low, weight, 0.0) + np.where((changes == high) & (high != low), 1 - weight, 0.0)
    return _dual(changes, variance)


def _dual(changes: Floats, variance: float) -> Floats:
    from scipy.optimize import minimize

    scale = float(np.abs(changes).max())
    facts = np.stack([changes / scale, np.square(changes / scale)])
    wanted = np.array([0.0, variance / scale**2])

    def chances(weights: Floats) -> Floats:
        logs = weights @ facts
        grown = np.exp(logs - logs.max())
        return np.asarray(grown / grown.sum())

    def value(weights: Floats) -> float:
        logs = weights @ facts
        return float(logs.max() + np.log(np.exp(logs - logs.max()).sum()) - weights @ wanted)

    def slope(weights: Floats) -> Floats:
        return np.asarray(facts @ chances(weights) - wanted)

    def bend(weights: Floats) -> Floats:
        p = chances(weights)
        met = facts @ p
        return np.asarray((facts * p) @ facts.T - np.outer(met, met))

    found = minimize(value, np.zeros(2), jac=slope, hess=bend, method="trust-exact", options={"gtol": 1e-12})
    return chances(found.x)
