"""The choice of the pattern: the cheapest that keeps all cuts known so far. A lower bound of what closing must cost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.disclosure.attacker.solving import NEAR, Clock
from gija.methods.disclosure.suppressing.cutting import Cut
from gija.methods.disclosure.suppressing.problem import Problem
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    import highspy


@dataclass(frozen=True)
class Chosen:
    """`closed`: numbers of choices; `bound`: no pattern that keeps the cuts costs less."""

    closed: frozenset[int]
    bound: float


class Master:
    """Grows by cuts. `gap`: how far from the best its own answers may be (share)."""

    def __init__(self, problem: Problem, clock: Clock, nodes: int, gap: float) -> None:
        import highspy

        self.problem, self.clock = problem, clock
        self.size = len(problem.choices)
        self._sides: dict[tuple[int, bool], int] = {}
        self.solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False), ("threads", 1), ("random_seed", 1),
            ("mip_max_nodes", nodes), ("mip_rel_gap", gap),
        ):  # fmt: skip
            self.solver.setOptionValue(option, value)
        for choice in problem.choices:
            self._column(choice.cost, 1.0 if choice.primary or choice.drawn else 0.0)

    def _column(self, cost: float, low: float) -> int:
        import highspy

        place = self.solver.getNumCol()
        self.solver.addVar(low, 1.0)
        self.solver.changeColCost(place, cost)
        self.solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        return place

    def add(self, cuts: Iterable[Cut]) -> None:
        for cut in cuts:
            terms = dict(cut.factors)
            if cut.either:
                terms[self._side(*cut.either)] = -cut.least
            if cut.least > 0:
                self._row(terms, 0.0 if cut.either else cut.least)

    def _side(self, target: int, most: bool) -> int:
        """Yes: this watched count is made safe by its most (or its least). One of the two must be."""
        if (target, most) not in self._sides:
            pair = {most_: self._column(0.0, 0.0) for most_ in (True, False)}
            self._sides |= {(target, most_): place for most_, place in pair.items()}
            self._row(dict.fromkeys(pair.values(), 1.0), 1.0)
        return self._sides[target, most]

    def _row(self, terms: dict[int, float], least: float) -> None:
        index = np.array(sorted(terms), np.int32)
        self.solver.addRow(least, math.inf, len(index), index, np.array([terms[i] for i in sorted(terms)], float))

    def choose(self, start: Sequence[int] = ()) -> Chosen | None:
        """The cheapest pattern that keeps the cuts; None where there is none, `disclosure.solver` where the search was
        given up without one."""
        import highspy

        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + self.clock.left())
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        info = self.solver.getInfo()
        if info.primal_solution_status != highspy.kSolutionStatusFeasible:
            raise GijaError("disclosure.solver", status=self.solver.modelStatusToString(status))
        values = np.asarray(self.solver.getSolution().col_value)[: self.size]
        closed = frozenset(int(n) for n in np.flatnonzero(values > 0.5))
        return Chosen(closed, info.mip_dual_bound - NEAR)
