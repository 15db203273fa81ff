"""How far a sum can go within the rows of one part: linear programs with warm starts, whole-number ones where needed.

HiGHS through highspy (Huangfu and Hall, Mathematical Programming Computation 10:119, 2018). One thread and no random
choice: same input, same answer. What runs out of time, or fails, raises: nothing is held safe that was not solved.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from gija.methods.disclosure.attacker.system import Form
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    import highspy

Point = npt.NDArray[np.int64]
Held = tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]  # places, and the values they keep
Group = tuple[tuple[Form, ...], int]  # among these sums one at least is from 1 to `most`
NEAR = 1e-6
TOP = 2**60  # stands for no bound
NEIGHBOURS = 2  # whole tables near which another is sought first


@dataclass(frozen=True, slots=True)
class End:
    """One end of a sum: `bound` holds for all real points (None: no bound); `duals` of the rows; the point where it is
    reached if that is whole."""

    bound: float | None
    duals: npt.NDArray[np.float64] | None
    point: Point | None


class Clock:
    """Time for a whole audit."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; `disclosure.time` where there are none: not audited is not released."""
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise GijaError("disclosure.time")
        return seconds


class Rows:
    """Vectors of one length, as many as are added."""

    def __init__(self, size: int) -> None:
        self._found, self._count = np.zeros((8, size)), 0

    @property
    def all(self) -> npt.NDArray[np.float64]:
        return self._found[: self._count]

    def add(self, values: npt.NDArray[np.float64]) -> None:
        if self._count == len(self._found):
            self._found = np.concatenate([self._found, np.zeros_like(self._found)])
        self._found[self._count] = values
        self._count += 1

    def keep(self, which: npt.NDArray[np.bool_]) -> None:
        kept = self.all[which]
        self._found[: len(kept)], self._count = kept, len(kept)


