"""What is to be rounded, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from gija.methods.disclosure.rounding.system import Ints


class Aim(Enum):
    """What a rounding strives for."""

    NEAREST = "nearest"  # the least sum of changes; without chance, so an attacker may know it: for measuring
    UNBIASED = "unbiased"  # a cell goes up as often as its rest asks for; what is released


@dataclass(frozen=True)
class Rounded:
    """Multiples of `base` that add up. `seal` commits to the seed without telling it."""

    values: Ints
    change: Ints  # rounded less true: never leaves the house
    base: int
    restricted: bool  # every cell less than a base off, multiples kept
    aim: Aim
    proven: bool  # nothing better for the drawn objective exists
    seal: str

    @property
    def l1(self) -> int:
        """The sum of all changes, totals included."""
        return int(np.abs(self.change).sum())

    @property
    def greatest(self) -> int:
        return int(np.abs(self.change).max(initial=0))


@dataclass(frozen=True)
class Problem:
    """Whole steps of the base: a cell stands `lower` steps high and may go one up where its rest is not nothing.
    `cost`: of going up. Totals may go one further off where `restricted` is false, at `PENALTY` a step squared."""

    lower: Ints
    may_rise: Ints  # 0 or 1
    cost: npt.NDArray[np.float64]
    restricted: bool


PENALTY = 12.0  # in the unit of the costs, whose spread is about 3
