"""A report as data: sections of text, tables and charts with their sources. Both languages; knows no Django.

Every number stands in a `Value` with its status; words are `Text`. Rendered by `faces`, frozen by `stored`.
"""

from __future__ import annotations

from dataclasses import dataclass

from gija.figures.charts import BarChart, LineChart, Value
from gija.vocabulary.text import Text

Cell = Text | Value


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader must not overlook: a break, a limit."""

    text: Text


@dataclass(frozen=True, slots=True)
class Column:
    text: Text
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `code` is stable within a report; `widths` are parts of the width in print, one for each column."""

    code: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()  # codes of `Report.sources`
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; its data stand beside it as a table wherever the reader cannot see it."""

    code: str
    chart: BarChart | LineChart
    notes: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()


Block = Paragraph | Points | Notice | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document figures come from. `lines`: where in it, those that this report uses."""

    code: str
    text: Text
    published: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    term: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class ReportData:
    """A whole report. `day`: the day its data stand for; it is the only date in any of its files."""

    code: str  # annual-2014
    kind: str  # annual, half_year
    title: Text
    subtitle: Text
    period: str
    day: str  # ISO
    publisher: Text
    vintage: int
    sections: tuple[Section, ...]
    methods: tuple[Text, ...]
    sources: tuple[Source, ...]
    glossary: tuple[Term, ...]
    foreword: tuple[Text, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Table))

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Figure))
