"""Faults of linkage carried through: what the estimate would be had some links been missed and some been wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from gija.methods.estimation.capture.histories import bits, pairs
from gija.methods.estimation.checks.values import Row
from gija.methods.estimation.selection.stepwise import totals
from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats

NINETY = 1.6448536269514722  # a normal draw lies within so many standard deviations in 90 of 100 cases


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
    return _row("linkage", tables, table.width)


def over_interval(
    table: CaptureTable, low: int, high: int, *, resampled: bool = False, draws: int = 500, seed: int = 1
) -> Row:
    """The same, from what counting once says: the people seen are `low` to `high` in 90 of 100 such cases.

    For each draw the number of people is drawn (normal on either side of the people counted); if fewer, so many links
    had been missed, if more, so many were wrong. `resampled`: the table is drawn anew from itself first, so that the
    range holds the sampling error, too. Raises `estimation.rates` where the people counted are not within.
    """
    seen, links = table.observed, sum(count * (history.bit_count() - 1) for history, count in enumerate(table.counts))
    if not 0 < low <= seen <= high:
        raise GijaError("estimation.rates")
    rng, tables = np.random.default_rng(seed), []
    for _ in range(draws):
        shift = float(rng.standard_normal()) / NINETY
        counts = rng.multinomial(seen, table.array / seen) if resampled else np.array(table.counts, np.int64)
        missed = max(-shift, 0.0) * (seen - low)
        wrong = max(shift, 0.0) * (high - seen) / links if links else 0.0
        tables.append(_with_faults(counts, missed / (links + missed) if links else 0.0, min(wrong, 0.99), rng))
    return _row("faults_and_sampling" if resampled else "faults", np.array(tables), table.width)


def _row(name: str, tables: Floats, width: int) -> Row:
    values, _ = totals(tables, width)
    usable = values[np.isfinite(values)]
    if not len(usable):
        return Row(name, None, None)
    low, middle, high = (float(q) for q in np.quantile(usable, [0.025, 0.5, 0.975]))
    return Row(name, middle, Interval(0.95, low, high))


def _mended(table: CaptureTable, missed: float, wrong: float, rng: np.random.Generator) -> Floats:
    return _with_faults(np.array(table.counts, np.int64), missed, wrong, rng)


def _with_faults(counts: npt.NDArray[np.int64], missed: float, wrong: float, rng: np.random.Generator) -> Floats:
    counts, lists = counts.copy(), len(counts).bit_length() - 1
    for history in range(1, len(counts)):
        if history.bit_count() > 1 and counts[history] and wrong:
            apart = int(rng.binomial(counts[history], wrong))
            counts[history] -= apart
            for place in bits(history):
                counts[1 << place] += apart
    for pair in pairs(lists) if missed else ():
        one, two = (1 << place for place in bits(pair))
        meeting = int(sum(counts[h] for h in range(len(counts)) if h & pair == pair))
        more = min(int(rng.poisson(meeting * missed / (1 - missed))), int(counts[one]), int(counts[two]))
        counts[pair] += more
        counts[one] -= more
        counts[two] -= more
    return counts.astype(np.float64)
