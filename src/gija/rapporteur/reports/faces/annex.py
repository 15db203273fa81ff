"""The report's tables, and the data of its charts, as an XLSX annex in one language."""

from __future__ import annotations

import datetime as dt

from gija.figures.charts import BarChart, LineChart, Value
from gija.figures.telling import OF
from gija.figures.waterfall import Waterfall, label
from gija.formats import xlsx as format_
from gija.rapporteur.reports.faces import words
from gija.rapporteur.reports.values import Cell, Column, Figure, Ranges, ReportData, Table
from gija.vocabulary.text import Language, Text

ABOUT, WHAT, WHERE = Text("About", "Apie"), Text("What", "Kas"), Text("Content", "Turinys")
TITLE, PERIOD, SHEET = Text("Title", "Pavadinimas"), Text("Period", "Laikotarpis"), Text("Sheet", "Lapas")
UNIT = Text("Unit: {unit}", "Matavimo vienetas: {unit}")
EMPTY = Text("–", "–")
LEAST, MOST = Text("At least", "Ne mažiau kaip"), Text("At most", "Ne daugiau kaip")


def xlsx(data: ReportData, language: Language) -> bytes:
    """One sheet about the report, then one for each table and for the data of each chart, in order of the report."""
    tables = [_of_block(block) for section in data.sections for block in section.blocks]
    sheets = [_sheet(table, data, number, language) for number, table in enumerate(filter(None, tables), 1)]
    made = dt.datetime.fromisoformat(f"{data.day}T00:00:00")
    about = _about(data, sheets, language)
    return format_.write([about, *sheets], title=data.title.in_(language), language=language, made=made,
                         author=data.publisher.in_(language))  # fmt: skip


def _of_block(block: object) -> Table | None:
    if isinstance(block, Table):
        return block
    return _data(block) if isinstance(block, Figure) else None


def _data(figure: Figure) -> Table:
    """The data of a chart as a table."""
    chart = figure.chart
    notes = (*figure.notes, UNIT.fill(unit=chart.unit))
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    if isinstance(chart, Waterfall):
        columns, rows = _way(chart)
    elif isinstance(chart, Ranges):
        columns, rows = _ranges(chart)
    elif isinstance(chart, LineChart):
        columns = (Column(OF), *(Column(period, numeric=True) for period in chart.periods))
        rows = [(line.part.text, *(v or EMPTY for v in line.values)) for line in chart.lines]
    else:
        columns, rows = _bars(chart)
    return Table(figure.code, chart.title, columns, tuple(rows), notes, figure.sources)


def _way(chart: Waterfall) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    ends = [(Value(end) if end is not None else EMPTY for end in (bar.low, bar.high)) for bar in chart.bars]
    names = (Text(label(bar, "en"), label(bar, "lt")) for bar in chart.bars)
    columns = (Column(words.STEP), Column(LEAST, numeric=True), Column(MOST, numeric=True))
    return columns, [(name, *pair) for name, pair in zip(names, ends, strict=True)]


def _ranges(chart: Ranges) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    columns = (Column(OF), *(Column(text, numeric=True) for text in (chart.unit, LEAST, MOST)))
    numbers = ((row.text, (row.value, row.low, row.high)) for row in chart.rows)
    return columns, [(name, *(EMPTY if one is None else Value(one) for one in own)) for name, own in numbers]


def _bars(chart: BarChart) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    parts = chart.parts
    if not parts:
        columns = (Column(OF), Column(chart.unit, numeric=True))
        return columns, [(row.text, *(bar.value for bar in row.bars)) for row in chart.rows if row.bars]
    rows: list[tuple[Cell, ...]] = []
    for row in chart.rows:
        own = {bar.part: bar.value for bar in row.bars}
        rows.append((row.text, *(own.get(part, EMPTY) for part in parts)))
    return (Column(OF), *(Column(part.text, numeric=True) for part in parts)), rows


def _sheet(table: Table, data: ReportData, number: int, language: Language) -> format_.Sheet:
    known = {source.code: source for source in data.sources}
    return format_.Sheet(
        name=f"{number} {table.title.in_(language)}",
        title=table.title.in_(language),
        columns=tuple(format_.Column(c.text.in_(language), c.numeric) for c in table.columns),
        rows=tuple(tuple(_cell(cell, language) for cell in row) for row in table.rows),
        notes=tuple(note.in_(language) for note in table.notes),
        sources=tuple(words.source(known[code], language) for code in table.sources if code in known),
    )


def _cell(cell: Cell, language: Language) -> format_.Cell:
    """A number where there is an exact one; words where it is missing or only `more than`."""
    if not isinstance(cell, Value):
        return cell.in_(language)
    if cell.number is None:
        return format_.Missing(cell.in_(language))
    return cell.number if cell.qualifier in ("exact", "") else cell.in_(language)


def _about(data: ReportData, sheets: list[format_.Sheet], language: Language) -> format_.Sheet:
    front = words.front(data, language)
    rows = [
        (TITLE.in_(language), data.title.in_(language)),
        (PERIOD.in_(language), data.period),
        *(("", line) for line in front),
        *((f"{SHEET.in_(language)} {number}", sheet.title) for number, sheet in enumerate(sheets, 1)),
    ]
    columns = (format_.Column(WHAT.in_(language)), format_.Column(WHERE.in_(language)))
    return format_.Sheet(
        ABOUT.in_(language), data.title.in_(language), columns, tuple(rows),
        notes=(words.MADE.in_(language), *(m.in_(language) for m in data.methods), words.LICENCE.in_(language)),
        sources=tuple(words.source(one, language) for one in data.sources),
    )  # fmt: skip
