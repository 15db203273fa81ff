"""Overlaps as a grid: how many people two lists share, beside how many independent lists would."""

from __future__ import annotations

from collections.abc import Iterator

from gija.figures.drawing import WIDTH, n, text, wrapped
from gija.figures.estimation.frame import framed
from gija.figures.looks import INK, LINE, SOFT
from gija.figures.numbers import number
from gija.figures.room import text_width
from gija.methods.estimation.plots import Overlaps
from gija.vocabulary.text import Text

HIGH, TOP = 46.0, 44.0
MORE, LESS, PLAIN = "#fbe3d3", "#dbe7f5", "#ffffff"
EXPECTED = Text("expected {count}", "lauktina {count}")
KEY = Text(
    "Shaded with + or −: half as many again as expected, or less than two thirds; on the diagonal the list's size.",
    "Nuspalvinta su + arba −: pusantro karto daugiau nei lauktina arba mažiau nei du trečdaliai; įstrižainėje – sąrašo "
    "dydis.",
)


def svg(plot: Overlaps, language: str) -> str:
    """A square for each two lists, with the shared people and, under them, the expected."""
    left = 20 + max(text_width(name, 12) for name in plot.names)
    wide = (WIDTH - left - 12) / len(plot.names)
    content = []
    for place, name in enumerate(plot.names):
        content.append(text(left + wide * (place + 0.5), TOP - 10, name, 'text-anchor="middle"'))
        content.append(text(left - 8, TOP + HIGH * (place + 0.5) + 4, name, 'text-anchor="end"'))
        for other in range(len(plot.names)):
            content += _cell(plot, place, other, left + wide * other, TOP + HIGH * place, wide, language)
    bottom = TOP + HIGH * len(plot.names) + 20
    for row, line in enumerate(wrapped(KEY.in_(language), WIDTH - 24, 11)):
        content.append(text(8, bottom + 14 * row, line, size=11, colour=SOFT))
    return framed(plot.title.in_(language), told(plot, language), bottom + 32, content, language)


def told(plot: Overlaps, language: str) -> str:
    """Every square in words."""
    said = []
    for i, one in enumerate(plot.names):
        said.append(f"{one}: {number(plot.counts[i][i], language)}")
        for j in range(i + 1, len(plot.names)):
            expected = EXPECTED.fill(count=_rounded(plot.expected[i][j], language)).in_(language)
            said.append(f"{one}, {plot.names[j]}: {number(plot.counts[i][j], language)} ({expected})")
    return "; ".join(said) + "."


def _rounded(value: float, language: str) -> str:
    return (
        number(round(value), language) if value >= 10 else f"{value:.1f}".replace(".", "," if language == "lt" else ".")
    )


def _cell(plot: Overlaps, i: int, j: int, x: float, y: float, wide: float, language: str) -> Iterator[str]:
    count, expected = plot.counts[i][j], plot.expected[i][j]
    sign, colour = "", PLAIN
    if i != j and count > 1.5 * expected:
        sign, colour = "+\u00a0", MORE
    elif i != j and count < expected / 1.5:
        sign, colour = "−\u00a0", LESS
    yield (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(wide - 3)}" height="{n(HIGH - 3)}" fill="{colour}" '
        f'stroke="{LINE}" stroke-width="{2 if i == j else 1}"/>'
    )
    middle = x + (wide - 3) / 2
    yield text(middle, y + 19, sign + number(count, language), 'text-anchor="middle" font-weight="bold"', colour=INK)
    if i != j:
        said = _rounded(expected, language)
        yield text(middle, y + 34, f"({said})", 'text-anchor="middle"', size=11, colour=SOFT)
