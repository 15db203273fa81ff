"""An attacker at work: the system of all releases, reduced, in parts, and the interval of any sum."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from gija.methods.disclosure.attacker.reducing import Reduced
from gija.methods.disclosure.attacker.solving import NEAR, Clock, End, Group, Part, Point, total
from gija.methods.disclosure.attacker.system import Form, Row, System, Target, system, targets
from gija.methods.disclosure.values import Interval, Knowledge, Release, Rule
from gija.vocabulary.errors import GijaError

MORE = (0, 1, 2, 4, 8, 16, 64, 1024)  # changes beyond the limit, tried in turn
SMALL = "small"  # why of a cell that was closed for, or with, a small one


class Attack:
    """All that `releases` give, the one numbered `fresh` being new: `touched` are the unknowns of which it can change
    what is known. Errors: those of `system`; `disclosure.contradiction`, `disclosure.solver`, `disclosure.time`."""

    def __init__(
        self, releases: Sequence[Release], knowledge: Knowledge, rule: Rule, clock: Clock, fresh: int | None = None
    ) -> None:  # fmt: skip
        self.knowledge, self.rule, self.clock, self.fresh = knowledge, rule, clock, fresh
        self.releases = releases
        self.system: System = system(releases, knowledge)
        self.told = len(self.system.rows)
        self._placed: list[Part] = []
        self._part_of: dict[int, int] = {}
        self.more = self._start() or self._with_budgets()

    def _start(self) -> int:
        """Reduce what was told; 0."""
        rows = range(self.told)
        self.reduced = Reduced(self.system)
        self.reduced.add(n for n in rows if self.fresh is None or self.system.rows[n].release != self.fresh)
        self.touched = self._touched(rows, self.fresh)
        self.reduced.add(rows)
        self.parts = [self._part(unknowns, numbers) for unknowns, numbers in self.reduced.parts()]
        return 0

    def _with_budgets(self) -> int:
        """Few came and went between vintages. Where the limits contradict what was told, all are widened alike until
        they do not: the attacker sees that his guess was wrong. By how much they were widened."""
        limits = budgets(self)
        for more in MORE if limits else ():
            try:
                self.system.rows += [Row(form, None, limit + more) for form, limit in limits]
                self.reduced.add(range(self.told, len(self.system.rows)))
                self.parts = [self._part(unknowns, numbers) for unknowns, numbers in self.reduced.parts()]
                self._insist(range(self.told, len(self.system.rows)))
                return more
            except GijaError as wrong:
                if wrong.code != "disclosure.contradiction":
                    raise
                del self.system.rows[self.told :]
                self._start()
        return 0

    def _insist(self, rows: range) -> None:
        """Is there a table that fits? Asked of the parts that know of limits."""
        for part in self.parts:
            if any(number in rows for number in part.numbers):
                part.whole(((part.unknowns[0], 1),), most=False)

    def targets(self) -> list[Target]:
        return targets(self.system, self.touched, self.fresh)

    def _touched(self, rows: range, fresh: int | None) -> set[int]:
        return {
            unknown
            for unknowns, numbers in self.reduced.parts(rows)
            if fresh is None or any(self.system.rows[n].release == fresh for n in numbers)
            for unknown in unknowns
        }

    def _part(self, unknowns: Sequence[int], numbers: Sequence[int]) -> Part:
        rows = [self.reduced.rest(self.system.rows[n]) for n in numbers]
        groups = self._groups(numbers) if self.knowledge.threshold_known else ()
        return Part(unknowns, rows, self.clock, groups, numbers)

    def _groups(self, numbers: Sequence[int]) -> list[Group]:
        """The cells of this part that one release closed: one of them at least is small, if that is why."""
        closed: dict[int, list[Form]] = defaultdict(list)
        sure: set[int] = set()
        for number in numbers:
            row = self.system.rows[number]
            place = number - self.system.first
            figure = self.system.figures[place] if 0 <= place < len(self.system.figures) else None
            if figure is not None and figure.closed and figure.why == SMALL:
                form, low, _ = self.reduced.rest(row)
                if low == row.low:
                    closed[figure.release].append(form)
                else:
                    sure.add(figure.release)  # a part of the cell is known already: the group says too little
        return [(tuple(forms), self.rule.threshold - 1) for release, forms in closed.items() if release not in sure]

    @property
    def part_of(self) -> dict[int, int]:
        """unknown -> the part it lies in."""
        if self._placed is not self.parts:
            self._placed = self.parts
            self._part_of = {unknown: n for n, part in enumerate(self.parts) for unknown in part.unknowns}
        return self._part_of

    def split(self, form: Form) -> tuple[int, dict[int, Form]]:
        """A sum as what is known of it, and what lies in each part."""
        sure, open_, part_of = 0, defaultdict(list), self.part_of
        for unknown, factor in form:
            value = self.reduced.value[unknown]
            if value is None:
                open_[part_of[unknown]].append((unknown, factor))
            else:
                sure += factor * value
        return sure, {number: tuple(mine) for number, mine in open_.items()}

    def interval(self, form: Form) -> Interval:
        """The exact ends of a sum, over whole counts where the attacker reckons in them."""
        sure, parts = self.split(form)
        ends: list[int | None] = [sure, sure]
        for number, mine in parts.items():
            for place, most in enumerate((False, True)):
                bound = self._end(self.parts[number], mine, most)
                before = ends[place]
                ends[place] = None if before is None or bound is None else before + bound
        return Interval(ends[0], ends[1])

    def _end(self, part: Part, form: Form, most: bool) -> int | None:
        end = part.end(form, most)
        if end.bound is not None and end.point is None:
            whole = part.whole(form, most)  # a witness is needed even of who does not reckon in whole numbers
            end = whole if self.knowledge.integers else End(end.bound, None, whole.point)
        if end.bound is None:
            return None
        if self.knowledge.integers == most:
            return math.floor(end.bound + NEAR)
        return math.ceil(end.bound - NEAR)

    def seen(self, form: Form) -> tuple[Interval | None, tuple[dict[int, Point], dict[int, Point]]]:
        """The least and the most of a sum among the points found so far, and the points (by part)."""
        sure, parts = self.split(form)
        low = high = sure
        least: dict[int, Point] = {}
        most: dict[int, Point] = {}
        for number, mine in parts.items():
            part = self.parts[number]
            if not len(part.points):
                return None, (least, most)
            first, last = part.ends(mine)
            local = part.local(mine)
            least[number], most[number] = part.points[first], part.points[last]
            low, high = low + total(local, least[number]), high + total(local, most[number])
        return Interval(low, high, exact=False), (least, most)


def budgets(attack: Attack) -> list[tuple[Form, int]]:
    """For each release of a later vintage: who came and went where it tells something, and how many at most. Releases
    of one vintage that overlap have the largest limit of them."""
    found: dict[Form, tuple[int, int | None]] = {}
    forms = [(attack.system.changes(n, r.vintage), r) for n, r in enumerate(attack.releases) if r.vintage > 1]
    for form, _release in forms:
        mine = {unknown for unknown, _ in form}
        near = [other.changes for others, other in forms if mine & {u for u, _ in others}]
        known = [n for n in near if n is not None]
        found[form] = (max(known, default=0), None if len(known) < len(near) else 0)
    return [
        (form, max(limit, fewest(attack, form) if unknown is None else 0) + attack.knowledge.revisions)
        for form, (limit, unknown) in found.items()
        if form
    ]


def fewest(attack: Attack, form: Form) -> int:
    """The fewest changes that explain what was told."""
    sure, parts = attack.split(form)
    for number, mine in parts.items():
        bound = attack.parts[number].whole(mine, most=False).bound
        sure += math.ceil((bound or 0) - NEAR)
    return sure
