"""One row of a check: what was changed, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable


@dataclass(frozen=True, slots=True)
class Row:
    """What was changed (a list, lists, a threshold: a name, not a sentence), the total and its 95 % interval, both None
    where there is no estimate, and the truth where it is known."""

    name: str
    total: float | None
    interval: Interval | None
    truth: int | None = None

    @property
    def holds(self) -> bool | None:
        """Does the interval hold the truth? None where either is missing."""
        if self.interval is None or self.truth is None:
            return None
        return self.interval.low <= self.truth <= self.interval.high


def row(
    name: str, table: CaptureTable, replicates: int, seed: int, truth: int | None = None, threshold: float = 0.02
) -> Row:
    """The stepwise estimate of a table with its BCa limits; a bare point where `replicates` is 0; Chapman's for two
    lists."""
    try:
        if table.width == 2:
            two = table.chapman()
            return Row(name, two.total, two.interval(), truth)
        if not replicates:
            return Row(name, table.stepwise(threshold).fit.total, None, truth)
        made = table.bootstrap("stepwise", replicates=replicates, seed=seed, threshold=threshold)
    except GijaError:
        return Row(name, None, None, truth)
    return Row(name, made.estimate, made.intervals[0] if made.intervals else None, truth)
