"""From points to tables: figures by year with what they count, definitions, breaks, sources line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gija.rapporteur.reports.building.common import label, sources_of, value
from gija.rapporteur.reports.values import Cell, Column, Table
from gija.rapporteur.statistics import breakdowns, checks_of_series, periods
from gija.rapporteur.statistics.checks import Finding
from gija.rapporteur.statistics.points import Point, Series, place
from gija.vocabulary.text import Text

INDICATOR, PERIOD = Text("Indicator", "Rodiklis"), Text("Year", "Metai")
VALUE, COUNTS = Text("Value", "Reikšmė"), Text("What it counts", "Ką reiškia")
BASE, STAGE = Text("Base", "Pagrindas"), Text("Stage", "Stadija")
OF, SOURCE_LINE = Text("Of", "Kas"), Text("Source, line", "Šaltinis, eilutė")
WORDS = Text("Words of the source, or the arithmetic", "Šaltinio žodžiai arba skaičiavimas")
PERIODS, BETWEEN = Text("Years", "Metai"), Text("Between", "Tarp")
CHANGED, WEIGHT = Text("What changed", "Kas pasikeitė"), Text("Weight", "Svarba")
FINDING = Text("Finding", "Radinys")
DEFINITIONS = Text("Definitions used", "Naudotos apibrėžtys")
BREAKS = Text("Breaks in series", "Laiko eilučių trūkiai")
FINDINGS = Text("Findings of the checks", "Patikrų radiniai")
EVIDENCE = Text("Figures and their source lines", "Skaičiai ir jų šaltinio eilutės")
AND = Text("{before} and {after}", "{before} ir {after}")


def by_year(code: str, title: Text, indicators: Sequence[str], points: Iterable[Point], years: Sequence[str]) -> Table:
    """Every total of the indicators, year by year, with base, stage and what it counts."""
    own = [p for p in points if p.indicator in indicators and p.is_total and periods.year(p.period) in map(int, years)]
    own.sort(key=lambda p: (indicators.index(p.indicator), place(p)))
    several = len(indicators) > 1
    rows = [_row(p, several) for p in own]
    columns = ((Column(INDICATOR),) if several else ()) + (
        Column(PERIOD), Column(VALUE, numeric=True), Column(STAGE), Column(BASE), Column(COUNTS),
    )  # fmt: skip
    widths = (4, 2, 3, 4, 4, 7) if several else (2, 3, 4, 4, 8)
    return Table(code, title, columns, tuple(rows), (), sources_of(own), widths)


def _row(point: Point, several: bool) -> tuple[Cell, ...]:
    basis = point.basis
    cells: tuple[Cell, ...] = (
        Text(point.period, point.period),
        value(point),
        label("observation_stage", basis.stage),
        label("observation_base", basis.base),
        label("observation_definition", basis.definition),
    )
    return (label("indicator", point.indicator), *cells) if several else cells


def definitions(code: str, points: Iterable[Point]) -> Table:
    """Each way of counting and the years it was used in."""
    used: dict[tuple[str, str, str, str, str], set[str]] = {}
    for p in points:
        basis = p.basis
        key = (p.indicator, basis.stage, basis.base, basis.definition, basis.authority)
        used.setdefault(key, set()).add(p.period)
    rows = []
    for (indicator, stage, base, definition, authority), found in used.items():
        when = ", ".join(sorted(found, key=periods.order))
        rows.append(
            (
                label("indicator", indicator), Text(when, when), label("observation_definition", definition),
                label("observation_stage", stage), label("observation_base", base),
                label("institution_kind", authority),
            )
        )  # fmt: skip
    columns = (INDICATOR, PERIODS, COUNTS, STAGE, BASE, Text("Whose figure", "Kieno skaičius"))
    return Table(code, DEFINITIONS, tuple(map(Column, columns)), tuple(rows), widths=(4, 3, 7, 4, 4, 3))


def breaks(code: str, indicators: Sequence[str], points: Iterable[Point]) -> Table:
    """Every break between two years."""
    given, rows = list(points), []
    for one in indicators:
        for found in Series.of(one, (p for p in given if p.indicator == one)).breaks:
            between = AND.fill(before=found.before, after=found.after)
            rows.append((label("indicator", one), between, checks_of_series.changed_text(found.changed)))
    return Table(code, BREAKS, (Column(INDICATOR), Column(BETWEEN), Column(CHANGED)), tuple(rows), widths=(4, 2, 4))


def findings(code: str, found: Iterable[Finding]) -> Table:
    """What the checks found, as they say it."""
    rows = tuple(
        (Text(f.period, f.period), f.title, label("finding_level", f.level), f.text) for f in found
    )  # fmt: skip
    columns = (Column(PERIOD), Column(INDICATOR), Column(WEIGHT), Column(FINDING))
    return Table(code, FINDINGS, columns, rows, widths=(2, 4, 3, 9))


def evidence(code: str, points: Iterable[Point]) -> Table:
    """Each figure with the line it was read from and the words that stand there."""
    given = list(points)
    rows = []
    for p in given:
        line = " ".join(filter(None, (p.source, p.line)))
        quoted = f"„{p.quote}“" if p.quote else p.how
        of = breakdowns.text(p.breakdown)
        rows.append(
            (
                label("indicator", p.indicator), Text(p.period, p.period), of, value(p), Text(line, line),
                Text(f"“{p.quote}”" if p.quote else p.how, quoted),
            )
        )  # fmt: skip
    columns = (
        Column(INDICATOR), Column(PERIOD), Column(OF), Column(VALUE, numeric=True), Column(SOURCE_LINE), Column(WORDS),
    )  # fmt: skip
    return Table(code, EVIDENCE, columns, tuple(rows), (), sources_of(given), widths=(5, 3, 5, 3, 3, 10))
