"""BCa limits from replicates: bias-corrected and accelerated (Efron 1987), quantiles of type 8 (Hyndman & Fan 1996)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.values import Interval

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import Floats


def acceleration(without: Floats, weights: Floats) -> float:
    """From the estimates without one person of each history, weighted by how many have it; 0 where all are alike."""
    usable = np.isfinite(without)
    if not usable.any():
        return 0.0
    values, weight = without[usable], weights[usable]
    away = np.average(values, weights=weight) - values
    spread = float((weight * away**2).sum())
    return float((weight * away**3).sum()) / (6.0 * spread**1.5) if spread > 0 else 0.0


def bca(replicates: Floats, estimate: float, pull: float, levels: Iterable[float]) -> tuple[Interval, ...]:
    """Intervals of the levels; `pull` is the acceleration. Replicates that failed (nan) are left out.

    Where no replicate, or every one, lies below the estimate, the correction of the bias is taken as that of half a
    replicate: the limits stay finite and wide.
    """
    from scipy.special import ndtr, ndtri

    usable = replicates[np.isfinite(replicates)]
    if not len(usable):
        return ()
    below = min(max(float((usable < estimate).mean()), 0.5 / len(usable)), 1 - 0.5 / len(usable))
    bias = float(ndtri(below))
    found = []
    for level in levels:
        tails = np.array([(1 - level) / 2, (1 + level) / 2])
        moved = bias + ndtri(tails)
        at = ndtr(bias + moved / (1 - pull * moved))
        low, high = np.quantile(usable, at, method="median_unbiased")  # type 8
        found.append(Interval(level, float(low), float(high)))
    return tuple(found)
