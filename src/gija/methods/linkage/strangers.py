"""How alike different people are in the lists at hand: strangers, and brothers and sisters, learnt beside the mixture.

The calibration says how strangers' similarities are spread among invented people. In real lists names are more frequent
or less: there are more strangers alike (a factor for each kind of pair), the more so the more alike (a tilt), and more
or fewer kin. Pairs within a list, which holds a person once, are different people and tell most of this.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gija.methods.linkage.calibrated import BINS, KINDS, STEP, Calibration, Floats, Numbers
from gija.methods.linkage.pairs import Compared

PRIOR_STRANGERS = 30.0  # pairs' worth: how firmly strangers are as in the calibration
PRIOR_KIND = 10.0  # and how firmly each kind of pair is as all kinds together
PRIOR_TILT = 5.0  # deviation: at 0.1 more similarity, strangers half as many again or as few
KIN = 0.05  # how many brothers or sisters each person is expected to have among all the people counted
PRIOR_KIN = 10.0  # pairs' worth
_AWAY = STEP * (np.arange(BINS) + 0.5)  # of each bin from the floor


@dataclass(frozen=True, slots=True, eq=False)
class Unlike:
    """`strangers` (kinds,): how many times as many alike strangers there are as in the calibration, at the floor;
    `tilt`: by how much more with each step of similarity, as a logarithm; `kin`: how many times `KIN` there are."""

    strangers: Floats
    tilt: float
    kin: float


@dataclass(frozen=True, slots=True, eq=False)
class Met:
    """Pairs between lists, then those within lists, (n,): `bins`; `apart` (n, kinds) and `kin` (n,), how often such a
    pair is met among different people before anything is learnt; `expected` (kinds, bins) strangers and `expected_kin`.
    """

    bins: Numbers
    apart: Floats
    kin: Floats
    expected: Floats
    expected_kin: float

    def chances(self, now: Unlike) -> Floats:
        """How often each pair is met among strangers of each kind, and among kin: (n, kinds + 1)."""
        strangers = self.apart * now.strangers * np.exp(now.tilt * _AWAY[self.bins])[:, None]
        return np.column_stack([strangers, now.kin * self.kin])

    def learnt(self, same: Floats, now: Unlike) -> Unlike:
        """One step on from `now`, given how likely each pair between lists is one person."""
        apart = np.concatenate([1 - same, np.ones(len(self.bins) - len(same))])
        share = self.chances(now)
        share *= (apart / share.sum(axis=1))[:, None]
        kin = (float(share[:, -1].sum()) + PRIOR_KIN) / (self.expected_kin + PRIOR_KIN)
        tilted = self.expected * np.exp(now.tilt * _AWAY)
        met, expected = share[:, :-1].sum(axis=0), tilted.sum(axis=1)
        every = (met.sum() + PRIOR_STRANGERS) / (expected.sum() + PRIOR_STRANGERS)
        strangers = (met + every * PRIOR_KIND) / (expected + PRIOR_KIND)
        return Unlike(strangers, self._tilt(share[:, :-1].sum(axis=1), strangers @ tilted, now.tilt), kin)

    def _tilt(self, met: Floats, expected: Floats, now: float) -> float:
        """One step of Newton's for the tilt of a Poisson count by bin, with its prior."""
        counts = np.bincount(self.bins, met, BINS)
        centre = float(_AWAY @ expected / expected.sum())
        slope = float((_AWAY - centre) @ (counts - expected)) - now / PRIOR_TILT**2
        bend = float((_AWAY - centre) ** 2 @ expected) + 1 / PRIOR_TILT**2
        return now + float(np.clip(slope / bend, -2, 2))


def met_of(compared: Compared, known: Calibration) -> Met:
    """What is met and what is expected of different people, between lists and within them."""
    bins = np.concatenate([compared.bins, compared.within])
    kinds = np.concatenate([compared.kinds, compared.within_kinds])
    total = compared.total.sum(axis=0) + compared.within_total
    people = max(2.0, 0.75 * sum(compared.sizes))
    kin = KIN / people * np.einsum("nk,kn->n", kinds, known.kin[:, bins])
    return Met(
        bins, kinds * known.apart[:, bins].T, kin, known.apart * total[:, None],
        KIN / people * float(total @ known.kin.sum(axis=1)),
    )  # fmt: skip


assert len(KINDS) == 6  # noqa: S101 the columns of `kinds`
