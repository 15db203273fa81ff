"""What is handed over: figures, and the European Union's table set of a year."""

from __future__ import annotations

import datetime as dt

from gija.formats import eu19a
from gija.formats.eu19a import Asked, TableSet, Told
from gija.formats.eu19a.values import FAMILY
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.points import Point
from gija.rapporteur.statistics.queries import OF_REGISTER, points
from gija.rapporteur.statistics.rows import points_of
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
    return sorted(points_of(rows), key=lambda p: (p.indicator, p.period, breakdowns.to_json(p.breakdown), p.vintage))


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
    rows = Observation.objects.filter(indicator__in=wanted, period=year, kind="reported", source="collection")
    found = {
        (supplier, indicator, breakdown): Told(
            supplier, kind, indicator, breakdowns.from_json(breakdown), value, status, qualifier or "exact"
        )
        for supplier, kind, indicator, breakdown, value, status, qualifier in rows.order_by("vintage").values_list(
            "dataset", "authority", "indicator", "breakdown", "value", "status", "qualifier"
        )
    }
    return list(found.values())
