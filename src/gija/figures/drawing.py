"""What charts of figures share: paper, words, legend, patterns, scale. Presentation attributes only, no style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from math import floor, log10

from gija.figures.charts import Chart, Part
from gija.figures.looks import INK, PAPER, SOFT
from gija.figures.marks import PATTERNS, Mark, mark
from gija.figures.room import text_width
from gija.figures.telling import described
from gija.methods.graph.printable import line as printable

FONT = 'font-family="DejaVu Sans, Verdana, Libertinus Serif, sans-serif"'
WIDTH = 640.0
GRID = "#c8cccf"
SIZE = 12
# A white edge keeps letters readable where they cross a line.
HALO = f'stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'


def n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, *more: str, size: int = SIZE, colour: str = INK) -> str:
    given = " ".join((f'x="{n(x)}" y="{n(y)}" font-size="{size}" fill="{colour}"', *more))
    return f"<text {given}>{escape(printable(words), quote=True)}</text>"


def wrapped(words: str, wide: float, size: int = SIZE) -> list[str]:
    """The words in as many lines as they need to be at most about `wide` pixels; a longer word keeps its own line."""
    lines: list[str] = []
    for word in printable(words).split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size) <= wide:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def mark_of(part: Part) -> Mark:
    return mark(part.list, part.code)


@dataclass(frozen=True, slots=True)
class Scale:
    """From 0 to a round number at or above the greatest value, in at most six steps. `top` is never 0."""

    top: float
    step: float

    @classmethod
    def of(cls, greatest: float) -> Scale:
        greatest = max(greatest, 1.0)
        rough = greatest / 5
        power = 10.0 ** floor(log10(rough))
        step = next(power * k for k in (1, 2, 5, 10) if power * k >= rough)
        step = max(step, 1.0)
        return cls(step * -(-greatest // step), step)

    @property
    def ticks(self) -> list[int]:
        return [round(i * self.step) for i in range(round(self.top / self.step) + 1)]


def prefix(chart: Chart, language: str) -> str:
    """Prefix of ids, so that many figures may stand in one page; the same for the same chart."""
    told = f"{language}\n{described(chart, language)}"
    return "f" + blake2b(told.encode("utf-8", "replace"), digest_size=5).hexdigest()


def whole(chart: Chart, language: str, height: float, content: Iterable[str]) -> str:
    """The picture with title, description and its content; the same chart gives the same text."""
    own = prefix(chart, language)
    size = f'width="{n(WIDTH)}" height="{n(height)}" viewBox="0 0 {n(WIDTH)} {n(height)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="{language}" '
        f'aria-labelledby="{own}-title {own}-desc" {FONT}>',
        f'<title id="{own}-title">{escape(printable(chart.title.in_(language)))}</title>',
        f'<desc id="{own}-desc">{escape(printable(described(chart, language)))}</desc>',
        f'<rect width="{n(WIDTH)}" height="{n(height)}" fill="{PAPER}"/>',
        *content,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def patterns(own: str, marks: Iterable[Mark]) -> Iterator[str]:
    """Definitions of the patterns that these marks need."""
    for one in dict.fromkeys(marks):
        if PATTERNS[one.pattern]:
            yield (
                f'<pattern id="{own}-{one.pattern}-{one.colour[1:]}" width="8" height="8" '
                f'patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{one.colour}"/>'
                f"{PATTERNS[one.pattern]}</pattern>"
            )


def fill(own: str, one: Mark) -> str:
    plain = not PATTERNS[one.pattern]
    return one.colour if plain else f"url(#{own}-{one.pattern}-{one.colour[1:]})"


def legend(parts: Iterable[tuple[str, str]], top: float) -> tuple[list[str], float]:
    """(key drawn round (0, 0), words) side by side, in as many lines as needed; the elements and where they end."""
    drawn, x, y = [], 8.0, top + 10
    for key, words in parts:
        wide = 34 + text_width(words, SIZE)
        if x > 8 and x + wide > WIDTH - 8:
            x, y = 8.0, y + 20
        drawn.append(f'<g transform="translate({n(x + 12)} {n(y)})">{key}</g>')
        drawn.append(text(x + 28, y + 4, words))
        x += wide + 12
    return drawn, y + 18 if drawn else top


def unit(words: str, y: float) -> str:
    return text(8, y, words, size=11, colour=SOFT)
