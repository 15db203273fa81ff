"""A transition table: with what chance a count i is shown as j."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """Of one true count: the changes it may undergo, in order, and the chance of each."""

    changes: tuple[int, ...]
    chances: tuple[float, ...]

    @property
    def mean(self) -> float:
        return float(np.dot(self.changes, self.chances))

    @property
    def variance(self) -> float:
        return float(np.dot(np.square(self.changes), self.chances) - self.mean**2)

    @cached_property
    def reached(self) -> Floats:
        """The chance of each change or a smaller one; the last is 1 exactly."""
        running = np.cumsum(self.chances)
        running[-1] = 1.0
        return np.asarray(running)


@dataclass(frozen=True)
class Transitions:
    """Rows for the counts 0, 1, 2 …; the last serves every greater count as well."""

    rows: tuple[Row, ...]

    @property
    def greatest_change(self) -> int:
        return max(abs(change) for row in self.rows for change in row.changes)

    @property
    def variance(self) -> float:
        """Of the last row: of all counts that are not small."""
        return self.rows[-1].variance

    def row(self, count: int) -> Row:
        return self.rows[min(count, len(self.rows) - 1)]
