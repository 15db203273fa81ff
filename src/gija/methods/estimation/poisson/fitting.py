"""One log-linear model fitted to one table, with its intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from gija.methods.estimation.poisson.existence import FINE, check
from gija.methods.estimation.poisson.models import Model
from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats, Ints


@dataclass(frozen=True, slots=True)
class LogLinearFit:
    """The extended fit of one model. `dark` people are estimated unseen, `total` with the seen. `coefficients` by term
    (a mask; minus infinity where the extended fit puts it); `variance` of the logarithm of `dark`; `expected` by
    history, of the unseen at 0. `bic` counts persons and every parameter, also those at minus infinity."""

    model: Model
    observed: int
    dark: float
    variance: float
    log_likelihood: float
    coefficients: dict[int, float]
    expected: tuple[float, ...]

    @property
    def total(self) -> float:
        return self.observed + self.dark

    @property
    def bic(self) -> float:
        return -2.0 * self.log_likelihood + log(self.observed) * len(self.coefficients)

    @property
    def aic(self) -> float:
        return -2.0 * self.log_likelihood + 2.0 * len(self.coefficients)

    def wald(self, level: float = 0.95) -> Interval:
        """Normal on the logarithm of the dark figure (Chan, Silverman & Vincent 2021)."""
        reach = _quantile(level) * sqrt(self.variance)
        return Interval(level, self.observed + self.dark * exp(-reach), self.observed + self.dark * exp(reach))


def _quantile(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def loglinear(table: CaptureTable, model: object = "") -> LogLinearFit:
    """Extended maximum likelihood of a model, written `[12,23]` or given as `Model`; empty is independence.

    Raises `estimation.no_estimate`, `estimation.not_unique`, `estimation.neither` where the fit has no one answer,
    and `estimation.model`.
    """
    from gija.methods.estimation.poisson.kernels import fit

    asked = Model.of(table.width, model)
    verdict = check(table, asked)
    if verdict.code != FINE:
        name = {1: "estimation.no_estimate", 2: "estimation.not_unique", 3: "estimation.neither"}[verdict.code]
        raise GijaError(name, model=asked.name, cells=", ".join(table.label(cell) for cell in verdict.forced_by))
    terms = np.array(asked.terms, np.int64)
    beta, mu = np.empty(len(terms)), np.empty(len(table.counts))
    state, found, variance, _ = fit(table.array, terms, np.zeros(len(mu)), 1, beta, mu)
    if state:
        raise GijaError("estimation.not_converged", model=asked.name)
    own = dict(zip(asked.terms, beta.tolist(), strict=True))
    return LogLinearFit(asked, table.observed, float(mu[0]), float(variance), float(found), own, tuple(mu.tolist()))


def many(tables: Floats, terms: Ints, sizes: Ints, at_table: Ints, at_model: Ints) -> dict[str, npt.NDArray[Any]]:
    """Fits of pairs of a row of `tables` and a row of `terms`: `dark`, `logs`, `variances`, `states` for each."""
    from gija.methods.estimation.poisson.kernels import fit_pairs

    pairs = len(at_table)
    dark, logs, variances = np.empty(pairs), np.empty(pairs), np.empty(pairs)
    actives, states = np.empty(pairs, np.int64), np.empty(pairs, np.int64)
    fit_pairs(tables, terms, sizes, at_table, at_model, dark, logs, variances, actives, states)
    return {"dark": dark, "logs": logs, "variances": variances, "states": states}
