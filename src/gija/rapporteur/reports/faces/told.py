"""A report told in one language: plain words and numbered captions, the same for paper and page."""

from __future__ import annotations

from dataclasses import dataclass

from gija.figures import bars, lines
from gija.figures.charts import BarChart, Value
from gija.figures.telling import DataTable, data_table, described
from gija.rapporteur.reports.faces import words
from gija.rapporteur.reports.values import (
    Block,
    Cell,
    Column,
    Figure,
    Notice,
    Paragraph,
    Points,
    ReportData,
    Section,
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
    blocks: tuple[object, ...]  # ToldTable, ToldFigure, or (kind, words) with kind p, list, notice


@dataclass(frozen=True, slots=True)
class Told:
    language: str
    title: str
    subtitle: str
    front: tuple[str, ...]
    sections: tuple[ToldSection, ...]


def told(data: ReportData, language: str) -> Told:
    """The report in one language, with foreword, methods, sources and terms as sections of their own."""
    teller = _Teller(language)
    sections = tuple(teller.section(one) for one in (*_before(data), *data.sections, *_after(data)))
    title, subtitle = teller.say(data.title), teller.say(data.subtitle)
    return Told(language, title, subtitle, words.front(data, language), sections)


def _before(data: ReportData) -> list[Section]:
    return [Section("foreword", words.FOREWORD, tuple(map(Paragraph, data.foreword)))] if data.foreword else []


def _after(data: ReportData) -> list[Section]:
    sources = tuple(Text(words.source(one, "en"), words.source(one, "lt")) for one in data.sources)
    terms = tuple((one.term, one.meaning) for one in data.glossary)
    glossary = Table("terms", words.GLOSSARY, (Column(words.TERM), Column(words.MEANING)), terms, widths=(1, 3))
    found = [
        Section("methods", words.METHODS, (Points((*data.methods, words.MADE)),)),
        Section("sources", words.SOURCES, (Points((*sources, words.LICENCE)),)),
    ]
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
        )

    def cell(self, cell: Cell) -> ToldCell:
        missing = isinstance(cell, Value) and cell.number is None
        return ToldCell(words.typeset(cell.in_(self.language), self.language), missing)

    def figure(self, one: Figure) -> ToldFigure:
        chart = one.chart
        drawn = bars.svg(chart, self.language) if isinstance(chart, BarChart) else lines.svg(chart, self.language)
        return ToldFigure(
            code=one.code,
            caption=self.caption("figure", chart.title),
            svg=drawn,
            alt=described(chart, self.language),
            data=data_table(chart, self.language),
            notes=tuple(map(self.say, one.notes)),
            source=words.sources_of(one.sources, self.language),
        )
