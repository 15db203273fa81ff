"""The reconciliation as a file: the same rows, the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from gija.rapporteur.statistics import sheets
from gija.rapporteur.statistics.points import Point
from gija.rapporteur.statistics.reconciling import Difference
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

# A spreadsheet runs a cell that begins so as a formula (OWASP, CSV injection); a quote before it makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

HEADINGS = (
    Text("Comparison", "Lyginama"),
    Text("Period", "Laikotarpis"),
    Text("State", "Valstybė"),
    Text("State: definition", "Valstybė: apibrėžtis"),
    Text("State: base", "Valstybė: pagrindas"),
    Text("State: stage", "Valstybė: stadija"),
    Text("State: source", "Valstybė: šaltinis"),
    Text("NGOs", "NVO"),
    Text("NGOs: definition", "NVO: apibrėžtis"),
    Text("NGOs: part", "NVO: dalis"),
    Text("NGOs: source", "NVO: šaltinis"),
    Text("Ratio NGOs to state", "NVO ir valstybės santykis"),
    Text("Comparable with the period before", "Lyginama su ankstesniu laikotarpiu"),
    Text("Why they differ", "Kodėl skiriasi"),
    Text("State of the difference", "Skirtumo būsena"),
    Text("Reason given", "Nurodyta priežastis"),
)
YES, NO = Text("yes", "taip"), Text("no, break in series", "ne, eilutės trūkis")


def reconciliation_csv(rows: Iterable[Difference], language: str) -> bytes:
    """UTF-8 with a byte order mark so that spreadsheets read it, semicolons, no formulas, no date of its making."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading.in_(language) for heading in HEADINGS])
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in _cells(row, language)])
    return ("\ufeff" + out.getvalue()).encode()


def _cells(row: Difference, language: str) -> Iterator[str]:
    state, ngo = row.state_figure, row.ngo_figure
    yield row.title.in_(language)
    yield row.period
    yield _value(state, language)
    yield _code("observation_definition", state.basis.definition if state else "", language)
    yield _code("observation_base", state.basis.base if state else "", language)
    yield _code("observation_stage", state.basis.stage if state else "", language)
    yield source(state)
    yield _value(ngo, language)
    yield _code("observation_definition", ngo.basis.definition if ngo else "", language)
    yield "; ".join(f"{name}={code}" for name, code in ngo.breakdown) if ngo else ""
    yield source(ngo)
    yield row.ratio_text.in_(language) if row.ratio is not None else ""
    yield NO.in_(language) if row.break_before else YES.in_(language) if row.follows else ""
    yield "; ".join(reason.in_(language) for reason in row.why)
    yield _code("reconciliation_state", row.state, language) if row.comparable else ""
    yield row.decision.reason if row.decision and not row.outdated else ""


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
