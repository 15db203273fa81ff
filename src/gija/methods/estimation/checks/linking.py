"""Faults of linkage carried through: what the estimate would be had some links been missed and some been wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.capture.histories import bits, pairs
from gija.methods.estimation.checks.values import Row
from gija.methods.estimation.selection.stepwise import totals
from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats


def under_faults(
    table: CaptureTable, missed: float = 0.0, wrong: float = 0.0, *, draws: int = 500, seed: int = 1
) -> Row:
    """The stepwise estimate with its 95 % range over `draws` tables as they would be without the faults.

    `missed`: the share of true links that the linkage did not make (counting once tells how many it expects): for each
    pair of lists links are made among those on one list only. `wrong`: the share of links made that are false: so many
    of those on several lists come apart into one person a list. The range is of these faults alone; the sampling error
    comes on top. Raises `estimation.rates`.
    """
    if not (0 <= missed < 1 and 0 <= wrong < 1):
        raise GijaError("estimation.rates")
    rng = np.random.default_rng(seed)
    tables = np.array([_mended(table, missed, wrong, rng) for _ in range(draws)])
    values, _ = totals(tables, table.width)
    usable = values[np.isfinite(values)]
    if not len(usable):
        return Row("linkage", None, None)
    low, middle, high = (float(q) for q in np.quantile(usable, [0.025, 0.5, 0.975]))
    return Row("linkage", middle, Interval(0.95, low, high))


def _mended(table: CaptureTable, missed: float, wrong: float, rng: np.random.Generator) -> Floats:
    counts = np.array(table.counts, np.int64)
    for history in range(1, len(counts)):
        if history.bit_count() > 1 and counts[history] and wrong:
            apart = int(rng.binomial(counts[history], wrong))
            counts[history] -= apart
            for place in bits(history):
                counts[1 << place] += apart
    if missed:
        for pair in pairs(table.width):
            one, two = (1 << place for place in bits(pair))
            more = int(rng.poisson(table.meeting(pair) * missed / (1 - missed)))
            more = min(more, int(counts[one]), int(counts[two]))
            counts[pair] += more
            counts[one] -= more
            counts[two] -= more
    return counts.astype(np.float64)
