"""The figures of the state beside those of NGOs, and the key figures beside those of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from gija.figures.charts import Bar, BarChart, BarRow, Part, Value
from gija.rapporteur.reconciliation.comparing import Difference
from gija.rapporteur.reports.building.common import label, sources_of, value, year_text
from gija.rapporteur.reports.values import Block, Cell, Column, Figure, Points, Table
from gija.rapporteur.statistics import breakdowns, checks_of_series
from gija.rapporteur.statistics.points import Point, Series
from gija.vocabulary.text import Text

STATE, NGO = Text("State", "Valstybė"), Text("NGOs", "NVO")
SIDE = Text("Victims: figures of the state and of NGOs", "Aukos: valstybės ir NVO skaičiai")
PERSONS = Text("persons", "asmenys")
YEAR, RATIO = Text("Year", "Metai"), Text("Ratio", "Santykis")
COUNTED_STATE = Text("Counted by the state", "Ką skaičiuoja valstybė")
COUNTED_NGO = Text("Counted by NGOs", "Ką skaičiuoja NVO")
STANDING = Text("State of the difference", "Skirtumo būsena")
NONE = Text("–", "–")
WHY = Text("{years}: {why}.", "{years} m.: {why}.")
SAID = Text("{year}: {reason}", "{year} m.: {reason}")
BROKEN = Text("after a break: not comparable with the year before", "po trūkio: su ankstesniais metais nelyginama")
NOT_TOLD = Value(None, "not_available")
KEY = Text("Key figures, {previous} and {year}", "Pagrindiniai skaičiai, {previous} ir {year} m.")
COMPARABLE = Text("Comparable", "Palyginama")
YES, NO = Text("yes", "taip"), Text("no: {changed} changed", "ne: pasikeitė {changed}")
ONE_ONLY = Text("one of the two is missing", "vienos iš dviejų reikšmių nėra")
COUNTS = Text("What the figure of {year} counts", "Ką reiškia {year} m. skaičius")


def side_by_side(code: str, rows: Iterable[Difference], years: Sequence[str]) -> list[Block]:
    """Table, chart and reasons; nothing where neither side has a figure."""
    given = [row for row in rows if row.period in years]
    if not given:
        return []
    points = [p for row in given for p in (row.state_figure, row.ngo_figure) if p is not None]
    main = {row.period: row for row in given if row.main}
    bars = [BarRow(year_text(y), _bars(main[y])) for y in years if y in main]
    chart = Figure(f"{code}-chart", BarChart(SIDE, PERSONS, tuple(bars)), _broken(main.values()), sources_of(points))
    columns = (
        Column(YEAR), Column(STATE, numeric=True), Column(COUNTED_STATE), Column(NGO, numeric=True),
        Column(COUNTED_NGO), Column(RATIO, numeric=True), Column(STANDING),
    )  # fmt: skip
    table = Table(
        f"{code}-table", SIDE, columns, tuple(map(_row, given)), _decided(given), sources_of(points),
        (3, 4, 9, 4, 10, 4, 5),
    )  # fmt: skip
    return [table, chart, Points(_reasons(given))]


def _bars(row: Difference) -> tuple[Bar, ...]:
    state = Part("indicator", "victims_state", STATE)
    ngo = Part("indicator", "persons_assisted_ngo", NGO)
    sides = (state, row.state_figure), (ngo, row.ngo_figure)
    return tuple(Bar(part, value(point) if point else NOT_TOLD) for part, point in sides)


def _broken(rows: Iterable[Difference]) -> tuple[Text, ...]:
    years = ", ".join(row.period for row in rows if row.break_before)
    return (Text(f"{years}: {BROKEN.en}.", f"{years} m.: {BROKEN.lt}."),) if years else ()


def _row(row: Difference) -> tuple[Cell, ...]:
    state, ngo = row.state_figure, row.ngo_figure
    return (
        year_text(row.period),
        value(state) if state else NOT_TOLD,
        label("observation_definition", state.basis.definition) if state else NONE,
        value(ngo) if ngo else NOT_TOLD,
        _ngo_counts(ngo) if ngo else NONE,
        Value(row.ratio) if isinstance(row.ratio, Decimal) else NONE,
        label("reconciliation_state", row.state) if row.ratio is not None else NONE,
    )


def _ngo_counts(point: Point) -> Text:
    if point.breakdown:
        return breakdowns.text(point.breakdown)
    return label("observation_definition", point.basis.definition)


def _reasons(rows: Sequence[Difference]) -> tuple[Text, ...]:
    """Each reason once, with the years it explains."""
    years: dict[Text, list[str]] = {}
    for row in rows:
        for why in row.why:
            years.setdefault(why, []).append(row.period)
    return tuple(WHY.fill(years=", ".join(dict.fromkeys(when)), why=why) for why, when in years.items())


def _decided(rows: Sequence[Difference]) -> tuple[Text, ...]:
    """What the Rapporteur's office said of a difference, in its own words."""
    return tuple(
        SAID.fill(year=row.period, reason=row.decision.reason) for row in rows if row.decision and not row.outdated
    )


def key_figures(code: str, indicators: Sequence[str], points: Sequence[Point], year: int) -> Table:
    """The totals of this year and the year before, and whether they may be compared."""
    this, before = str(year), str(year - 1)
    rows = []
    for one in indicators:
        totals = [p for p in points if p.indicator == one and p.is_total]
        now, then = ([p for p in totals if p.period == period] for period in (this, before))
        for point in (*now,) or (None,):
            old = _like(point, then)
            comparable = _comparable(one, point, old)
            counts = label("observation_definition", point.basis.definition) if point else NONE
            rows.append((label("indicator", one), _told(old), _told(point), comparable, counts))
    columns = (
        Column(Text("Indicator", "Rodiklis")), Column(year_text(before), numeric=True),
        Column(year_text(this), numeric=True), Column(COMPARABLE), Column(COUNTS.fill(year=this)),
    )  # fmt: skip
    used = [p for p in points if p.indicator in indicators and p.period in (this, before)]
    title = KEY.fill(previous=before, year=this)
    return Table(code, title, columns, tuple(rows), (), sources_of(used), (6, 3, 3, 6, 11))


def _like(point: Point | None, then: Sequence[Point]) -> Point | None:
    """Of the figures of the year before the one that counts the same, else the first."""
    for old in then:
        if point and old.basis == point.basis:
            return old
    return then[0] if then else None


def _told(point: Point | None) -> Value:
    return value(point) if point else NOT_TOLD


def _comparable(indicator: str, point: Point | None, old: Point | None) -> Text:
    if point is None or old is None or point.value is None or old.value is None:
        return ONE_ONLY
    broken = Series.of(indicator, (old, point)).break_before(point.period)
    return NO.fill(changed=checks_of_series.changed_text(broken.changed)) if broken else YES
