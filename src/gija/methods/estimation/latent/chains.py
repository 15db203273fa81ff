"""Many chains from far apart, and what they say together: nothing where they disagree."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.latent.convergence import effective_size, rhat
from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats

LEAST_CHAINS, AGREE, LEVELS = 8, 1.05, (0.95, 0.8)
PRIOR = 0.25  # shape and rate of the Gamma prior of the concentration
MOST_TIMES = 100_000  # of the observed: the posterior is cut off there


@dataclass(frozen=True, slots=True)
class LatentClass:
    """`totals`: (chains, draws) after the burn-in. `rhat` above 1.05: the chains disagree, and there is neither median
    nor interval. `effective` is the number of independent draws they are worth. `full`: all classes were in use."""

    totals: tuple[tuple[int, ...], ...]
    rhat: float
    effective: float
    full: bool

    @property
    def agreed(self) -> bool:
        return self.rhat <= AGREE

    @property
    def median(self) -> float | None:
        return float(np.median(np.array(self.totals))) if self.agreed else None

    @property
    def intervals(self) -> tuple[Interval, ...]:
        return self.unchecked if self.agreed else ()

    @property
    def unchecked(self) -> tuple[Interval, ...]:
        """The quantiles of all draws, whether the chains agree or not: to look at, not to report."""
        draws = np.array(self.totals).ravel()
        return tuple(
            Interval(level, *(float(q) for q in np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])))
            for level in LEVELS
        )


def latent_class(
    table: CaptureTable,
    *,
    classes: int = 10,
    chains: int = 8,
    sweeps: int = 50_000,
    burn: int = 10_000,
    every: int = 10,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> LatentClass:
    """Gibbs sampling from `chains` starts whose number unseen is spread from half to fifty times the seen. `sweeps`
    count the `burn`-in too; every `every`-th is kept. The same seed gives the same answer for any number of `workers`
    (threads). Raises `estimation.chains`, `estimation.sweeps`."""
    if chains < LEAST_CHAINS or classes < 1:
        raise GijaError("estimation.chains", least=LEAST_CHAINS)
    if not 0 <= burn <= sweeps - 20 * every or every < 1:
        raise GijaError("estimation.sweeps", least=20)
    seeds = np.random.SeedSequence(seed).spawn(chains)
    starts = np.round(table.observed * np.geomspace(0.5, 50.0, chains)).astype(int)
    found: list[tuple[Floats, int]] = []
    with ThreadPoolExecutor(workers) as pool:
        runs = pool.map(lambda one: _run(table, classes, sweeps, every, *one), zip(seeds, starts, strict=True))
        for one in runs:
            found.append(one)
            if progress:
                progress(len(found), chains)
    draws = np.array([own[burn // every :] for own, _ in found]) + table.observed
    totals = tuple(tuple(row) for row in draws.astype(int).tolist())
    return LatentClass(totals, rhat(draws), effective_size(draws), any(most >= classes for _, most in found))


def _run(
    table: CaptureTable, classes: int, sweeps: int, every: int, seed: np.random.SeedSequence, start: int
) -> tuple[Floats, int]:
    from gija.methods.estimation.latent.gibbs import chain

    counts = np.array(table.counts, np.int64)
    histories = np.flatnonzero(counts)
    kept, sizes = np.zeros(sweeps // every, np.int64), np.zeros(sweeps // every, np.int64)
    chain(
        np.random.Generator(np.random.PCG64(seed)), histories, counts[histories], table.width, classes, sweeps, every,
        int(start), table.observed * MOST_TIMES, PRIOR, kept, sizes,
    )  # fmt: skip
    return kept.astype(np.float64), int(sizes.max())
