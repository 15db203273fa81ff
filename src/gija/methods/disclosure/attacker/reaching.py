"""Which earlier releases have to do with a candidate. The others say nothing of what it tells, and are left aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from gija.methods.disclosure.attacker.figures import axes
from gija.methods.disclosure.values import Release
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table

Mark = tuple[str, tuple[str, ...]]  # a population, and one leaf of each growing axis (one moment)


def reaching(history: Iterable[Release], candidate: Release, members: Sequence[Table] = ()) -> list[Release]:
    """Those releases, in order, that speak of a moment of which the candidate speaks, or a release (or the members'
    own figures) that has to do with it. Unknown counts are of one moment each, and rows join only moments that one
    release tells of, so the attacker's system falls apart between what is taken and what is left."""
    told = list(history)
    known = axes([*told, candidate], members)
    marks = [set(_marks(release.tables, known)) for release in told]
    reached, left = set(_marks(candidate.tables, known)), list(range(len(told)))
    own = [set(_marks([table], known)) for table in members]
    while True:
        for mine in own:
            reached |= mine if mine & reached else set()
        near = [number for number in left if marks[number] & reached]
        if not near:
            break
        reached.update(*(marks[number] for number in near))
        left = [number for number in left if number not in near]
    away = set(left)
    return [release for number, release in enumerate(told) if number not in away]


def _marks(tables: Iterable[Table], known: Mapping[str, Mapping[str, Axis]]) -> Iterator[Mark]:
    for table in tables:
        mine = known[table.population]
        growing = sorted(code for code, axis in mine.items() if axis.open)
        places = [next((n for n, axis in enumerate(table.axes) if axis.code == code), -1) for code in growing]
        for codes in {tuple(cell.key[n] if n >= 0 else "" for n in places) for cell in table}:
            held = [_leaves(mine[axis], code) for axis, code in zip(growing, codes, strict=True)]
            yield from ((table.population, moment) for moment in product(*held))


def _leaves(axis: Axis, code: str) -> Iterable[str]:
    """All of them where it is not said: such a figure is refused later, by name."""
    return axis.leaves_of(code) if code in axis.codes else axis.leaves
