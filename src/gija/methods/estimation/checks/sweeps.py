"""Thresholds and priors swept: what the estimate would be had we chosen otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gija.methods.estimation.checks.values import Row, row

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable

THRESHOLDS = (0.0001, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1)
DELTAS = (0.01, 0.1, 0.5, 1.0, 2.0, 10.0)


def thresholds(
    table: CaptureTable, of: Sequence[float] = THRESHOLDS, replicates: int = 500, seed: int = 1
) -> tuple[Row, ...]:
    """The stepwise estimate at each threshold."""
    return tuple(row(f"{one:g}", table, replicates, seed, threshold=one) for one in of)


def priors(table: CaptureTable, times: Sequence[float] = DELTAS) -> tuple[Row, ...]:
    """The decomposable average with the usual prior count (2**-lists) multiplied by each of `times`."""
    found = []
    for one in times:
        posterior = table.decomposable(delta=one * 2.0**-table.width)
        found.append(Row(f"{one:g}", float(posterior.median), posterior.intervals[0]))
    return tuple(found)
