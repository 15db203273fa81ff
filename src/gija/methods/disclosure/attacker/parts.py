"""The parts into which the attacker's system falls, each made ready for the solver when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from gija.methods.disclosure.attacker.reducing import Reduced
from gija.methods.disclosure.attacker.system import Form, System
from gija.methods.disclosure.values import Rule

if TYPE_CHECKING:
    from gija.methods.disclosure.attacker.attack import Attack
    from gija.methods.disclosure.attacker.solving import Part

SMALL = "small"  # why of a cell that was closed for, or with, a small one


class Parts:
    """`found`: (unknowns, rows) of each part."""

    def __init__(self, attack: Attack) -> None:
        self.attack, self.reduced = attack, attack.reduced
        self.found = self.reduced.parts()
        self._made: dict[int, Part] = {}

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Part]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> Part:
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    @cached_property
    def place(self) -> dict[int, int]:
        """unknown -> the part it lies in."""
        return {unknown: number for number, (unknowns, _) in enumerate(self.found) for unknown in unknowns}

    def _make(self, number: int) -> Part:
        from gija.methods.disclosure.attacker.solving import Part

        unknowns, numbers = self.found[number]
        rows = [self.reduced.rest(self.attack.system.rows[n]) for n in numbers]
        known = self.attack.knowledge.threshold_known
        closed = groups(self.attack.system, self.reduced, numbers) if known else ()
        most = self.attack.rule.threshold - 1
        return Part(unknowns, rows, self.attack.clock, [(forms, most) for forms in closed], numbers)


def groups(system: System, reduced: Reduced, numbers: Sequence[int]) -> list[tuple[Form, ...]]:
    """The cells of this part that one release closed: one of them at least is small, if that is why."""
    closed: dict[int, list[Form]] = defaultdict(list)
    sure: set[int] = set()
    for number in numbers:
        row = system.rows[number]
        place = number - system.first
        figure = system.figures[place] if 0 <= place < len(system.figures) else None
        if figure is not None and figure.closed and figure.why == SMALL:
            form, low, _ = reduced.rest(row)
            if low == row.low:
                closed[figure.release].append(form)
            else:
                sure.add(figure.release)  # a part of the cell is known already: the group says too little
    return [tuple(forms) for release, forms in closed.items() if release not in sure]


def told_groups(system: System, reduced: Reduced, rule: Rule) -> list[tuple[tuple[Form, ...], int]]:
    """The groups of all parts, with the most that a small one is."""
    return [(forms, rule.threshold - 1) for _, numbers in reduced.parts() for forms in groups(system, reduced, numbers)]
