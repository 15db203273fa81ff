"""From where, by way of one place, to where: bands as thick as their numbers, accessible SVG.

Each side is told by itself: who of the left stands behind whom of the right is not known, and the picture does not
pretend it. A country may stand on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gija.figures import abroad
from gija.figures.abroad import Told, ordered
from gija.figures.drawing import HALO, WIDTH, n, text, unit, wrapped
from gija.figures.looks import INK, PAPER, SOFT
from gija.figures.marks import Mark, mark
from gija.figures.telling import DataTable
from gija.vocabulary.text import Text

MOST = 8  # countries a side; the others together
TALL, GAP, TOP = 240.0, 8.0, 48.0
NODE, SIDE = 12.0, 172.0  # width of a node's bar, room for its words
LEAST = 16.0  # height a node needs for its words
OTHERS = Text("Other countries ({count})", "Kitos šalys ({count})")
DESCRIBED = Text(
    "Flow chart: {title} ({unit}). {left}: {left_told}. {right}: {right_told}.",
    "Srautų diagrama: {title} ({unit}). {left}: {left_told}. {right}: {right_told}.",
)
NOTE = Text(
    "Each side is counted by itself: which of the left stand behind which of the right is not known.",
    "Kiekviena pusė suskaičiuota atskirai: kurie iš kairės atitinka kuriuos iš dešinės, nežinoma.",
)
SIDES = Text("Side", "Pusė")


@dataclass(frozen=True, slots=True)
class Flow:
    """`left` and `right` say what each side is (`Recruited in`), `middle` what stands between them."""

    title: Text
    unit: Text
    left: Text
    middle: Text
    right: Text
    before: tuple[Told, ...]
    after: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class _Node:
    words: str
    size: float
    y: float
    height: float


def described(chart: Flow, language: str) -> str:
    """The flows in sentences: each side, the greatest first."""
    sides = {
        "left": chart.left.in_(language), "left_told": _said(chart.before, language),
        "right": chart.right.in_(language), "right_told": _said(chart.after, language),
    }  # fmt: skip
    title, of = chart.title.in_(language), chart.unit.in_(language)
    return DESCRIBED.in_(language).format(title=title, unit=of, **sides) + " " + NOTE.in_(language)


def _said(told: Sequence[Told], language: str) -> str:
    return "; ".join(one.in_(language) for one in ordered(told)) or "–"


def data_table(chart: Flow, language: str) -> DataTable:
    """Both sides, one under the other."""
    rows = [
        (side.in_(language), *row)
        for side, told in ((chart.left, chart.before), (chart.right, chart.after))
        for row in abroad.table(told, chart.unit, language).rows
    ]
    return DataTable((SIDES.in_(language), abroad.COUNTRY.in_(language), chart.unit.in_(language)), tuple(rows))


def svg(chart: Flow, language: str) -> str:
    """The flows in one language. The same flows give the same text."""
    most = max(sum(one.size for one in chart.before), sum(one.size for one in chart.after), 1.0)
    left, right = (_nodes(side, TALL / most, language) for side in (chart.before, chart.after))
    content = [unit(chart.unit.in_(language), 16)]
    content += [
        text(SIDE, TOP - 14, chart.left.in_(language), 'text-anchor="end" font-weight="bold"'),
        text(WIDTH - SIDE, TOP - 14, chart.right.in_(language), 'font-weight="bold"'),
    ]
    looks = mark("flow", "left"), mark("flow", "right")
    content += _side(left, SIDE, WIDTH / 2 - NODE, looks[0], to_middle=True)
    content += _side(right, WIDTH - SIDE, WIDTH / 2 + NODE, looks[1], to_middle=False)
    end = max([one.y + max(one.height, LEAST) for one in (*left, *right)], default=TOP)
    content += _middle(chart, TOP, max(_stack(left), _stack(right), LEAST * 2), language)
    notes = wrapped(NOTE.in_(language), WIDTH - 20)
    content += [text(10, end + 24 + 17 * place, words, colour=SOFT) for place, words in enumerate(notes)]
    bottom = end + 24 + 17 * len(notes)
    return abroad.whole(chart.title.in_(language), described(chart, language), language, bottom, content)


def _stack(nodes: Sequence[_Node]) -> float:
    return sum(one.height for one in nodes)


def _nodes(told: Sequence[Told], scale: float, language: str) -> list[_Node]:
    shown = [one for one in ordered(told) if one.size > 0]
    pairs = [(one.in_(language), one.size) for one in shown[:MOST]]
    rest = shown[MOST:]
    if rest:
        total = sum(one.size for one in rest)
        pairs.append((f"{OTHERS.fill(count=len(rest)).in_(language)}: {total:.0f}", total))
    nodes, y = [], TOP
    for words, size in pairs:
        nodes.append(_Node(words, size, y, max(size * scale, 1.5)))
        y += max(size * scale, LEAST) + GAP
    return nodes


def _side(nodes: Sequence[_Node], edge: float, centre: float, look: Mark, *, to_middle: bool) -> Iterator[str]:
    """Nodes with their words outside, and a band from each to the middle, where bands lie one on another."""
    at, out = TOP, -8 if to_middle else 8
    anchor = 'text-anchor="end"' if to_middle else ""
    for one in nodes:
        bar = edge if to_middle else edge - NODE
        yield _band((edge + (NODE if to_middle else -NODE), one.y), (centre, at), one.height, look.colour)
        yield f'<rect x="{n(bar)}" y="{n(one.y)}" width="{n(NODE)}" height="{n(one.height)}" fill="{look.colour}"/>'
        lines = wrapped(one.words, SIDE - 16)
        middle = one.y + max(one.height, LEAST) / 2 + 4 - 7 * (len(lines) - 1)
        for place, words in enumerate(lines):
            yield text(edge + out, middle + 14 * place, words, anchor, HALO)
        at += one.height


def _band(start: tuple[float, float], end: tuple[float, float], height: float, colour: str) -> str:
    (x, y), (u, v), half = start, end, (start[0] + end[0]) / 2
    return (
        f'<path d="M{n(x)} {n(y)}C{n(half)} {n(y)} {n(half)} {n(v)} {n(u)} {n(v)}V{n(v + height)}'
        f'C{n(half)} {n(v + height)} {n(half)} {n(y + height)} {n(x)} {n(y + height)}Z" fill="{colour}" '
        f'fill-opacity="0.35"/>'
    )


def _middle(chart: Flow, top: float, height: float, language: str) -> Iterator[str]:
    x = WIDTH / 2 - NODE
    yield f'<rect x="{n(x)}" y="{n(top)}" width="{n(2 * NODE)}" height="{n(height)}" fill="{INK}"/>'
    yield text(WIDTH / 2, top - 14, chart.middle.in_(language), 'text-anchor="middle" font-weight="bold"', HALO)
    arrow = '<path d="M-4 -6L4 0L-4 6" fill="none" stroke-width="2.5" '
    yield f'<g transform="translate({n(WIDTH / 2)} {n(top + height / 2)})">{arrow}stroke="{PAPER}"/></g>'
