"""How likely each pair is one person, from the lists themselves: a mixture fitted by expectation and maximisation.

Known beforehand (calibration): how similarities are spread for one person at three rates of faults, for kin and for
strangers. Learnt here: how many people each two lists share, how faulty the writing is, how much more alike than in the
calibration strangers are (from pairs within a list, which are different people). After Fellegi & Sunter (1969) and
Winkler (1988), with one to one between two lists.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gija.methods.linkage.calibrated import BINS, KINDS, LEVELS, Calibration, Floats, Numbers

STEPS = 60
PRIOR_LEVELS = np.array([2.0, 4.0, 1.0, 0.2])  # pairs' worth: before anything is seen, writing is ordinary
PRIOR_SHARED = 0.5  # people each two lists share, before anything is seen
PRIOR_STRANGERS = 30.0  # pairs' worth: how firmly strangers are as in the calibration
PRIOR_KIND = 10.0  # and how firmly each kind of pair is as all kinds together
KIN = 0.05  # how many brothers or sisters each person is expected to have among all the people counted


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The pairs between lists above the floor, and how many pairs of each kind there were in all.

    `pairs` (m, 2) numbered through the lists; `tables` (m,) which two lists; `total` (tables, kinds) pairs compared;
    `within` (kinds, bins) and `within_total` (kinds,) the same for pairs inside lists.
    """

    pairs: Numbers
    scores: Floats
    bins: Numbers
    kinds: Numbers
    tables: Numbers
    total: Floats
    within: Floats
    within_total: Floats
    lists: Numbers  # which list each record is of
    sizes: tuple[int, ...]
    ends: tuple[tuple[int, int], ...]  # the two lists of each table


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
    levels, strangers = PRIOR_LEVELS / PRIOR_LEVELS.sum(), np.ones(len(KINDS))
    every = np.maximum(compared.total.sum(axis=1), 1.0)  # an empty list has no pairs
    if not compared.total.any():
        return Fitted(np.zeros(0), np.zeros(len(every)), levels, 0.0, strangers)
    shared = np.full(len(compared.total), max(PRIOR_SHARED, 0.2 * min(compared.sizes)))
    people = max(2.0, 0.75 * sum(compared.sizes))
    by_level = known.same[compared.kinds, :, compared.bins]  # (m, levels)
    seen = known.same.sum(axis=2)  # (kinds, levels): shares above the floor
    mix = compared.total.sum(axis=0) / compared.total.sum()
    kin = KIN / people * known.kin[compared.kinds, compared.bins]
    apart = known.apart[compared.kinds, compared.bins]
    same = np.zeros(len(compared.pairs))
    for _ in range(STEPS):
        prior = np.minimum(shared / every, 0.98)
        prior = (prior / (1 - prior))[compared.tables]
        same = _one_to_one(prior * (by_level @ levels) / (strangers[compared.kinds] * apart + kin), compared)
        above = mix @ seen  # (levels,)
        shared = _shared(same, compared, float(above @ levels))
        levels = _levels(same, by_level, levels, above)
        strangers = _strangers(same, compared, known)
    shared = np.where(compared.total.any(axis=1), shared, 0.0)
    return Fitted(same, shared, levels, 1 - float((mix @ seen) @ levels), strangers)


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


def _strangers(same: Floats, compared: Compared, known: Calibration) -> Floats:
    """Alike strangers met, over those expected, for each kind of pair: between lists by what is left, within lists all;
    counted in the lower half of the bins. Kinds seldom met lean on all kinds together."""
    low = BINS // 2
    seen, kinds = compared.bins < low, len(KINDS)
    expected = known.apart[:, :low].sum(axis=1) * (compared.total.sum(axis=0) + compared.within_total)
    met = np.bincount(compared.kinds[seen], (1 - same)[seen], kinds) + compared.within[:, :low].sum(axis=1)
    every = (met.sum() + PRIOR_STRANGERS) / (expected.sum() + PRIOR_STRANGERS)
    return np.asarray((met + every * PRIOR_KIND) / (expected + PRIOR_KIND))


assert len(PRIOR_LEVELS) == len(LEVELS)  # noqa: S101 said twice, so checked once