class Part:
    """The unknowns and rows of one part, and the solver that keeps its last basis. `groups`: see `Group`."""

    def __init__(
        self, unknowns: Sequence[int], rows: Sequence[tuple[Form, int | None, int | None]], clock: Clock,
        groups: Sequence[Group] = (), numbers: Sequence[int] = (),
    ) -> None:  # fmt: skip
        self.unknowns = list(unknowns)
        self.place = {unknown: place for place, unknown in enumerate(unknowns)}
        self.rows = [(self.local(form), low, high) for form, low, high in rows]
        self.groups = [(tuple(self.local(form) for form in forms), most) for forms, most in groups]
        self.clock = clock
        self.numbers = list(numbers)  # of the rows, in the system
        self._points = np.zeros((8, len(self.unknowns)), np.int64)
        self._count = 0
        self._reals = Rows(len(self.unknowns))
        self.turn = 0  # of bounds: points are only added while it stays the same
        self._lp: highspy.Highs | None = None
        self._whole: highspy.Highs | None = None
        from scipy.sparse import csr_matrix

        starts, index, factors = _compressed([form for form, _, _ in self.rows])
        shape = len(self.rows), len(self.unknowns)
        self._matrix: Any = csr_matrix((factors.astype(np.int64), index, starts), shape)
        self._low = np.array([-TOP if low is None else low for _, low, _ in self.rows], np.int64)
        self._high = np.array([TOP if high is None else high for _, _, high in self.rows], np.int64)

    def local(self, form: Form) -> Form:
        return tuple((self.place[unknown], factor) for unknown, factor in form)

    def end(self, form: Form, most: bool) -> End:
        """The least or the most of a sum (of this part's unknowns) over real counts."""
        if self._lp is None:
            self._lp = _solver(self.model(), presolve=False)
        return self._run(self._lp, self.local(form), most, real=True)

    def bounded(self, rows: npt.NDArray[np.int32], low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]) -> None:
        """Other bounds for some rows; of the points found so far those that fit stay, and the basis is kept."""
        for row, least, most in zip(rows, low, high, strict=True):
            self.rows[row] = (self.rows[row][0], int(least), None if most == math.inf else int(most))
        self._whole = None
        self._low[rows] = [int(least) for least in low]
        self._high[rows] = [TOP if most == math.inf else int(most) for most in high]
        sums = self._matrix @ self.points.T
        fit = ((sums >= self._low[:, None]) & (sums <= self._high[:, None])).all(axis=0)
        kept = self.points[fit]
        self._points[: len(kept)], self._count = kept, len(kept)
        self.turn += 1
        sums = self._matrix @ self._reals.all.T
        near = (sums >= self._low[:, None] - NEAR) & (sums <= self._high[:, None] + NEAR)
        self._reals.keep(near.all(axis=0))
        if self._lp is None:
            self._lp = _solver(self.model(), presolve=False)
        else:
            self._lp.changeRowsBounds(len(rows), rows, low, high)  # type: ignore[attr-defined]  # the stubs lack it

    @contextmanager
    def held(self, row: int, value: int) -> Iterator[None]:
        """While it lasts the programs keep one row at this value; all points, found before and meanwhile, stay."""
        before = self.rows[row]
        self._hold(row, (before[0], value, value))
        try:
            yield
        finally:
            self._hold(row, before)

    def _hold(self, row: int, held: tuple[Form, int | None, int | None]) -> None:
        self.rows[row] = held
        low, high = (-math.inf if held[1] is None else held[1]), (math.inf if held[2] is None else held[2])
        for solver in (self._lp, self._whole):
            if solver is not None:
                solver.changeRowBounds(row, float(low), float(high))

    def whole(self, form: Form, most: bool) -> End:
        """The same over whole counts, groups kept. Raises `disclosure.solver` where it is not solved to the end."""
        if self._whole is None:
            self._whole = _solver(self.model(whole=True), presolve=True)
        return self._run(self._whole, self.local(form), most)

    def beyond(self, form: Form, least: int) -> Point | None:
        """A whole table in which a sum is at least so much, kept as a witness; None where there is none."""
        if self._whole is None:
            self._whole = _solver(self.model(whole=True), presolve=True)
        local, row = self.local(form), self._whole.getNumRow()
        index, factors = np.array([p for p, _ in local], np.int32), np.array([f for _, f in local], float)
        self._whole.addRow(float(least), math.inf, len(local), index, factors)
        try:
            for fixed in self._near_last():
                with _fixed(self._whole, fixed, len(self.unknowns)):
                    point = self._some(self._whole)
                if point is not None:
                    return point
            return self._some(self._whole)
        finally:
            self._whole.deleteRows(1, np.array([row], np.int32))

    def _some(self, solver: highspy.Highs) -> Point | None:
        try:
            return self._run(solver, (), most=False).point
        except GijaError as none:
            if none.code != "disclosure.contradiction":
                raise
            return None

    def _near_last(self) -> Iterator[Held]:
        """For whole tables near the last real one found: the unknowns in which both agree, and their values. What else
        must change is often few of them, so that a search with these held is short."""
        if not len(self._reals.all) or not self._count:
            return
        apart = np.abs(self.points - self._reals.all[-1]) > NEAR
        for number in np.argsort(apart.sum(axis=1), kind="stable")[:NEIGHBOURS]:
            same = np.flatnonzero(~apart[number]).astype(np.int32)
            yield same, self.points[number][same].astype(float)

    def _run(self, solver: highspy.Highs, form: Form, most: bool, real: bool = False) -> End:
        import highspy

        size = solver.getNumCol()
        cost = np.zeros(size)
        for place, factor in form:
            cost[place] += factor
        solver.changeColsCost(size, np.arange(size, dtype=np.int32), cost)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize if most else highspy.ObjSense.kMinimize)
        return self._answer(solver, real)

    def _answer(self, solver: highspy.Highs, real: bool) -> End:
        import highspy

        solver.setOptionValue("time_limit", solver.getRunTime() + self.clock.left())
        solver.run()
        status = solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return End(None, None, None)
        if status == highspy.HighsModelStatus.kInfeasible:
            raise GijaError("disclosure.contradiction", releases="?")
        if status != highspy.HighsModelStatus.kOptimal:
            raise GijaError("disclosure.solver", status=solver.modelStatusToString(status))
        solution = solver.getSolution()
        values = np.asarray(solution.col_value)[: len(self.unknowns)]
        if real:
            self._reals.add(values)
        point = self.kept(values)
        return End(solver.getInfo().objective_function_value, np.asarray(solution.row_dual), point)

    def kept(self, values: npt.NDArray[np.float64]) -> Point | None:
        """The point in whole numbers if it is one and fits every row and group exactly; kept as a witness."""
        point = np.rint(values).astype(np.int64)
        if np.abs(values - point).max(initial=0.0) > NEAR or not self.fits(point):
            return None
        if self._count == len(self._points):
            self._points = np.concatenate([self._points, np.zeros_like(self._points)])
        self._points[self._count] = point
        self._count += 1
        return point

    @property
    def points(self) -> npt.NDArray[np.int64]:
        """The whole tables found so far, one a row."""
        return self._points[: self._count]

    def ends(self, form: Form) -> tuple[int, int]:
        """Which of the points have the least and the most of a sum (of this part's unknowns); there must be one."""
        places = [self.place[unknown] for unknown, _ in form]
        sums = self.points[:, places] @ np.array([factor for _, factor in form], np.int64)
        return int(sums.argmin()), int(sums.argmax())

    def real_ends(self, form: Form) -> tuple[float, float] | None:
        """The least and the most of a sum among all tables found, those not in whole numbers too."""
        if not len(self._reals.all):
            return None
        places = [self.place[unknown] for unknown, _ in form]
        sums = self._reals.all[:, places] @ np.array([factor for _, factor in form], float)
        return float(sums.min()), float(sums.max())

    def fits(self, point: Point) -> bool:
        if (point < 0).any():
            return False
        sums = self._matrix @ point
        return bool((sums >= self._low).all() and (sums <= self._high).all()) and all(
            any(1 <= total(form, point) <= most for form in forms) for forms, most in self.groups
        )

    def model(self, whole: bool = False) -> highspy.HighsLp:
        """The rows as a model; in whole numbers with a yes or no for each member of a group."""
        rows = list(self.rows)
        size, upper = len(self.unknowns), [math.inf] * len(self.unknowns)
        for forms, most in self.groups if whole else ():
            yes = range(size, size + len(forms))
            size, upper = size + len(forms), upper + [1.0] * len(forms)
            top = 100_000  # people in one closed cell
            rows += [((*form, (one, top)), None, most + top) for form, one in zip(forms, yes, strict=True)]
            rows.append((tuple((one, 1) for one in yes), 1, None))
            rows += [((*form, (one, -1)), 0, None) for form, one in zip(forms, yes, strict=True)]
        return _model(size, upper, rows, whole)


