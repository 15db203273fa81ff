"""A report as data: sections of text, tables and charts with their sources. Both languages; knows no Django.

Every number stands in a `Value` with its status; words are `Text`. Rendered by `faces`, frozen by `stored`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gija.figures.charts import BarChart, LineChart, Value
from gija.figures.waterfall import Waterfall
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.text import Text

Cell = Text | Value
# Of a field that reports frozen before it came do not have: written only where it says something, so their hash stays.
LATER: Mapping[str, bool] = {"later": True}


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
class Heading:
    """A heading within a section; `level` 2 or 3."""

    text: Text
    level: int = 2


@dataclass(frozen=True, slots=True)
class Origin:
    """From where the words above are: a document and its lines, small."""

    text: Text


@dataclass(frozen=True, slots=True)
class Column:
    text: Text
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `code` is stable within a report; `widths` are parts of the width in print, one for each column;
    `grouped`: rows that begin with the same words stand under them, told once."""

    code: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()  # codes of `Report.sources`
    widths: tuple[int, ...] = ()
    grouped: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Range:
    """A number between two ends; all three are None where it is withheld."""

    text: Text
    value: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Ranges:
    """Ranges under each other on one scale that begins at 0."""

    title: Text
    unit: Text
    rows: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; its data stand beside it as a table wherever the reader cannot see it."""

    code: str
    chart: BarChart | LineChart | Waterfall | Ranges
    notes: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()


Block = Paragraph | Points | Notice | Heading | Origin | Table | Figure


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
class Signature:
    """Who signs: the office always, the name where one is put; `day` is ISO or empty."""

    name: str
    office: Text
    place: Text
    day: str = ""


@dataclass(frozen=True, slots=True)
class ReportData:
    """A whole report. `day`: the day its data stand for; it is the only date in any of its files but those that it
    tells. `observations`: the figures it was made of, frozen with it; `reason`: why just this period; `numbered`: are
    its sections, where their titles have no numbers of their own?"""

    code: str  # annual-2014
    kind: str  # code of its template
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
    observations: tuple[Point, ...] = field(default=(), metadata=LATER)
    signatures: tuple[Signature, ...] = field(default=(), metadata=LATER)
    addressees: tuple[Text, ...] = field(default=(), metadata=LATER)
    reason: Text | None = field(default=None, metadata=LATER)
    numbered: bool = field(default=True, metadata=LATER)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Table))

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Figure))
