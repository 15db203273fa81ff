"""A first pattern: for each count that is found, the cheapest other table in which it is safe; what differs is closed.

The heuristic of Fischetti and Salazar-González (2001), one linear program a count: people are moved between cells at
the price of closing them, cells that are closed already for nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.disclosure.attacker.solving import NEAR, Part
from gija.methods.disclosure.attacker.system import Form, Target
from gija.methods.disclosure.suppressing.problem import Choice, Inside, Problem
from gija.methods.disclosure.values import Interval

if TYPE_CHECKING:
    import highspy

HELD = 1e7  # the price of moving somebody who must stay


@dataclass
class _Moves:
    """A part with, for each cell, people added (`first` + 2 n) and people taken (`first` + 2 n + 1)."""

    solver: highspy.Highs
    part: Part
    choices: Sequence[Choice]
    first: int
    closed: frozenset[int] = frozenset()
    held: int = -1


class Spreader:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._moves: dict[int, _Moves] = {}

    def close(self, closed: frozenset[int], target: Target, interval: Interval) -> frozenset[int]:
        """A pattern in which this count can be something else as well; the same one where none was found."""
        rule = self.problem.attack.rule
        sure, parts = self.problem.attack.split(target.form)
        low, high = interval.low or 0, interval.high or 0
        goals: list[tuple[float, float]] = []
        if target.kind == "change" and high < 0:
            goals = [(-math.inf, -rule.threshold), (0, math.inf)]
        elif target.kind == "change" or not self._never_zero(target):
            goals = [(-math.inf, 0)]
        needed = max(rule.threshold, low + rule.span if target.kind == "closed" else 0, high + 1)
        goals.append((needed, math.inf))
        if len(parts) != 1:
            return closed
        number, mine = next(iter(parts.items()))
        moves = [self._move(closed, number, mine, least - sure, most - sure) for least, most in goals]
        return self._best(closed, moves)

    def close_for(self, closed: frozenset[int], target: Target, inside: Inside, value: int) -> frozenset[int]:
        """The same for what somebody who is alone in a cell finds: it can be anything else, that cell being 1."""
        sure, parts = self.problem.attack.split(target.form)
        number = inside.insider.part
        moves = [
            self._move(closed, number, parts[number], least - sure, most - sure, inside.choice)
            for least, most in ((-math.inf, value - 1), (value + 1, math.inf))
        ]
        return self._best(closed, moves)

    def _best(self, closed: frozenset[int], moves: Sequence[frozenset[int] | None]) -> frozenset[int]:
        better = [move for move in moves if move is not None and move != closed]
        return min(better, key=lambda move: (self.cost(move), sorted(move)), default=closed)

    def cost(self, closed: frozenset[int]) -> float:
        return sum(self.problem.choices[n].cost for n in closed)

    def _never_zero(self, target: Target) -> bool:
        return target.kind == "closed" and self.problem.attack.knowledge.zeros_published

    def _move(
        self, closed: frozenset[int], number: int, form: Form, least: float, most: float, held: int = -1
    ) -> frozenset[int] | None:
        """The closed cells after the cheapest move by which a sum is between two numbers; nobody is moved to or from
        the cell that is held."""
        import highspy

        moves = self._of(number)
        self._price(moves, closed, held)
        local = moves.part.local(form)
        row = moves.solver.getNumRow()
        index, factors = np.array([p for p, _ in local], np.int32), np.array([f for _, f in local], float)
        moves.solver.addRow(least, most, len(local), index, factors)
        moves.solver.setOptionValue("time_limit", moves.solver.getRunTime() + self.problem.attack.clock.left())
        moves.solver.run()
        solved = moves.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = np.asarray(moves.solver.getSolution().col_value)
        moves.solver.deleteRows(1, np.array([row], np.int32))
        place = next((moves.first + 2 * n for n, c in enumerate(moves.choices) if c.number == held), None)
        if not solved or (place is not None and values[place : place + 2].max() > NEAR):
            return None
        changed = [
            choice.number
            for n, choice in enumerate(moves.choices)
            if values[moves.first + 2 * n] > NEAR or values[moves.first + 2 * n + 1] > NEAR
        ]
        return closed | frozenset(changed)

    def _price(self, moves: _Moves, closed: frozenset[int], held: int) -> None:
        """What closing costs, shared over the people moved so that large cells are not cheap for a few."""
        if moves.closed == closed and closed and moves.held == held:
            return
        free = [0.0 if c.number in closed else c.cost for c in moves.choices]
        cost = np.array([HELD if c.number == held else by for c, by in zip(moves.choices, free, strict=True)
                         for _ in (0, 1)])  # fmt: skip
        places = np.arange(moves.first, moves.first + len(cost), dtype=np.int32)
        moves.solver.changeColsCost(len(cost), places, cost)
        moves.closed, moves.held = closed, held

    def _of(self, number: int) -> _Moves:
        if number not in self._moves:
            part, choices = self.problem.attack.parts[number], self.problem.by_part.get(number, ())
            self._moves[number] = _moves(part, choices)
        return self._moves[number]


def _moves(part: Part, choices: Sequence[Choice]) -> _Moves:
    """The rows of the part; in those of the cells, people may be added and taken."""
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 1), ("presolve", "off")):
        solver.setOptionValue(option, value)
    solver.passModel(part.model())
    first = len(part.unknowns)
    for choice in choices:
        true = float(choice.value - choice.sure)
        solver.changeRowBounds(choice.row, true, true)
        for factor, most in ((-1.0, math.inf), (1.0, float(choice.value - choice.least))):
            solver.addCol(0.0, 0.0, most, 1, np.array([choice.row], np.int32), np.array([factor]))
    return _Moves(solver, part, choices, first)
