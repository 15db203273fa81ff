"""Rounding by integer programming (HiGHS): proven best, or proven impossible, for small and for two-way tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gija.methods.disclosure.rounding.system import Additive, Ints
from gija.methods.disclosure.rounding.values import PENALTY, Problem

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Solved:
    """`steps`: how far up each cell goes; None where there is no such rounding. `whole`: no cell in between."""

    steps: Floats | None
    whole: bool


def relaxed(system: Additive, problem: Problem) -> Solved:
    """The linear program: its answer is whole for tables of two ways, and then nothing better exists."""
    found = _solve(system, problem, relaxation=True, nodes=0)
    if found is None:
        return Solved(None, False)
    return Solved(found, bool(np.abs(found - np.round(found)).max(initial=0.0) < 1e-6))


def solved(system: Additive, problem: Problem, nodes: int = 2000) -> Solved:
    """The integer program, given up after so many branchings (not after a time: same input, same output)."""
    found = _solve(system, problem, relaxation=False, nodes=nodes)
    return Solved(None if found is None else np.round(found), found is not None)


def _solve(system: Additive, problem: Problem, *, relaxation: bool, nodes: int) -> Floats | None:
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("random_seed", 1)):
        solver.setOptionValue(name, value)
    solver.setOptionValue("solve_relaxation", relaxation)
    solver.setOptionValue("mip_max_nodes", nodes or 1)
    solver.passModel(_model(system, problem))
    if not _run(solver, relaxation=relaxation):
        return None
    return np.asarray(solver.getSolution().col_value)[: system.cells] + _further(solver, system, problem)


def _run(solver: Any, *, relaxation: bool) -> bool:
    """Is there an answer, and the best? Linear programs by interior points, led to a corner like that of the simplex
    method, and to the same tolerances, in a fifth of its time; where they come to no end it is asked."""
    import highspy

    for way in ("ipm", "simplex") if relaxation else ("choose",):
        solver.setOptionValue("solver", way)
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            return True
    return False


def _further(solver: Any, system: Additive, problem: Problem) -> Floats:
    """What the totals go beyond, of an unrestricted problem: its columns stand behind those of the cells."""
    beyond = np.zeros(system.cells)
    if not problem.restricted:
        totals = system.forms.totals
        values = np.asarray(solver.getSolution().col_value)[system.cells :]
        beyond[totals] = values[: len(totals)] - values[len(totals) :]
    return beyond


def _model(system: Additive, problem: Problem) -> Any:
    """Columns: a step for each cell; then, where not restricted, one more up and one more down for each total."""
    import highspy

    totals = np.empty(0, dtype=np.int64) if problem.restricted else system.forms.totals
    extra = {int(cell): system.cells + at for at, cell in enumerate(totals)}
    model = highspy.HighsLp()
    width = system.cells + 2 * len(totals)
    model.num_col_, model.num_row_ = width, len(system.relations)
    model.col_cost_ = np.concatenate([problem.cost, np.full(2 * len(totals), PENALTY)])
    model.col_lower_ = np.zeros(width)
    down = np.minimum(problem.lower[totals], 1)  # never below nothing
    model.col_upper_ = np.concatenate([problem.may_rise, _may_further(problem, totals), down]).astype(float)
    _rows(model, system, problem.lower, extra, len(totals))
    model.integrality_ = [highspy.HighsVarType.kInteger] * width
    return model


def _may_further(problem: Problem, totals: Ints) -> Ints:
    """One step further up: for every total that is not nothing (nothing stays nothing)."""
    return ((problem.lower[totals] > 0) | (problem.may_rise[totals] > 0)).astype(np.int64)


def _rows(model: Any, system: Additive, lower: Ints, extra: dict[int, int], totals: int) -> None:
    import highspy

    starts, index, value, right = [0], [], [], []
    for total, parts in system.relations:
        for cell, sign in ((total, -1.0), *((part, 1.0) for part in parts)):
            index.append(cell)
            value.append(sign)
            if cell in extra:
                index += [extra[cell], extra[cell] + totals]
                value += [sign, -sign]
        starts.append(len(index))
        right.append(float(lower[total] - lower[list(parts)].sum()))
    model.row_lower_ = model.row_upper_ = np.array(right)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_, matrix.value_ = np.array(starts), np.array(index), np.array(value)
