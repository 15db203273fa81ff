"""As R's glm and confint come to their figures, so that published ones can be reproduced to the last digit.

R stops when the deviance hardly moves, and its standard errors are those of the step before: up to one part in 10,000
from those at the maximum. Its profile limits are read off a spline through few points. Gija's own are exact.
"""

from __future__ import annotations

from math import exp, sqrt
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.poisson.fitting import LogLinearFit, loglinear
from gija.methods.estimation.poisson.profile import poisson_fall
from gija.methods.estimation.values import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from gija.methods.estimation.capture.table import CaptureTable, Floats

EPSILON, STEPS, WITHIN = 1e-8, 25, 5


def wald_as_r(table: CaptureTable, found: LogLinearFit, level: float = 0.95) -> Interval:
    """`LogLinearFit.wald` with the standard error at which R's glm stops."""
    from scipy.special import ndtri

    dark, error = _stopped(table, found)
    reach = float(ndtri(0.5 + level / 2)) * error
    return Interval(level, table.observed + dark * exp(-reach), table.observed + dark * exp(reach))


def _stopped(table: CaptureTable, found: LogLinearFit) -> tuple[float, float]:
    """The dark figure and the standard error of its logarithm where iterated weighted least squares stop in R."""
    live = [term for term, value in found.coefficients.items() if np.isfinite(value)]
    gone = [term for term in found.coefficients if term not in live]
    cells = [h for h in range(1, len(table.counts)) if not any(h & term == term for term in gone)]
    design = np.array([[float(h & term == term) for term in live] for h in cells])
    counts = table.array[cells]
    mu, before = counts + 0.1, np.inf
    for _ in range(STEPS):
        information = design.T @ (design * mu[:, None])
        beta = np.linalg.solve(information, design.T @ (mu * np.log(mu) + counts - mu))
        mu = np.exp(design @ beta)
        deviance = _deviance(counts, mu)
        if abs(deviance - before) / (abs(deviance) + 0.1) < EPSILON:
            break
        before = deviance
    return exp(beta[0]), sqrt(np.linalg.inv(information)[0, 0])


def _deviance(counts: Floats, mu: Floats) -> float:
    safe = np.where(counts > 0, counts, 1.0)
    return float(2.0 * (np.where(counts > 0, counts * np.log(safe / mu), 0.0) - (counts - mu)).sum())


def profile_as_r(table: CaptureTable, model: object = "", level: float = 0.95) -> Interval:
    """`profile` read off a spline as R's confint does: signed roots of the fall at steps of a fifth of the quantile of
    (1 - level) / 4, a cubic spline through them on three times as many points, straight lines between these."""
    from scipy.special import ndtri

    found = loglinear(table, model)
    _, error = _stopped(table, found)
    at, falls = float(found.coefficients[0]), poisson_fall(table, found)
    most = float(ndtri(1 - (1 - level) / 8))
    points, roots = [at], [0.0]
    for side in (-1, 1):
        for step in range(1, 10):
            points.append(at + side * step * most / WITHIN * error)
            roots.append(side * sqrt(max(falls(points[-1]), 0.0)))
            if abs(roots[-1]) >= most:
                break
    order = np.argsort(points)
    x, z = np.array(points)[order], np.array(roots)[order]
    fine = np.linspace(x[0], x[-1], 3 * len(x))
    reach = float(ndtri(0.5 + level / 2))
    low, high = np.interp([-reach, reach], _spline(x, z)(fine), fine)
    return Interval(level, table.observed + exp(low), table.observed + exp(high))


def _spline(x: Floats, y: Floats) -> Callable[[Floats], Floats]:
    """The cubic spline whose third derivative at each end is that of the cubic through the four points there
    (Forsythe, Malcolm & Moler 1977)."""
    from scipy.interpolate import make_interp_spline

    ends = []
    for part in (slice(0, 4), slice(-4, None)):
        divided = y[part].copy()
        for k in range(1, 4):
            divided = (divided[1:] - divided[:-1]) / (x[part][k:] - x[part][:-k])
        ends.append(6.0 * divided[0])
    made: Callable[[Floats], Floats] = make_interp_spline(x, y, k=3, bc_type=([(3, ends[0])], [(3, ends[1])]))
    return made
