"""The older route: forward by AIC with a Wald test (Silverman 2014, 2020), as in the first estimate for the UK."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.capture.histories import pairs
from gija.methods.estimation.poisson.existence import check
from gija.methods.estimation.poisson.fitting import LogLinearFit, loglinear
from gija.methods.estimation.poisson.models import Model
from gija.methods.estimation.poisson.profile import MultinomialProfile, multinomial_profile

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable


@dataclass(frozen=True, slots=True)
class AicStepwise:
    """The model that was reached, its fit, and the multinomial profile of the total."""

    model: Model
    fit: LogLinearFit
    profile: MultinomialProfile


def aic_stepwise(table: CaptureTable, threshold: float = 0.001) -> AicStepwise:
    """From independence, the pair that lowers AIC most comes in while its two-sided Wald probability is below
    `threshold`; else it ends there. A pair that shares nobody goes to minus infinity, where its probability is 1. Ties
    go to the first pair. Raises what `loglinear` raises."""
    model, fit = Model(table.width), loglinear(table)
    while True:
        tried = [_with(table, model, pair) for pair in pairs(table.width) if _can(table, model, pair)]
        if not tried:
            break
        then, pair = min(tried, key=lambda one: one[0].aic)
        if then.aic >= fit.aic or probability(then, pair) >= threshold:
            break
        model, fit = then.model, then
    return AicStepwise(model, fit, multinomial_profile(table, model))


def _can(table: CaptureTable, model: Model, pair: int) -> bool:
    return pair not in model.interactions and check(table, model.with_term(pair)).fine


def _with(table: CaptureTable, model: Model, pair: int) -> tuple[LogLinearFit, int]:
    return loglinear(table, model.with_term(pair)), pair


def probability(fit: LogLinearFit, term: int) -> float:
    """The two-sided Wald probability of a term; 1 for one at minus infinity, whose error has no bound."""
    from scipy.special import ndtr

    if not np.isfinite(fit.coefficients[term]):
        return 1.0
    live = [own for own, value in fit.coefficients.items() if np.isfinite(value)]
    histories = range(1, len(fit.expected))
    design = np.array([[float(h & own == own) for own in live] for h in histories])
    covariance = np.linalg.inv(design.T @ (design * np.array(fit.expected[1:])[:, None]))
    at = live.index(term)
    return float(2.0 * ndtr(-abs(fit.coefficients[term]) / np.sqrt(covariance[at, at])))
