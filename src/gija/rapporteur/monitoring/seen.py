"""What of the figures an actor may be shown: deny by default.

The Rapporteur and the coordinator, who hold `rapporteur.statistics.inner`, see all. Everybody else sees figures that
others published, and of those that were counted or collected here only what the disclosure gate let pass and a release
has told, as the release told it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Q, QuerySet

from gija.commons.permissions import Actor, may
from gija.methods.disclosure.stored import release_from
from gija.rapporteur.gate import populations
from gija.rapporteur.gate.models import Entry
from gija.rapporteur.monitoring import catalogue
from gija.rapporteur.statistics import queries as statistics
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.points import Point
from gija.rapporteur.statistics.published import sources
from gija.rapporteur.statistics.rows import points_of

Place = tuple[str, tuple[tuple[str, str], ...]]  # population, and (axis, code) of what it is broken down by


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it may be shown; None: closed to protect people."""

    value: int | None


def sees_inner(actor: Actor | None) -> bool:
    return may(actor, statistics.INNER)


def is_published(point: Point) -> bool:
    """Did others publish it, or is it reckoned from what they did?"""
    if point.basis.kind == "cited":
        return True
    return point.basis.kind == "computed" and point.source in sources()


def allowed(points: Iterable[Point], *, inner: bool) -> tuple[Point, ...]:
    """The figures that may be shown, each as it may be shown."""
    if inner:
        return tuple(points)
    told, found = _told(_head()), []
    for point in points:
        if is_published(point):
            found.append(point)
        elif point.basis.kind == "reported" and (shown := told.get(populations.where(point))) is not None:
            found.append(_as_told(point, shown))
    return tuple(found)


def _as_told(point: Point, shown: Shown) -> Point:
    if shown.value is None:
        return replace(point, value=None, status="suppressed", qualifier="")
    return replace(point, value=shown.value, status="reported", qualifier="exact")


def _head() -> str:
    last = Entry.objects.order_by("-id").values_list("head", flat=True).first()
    return str(last or "")


@lru_cache(maxsize=4)
def _told(head: str) -> Mapping[Place, Shown]:
    """Every place that a release which stands has told, the latest telling of each; `head` tells ledgers apart."""
    kept: dict[str, object] = {}
    for row in Entry.objects.order_by("id").values_list("kind", "name", "content"):
        if row[0] == "release":
            kept[row[1]] = json.loads(row[2])
        else:
            kept.pop(row[1], None)
    found: dict[Place, Shown] = {}
    for content in kept.values():
        for table in release_from(content).tables:  # type: ignore[arg-type]  # what the ledger wrote
            for cell in table:
                if cell.status in ("reported", "suppressed"):
                    found[table.population, table.where(cell.key)] = Shown(
                        cell.value if cell.status == "reported" else None
                    )
    return found


def points(indicators: Collection[str], actor: Actor | None, *, totals: bool = False) -> tuple[Point, ...]:
    """The figures of these indicators that hold now and that the actor may see, of each the latest vintage: one query;
    `totals`: without breakdowns."""
    rows = Observation.objects.filter(indicator__in=list(indicators))
    return _held(rows.filter(breakdown="{}") if totals else rows, inner=sees_inner(actor))


def of_children(*, inner: bool) -> tuple[Point, ...]:
    """The figures of children that hold now, whatever the indicator."""
    of = catalogue.children()
    said = Q(indicator__in=of.whole)
    for dimension in of.dimensions:
        said |= Q(breakdown__contains=f'"{dimension}":"{of.code}"')
    return _held(Observation.objects.filter(said), inner=inner)


def _held(rows: QuerySet[Observation], *, inner: bool) -> tuple[Point, ...]:
    if not inner and not _told(_head()):
        rows = rows.exclude(kind="reported")
    return allowed(statistics.held(points_of(rows)), inner=inner)
