"""Figures as SDMX writes them, each with its source and the paper that asks for it. Knows no database."""

from __future__ import annotations

from collections.abc import Iterable

from gija.formats import sdmx
from gija.formats.sdmx import STATISTICS, Figure, Flow
from gija.rapporteur.statistics import sheets
from gija.rapporteur.statistics.points import Point


def messages(told: Iterable[Point], language: str) -> tuple[Flow, list[Figure]]:
    """The figures with the data flow that has room for all their breakdowns."""
    found = list(told)
    return sdmx.flow(STATISTICS, {name for one in found for name, _ in one.breakdown}), [
        figure(one, language) for one in found
    ]


def figure(point: Point, language: str) -> Figure:
    """One figure as SDMX writes it, with its source and the paper that asks for it (unverified ones say so)."""
    basis = point.basis
    more = {
        "AUTHORITY": basis.authority, "BASE": basis.base, "STAGE": basis.stage, "DEFINITION": basis.definition,
        "KIND": basis.kind, "DATASET": basis.dataset, "VINTAGE": str(point.vintage), "SOURCE": point.source,
        "LINE": point.line, "NOTE": point.quote, "HOW": point.how, "REVISION": point.revision,
        "PUBLISHED": point.published_at, "KNOWN_FROM": point.known_from.isoformat(),
        "LEGAL": sheets.legal_text(point.indicator, language),
    }  # fmt: skip
    said = {name: text for name, text in more.items() if text}
    return Figure(
        point.indicator, point.period, point.breakdown, point.value, point.status, point.qualifier or "exact", said
    )
