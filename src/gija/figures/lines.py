"""Line charts of figures as accessible SVG. Only comparable values share a line.

A break in series is a gap with a mark, a missing value a gap with its reason below the axis: never a zero, never one
line across.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gija.figures.charts import Line, LineChart
from gija.figures.drawing import GRID, HALO, WIDTH, Scale, legend, mark_of, n, prefix, text, unit, whole, wrapped
from gija.figures.looks import INK, LINE, SOFT
from gija.figures.numbers import number
from gija.figures.room import text_width
from gija.vocabulary.text import Text

TALL = 200.0  # of the field that holds the lines
CLOSE = 22.0  # points nearer than this to the one above have their value below
BREAK = Text("Break in series: values are not comparable", "Eilutės trūkis: reikšmės nelyginamos")
RANGE = Text("Range that chance alone leaves (95 %)", "Vien dėl atsitiktinumo galimas intervalas (95 %)")
RANGE_KEY = f'<path d="M-4 -7H4M0 -7V7M-4 7H4" fill="none" stroke="{SOFT}" stroke-width="1.5"/>'
BREAK_KEY = f'<path d="M-6 6L-1 -6M1 6L6 -6" fill="none" stroke="{INK}" stroke-width="2"/>'


@dataclass(frozen=True, slots=True)
class _Field:
    """Where the lines are drawn."""

    chart: LineChart
    left: float
    top: float
    scale: Scale

    @property
    def step(self) -> float:
        return (WIDTH - self.left - 12) / max(len(self.chart.periods), 1)

    @property
    def bottom(self) -> float:
        return self.top + TALL

    def x(self, place: int) -> float:
        return self.left + (place + 0.5) * self.step

    def y(self, value: float) -> float:
        return self.bottom - value / self.scale.top * TALL


def svg(chart: LineChart, language: str) -> str:
    """The chart in one language. The same chart gives the same text."""
    own = prefix(chart, language)
    numbers = [float(v.number) for line in chart.lines for v in line.values if v is not None and v.number is not None]
    numbers += [high for line in chart.lines for _, high in filter(None, line.ranges)]
    scale = Scale.of(max(numbers, default=0) * 1.08)  # room for the value above the highest point
    keys = [(_key(line), line.part.text.in_(language)) for line in chart.lines]
    if any(line.breaks for line in chart.lines):
        keys.append((BREAK_KEY, BREAK.in_(language)))
    if any(between for line in chart.lines for between in line.ranges):
        keys.append((RANGE_KEY, RANGE.in_(language)))
    head, top = legend(keys, 6)
    left = 20 + text_width(number(scale.ticks[-1], language), 11)
    field = _Field(chart, left, top + 22, scale)
    content = [*head, unit(chart.unit.in_(language), top + 10), *_grid(field, language)]
    for place, line in enumerate(chart.lines):
        content += _ranges(field, line, (place - (len(chart.lines) - 1) / 2) * 5)
    for line in chart.lines:
        content += _line(field, line)
    content += _values(field, language)
    gaps, end = _gaps(field, language)
    return whole(chart, language, end + 8, [f'<g id="{own}">', *content, *gaps, "</g>"])


def _key(line: Line) -> str:
    look = mark_of(line.part)
    return f'<path d="M-12 0H12" stroke="{look.colour}" stroke-width="2"/>{look.point}'


def _grid(field: _Field, language: str) -> Iterator[str]:
    for tick in field.scale.ticks:
        y, colour = field.y(tick), LINE if tick == 0 else GRID
        yield f'<path d="M{n(field.left)} {n(y)}H{n(WIDTH - 8)}" stroke="{colour}" stroke-width="1"/>'
        yield text(field.left - 6, y + 4, number(tick, language), 'text-anchor="end"', size=11, colour=SOFT)
    for place, period in enumerate(field.chart.periods):
        yield text(field.x(place), field.bottom + 18, period.in_(language), 'text-anchor="middle"')


def _line(field: _Field, line: Line) -> Iterator[str]:
    """Segments between comparable neighbours, marks at breaks, then the points above them."""
    look = mark_of(line.part)
    known = [(i, float(v.number)) for i, v in enumerate(line.values) if v is not None and v.number is not None]
    for (i, a), (j, b) in pairwise(known):
        ax, ay, bx, by = field.x(i), field.y(a), field.x(j), field.y(b)
        if any(i < place <= j for place in line.breaks):
            x, y = (ax + bx) / 2, (ay + by) / 2
            yield (
                f'<path d="M{n(x - 6)} {n(y + 7)}L{n(x - 1)} {n(y - 7)}M{n(x + 1)} {n(y + 7)}L{n(x + 6)} {n(y - 7)}" '
                f'fill="none" stroke="{look.colour}" stroke-width="2"/>'
            )
        elif j == i + 1:
            yield (
                f'<path d="M{n(ax)} {n(ay)}L{n(bx)} {n(by)}" fill="none" stroke="{look.colour}" stroke-width="2.5"/>'
            )
    for i, value in known:
        yield f'<g transform="translate({n(field.x(i))} {n(field.y(value))})">{look.point}</g>'


def _ranges(field: _Field, line: Line, aside: float) -> Iterator[str]:
    """The range of each value, those of several lines beside one another."""
    colour = mark_of(line.part).colour
    for place, between in enumerate(line.ranges):
        if between is not None:
            x, low, high = field.x(place) + aside, field.y(between[0]), field.y(between[1])
            yield (
                f'<path d="M{n(x - 4)} {n(high)}H{n(x + 4)}M{n(x)} {n(high)}V{n(low)}M{n(x - 4)} {n(low)}H{n(x + 4)}" '
                f'fill="none" stroke="{colour}" stroke-width="1.2" stroke-opacity="0.75"/>'
            )


def _values(field: _Field, language: str) -> Iterator[str]:
    """The value of each point: above it, or below where another point is close above."""
    for place in range(len(field.chart.periods)):
        here = []
        for line in field.chart.lines:
            value = line.values[place]
            if value is not None and value.number is not None:
                here.append((field.y(float(value.number)), value.in_(language), mark_of(line.part).colour))
        here.sort()
        above = None
        for y, said, colour in here:
            under = above is not None and y - above < CLOSE
            yield text(
                field.x(place), y + (19 if under else -10), said, 'text-anchor="middle" font-weight="bold"', HALO,
                colour=colour,
            )  # fmt: skip
            above = y


def _gaps(field: _Field, language: str) -> tuple[list[str], float]:
    """Below the years: each line that has missing values, with the reason under the year; and where that ends."""
    drawn, y = [], field.bottom + 34.0
    for line in field.chart.lines:
        missing = {i: v.in_(language) for i, v in enumerate(line.values) if v is not None and v.number is None}
        if not missing:
            continue
        rows = {i: wrapped(said, field.step - 8, 10) for i, said in missing.items()}
        height = max(len(lines) for lines in rows.values()) * 12.0 + 8
        drawn.append(f'<rect x="4" y="{n(y - 6)}" width="{n(WIDTH - 8)}" height="{n(height)}" fill="#f3f4f5"/>')
        drawn.append(f'<g transform="translate(16 {n(y + height / 2 - 6)})">{mark_of(line.part).point}</g>')
        for i, lines in rows.items():
            for place, words in enumerate(lines):
                at = field.x(i), y + 7 + place * 12
                drawn.append(text(*at, words, 'text-anchor="middle" font-style="italic"', size=10, colour="#3d4448"))
        y += height + 4
    return drawn, y
