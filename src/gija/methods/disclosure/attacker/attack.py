"""An attacker at work: the system of all releases, reduced, in parts, and the interval of any sum."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import replace

from gija.methods.disclosure.attacker.limits import MORE, Wider, bounded, limits, too_few
from gija.methods.disclosure.attacker.parts import Parts
from gija.methods.disclosure.attacker.reducing import Reduced, touched
from gija.methods.disclosure.attacker.solving import NEAR, Clock, Part, Point, total
from gija.methods.disclosure.attacker.system import Form, System, Target, system, targets
from gija.methods.disclosure.values import Interval, Knowledge, Release, Rule
from gija.vocabulary.errors import GijaError


class Attack:
    """All that `releases` give, the one numbered `fresh` being new: `touched` are the unknowns of which it can change
    what is known. Errors: those of `system`; `disclosure.contradiction`, `disclosure.solver`, `disclosure.time`."""

    def __init__(
        self, releases: Sequence[Release], knowledge: Knowledge, rule: Rule, clock: Clock, fresh: int | None = None
    ) -> None:  # fmt: skip
        self.knowledge, self.rule, self.clock, self.fresh = knowledge, rule, clock, fresh
        self.releases = releases
        self.system: System = system(releases, knowledge)
        self._start()
        self.limits = limits(self) if self.system.limits else []
        self.wider = self._limited() if self.limits else Wider()

    @property
    def more(self) -> int:
        """By how much the limits of changes were widened, for they contradicted what was told."""
        return self.wider.more

    def _start(self) -> None:
        """Reduce what was told, without limits of changes."""
        rows = range(self.system.limits.start)
        self.reduced = Reduced(self.system)
        self.reduced.add(n for n in rows if self.fresh is None or self.system.rows[n].release != self.fresh)
        self.touched = touched(self.system, self.reduced, self.fresh)
        self.reduced.add(rows)
        self.parts = Parts(self)

    def _limited(self) -> Wider:
        """Few came and went between vintages. Where the limits contradict what was told, all are widened alike until
        they do not: the attacker sees that his guess was wrong."""
        wider = Wider()
        for more in MORE:
            try:
                bounded(self.system, self.limits, more + self.knowledge.revisions)
                self.reduced.add(self.system.limits)
                self.parts = Parts(self)
                self._insist()
                return replace(wider, more=more)
            except GijaError as wrong:
                if wrong.code != "disclosure.contradiction":
                    raise
            self._start()
            why = too_few(self, self.limits, more, self.knowledge.revisions)
            wider = Wider(more, more, *(why or ()))
        raise GijaError("disclosure.contradiction", releases="?")

    def _insist(self) -> None:
        """Is there a table that fits? Asked of the parts that know of limits."""
        for number, (unknowns, rows) in enumerate(self.parts.found):
            if any(row in self.system.limits for row in rows) and any(u in self.touched for u in unknowns):
                self.parts[number].whole(((unknowns[0], 1),), most=False)

    def past(self) -> Attack:
        """The same unknowns without what the new release says."""
        found = copy(self)
        found.reduced = Reduced(self.system)
        found.reduced.add(n for n, row in enumerate(self.system.rows) if row.release != self.fresh)
        found.parts = Parts(found)
        return found

    def targets(self) -> list[Target]:
        return targets(self.system, self.touched, self.fresh)

    @property
    def part_of(self) -> dict[int, int]:
        """unknown -> the part it lies in."""
        return self.parts.place

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
        """The end of the linear program, or of the whole-number one where that has no whole table."""
        end = part.end(form, most)
        if end.bound is None and self._far(part, form, most):
            return None
        if end.bound is None:  # what was closed with it says that it is small: only whole tables know
            bound = part.whole(form, most).bound
            if bound is None:
                raise GijaError("disclosure.solver", status="no table found")
            return math.floor(bound + NEAR) if most else math.ceil(bound - NEAR)
        best = math.floor(end.bound + NEAR) if most else math.ceil(end.bound - NEAR)
        if end.point is not None or self._reaches(part, form, best, most):
            return best
        whole = part.whole(form, most)  # a witness is needed even of who does not reckon in whole numbers
        bound = (whole if self.knowledge.integers else end).bound or 0.0
        if self.knowledge.integers == most:
            return math.floor(bound + NEAR)
        return math.ceil(bound - NEAR)

    def _reaches(self, part: Part, form: Form, best: int, most: bool) -> bool:
        """Is there a whole table in which the sum is what the linear program allows at best?"""
        return part.beyond(_turned(form, most), best if most else -best) is not None

    def _far(self, part: Part, form: Form, most: bool) -> bool:
        """Is there a witness of a sum without bound: one that is far enough from all others to be safe?"""
        room, turned = self.rule.threshold + self.rule.span, _turned(form, most)
        values = [total(part.local(turned), point) for point in part.points] or [0]
        far = max(values) - min(values) >= room and max(values) >= self.rule.threshold
        return far or part.beyond(turned, max(min(values) + room, self.rule.threshold)) is not None

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


def _turned(form: Form, most: bool) -> Form:
    return form if most else tuple((unknown, -factor) for unknown, factor in form)
