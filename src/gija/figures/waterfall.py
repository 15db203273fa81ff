"""The way from one figure to another as accessible SVG: a bar for each figure, between them a bar for each step.

A step that is an interval is solid as far as its lower end and open beyond; one that nobody tells has no bar and says
so in words; what no step explains is an open bar with a broken edge. Codes have the look that `marks.yaml` binds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from html import escape

from gija.figures.charts import Part
from gija.figures.drawing import FONT, GRID, HALO, WIDTH, Scale, fill, mark_of, n, patterns, text, unit, wrapped
from gija.figures.looks import INK, LINE, PAPER, SOFT
from gija.figures.numbers import number
from gija.figures.room import text_width
from gija.methods.graph.printable import line as printable
from gija.vocabulary.text import Text

THICK, ROW, LABEL, HIGH = 20.0, 34.0, 190.0, 15.0
CHART = Text("Waterfall chart: {title} ({unit}).", "Krioklio diagrama: {title} ({unit}).")
TO = Text("{low} to {high}", "nuo {low} iki {high}")
UNTOLD = Text("to be recorded by the two bodies", "turi įrašyti abi institucijos")
REST = Text("Not explained", "Nepaaiškinta")
STEP, REST_KIND, WHOLE = "step", "rest", "whole"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `kind`: a whole figure, a step, or the rest; `low` and `high` are None for a step that nobody tells."""

    part: Part
    kind: str
    low: int | None
    high: int | None

    @property
    def known(self) -> bool:
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From the first figure over the steps and the rest to the last one."""

    title: Text
    unit: Text
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A bar with where it begins, where its certain part ends, and where it may reach."""

    bar: Bar
    start: int
    end: int
    reach: int


def said(bar: Bar, language: str) -> str:
    """`25`, `+20`, `−5 to +9`, or that nobody tells it."""
    if bar.low is None or bar.high is None:
        return UNTOLD.in_(language)
    ends = [number(end, language) if bar.kind == WHOLE else _signed(end, language) for end in (bar.low, bar.high)]
    return ends[0] if bar.low == bar.high else TO.fill(low=ends[0], high=ends[1]).in_(language)


def _signed(value: int, language: str) -> str:
    return ("+" if value > 0 else "") + number(value, language)


def label(bar: Bar, language: str) -> str:
    return (REST if bar.kind == REST_KIND else bar.part.text).in_(language)


def described(chart: Waterfall, language: str) -> str:
    """The whole chart in sentences, every bar with its value."""
    head = CHART.fill(title=chart.title.in_(language), unit=chart.unit.in_(language)).in_(language)
    return " ".join([head, *(f"{label(bar, language)}: {said(bar, language)}." for bar in chart.bars)])


