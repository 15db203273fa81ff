"""What is known of a figure, today or on a day; series with breaks; what the checks find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q, QuerySet

from gija.commons.permissions import Actor, require
from gija.rapporteur.statistics import breakdowns, checks
from gija.rapporteur.statistics.breakdowns import TOTAL, Breakdown
from gija.rapporteur.statistics.models import Observation, ReceivedTable
from gija.rapporteur.statistics.points import Basis, Point, Series, place
from gija.vocabulary.lists import code_list

READ = "rapporteur.statistics.read"
LOAD = "rapporteur.statistics.load"
INNER = "rapporteur.statistics.inner"
# The register's own counts are true ones, small ones too. Nobody is shown them but who may see inner figures, and
# nothing of them goes out but through the disclosure gate: each query here leaves them out unless `inner` is asked for.
OF_REGISTER = Q(kind="reported", source="register")


def is_inner(point: Point) -> bool:
    """Is it a true count of the register, which nothing protects?"""
    return point.basis.kind == "reported" and point.source == "register"


def _rows(*, inner: bool) -> QuerySet[Observation]:
    return Observation.objects.all() if inner else Observation.objects.exclude(OF_REGISTER)


def point_of(row: Observation) -> Point:
    """A kept observation as a value."""
    basis = Basis(row.base, row.stage, row.definition, row.authority, row.kind, row.dataset)
    return Point(
        indicator=row.indicator,
        period=row.period,
        breakdown=breakdowns.from_json(row.breakdown),
        value=row.value,
        status=row.status,
        basis=basis,
        source=row.source,
        qualifier=row.qualifier,
        line=row.line,
        quote=row.quote,
        how=row.how,
        revision=row.revision,
        vintage=row.vintage,
        published_at=row.published_at,
        known_from=row.known_from,
    )


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
    rows = _rows(inner=inner)
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    if as_of is not None:
        rows = rows.filter(known_from__lte=as_of)
    told = list(rows.order_by("known_from", "vintage", "pk"))
    held = {_identity(row): row for row in (reversed(told) if first else told)}
    return tuple(point_of(row) for row in held.values())


def _identity(row: Observation) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in Observation.IDENTITY)


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
    return tuple(point_of(row) for row in rows.order_by("known_from", "vintage", "pk"))


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that was told anew: as it was, as it was told then, from which day and why."""

    before: Point
    after: Point


def revisions(indicator: str, *, as_of: dt.date | None = None, inner: bool = False) -> list[Revision]:
    """Every revision of the figures of an indicator, latest first. A vintage that repeats its value is none."""
    rows = _rows(inner=inner).filter(indicator=indicator)
    told: dict[tuple[str, ...], list[Point]] = {}
    for row in (rows.filter(known_from__lte=as_of) if as_of else rows).order_by("known_from", "vintage", "pk"):
        told.setdefault(_identity(row), []).append(point_of(row))
    found = [
        Revision(before, after)
        for vintages in told.values()
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
    known = points(as_of=as_of, inner=inner)
    found = checks.findings(known)
    lines = []
    for code in code_list("indicator"):
        own = [p for p in known if p.indicator == code.code]
        if own:
            whole = Series.of(code.code, own)
            lines.append(
                IndicatorLine(
                    code.code,
                    tuple(dict.fromkeys(p.period for p in whole.points)),
                    sum(p.value is not None for p in own),
                    sum(p.value is None for p in own),
                    len(whole.breaks),
                    sum(f.indicator == code.code for f in found),
                )
            )
    return lines


def validate(*, as_of: dt.date | None = None, inner: bool = False) -> tuple[checks.Finding, ...]:
    """What the checks find in the figures known now, or known on a day."""
    return checks.findings(points(as_of=as_of, inner=inner))


def tables() -> list[ReceivedTable]:
    return list(ReceivedTable.objects.all())


def reader(actor: Actor | None) -> Actor:
    """The actor, if they may read figures."""
    return require(actor, READ)
