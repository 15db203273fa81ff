"""A run as a chapter of a report: the range, its quality and gates, the methods, rates per 100,000.

No count of a list or an overlap, and no hash of the counts: from a hash small counts could be found by trying.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gija.figures.charts import Value
from gija.methods.estimation.running import recalled
from gija.methods.estimation.telling import public
from gija.methods.estimation.telling.words import said
from gija.rapporteur.estimates import queries
from gija.rapporteur.estimates.groups import group_text
from gija.rapporteur.estimates.overlapping import Shown
from gija.rapporteur.reports.values import (
    Block,
    Cell,
    Column,
    Figure,
    Notice,
    Paragraph,
    Points,
    Range,
    Ranges,
    Section,
    Table,
)
from gija.vocabulary.text import Text

TITLE = Text("How many were not seen", "Kiek aukų liko nematyta")
ABOUT = Text(
    "Estimated from lists that overlap (multiple systems estimation), run {number}. The number is a range: any single "
    "figure out of it would say more than the data can.",
    "Įvertinta pagal susikertančius sąrašus (kelių sistemų vertinimas), skaičiavimas Nr. {number}. Tai intervalas: "
    "bet kuris vienas jo skaičius pasakytų daugiau, nei duomenys leidžia.",
)
METHODS = Text("The methods, rounded; 95 % limits outwards", "Metodai, suapvalinta; 95 % ribos – į išorę")
PLOT = Text("What each method finds, with its 95 % limits", "Ką randa kiekvienas metodas, su 95 % ribomis")
UNIT = Text("people, rounded", "žmonės, suapvalinta")
METHOD, ESTIMATE = Text("Method", "Metodas"), Text("Estimate", "Įvertis")
LOW, HIGH = Text("From", "Nuo"), Text("To", "Iki")
RATES = Text("Per 100,000 people (SDG indicator 16.2.2)", "100 tūkst. žmonių (DVT rodiklis 16.2.2)")
OF, PEOPLE = Text("Of whom", "Kurių"), Text("Population", "Gyventojų")
OVERLAPS = Text("People on two lists", "Žmonės dviejuose sąrašuose")
LISTS, NUMBER = Text("Lists", "Sąrašai"), Text("Number", "Skaičius")
NONE = Text("–", "–")


def chapter(found: queries.Standing, overlaps: Sequence[Shown] = ()) -> Section:
    """The chapter of a finished run. `overlaps`: only what the disclosure gate let pass, see `overlapping.passed`."""
    content = found.content
    run = recalled(content["record"])
    blocks: list[Block] = [
        Paragraph(ABOUT.fill(number=found.run.pk)),
        Notice(public.sentences(run)[0]),
        Points(public.sentences(run)[1:]),
    ]
    if gates := public.gates(run):
        blocks.append(Points(gates))
    blocks += [*_plot(run), _methods(run)]
    if rates := [rate for rate in content["rates"] if rate["low"] is not None]:
        blocks.append(_rates(rates))
    if overlaps:
        blocks.append(_overlaps(overlaps))
    return Section("unseen", TITLE, tuple(blocks))


def chapters_of(period: str) -> tuple[Section, ...]:
    """The chapter of the run that was taken into the report of a year; none where none was."""
    found = queries.in_report(period)
    return (chapter(found),) if found else ()


def _plot(run: Any) -> list[Figure]:
    """The methods' ranges under each other; nothing where all of them are withheld."""
    rows = tuple(Range(row.method, row.total, row.low, row.high) for row in public.rows(run))
    told = any(row.value is not None for row in rows)
    return [Figure("unseen-plot", Ranges(PLOT, UNIT, rows))] if told else []


def _methods(run: Any) -> Table:
    rows = tuple((row.method, *map(_cell, (row.total, row.low, row.high))) for row in public.rows(run))
    columns = (Column(METHOD), *(Column(text, numeric=True) for text in (ESTIMATE, LOW, HIGH)))
    return Table("unseen-methods", METHODS, columns, rows, widths=(4, 2, 2, 2))


def _cell(value: int | None) -> Cell:
    return NONE if value is None else Value(value)


def _rates(rates: Sequence[Mapping[str, Any]]) -> Table:
    rows = tuple(
        (group_text(rate["of"]), said(rate["population"]), *(_tenth(rate[end]) for end in ("low", "high")))
        for rate in rates
    )
    columns = (Column(OF), *(Column(text, numeric=True) for text in (PEOPLE, LOW, HIGH)))
    return Table("unseen-rates", RATES, columns, rows, widths=(4, 2, 2, 2))


def _tenth(value: float) -> Text:
    plain = f"{value:,.1f}"
    return Text(plain, plain.replace(",", "\u00a0").replace(".", ","))


def _overlaps(overlaps: Sequence[Shown]) -> Table:
    rows = tuple(
        (one.lists, Value(one.value) if one.value is not None else Value(None, "suppressed")) for one in overlaps
    )
    columns = (Column(LISTS), Column(NUMBER, numeric=True))
    return Table("unseen-overlaps", OVERLAPS, columns, rows, widths=(4, 1))
