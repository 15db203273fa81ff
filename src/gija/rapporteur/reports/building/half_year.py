"""The half-year report: the register's approved table told in words, charts and tables, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from gija.figures.charts import Bar, BarChart, BarRow, Part, Value
from gija.methods.tables.periods import Period
from gija.methods.tables.words import rules
from gija.rapporteur.reports.building.blocks.charted import unit_of
from gija.rapporteur.reports.building.common import (
    Setting,
    certified,
    label,
    outline,
    said,
    sources,
    sources_of,
    terms,
    value,
)
from gija.rapporteur.reports.building.known import Handed
from gija.rapporteur.reports.values import Block, Cell, Column, Figure, Notice, Paragraph, ReportData, Section, Table
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

HALF_YEAR_TABLES = ("victims_of_trafficking",)  # of the register's tables, those that this report tells
MEASURES = ("register_people", "register_records", "register_people_lower", "register_people_upper")
NONE = Text("–", "–")
# So many codes of which there is none stand in one row together: a list of zeros hides what there is.
MANY_EMPTY = 3
OTHERS = Text("Each of the other {count}", "Kiekvienas iš kitų {count}")
LEFT_OUT = Text("Not drawn: {count} more, each with 0.", "Neparodyta: dar {count}, kiekvieno reikšmė – 0.")
INVENTED = Text(
    "Demonstration: these figures come from invented cases. They say nothing of Lithuania.",
    "Demonstracija: šie skaičiai gauti iš išgalvotų bylų. Apie Lietuvą jie nieko nesako.",
)


def half_year(period: str, handed: Sequence[Handed], points: Iterable[Point], setting: Setting) -> ReportData:
    """The report of a half-year from the tables of the register and their points.

    Refuses a period that is no half-year (`reports.period`) and one without a table (`reports.no_table`).
    """
    if not re.fullmatch(r"\d{4}-H[12]", period):
        raise GijaError("reports.period")
    names = {one.table for one in handed}
    own = [p for p in points if p.period == period and p.basis.kind == "reported" and p.basis.dataset in names]
    if not handed or not own:
        raise GijaError("reports.no_table", period=period)
    words = outline("half_year")
    when = Period.of(period).text
    vintage = max(one.vintage for one in handed)
    sections = [_summary(own, setting), *_dimensions(own), _handed(handed)]
    return ReportData(
        code=f"half-year-{period.lower()}",
        kind="half_year",
        title=said(words["title"], period=when),
        subtitle=said(words["subtitle"], vintage=vintage),
        period=period,
        day=max(one.approved_on for one in handed),
        publisher=setting.publisher,
        vintage=setting.vintage,
        sections=tuple(sections),
        methods=(*rules().values(), *(said(raw) for raw in words["methods"]), *certified(setting)),
        sources=sources(own),
        glossary=terms(),
        foreword=setting.foreword,
    )


def _measures(points: Iterable[Point]) -> list[str]:
    there = {p.indicator for p in points}
    return [one for one in MEASURES if one in there]


def _summary(points: list[Point], setting: Setting) -> Section:
    words = outline("half_year")["summary"]
    totals = [p for p in points if p.is_total]
    rows: list[tuple[Cell, ...]] = [
        (label("indicator", one), *(value(p) for p in totals if p.indicator == one)) for one in _measures(totals)
    ]
    columns = (Column(Text("What", "Kas")), Column(Text("Number", "Skaičius"), numeric=True))
    table = Table("totals", said(words["table"]), columns, tuple(r[:2] for r in rows), (), sources_of(totals), (3, 1))
    blocks: list[Block] = [Notice(INVENTED)] if setting.invented else []
    blocks += [Paragraph(said(one)) for one in words["text"]]
    blocks += [table, Paragraph(said(words["bounds"])), Notice(protected(setting))]
    return Section("summary", said(words["title"]), tuple(blocks))


def protected(setting: Setting) -> Text:
    """How single people are protected in the figures: by rounding, or by closing cells."""
    return setting.rounded or said(outline("half_year")["withheld"])


def _dimensions(points: list[Point]) -> Iterable[Section]:
    """A section for each dimension of the table, in the order of their names' first use."""
    names = list(dict.fromkeys(name for p in points if len(p.breakdown) == 1 for name, _ in p.breakdown))
    for name in sorted(names):
        yield _dimension(name, [p for p in points if [n for n, _ in p.breakdown] == [name]])


def _dimension(name: str, points: list[Point]) -> Section:
    words = outline("half_year")
    own_text = breakdowns.dimension_text(name)
    list_name = breakdowns.list_of(name)
    cells = {(p.indicator, p.breakdown[0][1]): p for p in points}
    present = {p.breakdown[0][1] for p in points}
    codes = [one.code for one in code_list(list_name) if one.code in present]
    measures = _measures(points)
    empty = [one for one in codes if all(p.value == 0 for p in points if p.breakdown[0][1] == one)]
    empty = empty if len(empty) >= MANY_EMPTY else []
    codes = [one for one in codes if one not in empty]
    dimension = Text(_small(own_text.en), _small(own_text.lt))
    code = name.replace("_", "-").replace(":", "-")
    rows = tuple(
        (label(list_name, one), *(_cell(cells, measure, one) for measure in measures)) for one in codes
    )  # fmt: skip
    if empty:
        rows = (*rows, (OTHERS.fill(count=len(empty)), *(Value(0) for _ in measures)))
    columns = (Column(own_text), *(Column(label("indicator", one), numeric=True) for one in measures))
    table = Table(
        f"{code}-table", said(words["table_by"], dimension=dimension), columns, rows, (), sources_of(points),
        (3, *(2 for _ in measures)),
    )  # fmt: skip
    if all(p.value is None for p in points):
        return Section(code, said(words["by"], dimension=dimension), (Notice(said(words["all_withheld"])), table))
    bars = tuple(
        BarRow(label(list_name, one), (Bar(Part.of(list_name, one), value(cells[measures[0], one])),))
        for one in codes
        if (measures[0], one) in cells
    )
    chart = BarChart(said(words["chart"], dimension=dimension), unit_of(measures[0]), bars)
    notes = (LEFT_OUT.fill(count=len(empty)),) if empty else ()
    figure = Figure(f"{code}-chart", chart, notes, sources_of(points))
    return Section(code, said(words["by"], dimension=dimension), (figure, table))


def _cell(cells: Mapping[tuple[str, str], Point], measure: str, code: str) -> Cell:
    point = cells.get((measure, code))
    return value(point) if point else NONE


def _grouped(hash_: str) -> Text:
    """A hash in groups of 16, so that it may be broken where it is printed."""
    said = " ".join(hash_[i : i + 16] for i in range(0, len(hash_), 16))
    return Text(said, said)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _handed(handed: Sequence[Handed]) -> Section:
    words = outline("half_year")["handed_over"]
    columns = (
        Text("Table", "Lentelė"), Text("Version", "Laida"), Text("Approved", "Patvirtinta"),
        Text("By", "Kas patvirtino"), Text("Hash", "Maišos reikšmė"),
    )  # fmt: skip
    rows = tuple(
        (
            one.title, Text(str(one.vintage), str(one.vintage)), Text(one.approved_on, one.approved_on),
            one.approved_by, _grouped(one.hash),
        )
        for one in handed
    )  # fmt: skip
    table = Table("tables", said(words["table"]), tuple(map(Column, columns)), rows, widths=(5, 2, 3, 4, 6))
    return Section("handed-over", said(words["title"]), (Paragraph(said(words["text"])), table))
