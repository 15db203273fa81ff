"""A series as a chart: the yearly totals, one line a stage, broken where the basis changes, gaps with their reason."""

from __future__ import annotations

from itertools import pairwise

from gija.figures import lines
from gija.figures.charts import Line, LineChart, Part, Value
from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.points import Point, Series
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

FEWEST = 2  # periods with a value: one alone is no series


def chart(series: Series) -> LineChart | None:
    """The chart of what was published; None where there are fewer than two years to show."""
    totals = [
        p for p in series.points if p.is_total and periods.is_year(p.period) and p.basis.kind in ("cited", "computed")
    ]
    years = [periods.year(p.period) for p in totals]
    if len({p.period for p in totals if p.value is not None}) < FEWEST:
        return None
    told = tuple(str(year) for year in range(min(years), max(years) + 1))
    stages = dict.fromkeys(p.basis.stage for p in totals if p.value is not None)
    of = code_list("indicator")[series.indicator]
    return LineChart(
        title=of.text,
        unit=code_list("indicator_unit")[of.extra["unit"]].text,
        periods=tuple(Text(period, period) for period in told),
        lines=tuple(_line(series.indicator, stage, totals, told, alone=len(stages) == 1) for stage in stages),
    )


def _line(indicator: str, stage: str, totals: list[Point], told: tuple[str, ...], *, alone: bool) -> Line:
    # A value stands before a gap of the same stage and year.
    own = {p.period: p for p in sorted(totals, key=lambda p: p.value is not None) if p.basis.stage == stage}
    valued = [own[period] for period in told if period in own and own[period].value is not None]
    breaks = [told.index(b.period) for a, b in pairwise(valued) if a.basis != b.basis]
    return Line(
        part=Part.of("indicator", indicator) if alone else Part.of("observation_stage", stage),
        values=tuple(_value(own[period]) if period in own else None for period in told),
        breaks=tuple(breaks),
    )


def _value(point: Point) -> Value:
    return Value(point.value, point.status, point.qualifier or "exact")


def svg(series: Series, language: str) -> str:
    """The chart as accessible SVG; empty where there is none to draw."""
    drawn = chart(series)
    return lines.svg(drawn, language) if drawn else ""
