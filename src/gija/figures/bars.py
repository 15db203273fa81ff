"""Bar charts of figures as accessible SVG: rows of bars with their values; what is missing is a gap with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from gija.figures.charts import Bar, BarChart, BarRow
from gija.figures.drawing import (
    GRID,
    HALO,
    WIDTH,
    Scale,
    fill,
    legend,
    mark_of,
    n,
    patterns,
    prefix,
    text,
    unit,
    whole,
    wrapped,
)
from gija.figures.looks import LINE, SOFT
from gija.figures.numbers import number
from gija.figures.room import text_width

THICK, BETWEEN, ROW_GAP = 17.0, 4.0, 12.0
MOST_LABEL = 210.0  # room for the labels of rows; longer ones take several lines
LINE_HEIGHT = 15.0


def svg(chart: BarChart, language: str) -> str:
    """The chart in one language. The same chart gives the same text."""
    own = prefix(chart, language)
    labels = [wrapped(row.text.in_(language), MOST_LABEL) for row in chart.rows]
    left = 16 + max((text_width(line, 12) for lines in labels for line in lines), default=0)
    values = [bar.value for row in chart.rows for bar in row.bars]
    scale = Scale.of(max((float(v.number) for v in values if v.number is not None), default=0))
    # A value stands beyond the end of its bar.
    beyond = max((text_width(v.in_(language), 12) for v in values if v.number is not None), default=0) + 14
    per = (WIDTH - left - beyond) / scale.top
    marks = [mark_of(bar.part) for row in chart.rows for bar in row.bars]
    keys = [
        (f'<rect x="-10" y="-7" width="20" height="14" fill="{fill(own, mark_of(p))}"/>', p.text.in_(language))
        for p in chart.parts
    ]
    head, top = legend(keys, 6)
    top += 18
    heights = [_height(row, lines) for row, lines in zip(chart.rows, labels, strict=True)]
    bottom = top + sum(heights) + ROW_GAP * len(heights)
    content = [f"<defs>{''.join(patterns(own, marks))}</defs>", *head, unit(chart.unit.in_(language), top - 4)]
    content += _grid(scale, left, per, top, bottom, language)
    y = top + ROW_GAP / 2
    for row, lines, height in zip(chart.rows, labels, heights, strict=True):
        content += _row(row, lines, y, height, left, per, own, language)
        y += height + ROW_GAP
    return whole(chart, language, bottom + 26, content)


def _height(row: BarRow, lines: list[str]) -> float:
    return max(len(row.bars) * (THICK + BETWEEN) - BETWEEN, len(lines) * LINE_HEIGHT)


def _grid(scale: Scale, left: float, per: float, top: float, bottom: float, language: str) -> Iterator[str]:
    for tick in scale.ticks:
        x = left + tick * per
        colour = LINE if tick == 0 else GRID
        yield f'<path d="M{n(x)} {n(top)}V{n(bottom)}" stroke="{colour}" stroke-width="1"/>'
        yield text(x, bottom + 16, number(tick, language), 'text-anchor="middle"', size=11, colour=SOFT)


def _row(
    row: BarRow, lines: list[str], y: float, height: float, left: float, per: float, own: str, language: str
) -> Iterator[str]:
    start = y + height / 2 - len(lines) * LINE_HEIGHT / 2 + 11
    for place, line in enumerate(lines):
        yield text(left - 8, start + place * LINE_HEIGHT, line, 'text-anchor="end"')
    at = y + height / 2 - (len(row.bars) * (THICK + BETWEEN) - BETWEEN) / 2
    for bar in row.bars:
        yield from _bar(bar, at, left, per, own, language)
        at += THICK + BETWEEN


def _bar(bar: Bar, y: float, left: float, per: float, own: str, language: str) -> Iterator[str]:
    said, middle = bar.value.in_(language), y + THICK / 2 + 4
    if bar.value.number is None:  # a gap with its reason, told in words: no bar, however small
        yield text(left + 8, middle, said, 'font-style="italic"', HALO, colour=SOFT)
        return
    wide = float(bar.value.number) * per
    look = mark_of(bar.part)
    yield (
        f'<rect x="{n(left)}" y="{n(y)}" width="{n(wide)}" height="{n(THICK)}" fill="{fill(own, look)}" '
        f'stroke="{look.colour}" stroke-width="1"/>'
    )
    yield text(left + wide + 6, middle, said, HALO)
