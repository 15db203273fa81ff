"""The waterfall of a pair as SVG: from how rare it is, by each piece of evidence, to the match weight.

Presentation attributes only; the page has the same as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gija.commons.duplicates.queries import Step
from gija.figures.drawing import FONT, GRID, n, text
from gija.figures.looks import INK, LINE, PAPER
from gija.vocabulary.text import Text

WIDTH, LEFT, RIGHT, ROW, TOP = 640.0, 190.0, 60.0, 30.0, 12.0
FOR, AGAINST, TOTAL = "#0b6b3a", "#8a1c1c", "#1f4e8c"
TITLE = Text("How the match weight comes about", "Kaip susidaro atitikties svoris")
WEIGHT = Text("Match weight", "Atitikties svoris")


def svg(steps: Sequence[Step], language: str) -> str:
    """The picture; the same steps give the same text."""
    last = steps[-1].sum
    ends = [0.0, *(step.sum for step in steps)]
    low, high = min(ends), max(ends)
    per = (WIDTH - LEFT - RIGHT) / ((high - low) or 1)

    def x(bits: float) -> float:
        return LEFT + (bits - low) * per

    rows = [(step.name.in_(language), before, step.sum) for step, before in zip(steps, ends, strict=False)]
    rows.append((WEIGHT.in_(language), 0.0, last))
    height = TOP + ROW * len(rows) + 8
    drawn = [f'<line x1="{n(x(0))}" y1="4" x2="{n(x(0))}" y2="{n(height - 4)}" stroke="{GRID}"/>']
    for place, (name, start, end) in enumerate(rows):
        y, whole = TOP + ROW * place, place == len(rows) - 1
        colour = TOTAL if whole else FOR if end >= start else AGAINST
        left, wide = min(x(start), x(end)), max(abs(x(end) - x(start)), 1.0)
        drawn.append(f'<rect x="{n(left)}" y="{n(y)}" width="{n(wide)}" height="18" fill="{colour}"/>')
        drawn.append(text(8, y + 13, name, colour=INK))
        said = _number(end - start, language)
        drawn.append(text(left + wide + 4, y + 13, said, colour=INK))
        if not whole:
            drawn.append(f'<line x1="{n(x(end))}" y1="{n(y)}" x2="{n(x(end))}" y2="{n(y + ROW)}" stroke="{LINE}"/>')
    title = f"{TITLE.in_(language)}: {_number(last, language)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{n(WIDTH)}" height="{n(height)}" '
        f'viewBox="0 0 {n(WIDTH)} {n(height)}" role="img" lang="{language}" aria-label="{escape(title)}" {FONT}>'
        f'<rect width="{n(WIDTH)}" height="{n(height)}" fill="{PAPER}"/>{"".join(drawn)}</svg>'
    )


def _number(bits: float, language: str) -> str:
    """With its sign and one digit after the point, or after the comma in Lithuanian."""
    said = f"{bits:+.1f}".replace("-", "−")
    return said.replace(".", ",") if language == "lt" else said
