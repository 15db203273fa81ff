"""The figures a report was made of, as files for machines: CSV in both languages at once, SDMX-CSV and SDMX-ML."""

from __future__ import annotations

import csv
import datetime as dt
import io

from gija.formats import sdmx
from gija.rapporteur.deliveries.telling import messages
from gija.rapporteur.reports.faces.chooser import safe
from gija.rapporteur.reports.values import ReportData
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list

HEADINGS = (
    "indicator", "indicator_en", "indicator_lt", "period", "breakdown", "breakdown_en", "breakdown_lt", "value",
    "status", "qualifier", "base", "stage", "definition", "authority", "kind", "dataset", "vintage", "source", "line",
    "quote", "how", "published", "known_from",
)  # fmt: skip


def csv_of(data: ReportData) -> bytes:
    """Each figure with its codes, its words in both languages and its source line; UTF-8 with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(safe(_row(one)) for one in data.observations)
    return ("\ufeff" + out.getvalue()).encode()


def _row(one: Point) -> list[str]:
    name, of, basis = code_list("indicator")[one.indicator].text, breakdowns.text(one.breakdown), one.basis
    return [
        one.indicator, name.en, name.lt, one.period, ";".join(f"{n}={c}" for n, c in one.breakdown), of.en, of.lt,
        "" if one.value is None else str(one.value), one.status, one.qualifier if one.value is not None else "",
        basis.base, basis.stage, basis.definition, basis.authority, basis.kind, basis.dataset, str(one.vintage),
        one.source, one.line, one.quote, one.how, one.published_at, one.known_from.isoformat(),
    ]  # fmt: skip


def sdmx_csv(data: ReportData) -> bytes:
    """SDMX-CSV 2.0."""
    flow, told = messages(data.observations, "en")
    return sdmx.csv(flow, told)


def sdmx_xml(data: ReportData) -> bytes:
    """SDMX-ML 2.1; made on the day of the data."""
    flow, told = messages(data.observations, "en")
    return sdmx.xml(flow, told, made=dt.datetime.fromisoformat(f"{data.day}T00:00:00+00:00"))
