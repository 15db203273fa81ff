"""What plots of estimates share: title and description of every number, an axis, colours that differ in shape too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from math import ceil, floor, log10

from gija.figures.drawing import FONT, GRID, WIDTH, Scale, n, text
from gija.figures.looks import PAPER, SOFT
from gija.figures.numbers import number
from gija.methods.graph.printable import line as printable

COLOURS = ("#1f4e8c", "#a23b00", "#0b6b3a", "#6b3fa0", "#00616b", "#8a1c4a", "#6b4e00", "#2f3b45")
DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 2", "10 4", "4 4", "12 2 2 2")


@dataclass(frozen=True, slots=True)
class Axis:
    """People from 0 across the paper, between two places."""

    scale: Scale
    left: float
    right: float

    @classmethod
    def of(cls, greatest: float, left: float, right: float = WIDTH - 24) -> Axis:
        return cls(Scale.of(greatest), left, right)

    def x(self, value: float) -> float:
        return self.left + min(value / self.scale.top, 1.0) * (self.right - self.left)

    def drawn(self, top: float, bottom: float, language: str) -> Iterator[str]:
        for tick in self.scale.ticks:
            x = self.x(tick)
            yield f'<path d="M{n(x)} {n(top)}V{n(bottom)}" stroke="{GRID}" stroke-width="1"/>'
            yield text(x, bottom + 16, number(tick, language), 'text-anchor="middle"', size=11, colour=SOFT)


def ticks(low: float, high: float) -> list[int]:
    """At most six round whole numbers between two values, for an axis that does not begin at 0."""
    rough = max((high - low) / 5, 1.0)
    power = 10.0 ** floor(log10(rough))
    step = int(next(power * k for k in (1, 2, 5, 10) if power * k >= rough))
    return list(range(ceil(low / step) * step, floor(high) + 1, step))


def framed(title: str, told: str, height: float, content: Iterable[str], language: str) -> str:
    """The whole picture; `told` says in words what a reader gets who does not see it. Same content, same text."""
    own = "e" + blake2b(f"{language}\n{title}\n{told}".encode("utf-8", "replace"), digest_size=5).hexdigest()
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
