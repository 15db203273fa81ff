"""The steady change that fits counts best: a level for each stretch, one slope for all; how much the rest varies.

Poisson likelihood; where counts vary more than that, the interval and the test are widened by the dispersion found
(variance proportional to the mean, as the negative binomial law has it) and taken from Student's law.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gija.methods.trends.chances import trend_by_chance
from gija.methods.trends.values import POWER, Counts, Trend

STEEPEST = 5.0  # slope (logarithm a period) at which a series of zeros and one count ends
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """`slope` in logarithms a period, `information` of it, `gain`: twice the rise of the log-likelihood over no slope;
    `dispersion`: Pearson's, over what is free, not below 0."""

    slope: float
    information: float
    gain: float
    dispersion: float


def _parts(counts: Counts) -> list[tuple[Floats, Floats]]:
    """(times from 0, counts) of each stretch that has a case."""
    found = []
    for places in counts.stretches:
        values = np.array([counts.at(place) for place in places], dtype=float)
        if values.sum() > 0:
            found.append((np.array(places, dtype=float) - places[0], values))
    return found


def fit(counts: Counts) -> Fit:
    """The best fit. Levels are taken out, so that one number, the slope, is looked for (Newton's way)."""
    parts, slope, information = _parts(counts), 0.0, 0.0
    for _ in range(60):
        score, information = _slopes(parts, slope)
        step = max(-1.0, min(1.0, score / information)) if information > 1e-12 else 0.0
        slope = max(-STEEPEST, min(STEEPEST, slope + step))
        if abs(step) < 1e-10 or abs(slope) == STEEPEST:
            break
    gain = 2 * (_likelihood(parts, slope) - _likelihood(parts, 0.0))
    fitted = [_means(times, values, slope) for times, values in parts]
    pearson = sum(float(((y - m) ** 2 / m).sum()) for (_, y), m in zip(parts, fitted, strict=True))
    return Fit(slope, information, max(gain, 0.0), pearson / max(counts.freedom, 1))


def _shares(times: Floats, slope: float) -> Floats:
    weights = np.exp(slope * (times - times.max() if slope > 0 else times - times.min()))
    return np.asarray(weights / weights.sum())


def _means(times: Floats, values: Floats, slope: float) -> Floats:
    return np.asarray(np.maximum(values.sum() * _shares(times, slope), 1e-9))


def _slopes(parts: list[tuple[Floats, Floats]], slope: float) -> tuple[float, float]:
    score = information = 0.0
    for times, values in parts:
        shares, total = _shares(times, slope), values.sum()
        middle = float((shares * times).sum())
        score += float((times * values).sum()) - total * middle
        information += total * float((shares * (times - middle) ** 2).sum())
    return score, information


def _likelihood(parts: list[tuple[Floats, Floats]], slope: float) -> float:
    return sum(float((values * np.log(np.maximum(_shares(times, slope), 1e-300))).sum()) for times, values in parts)


def trend(counts: Counts) -> tuple[Trend, float]:
    """The steady change with the stricter p of two, and the dispersion. Needs at least one free count and one case."""
    from scipy.special import stdtr, stdtrit

    found, free = fit(counts), counts.freedom
    wide = max(1.0, found.dispersion)
    by_chance = trend_by_chance([(p, [counts.at(i) for i in p]) for p in counts.stretches])
    wider = float(2 * stdtr(free, -math.sqrt(found.gain / wide)))
    reach = float(stdtrit(free, 0.975)) * math.sqrt(wide / found.information) if found.information > 1e-9 else math.inf
    bounds = [math.exp(max(-50.0, min(50.0, found.slope + sign * reach))) for sign in (-1, 1)]
    return Trend(math.exp(found.slope), bounds[0], bounds[1], max(by_chance, wider)), wide


def needed(counts: Counts, dispersion: float, alpha: float, effect: float) -> int:
    """Mean count a period with which a steady change by `effect` from the first period to the last would be found with
    the chance `POWER` (by the normal law for the slope, Student's for what is asked of it)."""
    from scipy.special import ndtri, stdtrit

    spread = sum(float(((t := np.array(p, dtype=float)) - t.mean()) @ (t - t.mean())) for p in counts.stretches)
    length = max(p[-1] for p in counts.stretches) - min(p[0] for p in counts.stretches)
    asked = float(stdtrit(max(counts.freedom, 1), 1 - alpha / 2)) + float(ndtri(POWER))
    return math.ceil(dispersion * (asked * length / math.log(effect)) ** 2 / spread)
