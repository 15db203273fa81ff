"""The spread of a count of people, from the chances of its joins."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from gija.methods.linkage.calibrated import Floats

LONGEST = 400  # joins convolved exactly; where more are uncertain the normal curve serves
SURE = 1e-5
# What the model cannot know: it may be off for all pairs alike, so their log-odds shift together by a normal amount of
# this deviation; and the number of missed joins is known to this share of itself.
SHIFT, MISSED = 0.4, 0.5
_SHIFTS = np.linspace(-2.4, 2.4, 9)


def quantiles(chances: Floats, missed: float, records: int, least: int, level: float) -> tuple[int, int, int]:
    """Low, middle and high number of people: records less joins.

    Each join holds with its chance, apart from the others but for the common shift; `missed` joins more are expected,
    as the negative binomial has it. Never under `least` (the longest list) nor over `records`.
    """
    uncertain = chances[(chances > SURE) & (chances < 1 - SURE)]
    sure = int((chances >= 1 - SURE).sum())
    joins = (_normal if len(uncertain) > LONGEST else _exact)(uncertain, missed, level)
    low, middle, high = (min(max(records - sure - number, least), records) for number in reversed(joins))
    return low, middle, high


def _exact(uncertain: Floats, missed: float, level: float) -> tuple[int, int, int]:
    weights = np.exp(-(_SHIFTS**2) / 2)
    odds = np.log(uncertain) - np.log1p(-uncertain)
    mass = sum(w * _sum_of(1 / (1 + np.exp(-odds - SHIFT * z))) for w, z in zip(weights, _SHIFTS, strict=True))
    below = np.cumsum(np.convolve(mass, _unseen(missed)))
    below /= below[-1]
    shares = ((1 - level) / 2, 0.5, (1 + level) / 2)
    low, middle, high = (int(np.searchsorted(below, share)) for share in shares)
    return low, middle, high


def _sum_of(chances: Floats) -> Floats:
    """How likely each number of joins is (Poisson binomial), one join after the other."""
    mass = np.ones(1)
    for chance in chances:
        mass = np.convolve(mass, [1 - chance, chance])
    return mass


def _unseen(mean: float) -> Floats:
    """Negative binomial: Poisson whose mean is itself known to `MISSED` of it."""
    if mean <= 0:
        return np.ones(1)
    size, count = 1 / MISSED**2, int(mean + 8 * np.sqrt(mean + (MISSED * mean) ** 2) + 6)
    at = np.arange(1, count)
    steps = np.log((at + size - 1) / at) + np.log(mean / (mean + size))
    logs = np.concatenate([[0.0], np.cumsum(steps)]) + size * np.log(size / (size + mean))
    return np.asarray(np.exp(logs), dtype=np.float64)


def _normal(uncertain: Floats, missed: float, level: float) -> tuple[int, int, int]:
    mean, own = float(uncertain.sum()) + missed, float((uncertain * (1 - uncertain)).sum())
    deviation = np.sqrt(own + (SHIFT * own) ** 2 + missed + (MISSED * missed) ** 2)
    reach = NormalDist().inv_cdf((1 + level) / 2) * float(deviation)
    return max(0, round(mean - reach)), round(mean), round(mean + reach)
