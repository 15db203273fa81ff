"""What the model of `police.sameness` says of the persons of a chart: joined by it, or put to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from gija.methods.graph.values import Chart, Entity
from gija.police.dossiers.layers import Decision, Finder, Join, rows
from gija.police.dossiers.reach import SAME
from gija.police.dossiers.values import WITHHELD
from gija.police.sameness import Pair, likely_pairs, seen, shipped


def by_model(chart: Chart, decided: tuple[Join, ...], when: datetime) -> tuple[Join, ...]:
    """The joins that hold for this chart: those decided before, and what the model says of every other pair.

    The model never joins two who are tied to each other, stand in one record, or carry different personal codes, nor
    a group that would hold such two; nor anybody withheld.
    """
    known = {one.id: one for one in chart.entities if one.type == "person" and not one.id.startswith(WITHHELD)}
    finder, people = Finder(chart.entities), seen(tuple(chart.entities), chart.relations)
    told = {frozenset((finder.now(j.one, j.rows[0]), finder.now(j.other, j.rows[1]))) for j in decided if not _open(j)}
    apart = _apart(chart, known)
    groups = _Groups(known, apart)
    for join in decided:
        if join.decision is Decision.ONE:
            groups.join(finder.now(join.one, join.rows[0]), finder.now(join.other, join.rows[1]))
    found = [join for join in decided if not _open(join)]
    for pair in likely_pairs([one for one in people if one.id in known]):
        ends = frozenset((pair.one, pair.other))
        if ends not in told and ends not in apart and not groups.same(pair.one, pair.other):
            sure = pair.probability >= shipped().join and groups.join(pair.one, pair.other)
            found.append(_join(pair, known, Decision.ONE if sure else Decision.ASKED, when))
    return tuple(found)


def _open(join: Join) -> bool:
    """Nobody has decided it: the model may say something else of it now."""
    return join.decision is Decision.ASKED


def _join(pair: Pair, known: Mapping[str, Entity], decision: Decision, when: datetime) -> Join:
    return Join(
        pair.one,
        pair.other,
        decision,
        True,
        shipped().version,
        when,
        "",
        pair.weight,
        pair.prior,
        pair.evidence,
        (rows(known[pair.one]), rows(known[pair.other])),
    )


def _apart(chart: Chart, known: Mapping[str, Entity]) -> set[frozenset[str]]:
    """Pairs that cannot be one: tied to each other, or told side by side in one record."""
    found = {
        frozenset((tie.source, tie.target))
        for tie in chart.relations
        if tie.type != SAME and tie.source in known and tie.target in known
    }
    beside: dict[tuple[str, str], list[str]] = {}
    for one in known.values():
        for row in rows(one):
            beside.setdefault(row, []).append(one.id)
    found |= {frozenset((one, other)) for some in beside.values() for one in some for other in some if one != other}
    return found


class _Groups:
    """Who is one so far; two groups are joined only where nobody of the one must be apart from one of the other."""

    def __init__(self, known: Mapping[str, Entity], apart: Iterable[frozenset[str]]) -> None:
        self.known, self.apart = known, set(apart)
        self.of: dict[str, set[str]] = {}

    def _group(self, one: str) -> set[str]:
        return self.of.setdefault(one, {one})

    def same(self, one: str, other: str) -> bool:
        return other in self._group(one)

    def join(self, one: str, other: str) -> bool:
        """Join the two groups; False where they must stay apart or one of the ends is not on the chart."""
        if one not in self.known or other not in self.known:
            return False
        some, others = self._group(one), self._group(other)
        if some is others:
            return True
        if self._codes(some) and self._codes(others) and self._codes(some).isdisjoint(self._codes(others)):
            return False
        if any(frozenset((a, b)) in self.apart for a in some for b in others):
            return False
        some |= others
        for each in some:
            self.of[each] = some
        return True

    def _codes(self, some: Iterable[str]) -> set[str]:
        return {code for one in some for code in self.known[one].attributes.get("personal_code", ())}
