"""How likely each pair is one person, from the lists themselves: a mixture fitted by expectation and maximisation.

Known beforehand (calibration): how similarities are spread for one person at three rates of faults, for kin and for
strangers. Learnt here: how many people each two lists share, how faulty the writing is, how much more alike than in the
calibration strangers are (from pairs within a list, which are different people). After Fellegi & Sunter (1969) and
Winkler (1988), with one to one between two lists.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array

from gija.methods.linkage.calibrated import KINDS, LEVELS, Calibration, Floats
from gija.methods.linkage.pairs import Compared
from gija.methods.linkage.strangers import Unlike, met_of

STEPS = 60
PRIOR_LEVELS = np.array([2.0, 4.0, 1.0, 0.2])  # pairs' worth: before anything is seen, writing is ordinary
FIRM = 0.95  # links on which others may lean
MOST = 0.98  # that a third record can make two one person
PRIOR_SHARED = 0.5  # people each two lists share, before anything is seen


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """What was learnt: `same` (m,) the chance that each pair is one person; `shared` (tables,) people two lists share;
    `levels` shares of the rates of faults; `missed` the share of one person's pairs below the floor; `strangers`
    (kinds,) how many times as many alike strangers there are as in the calibration."""

    same: Floats
    shared: Floats
    levels: Floats
    missed: float
    strangers: Floats


def fit(compared: Compared, known: Calibration) -> Fitted:
    """Fit the mixture; always ends, the same for the same pairs."""
    levels, unlike = PRIOR_LEVELS / PRIOR_LEVELS.sum(), Unlike(np.ones(len(KINDS)), 0.0, 1.0)
    if not compared.total.any():
        return Fitted(np.zeros(0), np.zeros(len(compared.ends)), levels, 0.0, unlike.strangers)
    shared = fresh = np.full(len(compared.total), max(PRIOR_SHARED, 0.2 * min(compared.sizes)))
    by_level = np.einsum("mk,klm->ml", compared.kinds, known.same[:, :, compared.bins])
    seen = known.same.sum(axis=2)  # (kinds, levels): shares above the floor
    mix = compared.total.sum(axis=0) / compared.total.sum()
    met = met_of(compared, known)
    same = implied = np.zeros(len(compared.pairs))
    for _ in range(STEPS):
        apart = met.chances(unlike)[: len(same)].sum(axis=1)
        prior = _prior(fresh, shared, compared)[compared.tables] + implied / (1 - implied)
        same = _one_to_one(prior * (by_level @ levels) / apart, compared)
        implied = _implied(same, compared)
        above = mix @ seen  # (levels,)
        shared = _shared(same, compared, float(above @ levels))
        fresh = _shared(same * (1 - implied), compared, float(above @ levels))
        levels = _levels(same, by_level, levels, above)
        unlike = met.learnt(same, unlike)
    shared = np.where(compared.total.any(axis=1), shared, 0.0)
    return Fitted(same, shared, levels, 1 - float((mix @ seen) @ levels), unlike.strangers)


def _prior(fresh: Floats, shared: Floats, compared: Compared) -> Floats:
    """Odds of two records being one person, before they are compared, against neither standing on the other list:
    drawn one to one, `shared` pairs are, and (a - shared)(b - shared) pairs are of records that stand on one only.

    `fresh` of the shared are not implied by a third list. Taking all shared counts doubtful pairs for the sake of those
    who stand on every list (2 of 100 joins too many in four invented lists of 400), taking the fresh alone denies that
    who stands on two lists is likelier on a third, too (2 of 100 too few): the mean of the two, as factors, is used.
    """
    sizes = np.array([[compared.sizes[a], compared.sizes[b]] for a, b in compared.ends], dtype=np.float64)
    alone = np.maximum(sizes - shared[:, None], 1.0)
    return np.asarray(np.sqrt(fresh * shared) / alone.prod(axis=1))


def _implied(same: Floats, compared: Compared) -> Floats:
    """How likely each pair is one person because both are one person with a third record. Who stands on three lists is
    no sign that others stand on two: without this, doubtful pairs of people on two lists would be believed for their
    sake."""
    if len(compared.sizes) < 3:
        return np.zeros(len(same))
    one, other = compared.pairs.T
    firm = np.where(same >= FIRM, same, 0.0)
    links = coo_array(
        (np.tile(firm, 2), (np.append(one, other), np.append(other, one))), shape=2 * compared.lists.shape
    )
    through = (links.tocsr() @ links.tocsr()).tocsr()[one, other]
    return np.asarray(np.minimum(through, MOST))


def _one_to_one(odds: Floats, compared: Compared) -> Floats:
    """Chances that respect that a person stands once in a list: rivals for the same record share one chance."""
    records, count = compared.pairs, len(compared.sizes)
    slots = [
        records[:, 0] * count + compared.lists[records[:, 1]],
        records[:, 1] * count + compared.lists[records[:, 0]],
    ]
    total = np.bincount(np.concatenate(slots), np.concatenate([odds, odds]), len(compared.lists) * count)
    chances: Floats = odds / (1 + total[slots[0]] + total[slots[1]] - odds)
    return chances


def _shared(same: Floats, compared: Compared, above: float) -> Floats:
    found = np.bincount(compared.tables, same, len(compared.total)) / max(above, 0.2)
    most = np.array([min(compared.sizes[a], compared.sizes[b]) for a, b in compared.ends], dtype=np.float64)
    return np.asarray(np.minimum(found + 0.1 * PRIOR_SHARED, 0.98 * most))


def _levels(same: Floats, by_level: Floats, levels: Floats, above: Floats) -> Floats:
    share: Floats = by_level * levels
    share /= share.sum(axis=1, keepdims=True)
    found: Floats = (same @ share) / above + PRIOR_LEVELS
    return np.asarray(found / found.sum())


assert len(PRIOR_LEVELS) == len(LEVELS)  # noqa: S101 said twice, so checked once
