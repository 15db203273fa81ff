"""An attacker who knows base, bounds and sums, but not the seed: between which counts can each cell lie?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gija.methods.disclosure.rounding.system import Additive, Ints


def reach(
    system: Additive, periods: Sequence[Ints], base: int, *, restricted: bool = True, fed_back: bool = False
) -> Ints:
    """(periods, cells, 2): the least and the greatest count of each cell, by linear programs over all periods.

    Known to the attacker: every published table, its base, that each cell is less than a base off (totals less than
    two where not `restricted`), counts are not negative and add up; and, if `fed_back`, that the sums over the periods
    from the first are less than a base off as well. Whole counts are taken by rounding inwards, so an interval here is
    never narrower than the truth is by more than what whole numbers forbid.
    """
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    _known(solver, system, np.array(periods), base, restricted=restricted, fed_back=fed_back)
    width = len(periods) * system.cells
    found = np.empty((width, 2), dtype=np.int64)
    for cell in range(width):
        solver.changeColCost(cell, 1.0)
        for side, sense in enumerate((highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)):
            solver.changeObjectiveSense(sense)
            solver.run()
            value = solver.getInfo().objective_function_value
            found[cell, side] = np.ceil(value - 1e-6) if side == 0 else np.floor(value + 1e-6)
        solver.changeColCost(cell, 0.0)
    return found.reshape(len(periods), system.cells, 2)


def _known(solver: Any, system: Additive, told: Ints, base: int, *, restricted: bool, fed_back: bool) -> None:
    """Columns: the counts, period after period. Rows: the sums of each period, and those over periods."""
    off = np.full(system.cells, base - 1)
    if not restricted:
        off[system.forms.totals] += base
    for period in told:
        for cell in range(system.cells):
            solver.addVar(float(max(0, period[cell] - off[cell])), float(period[cell] + off[cell]))
    for at in range(len(told)):
        for total, parts in system.relations:
            index = np.array([total, *parts]) + at * system.cells
            solver.addRow(0.0, 0.0, len(index), index, np.array([-1.0, *[1.0] * len(parts)]))
    for until in range(2, len(told) + 1) if fed_back else ():
        so_far = told[:until].sum(axis=0)
        for cell in range(system.cells):
            index = np.arange(until) * system.cells + cell
            low, high = float(so_far[cell] - off[cell]), float(so_far[cell] + off[cell])
            solver.addRow(low, high, until, index, np.ones(until))
