"""One change of level within a stretch: where it is likeliest, and how often chance alone looks like that.

The greatest likelihood ratio over all places is held against the same greatest ratio of series made by chance, so that
the search costs what it must. A known break is no change: each stretch has its own level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gija.methods.trends.values import Change, Counts

FIRST, MORE = 999, 19_999  # series made by chance; more of them where the first say that it is rare
RARE = 0.02
SEED = 9_1  # the same counts give the same p
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Scan:
    """For each row: the greatest ratio, the same over the dispersion left, the stretch and the place it stands at."""

    ratio: Floats
    scaled: Floats
    stretch: NDArray[np.int64]
    place: NDArray[np.int64]
    before: Floats  # dispersion where no change is fitted


def change(counts: Counts) -> Change | None:
    """The likeliest change with the stricter p of two: chance alone, and counts that vary more. None without cases."""
    if counts.total == 0:
        return None
    rows = [np.array([[counts.at(i) for i in places]], dtype=float) for places in counts.stretches]
    own = _scan(rows, counts.freedom)
    p = _chance(rows, own, counts.freedom, FIRST)
    if p <= RARE:
        p = _chance(rows, own, counts.freedom, MORE)
    places, cut = counts.stretches[int(own.stretch[0])], int(own.place[0])
    values = rows[int(own.stretch[0])][0]
    return Change(counts.periods[places[cut]], float(values[:cut].mean()), float(values[cut:].mean()), p)


def _scan(rows: list[Floats], freedom: int) -> _Scan:
    many = rows[0].shape[0]
    best, stretch, place = np.full(many, -1.0), np.zeros(many, np.int64), np.zeros(many, np.int64)
    flat, gain = np.zeros(many), np.zeros(many)
    for number, values in enumerate(rows):
        ratios = _ratios(values)
        at = ratios.argmax(axis=1)
        found = ratios[np.arange(many), at]
        own = _pearson(values)
        left = own - _saved(values, at + 1)
        flat += own
        better = found > best
        gain = np.where(better, left - own, gain)
        best, stretch = np.where(better, found, best), np.where(better, number, stretch)
        place = np.where(better, at + 1, place)
    after = np.maximum((flat + gain) / max(freedom, 1), 1.0)
    return _Scan(best, best / after, stretch, place, flat / (max(freedom, 1) + 1))


def _ratios(values: Floats) -> Floats:
    """Twice the log-likelihood ratio of a change before each place but the first."""
    length = values.shape[1]
    total, left = values.sum(axis=1, keepdims=True), values.cumsum(axis=1)[:, :-1]
    share = np.arange(1, length) / length
    return np.asarray(2 * (_part(left, total * share) + _part(total - left, total * (1 - share))))


def _part(told: Floats, expected: Floats) -> Floats:
    safe = np.where(told > 0, told, 1.0)
    return np.asarray(np.where(told > 0, told * np.log(safe / np.maximum(expected, 1e-300)), 0.0))


def _pearson(values: Floats) -> Floats:
    mean = np.maximum(values.mean(axis=1, keepdims=True), 1e-9)
    return np.asarray(((values - mean) ** 2 / mean).sum(axis=1))


def _saved(values: Floats, at: NDArray[np.int64]) -> Floats:
    """How much less the counts vary round two levels than round one, in the terms of `_pearson`."""
    first = np.arange(values.shape[1])[None, :] < at[:, None]
    means = []
    for part in (first, ~first):
        means.append((values * part).sum(axis=1) / np.maximum(part.sum(axis=1), 1))
    level = np.maximum(np.where(first, means[0][:, None], means[1][:, None]), 1e-9)
    return np.asarray(_pearson(values) - ((values - level) ** 2 / level).sum(axis=1))


def _chance(rows: list[Floats], own: _Scan, freedom: int, many: int) -> float:
    """The greater of two p: series of the same totals under the Poisson law; under the negative binomial law with the
    dispersion that the counts show, the ratio taken over what varies anyway."""
    random = np.random.default_rng(SEED)
    poisson = [_poisson(random, values[0], many) for values in rows]
    plain = _rank(_scan(poisson, freedom).ratio, float(own.ratio[0]))
    wide = max(1.0, float(own.before[0]))
    wider = poisson if wide == 1.0 else [_negative_binomial(random, values[0], wide, many) for values in rows]
    return max(plain, _rank(_scan(wider, freedom).scaled, float(own.scaled[0])))


def _rank(made: Floats, told: float) -> float:
    return float((1 + (made >= told - 1e-9).sum()) / (1 + made.size))


def _poisson(random: np.random.Generator, values: Floats, many: int) -> Floats:
    return random.multinomial(int(values.sum()), [1 / values.size] * values.size, size=many).astype(float)


def _negative_binomial(random: np.random.Generator, values: Floats, wide: float, many: int) -> Floats:
    mean = max(float(values.mean()), 1e-6)
    return random.negative_binomial(mean / (wide - 1), 1 / wide, size=(many, values.size)).astype(float)
