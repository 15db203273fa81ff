"""What is known of a figure, today or on a day; series with breaks; what the checks find."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.db.models import Q, QuerySet

from gija.commons.permissions import Actor, require
from gija.rapporteur.statistics import breakdowns, checks, periods
from gija.rapporteur.statistics.breakdowns import TOTAL, Breakdown
from gija.rapporteur.statistics.models import Observation, ReceivedTable
from gija.rapporteur.statistics.points import Point, Series, by_indicator, place
from gija.rapporteur.statistics.rows import points_of
from gija.vocabulary.lists import code_list

READ = "rapporteur.statistics.read"
LOAD = "rapporteur.statistics.load"
INNER = "rapporteur.statistics.inner"
DELIVER = "rapporteur.delivery.read"  # the pages of `deliveries`
# Tables that the register (or the police of tips, institutions of their own cases) hands over are true counts, small
# ones too. Nobody is shown them but who may see inner figures, and nothing of them goes out but through the disclosure
# gate: each query here leaves them out unless `inner` is asked for.
COUNTED = ("register", "police", "casework")  # sources
OF_REGISTER = Q(kind="reported", source__in=COUNTED)


def is_inner(point: Point) -> bool:
    """Is it a true count of a table that was handed over, which nothing protects?"""
    return point.basis.kind == "reported" and point.source in COUNTED


def _rows(*, inner: bool) -> QuerySet[Observation]:
    return Observation.objects.all() if inner else Observation.objects.exclude(OF_REGISTER)


def told(
    indicator: str | None = None,
    *,
    kinds: Collection[str] | None = None,
    as_of: dt.date | None = None,
    inner: bool = False,
) -> list[Point]:
    """All that was ever told (by a day), in the order of telling; `inner`: the register's true counts among it."""
    rows = _rows(inner=inner)
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    if as_of is not None:
        rows = rows.filter(known_from__lte=as_of)
    return points_of(rows)


def held(told: Sequence[Point], *, first: bool = False) -> tuple[Point, ...]:
    """Of each figure the last telling; `first`: the one it was first published as."""
    return tuple({_identity(p): p for p in (reversed(told) if first else told)}.values())


def points(
    indicator: str | None = None,
    *,
    kinds: Collection[str] | None = None,
    as_of: dt.date | None = None,
    first: bool = False,
    inner: bool = False,
) -> tuple[Point, ...]:
    """The figures that hold on a day (None: that hold now): of each the latest vintage known by then; `first`: the one
    it was first published as; `inner`: the register's true counts among them."""
    return held(told(indicator, kinds=kinds, as_of=as_of, inner=inner), first=first)


def _identity(point: Point) -> tuple[object, ...]:
    """What makes it one figure: `Observation.IDENTITY`."""
    return point.indicator, point.period, point.breakdown, point.basis


def series(
    indicator: str,
    *,
    breakdown: Breakdown | None = TOTAL,
    kinds: Collection[str] | None = None,
    as_of: dt.date | None = None,
    first: bool = False,
    inner: bool = False,
) -> Series:
    """The series of an indicator: of its totals, of one breakdown, or (None) of all its cells."""
    found = points(indicator, kinds=kinds, as_of=as_of, first=first, inner=inner)
    return Series.of(indicator, (p for p in found if breakdown is None or p.breakdown == breakdown))


def vintages(indicator: str, period: str, breakdown: Breakdown = TOTAL, *, inner: bool = False) -> tuple[Point, ...]:
    """All that was ever told of one figure, earliest first."""
    rows = _rows(inner=inner).filter(indicator=indicator, period=period, breakdown=breakdowns.to_json(breakdown))
    return tuple(points_of(rows))


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that was told anew: as it was, as it was told then, from which day and why."""

    before: Point
    after: Point


def revisions(indicator: str, *, as_of: dt.date | None = None, inner: bool = False) -> list[Revision]:
    """Every revision of the figures of an indicator, latest first. A vintage that repeats its value is none."""
    return revised(told(indicator, as_of=as_of, inner=inner))


def revised(told: Iterable[Point]) -> list[Revision]:
    """The revisions among what was told, in the order of telling; latest first."""
    given = list(told)
    again = {_identity(p) for p in given if p.vintage > 1}  # few: nothing is kept of the others
    tellings: dict[tuple[object, ...], list[Point]] = {one: [] for one in again}
    for point in given if again else ():
        if (figure := _identity(point)) in again:
            tellings[figure].append(point)
    found = [
        Revision(before, after)
        for vintages in tellings.values()
        for before, after in pairwise(vintages)
        if (before.value, before.status, before.qualifier) != (after.value, after.status, after.qualifier)
    ]
    return sorted(found, key=lambda one: (one.after.known_from, place(one.after)), reverse=True)


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator at a glance."""

    code: str
    periods: tuple[str, ...]
    figures: int
    missing: int
    breaks: int
    findings: int


