"""A report told in one language: plain words and numbered captions, the same for paper and page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from gija.figures import bars, lines, waterfall
from gija.figures.charts import BarChart, LineChart, Value
from gija.figures.telling import DataTable, data_table, described
from gija.figures.waterfall import Waterfall
from gija.rapporteur.reports.faces import ranged, words
from gija.rapporteur.reports.values import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Notice,
    Origin,
    Paragraph,
    Points,
    Ranges,
    ReportData,
    Section,
    Signature,
    Table,
)
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class ToldCell:
    text: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class ToldTable:
    code: str
    caption: str
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[ToldCell, ...], ...]
    notes: tuple[str, ...]
    source: str
    widths: tuple[int, ...]
    grouped: bool = False

    @property
    def groups(self) -> list[tuple[str, list[tuple[ToldCell, ...]]]]:
        """What rows that follow each other begin with, and those rows without it."""
        return [
            (head, [row[1:] for row in rows]) for head, rows in groupby(self.rows, lambda row: row[0].text)
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldFigure:
    code: str
    caption: str
    svg: str
    alt: str
    data: DataTable
    notes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ToldSection:
    code: str
    title: str
    blocks: tuple[object, ...]  # ToldTable, ToldFigure, or (kind, words) with kind p, list, notice, origin, h2, h3


@dataclass(frozen=True, slots=True)
class Told:
    language: str
    title: str
    subtitle: str
    front: tuple[str, ...]
    sections: tuple[ToldSection, ...]
    addressees: tuple[str, ...] = ()
    numbered: bool = True
    signatures: tuple[tuple[str, ...], ...] = ()  # office, name, place and day of each; what is not known is empty


def told(data: ReportData, language: str) -> Told:
    """The report in one language, with foreword, methods, sources and terms as sections of their own."""
    teller = _Teller(language)
    sections = tuple(teller.section(one) for one in (*_before(data), *data.sections, *_after(data)))
    title, subtitle = teller.say(data.title), teller.say(data.subtitle)
    addressees = tuple(map(teller.say, data.addressees))
    signatures = tuple(_signature(one, language) for one in data.signatures)
    return Told(language, title, subtitle, words.front(data, language), sections, addressees, data.numbered, signatures)


def _signature(one: Signature, language: str) -> tuple[str, ...]:
    return one.office.in_(language), one.name, one.place.in_(language), words.day(one.day, language) if one.day else ""


def _before(data: ReportData) -> list[Section]:
    reason = [Section("why-these-years", words.WHY_YEARS, (Paragraph(data.reason),))] if data.reason else []
    foreword = [Section("foreword", words.FOREWORD, tuple(map(Paragraph, data.foreword)))] if data.foreword else []
    return foreword + reason


def _after(data: ReportData) -> list[Section]:
    sources = tuple(Text(words.source(one, "en"), words.source(one, "lt")) for one in data.sources)
    terms = tuple((one.term, one.meaning) for one in data.glossary)
    glossary = Table("terms", words.GLOSSARY, (Column(words.TERM), Column(words.MEANING)), terms, widths=(1, 3))
    found = [
        Section("methods", words.METHODS, (Points((*data.methods, words.MADE)),)),
        Section("sources", words.SOURCES, (Points((*sources, words.LICENCE)),)),
    ]
    if not data.sources:
        found = [Section("methods", words.METHODS, (Points((*data.methods, words.MADE, words.LICENCE)),))]
    return [*found, Section("glossary", words.GLOSSARY, (glossary,))] if terms else found


class _Teller:
    """Counts tables and figures from the front of the report to its end."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.counts = {"table": 0, "figure": 0}

    def say(self, text: Text) -> str:
        return words.typeset(text.in_(self.language), self.language)

    def section(self, one: Section) -> ToldSection:
        return ToldSection(one.code, self.say(one.title), tuple(self.block(block) for block in one.blocks))

    def block(self, block: Block) -> object:
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Figure):
            return self.figure(block)
        if isinstance(block, Points):
            return ("list", tuple(map(self.say, block.items)))
        if isinstance(block, Notice):
            return ("notice", self.say(block.text))
        if isinstance(block, Heading):
            return (f"h{block.level}", self.say(block.text))
        if isinstance(block, Origin):
            return ("origin", self.say(block.text))
        return ("p", self.say(block.text))

    def caption(self, kind: str, title: Text) -> str:
        """`Table 3. Victims`, `3 lentelė. Aukos`."""
        self.counts[kind] += 1
        number, said = self.counts[kind], words.TABLE if kind == "table" else words.FIGURE
        if self.language == "lt":
            title = Text(title.en, words.typeset(title.lt, "lt"))
            head = f"{number}\u00a0{said.lt.lower()}"
            return f"{head}{'' if head.endswith('.') else '.'} {title.lt}"
        return f"{said.en}\u00a0{number}. {title.en}"

    def table(self, one: Table) -> ToldTable:
        return ToldTable(
            code=one.code,
            caption=self.caption("table", one.title),
            headings=tuple(self.say(column.text) for column in one.columns),
            numeric=tuple(column.numeric for column in one.columns),
            rows=tuple(tuple(self.cell(cell) for cell in row) for row in one.rows),
            notes=tuple(map(self.say, one.notes)),
            source=words.sources_of(one.sources, self.language),
            widths=one.widths or (1,) * len(one.columns),
            grouped=one.grouped,
        )

    def cell(self, cell: Cell) -> ToldCell:
        missing = isinstance(cell, Value) and cell.number is None
        return ToldCell(words.typeset(cell.in_(self.language), self.language), missing)

    def figure(self, one: Figure) -> ToldFigure:
        drawn, alt, data = drawn_of(one.chart, self.language)
        return ToldFigure(
            code=one.code,
            caption=self.caption("figure", one.chart.title),
            svg=drawn,
            alt=alt,
            data=data,
            notes=tuple(map(self.say, one.notes)),
            source=words.sources_of(one.sources, self.language),
        )


def drawn_of(chart: BarChart | LineChart | Waterfall | Ranges, language: str) -> tuple[str, str, DataTable]:
    """The chart as SVG, in sentences, and as a table."""
    if isinstance(chart, Ranges):
        return ranged.svg(chart, language), ranged.described(chart, language), ranged.data_table(chart, language)
    if isinstance(chart, Waterfall):
        rows = tuple((waterfall.label(bar, language), waterfall.said(bar, language)) for bar in chart.bars)
        table = DataTable((words.STEP.in_(language), chart.unit.in_(language)), rows)
        return waterfall.svg(chart, language), waterfall.described(chart, language), table
    drawn = bars.svg(chart, language) if isinstance(chart, BarChart) else lines.svg(chart, language)
    return drawn, described(chart, language), data_table(chart, language)
