"""Reconciliations as files: CSV for spreadsheets, XLSX; the same rows, the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator

from gija.figures.waterfall import UNTOLD
from gija.formats.xlsx import Cell, Column, Missing, Sheet, write
from gija.rapporteur.reconciliation import telling
from gija.rapporteur.reconciliation.comparing import Difference
from gija.rapporteur.reconciliation.grid import Pair, Result, Row, body_name
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.exports import FORMULA, source
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

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


def differences_csv(rows: Iterable[Difference], language: str) -> bytes:
    """State beside NGOs, a line for each of the state's figures."""
    return _csv(HEADINGS, (_cells(row, language) for row in rows), language)


def _csv(headings: Iterable[Text], rows: Iterable[Iterable[str]], language: str) -> bytes:
    """UTF-8 with a byte order mark so that spreadsheets read it, semicolons, no formulas, no date of its making."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading.in_(language) for heading in headings])
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def _cells(row: Difference, language: str) -> Iterator[str]:
    state, ngo = row.a, row.b
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


def _value(point: Point | None, language: str) -> str:
    missing = code_list("value_status")["not_available"].text
    return (point.text if point else missing).in_(language)


def _code(name: str, code: str, language: str) -> str:
    return code_list(name)[code].text.in_(language) if code else ""


STEP_HEADINGS = (
    Text("Family", "Šeima"),
    Text("Period", "Laikotarpis"),
    Text("From: figure", "Nuo: rodiklis"),
    Text("From: value", "Nuo: reikšmė"),
    Text("From: source", "Nuo: šaltinis"),
    Text("To: figure", "Iki: rodiklis"),
    Text("To: value", "Iki: reikšmė"),
    Text("To: source", "Iki: šaltinis"),
    Text("Difference", "Skirtumas"),
    Text("Step", "Žingsnis"),
    Text("At least", "Ne mažiau kaip"),
    Text("At most", "Ne daugiau kaip"),
    Text("How", "Kaip"),
    Text("Reasons", "Priežastys"),
    Text("State of the difference", "Skirtumo būsena"),
)
GRID_HEADINGS = (
    Text("Family", "Šeima"),
    Text("Figure", "Rodiklis"),
    Text("Supplier", "Teikėjas"),
    Text("Value", "Reikšmė"),
    Text("Covers", "Apima"),
    Text("Stage", "Stadija"),
    Text("Counting base", "Skaičiavimo pagrindas"),
    Text("Whose cases", "Kieno atvejai"),
    Text("Source", "Šaltinis"),
    Text("Vintage", "Redakcija"),
    Text("Known from", "Žinoma nuo"),
)
FIGURES, STEPS = Text("Figures", "Reikšmės"), Text("Steps", "Žingsniai")
TITLE = Text("Reconciliation, {period}", "Sutikrinimas, {period}")
NOTE = Text(
    "Steps are told from the first figure to the second; with what is not explained they add up to the difference.",
    "Žingsniai nurodomi nuo pirmos reikšmės prie antros; kartu su tuo, kas nepaaiškinta, jie sudaro visą skirtumą.",
)
MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # the same figures give the same bytes


def steps_csv(results: Iterable[Result], language: str) -> bytes:
    """Every way of every family, a line for each step and one for what is not explained."""
    rows = ([_plain(cell) for cell in row] for row in _steps(results, language))
    return _csv(STEP_HEADINGS, rows, language)


def _plain(cell: Cell) -> str:
    return cell.why if isinstance(cell, Missing) else str(cell)


def _steps(results: Iterable[Result], language: str) -> Iterator[tuple[Cell, ...]]:
    for found in results:
        for pair in found.pairs:
            yield from _way(found, pair, language)


def _way(found: Result, pair: Pair, language: str) -> Iterator[tuple[Cell, ...]]:
    sides = [found.row(one.key) for one in (pair.found.a, pair.found.b)]
    head: list[Cell] = [found.family.text.in_(language), found.period]
    for row in sides:
        if row is not None:
            head += [telling.figure_text(row).in_(language), row.point.value or 0, source(row.point)]
    state = _code("reconciliation_state", pair.difference.state, language)
    missing = Missing(UNTOLD.in_(language))
    for line in telling.lines(found, pair):
        ends: list[Cell] = [missing if end is None else end for end in (line.low, line.high)]
        why = "; ".join(reason.in_(language) for reason in line.reasons)
        yield (*head, pair.found.difference or 0, line.name.in_(language), *ends, line.how.in_(language), why, state)


def _grid(results: Iterable[Result], language: str) -> Iterator[tuple[Cell, ...]]:
    for found in results:
        for row in found.rows:
            yield _grid_row(found, row, language)


def _grid_row(found: Result, row: Row, language: str) -> tuple[Cell, ...]:
    point, basis = row.point, row.point.basis
    part = breakdowns.text(point.breakdown).in_(language) if point.breakdown else ""
    name = ", ".join(filter(None, (_code("indicator", point.indicator, language), part)))
    value: Cell = Missing(point.text.in_(language)) if point.value is None else point.value
    covers = ", ".join(telling.column_text(one).in_(language) for one in row.columns)
    reach = ", ".join(_code("registering_org", one, language) for one in sorted(row.figure.reach))
    return (
        found.family.text.in_(language), name, body_name(row, language), value, covers,
        _code("observation_stage", basis.stage, language), _code("observation_base", basis.base, language), reach,
        source(point), point.vintage, point.known_from.isoformat(),
    )  # fmt: skip


def year_xlsx(period: str, results: tuple[Result, ...], language: str) -> bytes:
    """Two sheets: every figure on the grid, and every way step by step."""
    title = TITLE.fill(period=period).in_(language)
    numeric = {"Value", "From: value", "To: value", "Difference", "At least", "At most", "Vintage"}
    sheets = [
        Sheet(
            name.in_(language), title, tuple(Column(h.in_(language), h.en in numeric) for h in headings), tuple(rows),
            notes=(NOTE.in_(language),),
        )
        for name, headings, rows in (
            (FIGURES, GRID_HEADINGS, _grid(results, language)), (STEPS, STEP_HEADINGS, _steps(results, language)),
        )
    ]  # fmt: skip
    return write(sheets, title=title, language=language, made=MADE)
