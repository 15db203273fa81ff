"""Rounding period after period, so that years and longer sums do not drift from the truth.

What a half-year was published too high or too low is carried to the next: its rounding leans the other way, until the
sum over all periods published is again less than one base off. So a year is the sum of its published half-years, and
no second number for it, rounded on its own, need ever be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from gija.methods.disclosure.rounding.rounding import round_cells
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.rounding.system import Additive, Ints
from gija.methods.disclosure.rounding.values import Rounded


@dataclass(frozen=True)
class Carried:
    """By cell: what all periods so far were published above their true counts. As secret as the counts themselves."""

    above: Mapping[str, int] = field(default_factory=dict, repr=False)

    def of(self, names: Sequence[str]) -> Ints:
        return np.array([self.above.get(name, 0) for name in names], dtype=np.int64)

    def after(self, names: Sequence[str], change: Ints) -> Carried:
        added = zip(names, (self.of(names) + change).tolist(), strict=True)
        return Carried({**self.above, **dict(added)})


def round_period(
    system: Additive,
    values: Sequence[int] | Ints,
    carried: Carried,
    *,
    names: Sequence[str],
    period: str,
    base: int,
    seed: Seed,
    restricted: bool = True,
) -> tuple[Rounded, Carried]:
    """The rounding of one period as `round_cells` makes it, and what is carried on. `names`: of the cells, without the
    period; the period joins in the chance, so that each one draws anew. The base stays the same over the periods."""
    drawn = [f"{period}|{name}" for name in names]
    rounded = round_cells(
        system, values, base, seed=seed, restricted=restricted, names=drawn, carried=carried.of(names)
    )
    return rounded, carried.after(names, rounded.change)
