"""Forward selection of pairs by one-sided Poisson tests (Chan, Silverman & Vincent 2021), one table or many at once.

From independence, the pair whose overlap is least likely under the model comes in, if its probability is below the
threshold and the extended estimate then exists and is the only one; else the next. Ties: the first pair in the order
12, 13, …, 23, …
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.capture.histories import in_order, pairs
from gija.methods.estimation.poisson.existence import code_of
from gija.methods.estimation.poisson.fitting import LogLinearFit, loglinear
from gija.methods.estimation.poisson.models import Model

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats, Ints

THRESHOLD = 0.02


@dataclass(frozen=True, slots=True)
class Step:
    """A pair that came in, and the probability of its overlap before."""

    pair: int
    probability: float


@dataclass(frozen=True, slots=True)
class Stepwise:
    """The model that was reached, how, and its fit."""

    steps: tuple[Step, ...]
    fit: LogLinearFit


def stepwise(table: CaptureTable, threshold: float = THRESHOLD) -> Stepwise:
    """The selected model. Raises what `loglinear` raises where even independence has no estimate."""
    _, steps = totals(table.array[None, :], table.width, threshold)
    model = Model(table.width, in_order(step.pair for step in steps[0]))
    return Stepwise(tuple(steps[0]), loglinear(table, model))


def totals(tables: Floats, lists: int, threshold: float = THRESHOLD) -> tuple[Floats, list[list[Step]]]:
    """For each row of counts the estimated total after its own selection (nan where there is none), and its steps."""
    from gija.methods.estimation.poisson.kernels import expected
    from gija.methods.estimation.selection.tails import pair_tails

    number, wanted = len(tables), np.array(pairs(lists), np.int64)
    terms = np.zeros((number, 1 + lists + len(wanted)), np.int64)
    terms[:, 1 : 1 + lists] = 1 << np.arange(lists)
    sizes, dark = np.full(number, 1 + lists), np.full(number, np.nan)
    mus, tails = np.zeros_like(tables), np.zeros((number, len(wanted)))
    steps: list[list[Step]] = [[] for _ in range(number)]
    base = tuple(terms[0, : 1 + lists].tolist())
    todo = np.array([i for i in range(number) if code_of(tables[i], base) == 0], np.int64)
    while len(todo):
        expected(tables, terms, sizes, todo, dark, mus)
        pair_tails(tables, mus, wanted, todo, tails)
        grown = []
        for row in todo[~np.isnan(dark[todo])].tolist():
            found = _next(tables[row], terms[row, : sizes[row]].tolist(), tails[row], wanted, threshold)
            if found is not None:
                terms[row, sizes[row]] = wanted[found]
                sizes[row] += 1
                steps[row].append(Step(int(wanted[found]), exp(tails[row, found])))
                grown.append(row)
        todo = np.array(grown, np.int64)
    return tables[:, 1:].sum(axis=1) + dark, steps


def _next(counts: Floats, terms: list[int], tails: Floats, wanted: Ints, threshold: float) -> int | None:
    """The place of the pair that comes in, or None."""
    limit = log(threshold) if threshold > 0 else -inf
    for place in map(int, np.argsort(tails, kind="stable")):
        if not tails[place] < limit:
            return None
        pair = int(wanted[place])
        if pair not in terms and code_of(counts, (*terms, pair)) == 0:
            return place
    return None
