"""Steps by the time they took, added up over institutions band by band. Knows no database.

An institution names only bands with somebody in them, and the number of all of them: where the named ones add up to
it, there is nobody in the others; where they do not, the others are not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.breakdowns import Breakdown, list_of, without
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list


@dataclass(frozen=True, slots=True)
class Bands:
    """One period: how many institutions told it, and of each band how many steps (None: not known of all of them)."""

    period: str
    told: tuple[str, ...]  # every period that somebody told, the latest first
    institutions: int
    values: Mapping[str, int | None]
    points: tuple[Point, ...]


def bands(points: Iterable[Point], by: str, within: Breakdown, period: str) -> Bands | None:
    """The bands of `by` of one kind of step (`within`), of this period or, where nobody told it, of the latest."""
    own = [p for p in points if p.breakdown == within or (len(p.breakdown) == 2 and without(p.breakdown, by) == within)]
    told = sorted({p.period for p in own if _whole(p, within)}, key=periods.order, reverse=True)
    if not told:
        return None
    shown = period if period in told else told[0]
    tables: dict[str, list[Point]] = defaultdict(list)
    for point in own:
        if point.period == shown:
            tables[point.basis.dataset].append(point)
    found = [_of_one(some, by, within) for some in tables.values() if any(_whole(p, within) for p in some)]
    values = {one.code: _sum([of[one.code] for of in found]) for one in code_list(list_of(by))}
    return Bands(shown, tuple(told), len(found), values, tuple(p for some in tables.values() for p in some))


def _whole(point: Point, within: Breakdown) -> bool:
    return point.breakdown == within and point.value is not None


def _of_one(points: Sequence[Point], by: str, within: Breakdown) -> dict[str, int | None]:
    whole = next(p.value for p in points if _whole(p, within))
    named = {dict(p.breakdown)[by]: p.value for p in points if p.breakdown != within}
    closed = None not in named.values() and sum(v or 0 for v in named.values()) == whole
    return {one.code: named.get(one.code, 0 if closed else None) for one in code_list(list_of(by))}


def _sum(values: Sequence[int | None]) -> int | None:
    return None if None in values else sum(v or 0 for v in values)
