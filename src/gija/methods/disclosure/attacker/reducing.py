"""What follows without a solver: counts that single rows fix. What is left falls into parts apart from each other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gija.methods.disclosure.attacker.system import Form, Row, System
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Step:
    """A row that fixed unknowns: all of them at 0, or a single one."""

    row: int
    fixed: tuple[int, ...]


@dataclass
class Reduced:
    """The fixed unknowns (None: open), and the steps in the order in which they were taken."""

    system: System
    value: list[int | None] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    near: list[list[int]] = field(default_factory=list)  # unknown -> its rows
    known_rows: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.value = [None] * self.system.size
        self.near = [[] for _ in range(self.system.size)]

    def add(self, numbers: Iterable[int]) -> None:
        """Take these rows in, and fix what follows. `disclosure.contradiction` where no counts fit all rows."""
        queue = deque(n for n in numbers if n not in self.known_rows)
        self.known_rows |= set(queue)
        for number in queue:
            for unknown, _ in self.system.rows[number].form:
                self.near[unknown].append(number)
        waiting = set(queue)
        while queue:
            number = queue.popleft()
            waiting.discard(number)
            for unknown in self._fix(number):
                more = [n for n in self.near[unknown] if n not in waiting]
                queue.extend(more)
                waiting.update(more)

    def rest(self, row: Row) -> tuple[Form, int | None, int | None]:
        """A row without what is fixed."""
        sure = sum(factor * v for unknown, factor in row.form if (v := self.value[unknown]) is not None)
        form = tuple((unknown, factor) for unknown, factor in row.form if self.value[unknown] is None)
        return form, None if row.low is None else row.low - sure, None if row.high is None else row.high - sure

    def _fix(self, number: int) -> list[int]:
        form, low, high = self.rest(self.system.rows[number])
        if not form:
            if (low is not None and low > 0) or (high is not None and high < 0):
                raise contradiction(self.system, [number])
            return []
        factors = {factor for _, factor in form}
        if (high == 0 and min(factors) > 0) or (low == 0 and max(factors) < 0):
            found = [(unknown, 0) for unknown, _ in form]
        elif len(form) == 1 and low is not None and low == high:
            found = [(form[0][0], low // form[0][1])]
        else:
            found = []
        for unknown, value in found:
            if value < 0 or (len(form) == 1 and low == high and value * form[0][1] != low):
                raise contradiction(self.system, [number])
            self.value[unknown] = value
        if found:
            self.steps.append(Step(number, tuple(unknown for unknown, _ in found)))
        return [unknown for unknown, _ in found]

    def parts(self, numbers: Sequence[int] | None = None) -> list[tuple[list[int], list[int]]]:
        """(unknowns, rows) of each part that is still open, in order."""
        above = list(range(self.system.size))

        def top(one: int) -> int:
            while above[one] != one:
                above[one] = above[above[one]]
                one = above[one]
            return one

        rows: list[tuple[int, int]] = []
        for number in sorted(self.known_rows) if numbers is None else numbers:
            free = [unknown for unknown, _ in self.system.rows[number].form if self.value[unknown] is None]
            for unknown in free[1:]:
                above[max(top(free[0]), top(unknown))] = min(top(free[0]), top(unknown))
            if free:
                rows.append((number, free[0]))
        found: dict[int, tuple[list[int], list[int]]] = {}
        for unknown, value in enumerate(self.value):
            if value is None:
                found.setdefault(top(unknown), ([], []))[0].append(unknown)
        for number, unknown in rows:
            found[top(unknown)][1].append(number)
        return list(found.values())


def touched(system: System, past: Reduced, fresh: int | None) -> set[int]:
    """The unknowns of which the release numbered `fresh` can change what is known, `past` being what follows from all
    others: those that hang together with its figures. All open ones where there is none."""
    return {
        unknown
        for unknowns, numbers in past.parts(range(len(system.rows)))
        if fresh is None or any(system.rows[n].release == fresh for n in numbers)
        for unknown in unknowns
    }


def contradiction(system: System, rows: Iterable[int]) -> GijaError:
    """That no counts fit: releases are named by their place in the ledger, counted from 1."""
    said = sorted({system.rows[number].release + 1 for number in rows} - {0})
    return GijaError("disclosure.contradiction", releases=", ".join(map(str, said)) or "?")
