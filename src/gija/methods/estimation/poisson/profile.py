"""Profile intervals: of the Poisson fit on the dark figure, and the multinomial one of the older papers."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.poisson.fitting import LogLinearFit, loglinear
from gija.methods.estimation.values import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gija.methods.estimation.capture.table import CaptureTable

FAR = 30.0  # on the logarithm of the dark figure: farther a limit is called infinite


def profile(table: CaptureTable, model: object = "", level: float = 0.95) -> Interval:
    """Where the profile likelihood of the dark figure has fallen by half the chi-squared quantile of `level`."""
    found = loglinear(table, model)
    at = log(found.dark)
    falls = poisson_fall(table, found)
    drop = _drop(level)
    low = _crossing(falls, at, -1, drop)
    return Interval(level, table.observed + exp(low), table.observed + exp(_crossing(falls, at, 1, drop)))


def poisson_fall(table: CaptureTable, found: LogLinearFit) -> Callable[[float], float]:
    """Twice the fall of the log-likelihood at each logarithm of the dark figure, the rest fitted anew."""
    from gija.methods.estimation.poisson.kernels import fit

    terms, counts = np.array(found.model.terms[1:], np.int64), table.array
    beta, mu = np.empty(len(terms)), np.empty(len(counts))

    def falls(dark: float) -> float:
        _, own, _, _ = fit(counts, terms, np.full(len(counts), dark), 1, beta, mu)
        return float(2.0 * (found.log_likelihood - own))

    return falls


@dataclass(frozen=True, slots=True)
class MultinomialProfile:
    """The total at the top of the profile, and its intervals."""

    total: float
    intervals: tuple[Interval, ...]


def multinomial_profile(
    table: CaptureTable, model: object = "", levels: Iterable[float] = (0.95, 0.8)
) -> MultinomialProfile:
    """The multinomial profile likelihood of the total (Cormack 1992), with Stirling's formula for its factorials as in
    Baillargeon & Rivest (2007): -deviance / 2 + log(N / unseen) / 2."""
    from scipy.optimize import minimize_scalar

    found = loglinear(table, model)
    height = _multinomial(table, found)
    near = log(found.dark)
    top = minimize_scalar(lambda x: -height(x), bounds=(near - 2, near + 2), method="bounded", options={"xatol": 1e-11})
    at, best = float(top.x), -float(top.fun)

    def falls(x: float) -> float:
        return 2.0 * (best - height(x))

    def limit(side: int, level: float) -> float:
        return table.observed + exp(_crossing(falls, at, side, _drop(level)))

    intervals = tuple(Interval(level, limit(-1, level), limit(1, level)) for level in levels)
    return MultinomialProfile(table.observed + exp(at), intervals)


def _multinomial(table: CaptureTable, found: LogLinearFit) -> Callable[[float], float]:
    from gija.methods.estimation.poisson.kernels import fit

    terms, filled = np.array(found.model.terms, np.int64), table.array
    beta, mu = np.empty(len(terms)), np.empty(len(filled))

    def height(x: float) -> float:
        counts, unseen = filled.copy(), exp(x)
        counts[0] = unseen
        fit(counts, terms, np.zeros(len(counts)), 0, beta, mu)
        seen = counts > 0
        deviance = 2.0 * float((counts[seen] * np.log(counts[seen] / mu[seen])).sum())
        return -deviance / 2.0 + 0.5 * log((table.observed + unseen) / unseen)

    return height


def _drop(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2)) ** 2


def _crossing(falls: Callable[[float], float], at: float, side: int, drop: float) -> float:
    """Where the fall reaches `drop` on one side; minus or plus infinity where it never does."""
    from scipy.optimize import brentq

    step = 0.1
    while falls(at + side * step) < drop:
        step *= 2.0
        if step > FAR:
            return side * inf
    return float(brentq(lambda x: falls(x) - drop, *sorted((at, at + side * step)), xtol=1e-12))
