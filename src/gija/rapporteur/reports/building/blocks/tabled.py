"""From points to tables: figures by year with what they count, definitions, breaks, sources line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gija.figures.charts import Value
from gija.rapporteur.reports.building.common import label, sources_of, value
from gija.rapporteur.reports.values import Cell, Column, Table
from gija.rapporteur.statistics import breakdowns, checks_of_series, periods
from gija.rapporteur.statistics.checks import Finding
from gija.rapporteur.statistics.points import Basis, Point, Series, place
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
NONE = Text("–", "–")
OTHERWISE = Text(
    "A dash: in that year it was counted otherwise, see another row.",
    "Brūkšnys: tais metais skaičiuota kitaip, žr. kitą eilutę.",
)
AND = Text("{before} and {after}", "{before} ir {after}")


def by_year(code: str, title: Text, indicators: Sequence[str], points: Iterable[Point], years: Sequence[str]) -> Table:
    """Every total of the indicators: a row for each way of counting, a column for each year. Neighbours of one row can
    be compared, those of two rows cannot."""
    own = [p for p in points if p.indicator in indicators and p.is_total and p.period in years]
    rows = [row for one in indicators for row in _ways(one, [p for p in own if p.indicator == one], years)]
    columns = (Column(INDICATOR), Column(COUNTS), *(Column(Text(y, y), numeric=True) for y in years))
    notes = (OTHERWISE,) if any(NONE in row for row in rows) else ()
    several = len(indicators) > 1
    if not several:
        columns, rows = columns[1:], [row[1:] for row in rows]
    widths = ((1,) if several else ()) + (9, *(2 for _ in years))
    return Table(code, title, columns, tuple(rows), notes, sources_of(own), widths, grouped=several)


def _ways(indicator: str, points: list[Point], years: Sequence[str]) -> list[tuple[Cell, ...]]:
    """A row for each basis, in order of time; a dash where the figure of the year was counted otherwise."""
    told = {p.period for p in points if p.value is not None}
    ways: dict[Basis, dict[str, Point]] = {}
    for p in sorted(points, key=place):
        if p.value is not None or not told:
            ways.setdefault(p.basis, {})[p.period] = p
    missing = {p.period: p for p in points if p.value is None}
    rows = []
    for basis, own in ways.items():
        cells = (value(own[y]) if y in own else NONE if y in told else _untold(missing.get(y)) for y in years)
        rows.append((label("indicator", indicator), _counted(basis), *cells))
    return rows


def _untold(point: Point | None) -> Value:
    return value(point) if point else Value(None, "not_available")


def _counted(basis: Basis) -> Text:
    """What a figure counts; the base is told where the definition does not say it."""
    of, base = label("observation_definition", basis.definition), label("observation_base", basis.base)
    return Text(f"{of.en} ({small(base.en)})", f"{of.lt} ({small(base.lt)})")


def small(text: str) -> str:
    """The first letter small, except in an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


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
    return Table(
        code, DEFINITIONS, tuple(map(Column, columns)), tuple(rows), widths=(1, 4, 10, 6, 5, 6), grouped=True
    )  # fmt: skip


def breaks(code: str, indicators: Sequence[str], points: Iterable[Point]) -> Table:
    """Every break between two years."""
    given, rows = list(points), []
    for one in indicators:
        for found in Series.of(one, (p for p in given if p.indicator == one)).breaks:
            between = AND.fill(before=found.before, after=found.after)
            rows.append((label("indicator", one), between, checks_of_series.changed_text(found.changed)))
    return Table(code, BREAKS, (Column(INDICATOR), Column(BETWEEN), Column(CHANGED)), tuple(rows), widths=(4, 2, 4))


def findings(code: str, found: Iterable[Finding]) -> Table:
    """What the checks found, as they say it, by indicator."""
    given = sorted(found, key=lambda f: f.title.en)
    rows = tuple((f.title, Text(f.period, f.period), label("finding_level", f.level), f.text) for f in given)
    columns = (Column(INDICATOR), Column(PERIOD), Column(WEIGHT), Column(FINDING))
    return Table(code, FINDINGS, columns, rows, widths=(1, 2, 3, 18), grouped=True)


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
    widths = (1, 4, 8, 4, 5, 21)
    return Table(code, EVIDENCE, columns, tuple(rows), (), sources_of(given), widths, grouped=True)
