"""Figures as a file: the same rows, the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from gija.rapporteur.statistics import sheets
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

# A spreadsheet runs a cell that begins so as a formula (OWASP, CSV injection); a quote before it makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

FIGURE_HEADINGS = (
    Text("Indicator", "Rodiklis"),
    Text("Period", "Laikotarpis"),
    Text("Breakdown", "Skirstinys"),
    Text("Value", "Reikšmė"),
    Text("Counting base", "Skaičiavimo pagrindas"),
    Text("Stage", "Stadija"),
    Text("What is counted", "Kas skaičiuojama"),
    Text("Authority", "Institucija"),
    Text("Supplier or table", "Teikėjas ar lentelė"),
    Text("Kind", "Rūšis"),
    Text("Source", "Šaltinis"),
    Text("Vintage", "Redakcija"),
    Text("Known from", "Žinoma nuo"),
    Text("Reason of the revision", "Patikslinimo priežastis"),
    Text("Legal source", "Teisinis pagrindas"),
)


def figures_csv(indicator: str, points: Iterable[Point], language: str) -> bytes:
    """The figures of an indicator, each with what it is and where it comes from. An indicator whose article was not
    quoted says in every row that it is unverified."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading.in_(language) for heading in FIGURE_HEADINGS])
    legal = sheets.legal_text(indicator, language)
    for point in points:
        basis = point.basis
        cells = (
            _code("indicator", indicator, language), point.period,
            "; ".join(f"{name}={code}" for name, code in point.breakdown), _value(point, language),
            _code("observation_base", basis.base, language), _code("observation_stage", basis.stage, language),
            _code("observation_definition", basis.definition, language),
            _code("institution_kind", basis.authority, language), basis.dataset,
            _code("observation_kind", basis.kind, language), source(point), str(point.vintage),
            point.known_from.isoformat(), point.revision, legal,
        )  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return ("\ufeff" + out.getvalue()).encode()


def source(point: Point | None) -> str:
    """Document and line, and the arithmetic of a derived figure."""
    return " ".join(filter(None, (point.source, point.line, f"({point.how})" if point.how else ""))) if point else ""


def _value(point: Point | None, language: str) -> str:
    missing = code_list("value_status")["not_available"].text
    return (point.text if point else missing).in_(language)


def _code(name: str, code: str, language: str) -> str:
    return code_list(name)[code].text.in_(language) if code else ""
