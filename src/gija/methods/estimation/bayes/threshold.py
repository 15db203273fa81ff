"""The thresholded posterior: interactions weaker than a few of their standard deviations go, then it is refitted."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.capture.histories import bits, in_order
from gija.methods.estimation.poisson.models import Model
from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gija.methods.estimation.capture.table import CaptureTable, Floats

    Draws = tuple[dict[int, Floats], float]

LEVELS = (0.95, 0.8)


@dataclass(frozen=True, slots=True)
class Thresholded:
    """The model that was left, draws of the total under it, how strong each interaction is (mean over standard
    deviation; infinite at minus infinity; of one that was dropped, as it was then), the models sampled, and the share
    of steps taken (about a quarter is good)."""

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
    """Normal priors of mean 0 and `precision` on interactions, flat ones on the rest; 0 is the improper prior, under
    which an interaction of lists that share nobody is at minus infinity and its cells leave the fit.

    Upwards by order, to at most `order` lists: all pairs are fitted and the weak ones dropped; then the threes all of
    whose pairs were kept, and so on. What was kept once is not tried again. Same seed, same answer. Raises
    `estimation.order`, `estimation.prior`.
    """
    if not 1 <= order < max(table.width, 3):
        raise GijaError("estimation.order", order=order, most=table.width - 1)
    if precision < 0 or sweeps < 1000 * every:
        raise GijaError("estimation.prior")
    seeds, rounds, strengths = np.random.SeedSequence(seed), list[str](), dict[int, float]()

    def sampled(model: Model) -> Draws:
        rounds.append(model.name)
        drawn = _sampled(table, model, precision, sweeps, every, np.random.default_rng(seeds.spawn(1)[0]))
        strengths.update((t, _strength(drawn[0][t]) if t in drawn[0] else inf) for t in model.interactions)
        return drawn

    model, (draws, taken) = _upwards(Model(table.width), min(order, table.width - 1), threshold, sampled, strengths)
    totals = table.observed + np.exp(draws[0])
    return Thresholded(model, tuple(totals.tolist()), strengths, tuple(rounds), taken)


def _upwards(
    model: Model, order: int, threshold: float, sampled: Callable[[Model], Draws], strengths: dict[int, float]
) -> tuple[Model, Draws]:
    """The model that is left, order by order, and its draws."""
    draws = None
    for size in range(2, order + 1):
        tried = _eligible(model, size)
        if not tried:
            break
        whole = Model(model.lists, in_order((*model.interactions, *tried)))
        draws = sampled(whole)
        kept = [t for t in whole.interactions if t not in tried or strengths[t] >= threshold]
        model = Model(model.lists, in_order(kept))
        draws = draws if model == whole else None
    return model, draws or sampled(model)


def _eligible(model: Model, size: int) -> list[int]:
    """The interactions of so many lists all of whose parts one list smaller are in the model."""
    there = {1 << i for i in range(model.lists)} | set(model.interactions)
    sets = (mask for mask in range(1 << model.lists) if mask.bit_count() == size)
    return [mask for mask in sets if all(mask ^ (1 << place) in there for place in bits(mask))]


def _strength(draws: Floats) -> float:
    spread = float(draws.std())
    return abs(float(draws.mean())) / spread if spread > 0 else 0.0


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
