"""Figures as values: a point with all that says what it is, and a series with its breaks. Knows no database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise

from gija.rapporteur.statistics import breakdowns, periods
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Basis:
    """What makes figures comparable: those of another base, stage or definition are another line."""

    base: str
    stage: str
    definition: str
    authority: str
    kind: str = "cited"
    dataset: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure. `value` is None where, and only where, `status` is not `reported`: missing is never zero."""

    indicator: str
    period: str
    breakdown: Breakdown
    value: int | None
    status: str
    basis: Basis
    source: str
    qualifier: str = "exact"
    line: str = ""
    quote: str = ""
    how: str = ""  # for a derived figure: the arithmetic
    revision: str = ""  # why it was told anew
    vintage: int = 1
    published_at: str = ""
    known_from: dt.date = dt.date.min

    @property
    def derived(self) -> bool:
        return bool(self.how)

    @property
    def is_total(self) -> bool:
        return not self.breakdown

    @property
    def text(self) -> Text:
        """The value in words: `47`, `more than 80`, `Not available`."""
        if self.value is None:
            return code_list("value_status")[self.status].text
        if self.qualifier == "exact":
            return Text(str(self.value), str(self.value))
        said = code_list("observation_qualifier")[self.qualifier].text
        return Text(f"{said.en.lower()} {self.value}", f"{said.lt.lower()} {self.value}")


@dataclass(frozen=True, slots=True)
class Break:
    """Between two periods nothing is comparable: what changed (`base`, `stage`, `definition`, …), from what to what."""

    before: str
    after: str
    changed: tuple[str, ...]
    old: frozenset[Basis]
    new: frozenset[Basis]


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one indicator and breakdown, in order of time; `lines` holds what may be drawn as one line."""

    indicator: str
    points: tuple[Point, ...]
    breaks: tuple[Break, ...] = field(default=())

    @classmethod
    def of(cls, indicator: str, points: Iterable[Point]) -> Series:
        ordered = tuple(sorted(points, key=place))
        return cls(indicator, ordered, breaks_of(ordered))

    @property
    def lines(self) -> Mapping[Basis, tuple[Point, ...]]:
        """Comparable points only, breakdowns aside; gaps stay in as points without a value."""
        bases = sorted({p.basis for p in self.points}, key=repr)
        return {basis: tuple(p for p in self.points if p.basis == basis) for basis in bases}

    def break_before(self, period: str) -> Break | None:
        return next((b for b in self.breaks if b.after == period), None)


def place(point: Point) -> tuple[object, ...]:
    """The order of points: time, whole before parts, then what they count."""
    return (periods.order(point.period), len(point.breakdown), point.breakdown, _said(point.basis))


@lru_cache(maxsize=20_000)
def _said(basis: Basis) -> str:
    return repr(basis)


def breaks_of(points: tuple[Point, ...]) -> tuple[Break, ...]:
    """Where the line ends: the next period with a value has no total that is counted as any of the one before.

    Periods of different length, and figures that were reported and cited, are not set against each other.
    """
    found = []
    totals = [p for p in points if p.is_total and p.value is not None]
    by_kind: dict[tuple[bool, str, str], list[Point]] = defaultdict(list)
    for p in totals:
        by_kind[periods.is_year(p.period), p.basis.kind, p.basis.dataset].append(p)
    for _kind, alike in sorted(by_kind.items()):
        steps = [(period, frozenset(p.basis for p in group)) for period, group in groupby(alike, lambda p: p.period)]
        for (before, old), (after, new) in pairwise(steps):
            if not old & new:
                found.append(Break(before, after, _changed(old, new), old, new))
    return tuple(sorted(found, key=lambda b: periods.order(b.after)))


def _changed(old: frozenset[Basis], new: frozenset[Basis]) -> tuple[str, ...]:
    names = ("base", "stage", "definition", "authority")
    return tuple(name for name in names if not {getattr(b, name) for b in old} & {getattr(b, name) for b in new})


def by_indicator(points: Iterable[Point]) -> dict[str, list[Point]]:
    """The points of each indicator, in the order given."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        found[point.indicator].append(point)
    return found


def breakdown_text(point: Point) -> Text:
    return breakdowns.text(point.breakdown)
