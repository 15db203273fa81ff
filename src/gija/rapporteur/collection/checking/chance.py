"""Could it be chance? Tests for small numbers: exact where counts are few, never an average of percentages.

Two counts: given their sum, each is binomial with one half if nothing changed (Przyborowski and Wilenski, Biometrika
31, 1940). A count against its history: the gamma-Poisson predictive distribution with Jeffreys' prior, widened by how
much the history itself varies beyond Poisson.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean


def two_counts(one: int, other: int) -> float:
    """The probability that two counts of the same mean differ by as much or more; 1 where both are 0."""
    from gija.methods.trends.chances import two_counts as exact  # scipy is loaded where a check runs

    return exact(one, other)


def exceeds(one: int, other: int) -> float:
    """The probability that `one` is as far above `other`, or further, if its mean were no greater."""
    return two_counts(one, other) / 2 if one > other else 1.0


def against_history(count: int, history: Sequence[int]) -> float:
    """The probability of a count as far from its history, or further (two-sided). 1 without a history."""
    if not history:
        return 1.0
    from scipy.special import betainc

    mean = fmean(history)
    varied = sum((one - mean) ** 2 for one in history) / max(len(history) - 1, 1)  # floats: exact sums are slow
    spread = max(1.0, varied / mean) if len(history) > 1 and mean else 1.0
    shape, of = (sum(history) + 0.5) / spread, count / spread
    share = len(history) / (len(history) + 1)
    step = 1 / spread
    below = float(betainc(shape, of + step, share))  # P(X <= count)
    above = float(betainc(of, shape, 1 - share)) if count else 1.0  # P(X >= count)
    return min(1.0, 2 * min(below, above))