@contextmanager
def _fixed(solver: highspy.Highs, held: Held, size: int) -> Iterator[None]:
    """While it lasts these columns, of the first `size`, keep these values."""
    columns, values = held
    solver.changeColsBounds(len(columns), columns, values, values)
    try:
        yield
    finally:
        solver.changeColsBounds(size, np.arange(size, dtype=np.int32), np.zeros(size), np.full(size, math.inf))


def total(form: Form, point: Point) -> int:
    return int(sum(factor * int(point[place]) for place, factor in form))


def _compressed(forms: Sequence[Form]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    starts = np.cumsum([0, *(len(form) for form in forms)]).astype(np.int32)
    index = np.array([place for form in forms for place, _ in form], np.int32)
    return starts, index, np.array([factor for form in forms for _, factor in form], np.float64)


def _model(
    size: int, upper: Sequence[float], rows: Sequence[tuple[Form, int | None, int | None]], whole: bool
) -> highspy.HighsLp:
    import highspy

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = size, len(rows)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.zeros(size), np.zeros(size), np.array(upper)
    lp.row_lower_ = np.array([-math.inf if low is None else low for _, low, _ in rows])
    lp.row_upper_ = np.array([math.inf if high is None else high for _, _, high in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = _compressed([form for form, _, _ in rows])
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * size
    return lp


def _solver(model: highspy.HighsLp, presolve: bool) -> highspy.Highs:
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    if not presolve:  # the last basis stays; after a change of costs it is primal feasible
        solver.setOptionValue("presolve", "off")
        solver.setOptionValue("simplex_strategy", 4)
    else:
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.5)
    solver.passModel(model)
    return solver
