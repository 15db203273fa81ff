"""Rounding of large tables of many ways: base cells are rounded, totals follow, and steps too far are repaired.

The linear program's answer is the start; then base cells change, alone or two against each other within one total,
first freely and later only where it helps (simulated annealing; Kirkpatrick, Gelatt & Vecchi 1983). Adding up needs no
care, for totals are never chosen; what is repaired is a total that would be too far from its true value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from gija.methods.disclosure.rounding.system import Additive, Forms, Ints
from gija.methods.disclosure.rounding.values import PENALTY, Problem

Floats = npt.NDArray[np.float64]
Walk = Callable[..., None]
SWEEPS = (400, 1600)  # of each attempt; a later one goes on where the last one stopped
HOT, COLD = 1.5, 0.12
HOPELESS = 0.04  # a greater share of the sums too far after the first attempt does not mend in the second
GENTLE = 0.5  # how freely the search leaves a rounding that holds already


@cache
def _walk() -> Walk:
    from gija.methods.disclosure.rounding.walking import compiled

    return compiled()


@dataclass
class _State:
    """Where the search stands: a step up for each base cell, and for each row how many steps above its floor."""

    up: Ints
    height: Ints
    weight: Floats  # what a step too far costs, by row


@dataclass(frozen=True)
class Found:
    """`too_far`: the share of the rows that went too far, where no steps were found."""

    steps: Ints | None
    too_far: float


def search(system: Additive, problem: Problem, start: Floats | None, seed: int, *, gentle: bool = False) -> Found:
    """Steps up for every cell, where a rounding within the bounds was found. Same input, same output.

    `start`: the linear program's answer, or, if `gentle`, a rounding that holds already and is not to be lost again.
    """
    forms = system.forms
    over = _transposed(forms)
    cell_cost, row_cost = problem.cost[forms.base], np.zeros(forms.rows)
    row_cost[: len(forms.totals)] = problem.cost[forms.totals]
    rises = np.zeros(forms.rows, dtype=np.int64)
    rises[: len(forms.totals)] = problem.may_rise[forms.totals]
    state = _start(forms, problem, start)
    state.weight *= 6 if gentle else 1
    for attempt, sweeps in enumerate(SWEEPS):
        hot = HOT if attempt and not gentle else GENTLE
        moving = (np.flatnonzero(problem.may_rise[forms.base]), state.up, state.height, state.weight)
        costs = (cell_cost, row_cost, rises)
        _walk()(*moving, (*over, forms.starts, forms.members), costs, sweeps, hot, COLD, seed + attempt)
        beyond = _beyond(state.height, rises)
        if not beyond.any() or (attempt and _within_reach(forms, problem, beyond)):
            return Found(_all_steps(forms, state), 0.0)
        if problem.restricted and float((beyond > 0).mean()) > HOPELESS:
            break
        state.weight[beyond > 0] *= 2.0  # a total that keeps going too far weighs more
    return Found(None, float((beyond > 0).mean()))


def _start(forms: Forms, problem: Problem, start: Floats | None) -> _State:
    """The linear program's answer, what lies in between rounded; without one, the cheaper way for each cell."""
    inner = start[forms.base] if start is not None else (problem.cost[forms.base] < 0).astype(float)
    up = (np.clip(np.round(inner), 0, 1) * problem.may_rise[forms.base]).astype(np.int64)
    lower = np.zeros(forms.rows, dtype=np.int64)
    lower[: len(forms.totals)] = problem.lower[forms.totals]
    height = forms.sums(problem.lower[forms.base] + up) - lower
    weight = np.full(forms.rows, PENALTY)
    weight[len(forms.totals) :] *= 3  # checks must hold, whatever may be further off
    return _State(up, height, weight)


def _transposed(forms: Forms) -> tuple[Ints, Ints, Ints]:
    """For each base cell the rows it stands in, with the signs."""
    rows = np.repeat(np.arange(forms.rows), np.diff(forms.starts))
    order = np.argsort(forms.members, kind="stable")
    counts = np.bincount(forms.members, minlength=len(forms.base))
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), rows[order], forms.signs[order]


def _beyond(height: Ints, rises: Ints) -> Ints:
    return np.asarray(np.maximum(np.maximum(-height, height - rises), 0))


def _within_reach(forms: Forms, problem: Problem, beyond: Ints) -> bool:
    """Where that is allowed totals may go one step further, in the second attempt; checks never."""
    totals = beyond[: len(forms.totals)]
    return not problem.restricted and not beyond[len(forms.totals) :].any() and int(totals.max(initial=0)) <= 1


def _all_steps(forms: Forms, state: _State) -> Ints:
    steps = np.zeros(len(forms.base) + len(forms.totals), dtype=np.int64)
    steps[forms.base] = state.up
    steps[forms.totals] = state.height[: len(forms.totals)]
    return steps
