"""Every hierarchical model up to an order, ranked by BIC, and their average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.poisson.models import Model
from gija.methods.estimation.selection.families import hierarchical, scores

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats

SMALL_CHUNK = 200_000  # fits at once


@dataclass(frozen=True, slots=True)
class Ranked:
    """A model with its estimate; `weight` is its share in the average (proportional to exp(-BIC / 2))."""

    model: Model
    total: float
    bic: float
    weight: float


@dataclass(frozen=True, slots=True)
class AllModels:
    """The models that have an estimate, best first; `refused` counts those without, by code (1, 2, 3)."""

    ranked: tuple[Ranked, ...]
    refused: dict[int, int]

    @property
    def average(self) -> float:
        """The total averaged over the models with their weights."""
        return sum(one.weight * one.total for one in self.ranked)


def all_models(table: CaptureTable, order: int = 2) -> AllModels:
    """All models whose interactions have at most `order` lists. Ties in BIC: fewer terms first, then by their lists.

    Raises what `hierarchical` raises.
    """
    models = hierarchical(table.width, order)
    at = np.arange(len(models))
    bic, total, codes = scores(table.array[None, :], models, np.zeros_like(at), at)
    order_of = [i for i in np.argsort(bic, kind="stable") if np.isfinite(bic[i])]
    weights = _weights(bic[order_of])
    ranked = (
        Ranked(models[i], float(total[i]), float(bic[i]), float(weight))
        for i, weight in zip(order_of, weights, strict=True)
    )
    refused = {code: int((codes == code).sum()) for code in (1, 2, 3) if (codes == code).any()}
    return AllModels(tuple(ranked), refused)


def _weights(bic: Floats) -> Floats:
    """exp(-BIC / 2), summing to one; in logarithms until the last."""
    from scipy.special import logsumexp

    return np.exp(-bic / 2 - logsumexp(-bic / 2)) if len(bic) else bic


def best_totals(tables: Floats, models: Sequence[Model]) -> Floats:
    """For each table the total under the model that is best by BIC among `models`; nan where none has an estimate."""
    rows = max(1, SMALL_CHUNK // len(models))
    found = np.full(len(tables), np.nan)
    for start in range(0, len(tables), rows):
        part = tables[start : start + rows]
        at_table = np.repeat(np.arange(len(part)), len(models))
        at_model = np.tile(np.arange(len(models)), len(part))
        bic, total, _ = scores(part, models, at_table, at_model)
        best = bic.reshape(len(part), -1).argmin(axis=1)
        found[start : start + rows] = total.reshape(len(part), -1)[np.arange(len(part)), best]
    return found