def indicators(*, as_of: dt.date | None = None, inner: bool = False) -> list[IndicatorLine]:
    """The indicators there are figures of, in the order of the vocabulary."""
    return list(_looked(_state(), as_of, inner=inner)[0])


def validate(*, as_of: dt.date | None = None, inner: bool = False) -> tuple[checks.Finding, ...]:
    """What the checks find in the figures known now, or known on a day."""
    return _looked(_state(), as_of, inner=inner)[1]


def _state() -> tuple[object, ...]:
    """Which figures there are: how many, and the last one. They are only ever added, so the same state is the same
    figures."""
    last = Observation.objects.order_by("pk").values_list().last()
    return Observation.objects.count(), *(last or ())


@lru_cache(maxsize=8)
def _looked(
    _state: tuple[object, ...], as_of: dt.date | None, *, inner: bool
) -> tuple[tuple[IndicatorLine, ...], tuple[checks.Finding, ...]]:
    """Every indicator at a glance and all findings, kept until a figure is added."""
    known = points(as_of=as_of, inner=inner)
    found = checks.findings(known)
    findings, by_code = Counter(one.indicator for one in found), by_indicator(known)
    codes = [one.code for one in code_list("indicator") if one.code in by_code]
    return tuple(_line(code, by_code[code], findings[code]) for code in codes), found


def _line(code: str, own: Sequence[Point], findings: int) -> IndicatorLine:
    order = sorted({p.period for p in own}, key=periods.order)
    totals = Series.of(code, (p for p in own if p.is_total))
    told = sum(p.value is not None for p in own)
    return IndicatorLine(code, tuple(order), told, len(own) - told, len(totals.breaks), findings)


@dataclass(frozen=True, slots=True)
class Telling:
    """All that was told of an indicator by a day: every vintage, what holds, what was revised, what the checks find."""

    told: tuple[Point, ...]
    held: tuple[Point, ...]
    revisions: tuple[Revision, ...]
    findings: tuple[checks.Finding, ...]


def telling(indicator: str, *, as_of: dt.date | None = None, inner: bool = False) -> Telling:
    """What a page of one indicator tells; kept for the indicators that were looked at last, until a figure is added."""
    return _telling(_state(), indicator, as_of, inner=inner)


@lru_cache(maxsize=8)
def _telling(_state: tuple[object, ...], indicator: str, as_of: dt.date | None, *, inner: bool) -> Telling:
    every = tuple(told(indicator, as_of=as_of, inner=inner))
    now = held(every)
    return Telling(every, now, tuple(revised(every)), _findings_of(indicator, now, as_of, inner=inner))


def _findings_of(
    indicator: str, own: Sequence[Point], as_of: dt.date | None, *, inner: bool
) -> tuple[checks.Finding, ...]:
    """What `validate` finds of one indicator, of which `own` are the figures that hold.

    A check that looks at other indicators looks at published figures, or at totals of the stages one after another: of
    what others reported no more is read.
    """
    stages = checks.rule("stage_order")["stages"]
    rows = _rows(inner=inner).exclude(indicator=indicator)
    rows = rows.filter(~Q(kind="reported") | Q(breakdown="{}", indicator__in=stages))
    others = held(points_of(rows.filter(known_from__lte=as_of) if as_of else rows))
    return tuple(one for one in checks.findings((*own, *others)) if one.indicator == indicator)


def tables() -> list[ReceivedTable]:
    return list(ReceivedTable.objects.all())


def reader(actor: Actor | None) -> Actor:
    """The actor, if they may read figures."""
    return require(actor, READ)
