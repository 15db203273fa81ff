"""From points to charts: what may share a line shares one, what is missing keeps its place and its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from gija.figures.charts import Bar, BarChart, BarRow, Line, LineChart, Part, Value
from gija.rapporteur.reports.building.common import label, sources_of, value, year_text
from gija.rapporteur.reports.values import Figure
from gija.rapporteur.statistics import checks_of_series
from gija.rapporteur.statistics.breakdowns import list_of
from gija.rapporteur.statistics.points import Basis, Point, Series, place
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

BREAK = Text(
    "{indicator}: break in series between {before} and {after} ({changed} changed).",
    "{indicator}: eilutės trūkis tarp {before} ir {after} m. (pasikeitė {changed}).",
)


NOT_TOLD = Value(None, "not_available")


def unit_of(indicator: str) -> Text:
    return label("indicator_unit", code_list("indicator")[indicator].extra["unit"])


def _alike(basis: Basis) -> tuple[str, ...]:
    return basis.base, basis.stage, basis.definition, basis.authority


def series(code: str, title: Text, indicators: Sequence[str], points: Iterable[Point], years: Sequence[str]) -> Figure:
    """The totals of one indicator or several by year as lines. Of an indicator that was told twice for a year, each
    stage is a line of its own."""
    totals = [p for p in points if p.indicator in indicators and p.is_total and p.period in years]
    lines = [line for one in indicators for line in _lines(one, [p for p in totals if p.indicator == one], years)]
    chart = LineChart(title, unit_of(indicators[0]), tuple(map(year_text, years)), tuple(lines))
    return Figure(code, chart, break_notes(indicators, totals), sources_of(totals))


def _lines(indicator: str, points: list[Point], years: Sequence[str]) -> list[Line]:
    if not points:
        return []
    if len({p.period for p in points}) == len(points):
        return [_line(Part.of("indicator", indicator), points, years, NOT_TOLD)]
    stages = [code.code for code in code_list("observation_stage")]
    own = {stage: [p for p in points if p.basis.stage == stage] for stage in stages}
    return [_line(Part.of("observation_stage", stage), found, years) for stage, found in own.items() if found]


def _line(part: Part, points: list[Point], years: Sequence[str], untold: Value | None = None) -> Line:
    by_year = {p.period: p for p in sorted(points, key=place)}
    known = [(years.index(p.period), _alike(p.basis)) for p in by_year.values() if p.value is not None]
    breaks = tuple(after for (_, old), (after, new) in pairwise(sorted(known)) if old != new)
    return Line(part, tuple(value(by_year[y]) if y in by_year else untold for y in years), breaks)


def break_notes(indicators: Sequence[str], totals: Iterable[Point]) -> tuple[Text, ...]:
    """A sentence for each break between two years."""
    given, notes = list(totals), []
    for one in indicators:
        for found in Series.of(one, (p for p in given if p.indicator == one)).breaks:
            changed = checks_of_series.changed_text(found.changed)
            name = label("indicator", one)
            notes.append(BREAK.fill(indicator=name, before=found.before, after=found.after, changed=changed))
    return tuple(notes)


def breakdown(
    code: str, title: Text, indicator: str, points: Iterable[Point], year: str, rows: str, bars: str = ""
) -> Figure | None:
    """The parts of one year by one dimension, or by two; None where none was told."""
    wanted = {rows, bars} - {""}
    own = [p for p in points if (p.indicator, p.period) == (indicator, year) and {n for n, _ in p.breakdown} == wanted]
    if not own:
        return None
    made = []
    for row in _in_list(rows, {dict(p.breakdown)[rows] for p in own}):
        of_row = [p for p in own if dict(p.breakdown)[rows] == row]
        made.append(BarRow(label(list_of(rows), row), _bars(of_row, bars or rows)))
    return Figure(code, BarChart(title, unit_of(indicator), tuple(made)), (), sources_of(own))


def over_time(
    code: str, title: Text, indicator: str, points: Iterable[Point], years: Sequence[str], bars: str
) -> Figure:
    """The parts by one dimension, year by year; a year without them says so."""
    own = [p for p in points if p.indicator == indicator and [n for n, _ in p.breakdown] == [bars]]
    rows = [BarRow(year_text(y), _bars([p for p in own if p.period == y], bars)) for y in years]
    made = tuple(row for row in rows if row.bars)
    used = [p for p in own if p.period in years]
    return Figure(code, BarChart(title, unit_of(indicator), made), (), sources_of(used))


def _bars(points: list[Point], dimension: str) -> tuple[Bar, ...]:
    by_code = {dict(p.breakdown)[dimension]: p for p in points}
    name = list_of(dimension)
    return tuple(Bar(Part.of(name, code), value(by_code[code])) for code in _in_list(dimension, by_code))


def _in_list(dimension: str, codes: Iterable[str]) -> list[str]:
    found = set(codes)
    return [code.code for code in code_list(list_of(dimension)) if code.code in found]
