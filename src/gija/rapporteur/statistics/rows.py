"""Kept observations as values. A page may need tens of thousands: they are read as plain rows, and what many share (a
basis) is one value."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.db.models import QuerySet

from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.points import Basis, Point

FIELDS = (
    "indicator", "period", "breakdown", "value", "status", "base", "stage", "definition", "authority", "kind",
    "dataset", "source", "qualifier", "line", "quote", "how", "revision", "vintage", "published_at", "known_from",
)  # fmt: skip
TOLD = ("known_from", "vintage", "pk")  # the order in which they were told
basis = lru_cache(maxsize=20_000)(Basis)


def points_of(rows: QuerySet[Observation]) -> list[Point]:
    """The observations of a query, in the order in which they were told."""
    return [_point(*row) for row in rows.order_by(*TOLD).values_list(*FIELDS)]


def point_of(row: Observation) -> Point:
    """One kept observation."""
    return _point(*(getattr(row, name) for name in FIELDS))


def _point(
    indicator: str, period: str, breakdown: str, value: int | None, status: str, base: str, stage: str,
    definition: str, authority: str, kind: str, dataset: str, source: str, qualifier: str, line: str, quote: str,
    how: str, revision: str, vintage: int, published_at: str, known_from: dt.date,
) -> Point:  # fmt: skip
    counted = basis(base, stage, definition, authority, kind, dataset)
    return Point(
        indicator, period, breakdowns.from_json(breakdown), value, status, counted, source, qualifier, line, quote, how,
        revision, vintage, published_at, known_from,
    )  # fmt: skip
