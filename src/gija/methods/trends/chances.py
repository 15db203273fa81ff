"""What chance alone does to counts: exact intervals and tests under the Poisson law. scipy's special functions only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MOST_PLACES = 1 << 21  # of the exact distribution of a trend; beyond, counts are so many that the normal law serves


def interval(count: int, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of the mean behind one count (Garwood 1936, Biometrika 28: 437-442)."""
    from scipy.special import chdtri

    tail = (1 - level) / 2
    low = float(chdtri(2 * count, 1 - tail)) / 2 if count else 0.0
    return low, float(chdtri(2 * count + 2, tail)) / 2


def two_counts(first: int, second: int, first_length: float = 1.0, second_length: float = 1.0) -> float:
    """Two-sided p that two counts come from one rate: given their sum, the second is binomial (Przyborowski and
    Wilenski 1940, Biometrika 31: 313-323). Lengths: of the periods. Twice the smaller tail, at most 1."""
    from scipy.special import bdtr, bdtrc

    total, share = first + second, second_length / (first_length + second_length)
    if total == 0:
        return 1.0
    below = float(bdtr(second, total, share))
    above = float(bdtrc(second - 1, total, share)) if second else 1.0
    return min(1.0, 2 * min(below, above))


def trend_by_chance(stretches: Sequence[tuple[Sequence[int], Sequence[int]]]) -> float:
    """Two-sided p that counts (times, counts of each stretch) do not change with time, exact under the Poisson law.

    Given the total of a stretch, each case falls on any of its periods alike; the distribution of the sum of their
    times is found whole, by multiplying its Fourier transforms. Beyond `MOST_PLACES` places by the normal law.
    """
    moved = [([t - min(times) for t in times], list(counts)) for times, counts in stretches]
    told = sum(t * y for times, counts in moved for t, y in zip(times, counts, strict=True))
    size = sum(sum(counts) * max(times) for times, counts in moved) + 1
    if size == 1:
        return 1.0  # no case
    if size > MOST_PLACES:
        return _normal(moved, told)
    length = 1 << (size - 1).bit_length()
    whole = np.ones(length // 2 + 1, dtype=complex)
    for times, counts in moved:
        one = np.zeros(length)
        one[times] = 1 / len(times)
        whole *= np.fft.rfft(one) ** sum(counts)
    chances = np.clip(np.fft.irfft(whole, length)[:size], 0, None)
    return float(min(1.0, 2 * min(chances[: told + 1].sum(), chances[told:].sum())))


def _normal(stretches: Sequence[tuple[Sequence[int], Sequence[int]]], told: int) -> float:
    from scipy.special import ndtr

    mean = sum(sum(counts) * float(np.mean(times)) for times, counts in stretches)
    spread = sum(sum(counts) * float(np.var(times)) for times, counts in stretches)
    return float(2 * ndtr(-abs(told - mean) / spread**0.5))


def holm(chances: Sequence[float]) -> list[float]:
    """The p-values corrected for all having been looked at (Holm 1979, Scandinavian Journal of Statistics 6: 65-70):
    whoever claims those at most `ALPHA` claims anything from nothing at most that often."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    found, least = [0.0] * len(chances), 0.0
    for rank, place in enumerate(order):
        least = max(least, min(1.0, (len(chances) - rank) * chances[place]))
        found[place] = least
    return found
