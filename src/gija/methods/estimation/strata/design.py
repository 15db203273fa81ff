"""The design of one model over groups: what each cell (a group and a history) has, and fits by Newton's method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.capture.histories import pairs

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import Floats, Ints
    from gija.methods.estimation.strata.groups import Strata


@dataclass(frozen=True, slots=True)
class Term:
    """A block of columns: a pair of lists (`covariate` None), or a list whose chance differs by a covariate."""

    lists: int
    covariate: int | None = None


def candidates(strata: Strata) -> tuple[Term, ...]:
    """What may come in: each list by each covariate with levels, then each pair of lists."""
    width = strata.tables[0].width
    by = [i for i in range(len(strata.covariates)) if len(strata.levels(i)) > 1]
    return (*(Term(1 << j, i) for i in by for j in range(width)), *(Term(pair) for pair in pairs(width)))


def columns(strata: Strata, terms: tuple[Term, ...]) -> Floats:
    """(groups x histories from 1, columns): an intercept for each group, the lists, then the terms."""
    histories: Ints = np.arange(1, len(strata.tables[0].counts))
    groups = len(strata.groups)
    found: list[Floats] = [_kron(row, np.ones(len(histories))) for row in np.eye(groups)]
    everywhere = np.ones(groups)
    found += [_kron(everywhere, _on(histories, 1 << j)) for j in range(strata.tables[0].width)]
    for term in terms:
        if term.covariate is None:
            found.append(_kron(everywhere, _on(histories, term.lists)))
            continue
        for level in strata.levels(term.covariate)[1:]:
            own = np.array([float(group[term.covariate] == level) for group in strata.groups])
            found.append(_kron(own, _on(histories, term.lists)))
    return np.column_stack(found)


def _kron(groups: Floats, cells: Floats) -> Floats:
    return np.asarray(np.kron(groups, cells), dtype=np.float64)


def _on(histories: Ints, mask: int) -> Floats:
    return np.asarray((histories & mask) == mask, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Expected counts, the unseen of each group (the exponentials of the intercepts), and the log-likelihood; nan and
    minus infinity where there is no one estimate."""

    expected: Floats
    unseen: Floats
    log_likelihood: float


def fit(design: Floats, counts: Floats, groups: int) -> Fitted:
    """Extended maximum likelihood: a column whose sum is 0 leaves with its cells. None where it does not exist, is not
    the only one, or does not settle."""
    from scipy.special import gammaln

    from gija.methods.estimation.poisson.existence import FINE
    from gija.methods.estimation.strata.existence import code

    none = Fitted(np.zeros_like(counts), np.full(groups, np.nan), -np.inf)
    gone = (design.T @ counts) <= 0
    live = ~(design[:, gone] > 0).any(axis=1)
    own, seen = design[np.ix_(live, ~gone)], counts[live]
    if gone[:groups].any() or code(own, seen) != FINE:
        return none
    mu = seen + 0.1
    for _ in range(100):
        try:
            beta = np.linalg.solve(own.T @ (own * mu[:, None]), own.T @ (mu * np.log(mu) + seen - mu))
        except np.linalg.LinAlgError:
            return none
        before, mu = mu, np.exp(np.clip(own @ beta, -40, 40))
        if np.abs(mu - before).max() < 1e-9 * (1 + mu.max()):
            break
    else:
        return none
    expected = np.zeros_like(counts)
    expected[live] = mu
    logs = float((seen * np.log(mu) - mu - gammaln(seen + 1)).sum())
    return Fitted(expected, np.exp(beta[:groups]), logs)
