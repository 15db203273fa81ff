"""What is known of a figure, today or on a day; series with breaks; what the checks find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.db.models import Q, QuerySet

from gija.commons.permissions import Actor, require
from gija.rapporteur.statistics import breakdowns, checks, looking
from gija.rapporteur.statistics.breakdowns import TOTAL, Breakdown
from gija.rapporteur.statistics.looking import IndicatorLine, Looked, Seen, Shelf, seen, shelves
from gija.rapporteur.statistics.models import Observation, ReceivedTable
from gija.rapporteur.statistics.points import Point, Series, place
from gija.rapporteur.statistics.rows import points_of

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
    """Of each figure the last telling; `first`: the one it was first published as.

    What a table that was handed over says of an indicator is told anew as a whole: a cell that its latest vintage does
    not name holds no more.
    """
    if first:
        return tuple({_identity(p): p for p in reversed(told)}.values())
    latest: dict[tuple[str, str, str], int] = {}
    for point in filter(is_inner, told):
        latest[_table(point)] = max(latest.get(_table(point), 0), point.vintage)
    found = {_identity(p): p for p in told}.values()
    return tuple(p for p in found if not is_inner(p) or p.vintage == latest[_table(p)])


def _table(point: Point) -> tuple[str, str, str]:
    return point.indicator, point.basis.dataset, point.period


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


def indicators(*, as_of: dt.date | None = None, inner: bool = False) -> list[IndicatorLine]:
    """The indicators there are figures of, in the order of the vocabulary."""
    return list(_looked(as_of, inner=inner).lines)


def validate(*, as_of: dt.date | None = None, inner: bool = False) -> tuple[checks.Finding, ...]:
    """What the checks find in the figures known now, or known on a day."""
    return _looked(as_of, inner=inner).findings


def _state() -> tuple[Any, ...]:
    """Which figures there are: how many, and the last one. They are only ever added, so the same state is the same
    figures."""
    last = Observation.objects.order_by("pk").values_list().last()
    return Observation.objects.count(), *(last or ())


def _looked(as_of: dt.date | None, *, inner: bool) -> Looked:
    return _looked_back(_state(), as_of, inner=inner) if as_of else _looked_now(inner=inner)


@lru_cache(maxsize=4)
def _looked_back(_state: tuple[object, ...], as_of: dt.date, *, inner: bool) -> Looked:
    held_then = shelves(points(as_of=as_of, inner=inner))
    return looking.together({one: seen(own) for one, own in held_then.items()})


@dataclass(frozen=True, slots=True)
class Kept:
    """What was seen of the figures of a state."""

    state: tuple[Any, ...]
    seen: Mapping[Shelf, Seen]
    looked: Looked


_kept: dict[bool, Kept] = {}  # inner or not -> the last look; a process looks at all figures once


def _looked_now(*, inner: bool) -> Looked:
    before, now = _kept.get(inner), _state()
    if before is None or before.state != now:
        changed = _added(before.state, now) if before else None
        of = before.seen if before and changed is not None else {}
        told = points_of(_on(_rows(inner=inner), changed))
        own = {one: seen(list(held(own))) for one, own in shelves(told).items() if changed is None or one in changed}
        every = {**of, **own}
        before = _kept[inner] = Kept(now, every, looking.together(every))
    return before.looked


def _added(before: tuple[Any, ...], now: tuple[Any, ...]) -> set[Shelf] | None:
    """The shelves that figures were added to; None: these are not the figures of before with others after them."""
    count, last = before[0], before[1:]
    if not last or Observation.objects.filter(pk=last[0]).values_list().first() != last:
        return None
    new = list(Observation.objects.filter(pk__gt=last[0]).values_list("indicator", "dataset"))
    return set(new) if [count] == [now[0] - len(new)] else None


def _on(rows: QuerySet[Observation], changed: set[Shelf] | None) -> QuerySet[Observation]:
    """The figures of these shelves, and maybe of others of the same indicators; None: all."""
    if changed is None:
        return rows
    names, datasets = {one for one, _dataset in changed}, {dataset for _one, dataset in changed}
    return rows.filter(indicator__in=names, dataset__in=datasets)


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
    what others reported no more is read. Where all figures were looked at already, nothing is.
    """
    if as_of is None and inner in _kept:
        return tuple(one for one in validate(inner=inner) if one.indicator == indicator)
    stages = checks.rule("stage_order")["stages"]
    rows = _rows(inner=inner).exclude(indicator=indicator)
    rows = rows.filter(~Q(kind="reported") | Q(breakdown="{}", indicator__in=stages))
    others = held(points_of(rows.filter(known_from__lte=as_of) if as_of else rows))
    between = checks.across((*looking.shared(own), *others))
    return checks.ordered([*checks.alone(tuple(own)), *(one for one in between if one.indicator == indicator)])


def tables() -> list[ReceivedTable]:
    return list(ReceivedTable.objects.all())


def reader(actor: Actor | None) -> Actor:
    """The actor, if they may read figures."""
    return require(actor, READ)
