"""Ways between two things of a chart, and what both are tied to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gija.methods.graph.steps import neighbours
from gija.methods.graph.values import Chart, Relation
from gija.vocabulary.errors import GijaError

LONGEST, MOST = 6, 12
EFFORT = 200_000  # things looked at before a search gives up: a dense chart has more ways than anybody reads


@dataclass(frozen=True, slots=True)
class Way:
    """One way: the things it passes, ends included, and between each two of them every relation there is."""

    things: tuple[str, ...]
    relations: tuple[tuple[Relation, ...], ...]

    @property
    def steps(self) -> int:
        return len(self.relations)


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways found, the shortest first. `more`: there are others within `longest`, left out."""

    ways: tuple[Way, ...]
    longest: int
    more: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """A thing that both are tied to, with the relations that tie each."""

    thing: str
    to_one: tuple[Relation, ...]
    to_other: tuple[Relation, ...]


def ways(chart: Chart, one: str, other: str, longest: int = LONGEST, most: int = MOST) -> Ways:
    """At most `most` ways of at most `longest` steps, whichever way relations lead, none passing a thing twice.

    Shortest first, then by the ids passed; the same chart gives the same ways. Refused: `graph.not_on_chart`,
    `graph.same_thing`.
    """
    _both(chart, one, other)
    near, far = neighbours(chart), _distances(chart, other, longest)
    between = _between(chart)
    found: list[Way] = []
    search = _Search(near, far, other)
    for steps in range(far.get(one, longest + 1), longest + 1):
        for things in search.of(one, steps):
            if len(found) == most:
                return Ways(tuple(found), longest, True)
            pairs = pairwise(things)
            found.append(Way(things, tuple(tuple(between[frozenset(pair)]) for pair in pairs)))
    return Ways(tuple(found), longest, search.spent >= EFFORT)


class _Search:
    """All ways of exactly so many steps, by ids in order; never a branch from which the end is out of reach."""

    def __init__(self, near: Mapping[str, Sequence[str]], far: Mapping[str, int], end: str) -> None:
        self.near, self.far, self.end, self.spent = near, far, end, 0

    def of(self, start: str, steps: int) -> Iterator[tuple[str, ...]]:
        yield from self._on((start,), steps)

    def _on(self, passed: tuple[str, ...], left: int) -> Iterator[tuple[str, ...]]:
        self.spent += 1
        if self.spent >= EFFORT:
            return
        if left == 0:
            if passed[-1] == self.end:
                yield passed
            return
        if passed[-1] == self.end:
            return
        for following in self.near.get(passed[-1], ()):
            if following not in passed and self.far.get(following, left) <= left - 1:
                yield from self._on((*passed, following), left - 1)


def shared(chart: Chart, one: str, other: str) -> tuple[Shared, ...]:
    """What both are tied to directly, those with most relations first. Refused as `ways` refuses."""
    _both(chart, one, other)
    near, between = neighbours(chart), _between(chart)
    common = sorted(set(near.get(one, ())) & set(near.get(other, ())))
    found = [
        Shared(thing, tuple(between[frozenset((one, thing))]), tuple(between[frozenset((other, thing))]))
        for thing in common
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.to_one) - len(each.to_other), each.thing)))


def along(chart: Chart, found: Ways) -> Chart:
    """The part of the chart that the ways pass, round their first thing."""
    passed = {thing for way in found.ways for thing in way.things}
    tied = {relation.id for way in found.ways for some in way.relations for relation in some}
    return Chart(
        chart.title,
        found.ways[0].things[0] if found.ways else chart.focus,
        tuple(one for one in chart.entities if one.id in passed),
        tuple(one for one in chart.relations if one.id in tied),
        chart.created,
    )


def _both(chart: Chart, one: str, other: str) -> None:
    if not {one, other} <= {entity.id for entity in chart.entities}:
        raise GijaError("graph.not_on_chart")
    if one == other:
        raise GijaError("graph.same_thing")


def _between(chart: Chart) -> dict[frozenset[str], list[Relation]]:
    found: dict[frozenset[str], list[Relation]] = defaultdict(list)
    for relation in chart.relations:
        found[frozenset((relation.source, relation.target))].append(relation)
    return found


def _distances(chart: Chart, end: str, longest: int) -> dict[str, int]:
    near, found, ring = neighbours(chart), {end: 0}, [end]
    for step in range(1, longest + 1):
        ring = list(dict.fromkeys(other for one in ring for other in near.get(one, ()) if other not in found))
        for one in ring:
            found.setdefault(one, step)
    return found
