"""Somebody who is the only one in a cell knows that it is 1: what such a person finds of other small counts.

The treatment of singletons in the field (tau-ARGUS, sdcTable; Langsrud, GaussSuppression's singleton methods), for
counts of people: nobody may find another's small number exactly. Whom it concerns only the true tables tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from gija.methods.disclosure.attacker.system import Target
from gija.methods.disclosure.values import Alone, Interval, Rule

if TYPE_CHECKING:
    from gija.methods.disclosure.attacker.attack import Attack

COUNTS = frozenset({"closed", "derived"})


@dataclass(frozen=True, slots=True)
class Insider:
    """A person alone at a place: the row of its cell in a part, and what that row then is."""

    who: Alone
    part: int
    row: int
    value: int


def insiders(attack: Attack, alone: Iterable[Alone]) -> list[Insider]:
    """Those whose cell is closed and still open to guesses; of all others nobody knows less than they do."""
    rows = {Alone(f.population, f.place, f.vintage): attack.system.first + n
            for n, f in enumerate(attack.system.figures) if f.closed}  # fmt: skip
    found = []
    for who in sorted(set(alone), key=lambda one: (one.population, one.vintage, one.place)):
        row = rows.get(who)
        sure, parts = attack.split(attack.system.rows[row].form) if row is not None else (0, {})
        if row is not None and len(parts) == 1:
            part = next(iter(parts))
            found.append(Insider(who, part, attack.parts[part].numbers.index(row), 1 - sure))
    return found


class Watch:
    """The counts that no insider may find, by part."""

    def __init__(self, attack: Attack, targets: Sequence[Target]) -> None:
        self.attack = attack
        self._of: dict[int, list[tuple[Target, int]]] = {}
        self._forms: dict[int, Any] = {}
        self._sums: dict[int, tuple[int, npt.NDArray[np.int64]]] = {}
        for target in targets:
            sure, parts = attack.split(target.form)
            if target.kind in COUNTS and len(parts) == 1:
                self._of.setdefault(next(iter(parts)), []).append((target, sure))

    def suspects(self, insider: Insider) -> Iterator[Target]:
        """Those of which no table found until now shows that this insider cannot tell them. Whoever asks for the next
        one may have found more tables."""
        room = _Room(self, insider)
        watched = self._of.get(insider.part, [])
        first = [number for number in range(len(watched)) if self._open(room, number, watched[number])]
        if len(first) > 2:
            room.spread(first)
        for number in first:
            if self._open(room, number, watched[number]):
                yield watched[number][0]

    def _open(self, room: _Room, number: int, watched: tuple[Target, int]) -> bool:
        target, sure = watched
        if Alone(target.population, target.place, target.vintage) == room.insider.who:
            return False
        ends = room.ends(number)
        return ends is None or tells(Interval(ends[0] + sure, ends[1] + sure), self.attack.rule)

    def sums(self, number: int) -> npt.NDArray[np.int64]:
        """(tables found of a part, its watched counts); what was reckoned before is kept."""
        part, factors = self.attack.parts[number], self.factors(number)
        turn, before = self._sums.get(number, (-1, np.zeros((0, factors.shape[0]), np.int64)))
        known = before if turn == part.turn else before[:0]
        if len(part.points) > len(known):
            known = np.concatenate([known, (factors @ part.points[len(known) :].T).T])
        self._sums[number] = part.turn, known
        return known

    def factors(self, number: int) -> Any:
        """(watched counts, unknowns of a part)."""
        if number not in self._forms:
            part, watched = self.attack.parts[number], self._of.get(number, [])
            forms = [part.local(self.attack.split(target.form)[1][number]) for target, _ in watched]
            rows = [row for row, form in enumerate(forms) for _ in form]
            columns = [place for form in forms for place, _ in form]
            values = np.array([factor for form in forms for _, factor in form], np.int64)
            self._forms[number] = csr_matrix((values, (rows, columns)), (len(watched), len(part.unknowns)))
        return self._forms[number]


class _Room:
    """What one insider leaves possible: the least and the most of each watched count in the tables found so far."""

    def __init__(self, watch: Watch, insider: Insider) -> None:
        self.watch, self.insider, self.part = watch, insider, watch.attack.parts[insider.part]
        size = watch.factors(insider.part).shape[0]
        self._seen, self._low, self._high = 0, np.full(size, np.inf), np.full(size, -np.inf)

    def ends(self, number: int) -> tuple[int, int] | None:
        new = self.part.points[self._seen :]
        if len(new):
            own = self.part.rows[self.insider.row][0]
            mine = new[:, [place for place, _ in own]] @ np.array([factor for _, factor in own])
            sums = self.watch.sums(self.insider.part)[self._seen :][mine == self.insider.value]
            self._seen += len(new)
            if len(sums):
                self._low = np.minimum(self._low, sums.min(axis=0))
                self._high = np.maximum(self._high, sums.max(axis=0))
        low, high = self._low[number], self._high[number]
        return (int(low), int(high)) if low <= high else None

    def spread(self, numbers: Sequence[int]) -> None:
        """Two tables far apart in many counts at once."""
        together = np.asarray(self.watch.factors(self.insider.part)[list(numbers)].sum(axis=0)).ravel()
        form = tuple((self.part.unknowns[place], int(together[place])) for place in np.flatnonzero(together))
        with self.part.held(self.insider.row, self.insider.value):
            for most in (True, False):
                self.part.end(form, most)


def tells(interval: Interval, rule: Rule) -> bool:
    """Is it the exact number of few people (or, where that must not be found, of none)?"""
    return interval.pinned and (rule.small(interval.low or 0) or (rule.zeros and interval.low == 0))


def found_by(attack: Attack, watch: Watch, insider: Insider) -> Iterator[tuple[Target, Interval]]:
    """The counts that an insider finds."""
    part = attack.parts[insider.part]
    for target in watch.suspects(insider):
        with part.held(insider.row, insider.value):
            interval = attack.interval(target.form)
        if tells(interval, attack.rule):
            yield target, interval
