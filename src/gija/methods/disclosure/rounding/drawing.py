"""The objective: what going up costs each cell, drawn by chance, so that knowing the method is not enough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.rounding.system import Ints
from gija.methods.disclosure.rounding.values import Aim, Problem


def problem(
    values: Ints, base: int, aim: Aim, seed: Seed, names: Sequence[str], *, restricted: bool, carried: Ints | None
) -> Problem:
    """For `UNBIASED` a cell with the rest r would, alone, go up with the chance r / base: its cost is the logarithm of
    (base - r) / r, plus a draw of the standard logistic distribution. That draw has no bounds, so every rounding that
    adds up within the bounds has a chance: all that an attacker learns is the bounds.

    `carried`: what earlier periods were published above (or below) their true counts; the cost then pulls the sum over
    the periods back within one base wherever that is possible.
    """
    rest = values % base
    rises = (rest > 0).astype(np.int64)
    cost = (base - 2.0 * rest) * rises
    if aim is Aim.UNBIASED:
        safe = np.where(rises, rest, 1)
        chance = seed.uniform(names)
        cost = (np.log((base - safe) / safe) - np.log(chance / (1 - chance))) * rises
    if carried is not None:
        cost = cost + _pull(rest, base, carried) * rises
    return Problem(values // base, rises, np.asarray(cost, dtype=np.float64), restricted)


PULL = 8.0  # beside draws whose spread is about 2: nearly always obeyed, unless sums forbid


def _pull(rest: Ints, base: int, carried: Ints) -> Ints:
    """Positive (down) where going up would leave the sum a base or more too high, negative where staying would leave
    it too low. Of the two one always keeps within a base, if the periods before did."""
    high = carried + base - rest >= base
    low = carried - rest <= -base
    return np.asarray(np.where(high, PULL, 0.0) - np.where(low, PULL, 0.0))
