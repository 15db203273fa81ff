"""The bootstrap: people drawn anew from the histories, the model selected anew in every replicate."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.resampling.limits import acceleration, bca
from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats

    Chooser = Callable[[Floats], Floats]

ROWS = 250  # replicates in one batch
LEVELS = (0.95, 0.8)


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """The estimate and the model it comes from, its replicates (nan where one failed), the acceleration and the BCa
    limits. `at_edge`: a limit is the most extreme replicate, so that more of them would move it."""

    estimate: float
    model: str
    replicates: tuple[float, ...]
    acceleration: float
    intervals: tuple[Interval, ...]

    @property
    def failed(self) -> int:
        return sum(value != value for value in self.replicates)

    @property
    def at_edge(self) -> bool:
        usable = [value for value in self.replicates if value == value]
        return any(one.low <= min(usable) or one.high >= max(usable) for one in self.intervals)


def bootstrap(
    table: CaptureTable,
    select: str = "stepwise",
    *,
    replicates: int = 1000,
    seed: int = 1,
    threshold: float = 0.02,
    order: int | None = None,
    top: int | None = None,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Bootstrap:
    """BCa limits with the selection inside: `stepwise` (with `threshold`), `bic` (all models up to `order`, or only the
    `top` best of the table itself), or `downhill`. The same seed gives the same answer for any number of `workers`
    (threads). Raises `estimation.selection`, `estimation.replicates` and, where the table itself has no estimate,
    `estimation.nothing_to_resample`."""
    if replicates < 20:
        raise GijaError("estimation.replicates", least=20)
    chosen, model = _chooser(table, select, threshold, order, top)
    counts = table.array
    estimate = float(chosen(counts[None, :])[0])
    if estimate != estimate:
        raise GijaError("estimation.nothing_to_resample")
    own = np.flatnonzero(counts)
    without = counts - np.eye(len(counts))[own]
    drawn = np.random.default_rng(seed).multinomial(table.observed, counts / table.observed, size=replicates)
    values = _in_batches(chosen, np.vstack([without, drawn.astype(np.float64)]), workers, progress)
    pull = acceleration(values[: len(own)], counts[own])
    made = values[len(own) :]
    return Bootstrap(estimate, model, tuple(made.tolist()), pull, bca(made, estimate, pull, LEVELS))


def _chooser(
    table: CaptureTable, select: str, threshold: float, order: int | None, top: int | None
) -> tuple[Chooser, str]:
    """From rows of counts to totals, the model selected for each row; and the model of the table itself."""
    from gija.methods.estimation.selection import downhill, every, families, stepwise

    width = table.width
    if select == "stepwise":
        name = stepwise.stepwise(table, threshold).fit.model.name
        return lambda tables: stepwise.totals(tables, width, threshold)[0], name
    if select == "downhill":
        return lambda tables: downhill.valleys(tables, width, order)[1], downhill.downhill(table, order).model.name
    if select == "bic":
        models = families.hierarchical(width, order or 2)
        ranked = every.all_models(table, order or 2).ranked
        if not ranked:
            raise GijaError("estimation.nothing_to_resample")
        if top is not None:
            models = tuple(one.model for one in ranked[:top])
        return lambda tables: every.best_totals(tables, models), ranked[0].model.name
    raise GijaError("estimation.selection", name=select)


def _in_batches(chosen: Chooser, tables: Floats, workers: int, progress: Callable[[int, int], None] | None) -> Floats:
    parts = [tables[start : start + ROWS] for start in range(0, len(tables), ROWS)]
    done, found = 0, []
    with ThreadPoolExecutor(workers) as pool:
        for values in pool.map(chosen, parts):
            found.append(values)
            done += len(values)
            if progress:
                progress(done, len(tables))
    return np.concatenate(found)
