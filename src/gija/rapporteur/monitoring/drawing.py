"""Charts of the dashboard drawn from figures: lines with breaks and ranges, bars, a map of tiles, flows, stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gija.figures import bars as bar_figure
from gija.figures import flows, telling, tiles
from gija.figures import lines as line_figure
from gija.figures.abroad import Told
from gija.figures.charts import Bar, BarChart, BarRow, LineChart, Part, Value
from gija.figures.charts import Line as FigureLine
from gija.figures.marks import mark
from gija.methods.trends import interval
from gija.rapporteur.gate import populations
from gija.rapporteur.monitoring import bands, drawn
from gija.rapporteur.monitoring.catalogue import Spec
from gija.rapporteur.monitoring.drawn import Drawn
from gija.rapporteur.monitoring.lines import Line, lines
from gija.rapporteur.statistics import breakdowns, exports, periods
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

MOST_LINES, MOST_GROUPS, MOST_PERIODS = 5, 3, 14
PERSONS = Text("persons", "asmenys")
LEFT, RIGHT = Text("Recruited in", "Užverbuota"), Text("Exploited in", "Išnaudojama")
MIDDLE = Text("People", "Asmenys")


def draw(spec: Spec, points: Sequence[Point], language: str, period: str = "") -> Drawn:
    """The chart from the figures of its indicators (any others are left out); `period`: the one to show, else the
    latest told."""
    own = [p for p in points if p.indicator in spec.indicators]
    made = {"lines": _lines, "bars": _bars, "tiles": _tiles, "flow": _flow, "funnel": _funnel, "bands": _bands,
            "none": _nothing}  # fmt: skip
    return made[spec.kind](spec, own, language, period)


def _nothing(spec: Spec, points: Sequence[Point], language: str, period: str) -> Drawn:
    return Drawn(spec, spec.title.in_(language))


def _unit(spec: Spec) -> Text:
    indicator = spec.indicator or spec.indicators[0]
    return code_list("indicator_unit")[indicators()[indicator].unit].text


# ---- lines ----


def _lines(spec: Spec, points: Sequence[Point], language: str, period: str) -> Drawn:
    return of_lines(spec, lines(p for p in points if p.is_total), language)


def of_lines(spec: Spec, found: Sequence[Line], language: str) -> Drawn:
    """Lines of one length of period in one chart: as many as can be told apart, the others in the figures only."""
    usable = [one for one in found if one.told]
    if not usable:
        return Drawn(spec, spec.title.in_(language))
    length = periods.length(usable[0].periods[0])
    alike = [one for one in usable if periods.length(one.periods[0]) == length]
    parts = _parts(alike)
    shown = [one for one in alike if one.key in parts]
    axis = sorted({period for one in shown for period in one.periods}, key=periods.begins)[-MOST_PERIODS:]
    chart = LineChart(
        spec.title, _unit(spec), tuple(Text(one, one) for one in axis),
        tuple(_figure_line(one, parts[one.key], axis) for one in shown),
    )  # fmt: skip
    enough = max(one.told for one in shown) > 1
    left = len(usable) - len(shown)
    notes = (drawn.MANY.fill(count=left).in_(language),) if left else ()
    return Drawn(
        spec, spec.title.in_(language), axis[-1], line_figure.svg(chart, language) if enough else "",
        telling.described(chart, language), telling.data_table(chart, language), notes,
        _sources(p for one in shown for p in one.points if p is not None), tuple(shown),
    )  # fmt: skip


def _parts(found: Sequence[Line]) -> dict[str, Part]:
    """What each line that is drawn stands for; no two look the same."""
    stages = {one.stage for one in found if not one.dataset}
    parts: dict[str, Part] = {}
    looks = set()
    for one in found:
        if one.dataset:
            part = Part("institution_kind", one.authority, Text(one.dataset, one.dataset))
        else:
            part = Part.of("indicator", one.indicator) if len(stages) == 1 else Part.of("observation_stage", one.stage)
        look = mark(part.list, part.code)
        if look not in looks and len(parts) < MOST_LINES:
            looks.add(look)
            parts[one.key] = part
    return parts


def _figure_line(one: Line, part: Part, axis: Sequence[str]) -> FigureLine:
    own = dict(zip(one.periods, one.points, strict=True))
    points = [own.get(period) for period in axis]
    broken = {one.periods[place] for place in one.breaks}
    return FigureLine(
        part, tuple(_value(p) if p is not None else None for p in points),
        tuple(place for place, period in enumerate(axis) if period in broken and place),
        tuple(_range(one, p) for p in points),
    )  # fmt: skip


def _range(one: Line, point: Point | None) -> tuple[float, float] | None:
    if point is None or point.value is None or point.qualifier != "exact" or not one.testable:
        return None
    return interval(point.value)


def _value(point: Point) -> Value:
    return Value(point.value, point.status, point.qualifier or "exact")


def _sources(points: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(exports.source(p) for p in points if p.value is not None))  # type: ignore[attr-defined]


# ---- one period by codes ----


def _by(points: Sequence[Point], dimension: str) -> list[Point]:
    return [p for p in points if len(p.breakdown) == 1 and p.breakdown[0][0] == dimension]


def _of_period(points: Sequence[Point], period: str) -> tuple[str, list[Point], tuple[str, ...]]:
    """The period that is shown, its figures, and all periods there are; the latest with a value where none is asked."""
    told = sorted({p.period for p in points if p.value is not None}, key=periods.order, reverse=True)
    shown = period if period in told else next(iter(told), "")
    return shown, [p for p in points if p.period == shown], tuple(told)


def _groups(points: Sequence[Point]) -> list[tuple[Basis, list[Point]]]:
    """The figures of each basis, those that tell most first."""
    found: dict[Basis, list[Point]] = {}
    for point in points:
        found.setdefault(point.basis, []).append(point)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), repr(pair[0])))


def _bars(spec: Spec, points: Sequence[Point], language: str, period: str) -> Drawn:
    shown, own, told = _of_period(_by(points, spec.by), period)
    if not shown:
        return Drawn(spec, spec.title.in_(language))
    groups: list[tuple[Basis, list[Point]]] = []
    looks, every = set(), _groups(own)
    for basis, some in every:
        look = mark("institution_kind", basis.authority)
        if look not in looks and len(groups) < MOST_GROUPS:
            looks.add(look)
            groups.append((basis, some))
    rows = _rows(spec.by, groups)
    chart = BarChart(Text(f"{spec.title.en}, {shown}", f"{spec.title.lt}, {shown}"), _unit(spec), rows)
    several = spec.by.partition(":")[0] in populations.setting().many
    notes = (*([drawn.SEVERAL.in_(language)] if several else []), *_left_out(len(every) - len(groups), language))
    return Drawn(
        spec, chart.title.in_(language), shown, bar_figure.svg(chart, language), telling.described(chart, language),
        telling.data_table(chart, language), notes, _sources(p for _b, some in groups for p in some),
        periods=told,
    )  # fmt: skip


def _rows(dimension: str, groups: Sequence[tuple[Basis, list[Point]]]) -> tuple[BarRow, ...]:
    named = breakdowns.list_of(dimension)
    rows = []
    for code in code_list(named):
        bars = []
        for basis, some in groups:
            for point in some:
                if point.breakdown[0][1] == code.code:
                    many = Part.of("institution_kind", basis.authority)
                    bars.append(Bar(many if len(groups) > 1 else Part.of(named, code.code), _value(point)))
        if bars:
            rows.append(BarRow(code.text, tuple(bars)))
    return tuple(rows)


def _left_out(count: int, language: str) -> tuple[str, ...]:
    return (drawn.LEFT_OUT.fill(count=count).in_(language),) if count else ()


@dataclass(frozen=True, slots=True)
class Countries:
    """Figures by country of one period and one basis; `left`: how many other bases are told beside it."""

    period: str
    told: tuple[Told, ...]
    periods: tuple[str, ...]
    points: tuple[Point, ...]
    left: int


def _countries(points: Sequence[Point], dimension: str, period: str) -> Countries:
    shown, own, told = _of_period(_by(points, dimension), period)
    every = _groups(own)
    group = every[0][1] if every else []
    found = tuple(Told(p.breakdown[0][1], _value(p)) for p in group)
    return Countries(shown, found, told, tuple(group), len(every) - 1)


def _tiles(spec: Spec, points: Sequence[Point], language: str, period: str) -> Drawn:
    of = _countries(points, spec.by, period)
    if not of.told:
        return Drawn(spec, spec.title.in_(language))
    chart = tiles.TileMap(Text(f"{spec.title.en}, {of.period}", f"{spec.title.lt}, {of.period}"), _unit(spec), of.told)
    return Drawn(
        spec, chart.title.in_(language), of.period, tiles.svg(chart, language), tiles.described(chart, language),
        tiles.data_table(chart, language), (drawn.SEVERAL.in_(language), *_left_out(of.left, language)),
        _sources(of.points), periods=of.periods,
    )  # fmt: skip


def _flow(spec: Spec, points: Sequence[Point], language: str, period: str) -> Drawn:
    before = _countries(points, spec.by, period)
    after = _countries(points, spec.to, before.period)
    if not before.told or not after.told or after.period != before.period:
        return Drawn(spec, spec.title.in_(language))
    title = Text(f"{spec.title.en}, {before.period}", f"{spec.title.lt}, {before.period}")
    chart = flows.Flow(title, _unit(spec), LEFT, MIDDLE, RIGHT, before.told, after.told)
    left = max(before.left, after.left)
    return Drawn(
        spec, title.in_(language), before.period, flows.svg(chart, language), flows.described(chart, language),
        flows.data_table(chart, language), (drawn.SEVERAL.in_(language), *_left_out(left, language)),
        _sources((*before.points, *after.points)), periods=before.periods,
    )  # fmt: skip


def _bands(spec: Spec, points: Sequence[Point], language: str, period: str) -> Drawn:
    found = bands.bands(points, spec.by, spec.within, period)
    if found is None:
        return Drawn(spec, spec.title.in_(language))
    named = breakdowns.list_of(spec.by)
    rows = tuple(
        BarRow(one.text, (Bar(Part.of(named, one.code), _told(found.values[one.code])),)) for one in code_list(named)
    )
    title = Text(f"{spec.title.en}, {found.period}", f"{spec.title.lt}, {found.period}")
    chart = BarChart(title, _unit(spec), rows)
    notes = (drawn.ADDED.fill(count=found.institutions).in_(language),) if found.institutions > 1 else ()
    return Drawn(
        spec, title.in_(language), found.period, bar_figure.svg(chart, language), telling.described(chart, language),
        telling.data_table(chart, language), notes, _sources(found.points), periods=found.told,
    )  # fmt: skip


def _told(number: int | None) -> Value:
    return Value(number) if number is not None else Value(None, "not_available")


# ---- stages ----


def _funnel(spec: Spec, points: Sequence[Point], language: str, period: str) -> Drawn:
    totals = [p for p in points if p.is_total and p.basis.kind != "reported" and periods.is_year(p.period)]
    steps = {(p.period, p.indicator, p.basis.stage): p for p in totals if p.value is not None}
    told = sorted({key[0] for key in steps}, reverse=True)
    if not told:
        return Drawn(spec, spec.title.in_(language))
    count = {one: sum((one, *step) in steps for step in spec.steps) for one in told}
    shown = period if period in told else max(told, key=lambda one: (count[one], one))
    rows, own = [], []
    for indicator, stage in spec.steps:
        point = steps.get((shown, indicator, stage))
        own += [point] if point else []
        value = _value(point) if point else Value(None, "not_available")
        rows.append(
            BarRow(code_list("observation_stage")[stage].text, (Bar(Part.of("observation_stage", stage), value),))
        )
    chart = BarChart(Text(f"{spec.title.en}, {shown}", f"{spec.title.lt}, {shown}"), _unit(spec), tuple(rows))
    notes = [drawn.STEPS.in_(language)]
    if len({p.basis.base for p in own}) > 1:
        notes.append(drawn.BASES.in_(language))
    return Drawn(
        spec, chart.title.in_(language), shown, bar_figure.svg(chart, language), telling.described(chart, language),
        telling.data_table(chart, language), tuple(notes), _sources(own), periods=tuple(told),
    )  # fmt: skip
