"""One log-linear model over all groups, selected by BIC; a parametric bootstrap of the groups and of their sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.strata.design import Fitted, Term, candidates, columns, fit
from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import Floats
    from gija.methods.estimation.poisson.existence import Verdict
    from gija.methods.estimation.strata.groups import Strata

LEVELS = (0.95, 0.8)


@dataclass(frozen=True, slots=True)
class Covariates:
    """`totals` by group and (replicates, groups) `drawn` from the fitted model and fitted again; `failed` replicates
    have no estimate. `alone`: the verdict on each group by itself; one that is not fine has its total only from what
    it shares with the others. Sums over any groups come from `estimate`."""

    strata: Strata
    terms: tuple[Term, ...]
    bic: float
    totals: tuple[float, ...]
    drawn: tuple[tuple[float, ...], ...]
    failed: int
    alone: tuple[Verdict, ...] = ()

    def estimate(self, covariate: str = "", level: str = "") -> tuple[float, tuple[Interval, ...]]:
        """The total of all groups, or of those with a level of a covariate, and its intervals (percentiles)."""
        at = self.strata.covariates.index(covariate) if covariate else 0
        chosen = [i for i, group in enumerate(self.strata.groups) if not covariate or group[at] == level]
        total = sum(self.totals[i] for i in chosen)
        if not self.drawn:
            return total, ()
        sums = np.array(self.drawn)[:, chosen].sum(axis=1)
        return total, tuple(
            Interval(own, *(float(q) for q in np.quantile(sums, [(1 - own) / 2, (1 + own) / 2]))) for own in LEVELS
        )


def covariates(
    strata: Strata, *, replicates: int = 500, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> Covariates:
    """Forward by BIC (persons) from main effects of the lists and groups: a list may differ by a covariate, two lists
    may depend on each other. Ties go to the earlier candidate. Replicates are Poisson draws from the selected model,
    fitted with its terms. Raises `estimation.groups_no_estimate`."""
    from gija.methods.estimation.strata.existence import alone

    counts = np.concatenate([np.array(table.counts[1:], np.float64) for table in strata.tables])
    terms, found, bic = _selected(strata, counts)
    design, groups = columns(strata, terms), len(strata.groups)
    rng, drawn, failed = np.random.default_rng(seed), [], 0
    for i in range(replicates):
        sample = rng.poisson(found.expected).astype(np.float64)
        again = fit(design, sample, groups)
        if np.isfinite(again.unseen).all():
            seen = sample.reshape(groups, -1).sum(axis=1)
            drawn.append(tuple((seen + again.unseen).tolist()))
        else:
            failed += 1
        if progress:
            progress(i + 1, replicates)
    totals = tuple((counts.reshape(groups, -1).sum(axis=1) + found.unseen).tolist())
    return Covariates(strata, terms, bic, totals, tuple(drawn), failed, alone(strata))


def _selected(strata: Strata, counts: Floats) -> tuple[tuple[Term, ...], Fitted, float]:
    terms: tuple[Term, ...] = ()
    found, bic = _scored(strata, terms, counts)
    if not np.isfinite(bic):
        raise GijaError("estimation.groups_no_estimate")
    left = list(candidates(strata))
    while left:
        tried = [(*_scored(strata, (*terms, term), counts), term) for term in left]
        then, value, term = min(tried, key=lambda one: one[1])
        if value >= bic:
            break
        terms, found, bic = (*terms, term), then, value
        left.remove(term)
    return terms, found, bic


def _scored(strata: Strata, terms: tuple[Term, ...], counts: Floats) -> tuple[Fitted, float]:
    design = columns(strata, terms)
    found = fit(design, counts, len(strata.groups))
    return found, -2.0 * found.log_likelihood + log(counts.sum()) * design.shape[1]
