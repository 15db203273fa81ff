"""What is handed over: figures as SDMX writes them, and the European Union's table set of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gija.formats import eu19a, sdmx
from gija.formats.eu19a import Asked, TableSet, Told
from gija.formats.eu19a.values import FAMILY
from gija.formats.sdmx import STATISTICS, Figure, Flow
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.statistics import breakdowns, sheets
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.points import Point
from gija.rapporteur.statistics.queries import OF_REGISTER, point_of, points
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list

READ = "rapporteur.delivery.read"
EXPORT = "rapporteur.delivery.export"


def families() -> dict[str, str]:
    """Code -> English name of every family of indicators."""
    return {one.family: one.family_text.en for one in indicators().values()}


def figures(indicator: str = "", *, as_of: dt.date | None = None, vintages: bool = False) -> list[Point]:
    """The figures of an indicator, or of all: those that hold (on a day), or every vintage that was told by then.

    The register's own counts are never among them: they are true ones, and what goes out passes the disclosure gate.
    Refuses an unknown indicator (`statistics.unknown_indicator`).
    """
    if indicator and indicator not in code_list("indicator"):
        raise GijaError("statistics.unknown_indicator")
    if not vintages:
        return list(points(indicator or None, as_of=as_of))
    rows = Observation.objects.exclude(OF_REGISTER)
    rows = rows.filter(indicator=indicator) if indicator else rows
    rows = rows.filter(known_from__lte=as_of) if as_of else rows
    return [point_of(row) for row in rows.order_by("indicator", "period", "breakdown", "vintage", "pk")]


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


def years() -> list[str]:
    """The years that a call for the European Union's statistics was opened for, latest first."""
    wanted = _family()
    found = {
        one.call.period
        for one in Submission.objects.select_related("call").only("call__period", "call__plan")
        if wanted & set(one.call.asks) and len(one.call.period) == 4
    }
    return sorted(found, reverse=True)


def _family() -> set[str]:
    return {code for code, one in indicators().items() if one.family == FAMILY}


def table_set(year: str) -> tuple[TableSet, dict[str, dict[str, str]]]:
    """The table set of a year from accepted figures, and what suppliers are called in each language.

    Refuses what is no year (`statistics.period`).
    """
    if not (len(year) == 4 and year.isascii() and year.isdigit()):
        raise GijaError("statistics.period")
    wanted, asked = _family(), list[Asked]()
    names: dict[str, dict[str, str]] = {"en": {}, "lt": {}}
    for one in Submission.objects.select_related("call").filter(call__period=year):
        own = [code for code, kinds in one.call.asks.items() if code in wanted and one.kind in kinds]
        asked += [Asked(one.institution, one.kind, code) for code in own]
        if own:
            names["en"][one.institution], names["lt"][one.institution] = one.institution_en, one.institution_lt
    return eu19a.tables(year, asked, _told(year, wanted)), names


def _told(year: str, wanted: set[str]) -> list[Told]:
    """What suppliers told, the latest vintage of each cell."""
    rows = Observation.objects.filter(
        indicator__in=wanted, period=year, kind="reported", source="collection"
    ).order_by("vintage")  # fmt: skip
    found = {
        (row.dataset, row.indicator, row.breakdown): Told(
            row.dataset, row.authority, row.indicator, breakdowns.from_json(row.breakdown), row.value, row.status,
            row.qualifier or "exact",
        )
        for row in rows
    }  # fmt: skip
    return list(found.values())
