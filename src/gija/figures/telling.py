"""A chart of figures in words and as a table, drawn from the same data: what a reader gets who does not see it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gija.figures.charts import BarChart, Chart, Line, LineChart, Value
from gija.figures.numbers import number
from gija.vocabulary.text import Text

BARS = Text("Bar chart: {title} ({unit}).", "Stulpelinė diagrama: {title} ({unit}).")
LINES = Text("Line chart: {title} ({unit}), {first}–{last}.", "Linijinė diagrama: {title} ({unit}), {first}–{last}.")
BREAK = Text("break in series before {period}, not comparable", "prieš {period} eilutės trūkis, nelyginama")
OF = Text("Of", "Kas")
UNTOLD = Text("nothing told", "nenurodyta")


@dataclass(frozen=True, slots=True)
class DataTable:
    """The data of a chart: headings, and rows of which the first cell is the heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def described(chart: Chart, language: str) -> str:
    """The whole chart in sentences: its kind and title, then every value, every gap and every break."""
    title, unit = _small(chart.title.in_(language)), chart.unit.in_(language)
    if isinstance(chart, BarChart):
        return " ".join([BARS.fill(title=title, unit=unit).in_(language), *_bars(chart, language)])
    first, last = (chart.periods[i].in_(language) for i in (0, -1))
    head = LINES.fill(title=title, unit=unit, first=first, last=last).in_(language)
    return " ".join([head, *(_line(chart, line, language) for line in chart.lines)])


def _bars(chart: BarChart, language: str) -> list[str]:
    said = []
    for row in chart.rows:
        own = [bar.value.in_(language) for bar in row.bars]
        if len(row.bars) > 1:
            names = [bar.part.text.in_(language) for bar in row.bars]
            own = [f"{_small(name)} {value}" for name, value in zip(names, own, strict=True)]
        said.append(f"{row.text.in_(language)}: {', '.join(own)}.")
    return said


def _line(chart: LineChart, line: Line, language: str) -> str:
    said = []
    for place, (period, value) in enumerate(zip(chart.periods, line.values, strict=True)):
        when = period.in_(language)
        if place in line.breaks:
            said.append(BREAK.fill(period=when).in_(language))
        if value is not None:
            said.append(f"{when} {value.in_(language)}")
    return f"{line.part.text.in_(language)}: {'; '.join(said) or UNTOLD.in_(language)}."


def data_table(chart: Chart, language: str) -> DataTable:
    """The data of the chart as a table in one language."""
    if isinstance(chart, LineChart):
        headings = (OF.in_(language), *(period.in_(language) for period in chart.periods))
        rows = [(line.part.text.in_(language), *_cells(line, language)) for line in chart.lines]
        return DataTable(headings, tuple(rows))
    parts = chart.parts
    if not parts:
        rows = [(row.text.in_(language), *(b.value.in_(language) for b in row.bars)) for row in chart.rows]
        return DataTable((OF.in_(language), chart.unit.in_(language)), tuple(rows))
    headings = (OF.in_(language), *(part.text.in_(language) for part in parts))
    rows = []
    for row in chart.rows:
        own = {bar.part: bar.value for bar in row.bars}
        rows.append((row.text.in_(language), *(_cell(own.get(part), language) for part in parts)))
    return DataTable(headings, tuple(rows))


def _cells(line: Line, language: str) -> list[str]:
    """Each value, with its range where it has one: `47 (34.5–62.5)`."""
    ranges = line.ranges or (None,) * len(line.values)
    return [
        _cell(value, language) + _range(between, language) for value, between in zip(line.values, ranges, strict=True)
    ]


def _range(between: tuple[float, float] | None, language: str) -> str:
    return f" ({_place(between[0], language)}–{_place(between[1], language)})" if between else ""


def _place(value: float, language: str) -> str:
    return number(Decimal(f"{value:.1f}"), language)


def _cell(value: Value | None, language: str) -> str:
    return "–" if value is None else value.in_(language)


def _small(text: str) -> str:
    """The first letter small, except in an abbreviation (`NVO`, `NGOs`)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
