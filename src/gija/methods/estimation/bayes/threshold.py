"""The thresholded posterior: interactions weaker than a few of their standard deviations go, then it is refitted."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.capture.histories import in_order
from gija.methods.estimation.poisson.models import Model
from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats

LEVELS = (0.95, 0.8)


@dataclass(frozen=True, slots=True)
class Thresholded:
    """The model that was left, draws of the total under it, how strong each interaction is (mean over standard
    deviation), the rounds of thinning, and the share of steps taken (about a quarter is good)."""

    model: Model
    totals: tuple[float, ...]
    strengths: dict[int, float]
    rounds: tuple[str, ...]
    taken: float

    @property
    def median(self) -> float:
        return float(np.median(self.totals))

    @property
    def intervals(self) -> tuple[Interval, ...]:
        return tuple(
            Interval(level, *(float(q) for q in np.quantile(self.totals, [(1 - level) / 2, (1 + level) / 2])))
            for level in LEVELS
        )


def bayes_threshold(
    table: CaptureTable,
    *,
    order: int = 2,
    threshold: float = 2.0,
    precision: float = 1.0,
    sweeps: int = 100_000,
    every: int = 10,
    seed: int = 1,
) -> Thresholded:
    """Normal priors of mean 0 and `precision` on interactions of at most `order` lists, flat ones on the rest; 0 is the
    improper prior, under which an interaction of lists that share nobody is at minus infinity and counts as weak.

    In each round the weak ones of the highest order that are not within another are taken out together. Same seed, same
    answer. Raises `estimation.order`, `estimation.prior`.
    """
    if not 1 <= order < max(table.width, 3):
        raise GijaError("estimation.order", order=order, most=table.width - 1)
    if precision < 0 or sweeps < 1000 * every:
        raise GijaError("estimation.prior")
    most = min(order, table.width - 1)
    model = Model.of(table.width, [m for m in range(1 << table.width) if 2 <= m.bit_count() <= most])
    rounds, seeds = [model.name], np.random.SeedSequence(seed)
    while True:
        draws, taken = _sampled(table, model, precision, sweeps, every, np.random.default_rng(seeds.spawn(1)[0]))
        strengths = {t: _strength(draws[t]) if t in draws else 0.0 for t in model.interactions}
        weak = _weakest(model, strengths, threshold)
        if not weak:
            totals = table.observed + np.exp(draws[0])
            return Thresholded(model, tuple(totals.tolist()), strengths, tuple(rounds), taken)
        model = Model(table.width, in_order(t for t in model.interactions if t not in weak))
        rounds.append(model.name)


def _strength(draws: Floats) -> float:
    spread = float(draws.std())
    return abs(float(draws.mean())) / spread if spread > 0 else 0.0


def _weakest(model: Model, strengths: dict[int, float], threshold: float) -> set[int]:
    """The weak interactions that are not within another, of the highest order that has any."""
    outer = [t for t in model.generators if t.bit_count() > 1 and strengths[t] < threshold]
    most = max((t.bit_count() for t in outer), default=0)
    return {t for t in outer if t.bit_count() == most}


def _sampled(
    table: CaptureTable, model: Model, precision: float, sweeps: int, every: int, rng: np.random.Generator
) -> tuple[dict[int, Floats], float]:
    """Draws of each finite term of a model, after a tenth of the sweeps to settle."""
    from gija.methods.estimation.bayes.walk import mode, walk

    counts, cells = table.array, np.ones(len(table.counts), np.bool_)
    terms = list(model.terms)
    if precision == 0:
        gone = [t for t in terms if t and not table.meeting(t)]
        terms = [t for t in terms if t not in gone]
        cells[:] = [not any(h & t == t for t in gone) for h in range(len(counts))]
    own = np.array(terms, np.int64)
    weights = np.array([precision if t.bit_count() > 1 else 0.0 for t in terms])
    beta, factor = np.zeros(len(terms)), np.zeros((len(terms), len(terms)))
    beta[0] = log(table.observed)
    if not mode(own, weights, counts, cells, beta, factor):
        raise GijaError("estimation.not_unique", model=model.name, cells="")
    settle, kept = np.zeros((sweeps // 10 // every, len(terms))), np.zeros((sweeps // every, len(terms)))
    walk(rng, own, weights, counts, cells, beta, factor, len(settle) * every, every, settle)
    taken = walk(rng, own, weights, counts, cells, beta, factor, len(kept) * every, every, kept)
    return {term: kept[:, i] for i, term in enumerate(terms)}, float(taken)
