"""Downhill by BIC: from independence always to the best neighbour, where the models are too many to try each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.poisson.fitting import LogLinearFit, loglinear
from gija.methods.estimation.poisson.models import Model
from gija.methods.estimation.selection.families import scores

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats


def downhill(table: CaptureTable, order: int | None = None) -> LogLinearFit:
    """The fit of the model no neighbour of which has a lower BIC: a neighbour has one interaction more or less and is
    hierarchical. `order` limits the interactions; without it all but the highest. Ties: fewer terms first, then by
    lists. Raises what `loglinear` raises where no model on the way has an estimate."""
    found, _ = valleys(table.array[None, :], table.width, order)
    return loglinear(table, found[0])


def valleys(tables: Floats, lists: int, order: int | None = None) -> tuple[list[Model], Floats]:
    """For each table the model that is reached, and its total (nan where there is none)."""
    number = len(tables)
    here = [Model(lists)] * number
    at = np.arange(number)
    bic, total, _ = scores(tables, [Model(lists)], at, np.zeros_like(at))
    todo = list(range(number))
    known: dict[Model, tuple[Model, ...]] = {}
    while todo:
        rows: list[int] = []
        tried: list[Model] = []
        for row in todo:
            if here[row] not in known:
                known[here[row]] = neighbours(here[row], order)
            rows += [row] * len(known[here[row]])
            tried += known[here[row]]
        places = {model: i for i, model in enumerate(dict.fromkeys(tried))}
        if not places:
            break
        chosen = np.array([places[model] for model in tried], np.int64)
        values, totals, _ = scores(tables, list(places), np.array(rows, np.int64), chosen)
        moved = set()
        for row, model, value, people in zip(rows, tried, values.tolist(), totals.tolist(), strict=True):
            if value < bic[row]:
                here[row], bic[row], total[row] = model, value, people
                moved.add(row)
        todo = sorted(moved)
    return here, total


def neighbours(model: Model, order: int | None = None) -> tuple[Model, ...]:
    """The hierarchical models with one interaction more or less, fewer terms first."""
    most = min(order or model.lists - 1, model.lists - 1)
    own = set(model.interactions)
    largest = [term for term in own if not any(term != other and term & other == term for other in own)]
    fewer = [Model(model.lists, tuple(t for t in model.interactions if t != term)) for term in sorted(largest)]
    more = []
    for term in range(1 << model.lists):
        size = term.bit_count()
        inner = [term ^ (1 << i) for i in range(model.lists) if term >> i & 1]
        if 2 <= size <= most and term not in own and (size == 2 or all(part in own for part in inner)):
            more.append(model.with_term(term))
    return tuple(sorted([*fewer, *more], key=lambda one: (len(one.interactions), one.interactions)))