def svg(chart: Waterfall, language: str) -> str:
    """The chart in one language. The same chart gives the same text."""
    told = described(chart, language)
    own = "w" + blake2b(f"{language}\n{told}".encode("utf-8", "replace"), digest_size=5).hexdigest()
    placed = _placed(chart.bars)
    labels = [wrapped(label(bar, language), LABEL) for bar in chart.bars]
    left = 16 + max((text_width(line, 12) for lines in labels for line in lines), default=0)
    ends = [0, *(end for one in placed for end in (one.start, one.end, one.reach))]
    lowest, scale = min(ends), Scale.of(max(ends) - min(ends))
    first = -(-lowest // scale.step) - (lowest < 0 and lowest % scale.step != 0)
    ticks = [round((first + i) * scale.step) for i in range(len(scale.ticks) + (lowest < 0))]
    beyond = max((text_width(said(bar, language), 12) for bar in chart.bars), default=0) + 16
    field = _Field(left, (WIDTH - left - min(beyond, 250)) / max(ticks[-1] - ticks[0], 1), ticks[0], own, language)
    content = [f"<defs>{''.join(patterns(own, [mark_of(bar.part) for bar in chart.bars]))}</defs>"]
    rows, bottom = _rows(field, placed, labels)
    content += [unit(chart.unit.in_(language), 14), *_grid(field, ticks, bottom), *rows]
    return _whole(chart.title.in_(language), told, own, language, bottom + 24, content)


@dataclass(frozen=True, slots=True)
class _Field:
    """Where bars are drawn: from the left edge on, so many pixels a unit."""

    left: float
    per: float
    zero: int
    own: str
    language: str

    def x(self, value: float) -> float:
        return self.left + (value - self.zero) * self.per


def _placed(bars: tuple[Bar, ...]) -> list[_Placed]:
    """Each step begins where the certain part of the one before ends; the rest ends at the last figure."""
    found, at = [], 0
    last = next((bar.low for bar in reversed(bars) if bar.kind == WHOLE and bar.low is not None), 0)
    for bar in bars:
        low, high = (bar.low or 0), (bar.high or 0)
        if bar.kind == WHOLE:
            found.append(_Placed(bar, 0, low, high))
            at = low
        elif bar.kind == REST_KIND:
            found.append(_Placed(bar, at, last, last))
            at = last
        else:
            found.append(_Placed(bar, at, at + low, at + high))
            at += low
    return found


def _grid(field: _Field, ticks: list[int], bottom: float) -> Iterator[str]:
    for tick in ticks:
        x = field.x(tick)
        colour = LINE if tick == 0 else GRID
        yield f'<path d="M{n(x)} 20V{n(bottom)}" stroke="{colour}" stroke-width="1"/>'
        yield text(x, bottom + 16, number(tick, field.language), 'text-anchor="middle"', size=11, colour=SOFT)


def _rows(field: _Field, placed: list[_Placed], labels: list[list[str]]) -> tuple[list[str], float]:
    drawn, y = [], 26.0
    for place, (one, lines) in enumerate(zip(placed, labels, strict=True)):
        tall = max(ROW, len(lines) * HIGH + 8)
        middle = y + tall / 2
        for number_, line in enumerate(lines):
            at = middle - len(lines) * HIGH / 2 + 11 + number_ * HIGH
            drawn.append(text(field.left - 8, at, line, 'text-anchor="end"'))
        drawn += _bar(field, one, middle)
        if place + 1 < len(placed) and one.bar.kind != WHOLE:
            x = field.x(one.end)
            drawn.append(f'<path d="M{n(x)} {n(middle + THICK / 2)}V{n(y + tall + 7)}" stroke="{LINE}"/>')
        y += tall
    return drawn, y + 4


def _bar(field: _Field, one: _Placed, middle: float) -> Iterator[str]:
    top, words = middle - THICK / 2, said(one.bar, field.language)
    if not one.bar.known:
        at = field.x(one.start)
        yield f'<path d="M{n(at)} {n(top)}V{n(top + THICK)}" stroke="{LINE}" stroke-dasharray="3 3"/>'
        yield text(at + 6, middle + 4, words, 'font-style="italic"', HALO, colour=SOFT)
        return
    begin, end, reach = field.x(one.start), field.x(one.end), field.x(one.reach)
    if one.bar.kind == REST_KIND:
        yield _box(begin, end, top, PAPER, f'stroke="{INK}" stroke-width="1.5" stroke-dasharray="5 3"')
    else:
        look = mark_of(one.bar.part)
        yield _box(begin, end, top, fill(field.own, look), f'stroke="{look.colour}" stroke-width="1"')
        if reach != end:
            yield _box(end, reach, top, "none", f'stroke="{look.colour}" stroke-width="1.5" stroke-dasharray="2 2"')
    yield text(max(begin, end, reach) + 6, middle + 4, words, HALO, 'font-weight="bold"')


def _box(begin: float, end: float, top: float, inside: str, edge: str) -> str:
    wide = max(abs(end - begin), 1.5)  # nothing is still to be seen
    return f'<rect x="{n(min(begin, end))}" y="{n(top)}" width="{n(wide)}" height="{n(THICK)}" fill="{inside}" {edge}/>'


def _whole(title: str, told: str, own: str, language: str, height: float, content: list[str]) -> str:
    size = f'width="{n(WIDTH)}" height="{n(height)}" viewBox="0 0 {n(WIDTH)} {n(height)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="{language}" '
        f'aria-labelledby="{own}-title {own}-desc" {FONT}>',
        f'<title id="{own}-title">{escape(printable(title))}</title>',
        f'<desc id="{own}-desc">{escape(printable(told))}</desc>',
        f'<rect width="{n(WIDTH)}" height="{n(height)}" fill="{PAPER}"/>',
        *content,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
