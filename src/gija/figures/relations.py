"""The chart of relations as an accessible SVG: one picture for the page, for print and for the file of a dossier.

Only presentation attributes, no style and no script: it may stand in a page with a strict content security policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from pathlib import Path as FilePath

from gija.figures.frame import Foot
from gija.figures.looks import INK, LINE, PAPER, SOFT, look, symbol
from gija.figures.raster import png
from gija.figures.room import Block, Path, Point, Room, text_width, wrap
from gija.figures.sentences import caption, is_assessment, is_directed, period, sentences, type_name, wording
from gija.methods.graph.layout import layout
from gija.methods.graph.printable import line
from gija.methods.graph.values import Chart, Entity, Relation
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

__all__ = ["picture", "png", "svg"]

FONT = 'font-family="DejaVu Sans, Verdana, Libertinus Serif, sans-serif"'
SAID = 200  # relations told in the description; beyond, their number
WORDED = 400  # relations beyond which the wording is left to the pointer and to the description
MARGIN = 120.0
REACH = 27.0  # where a line begins and ends, from the middle of a shape
HEAD, ROW = 64.0, 24.0

FOCUS = Text("The object asked about", "Objektas, kurio klausta")
FACT = Text("Fact", "Faktas")
ASSESSMENT = Text("Assessment", "Vertinimas")
MORE = Text("and {count} more relations", "ir dar ryšių: {count}")


def svg(chart: Chart, positions: Mapping[str, Point], language: str, names: Mapping[str, str] | None = None) -> str:
    """The picture, with title, description in sentences, legend, sources, handling code and the moment of the data.

    `positions` as `methods.graph.layout` gives them, y downwards, in CSS pixels; `names`: what databases are called.
    The same chart gives the same text.
    Refuses a chart without a position for every entity (`graph.position_missing`).
    """
    missing = sum(1 for one in chart.entities if one.id not in positions)
    if missing:
        raise GijaError("graph.position_missing", count=missing)
    sheet = _Sheet.of(chart, positions, language, names or {})
    parts = [
        *_head(sheet),
        f'<g transform="translate({_n(sheet.left)} {_n(sheet.top)})">',
        *_lines(sheet),
        *(_thing(sheet, one) for one in chart.entities),
        "</g>",
        *_foot(sheet),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def picture(chart: Chart, suffix: str, language: str, font_paths: Sequence[FilePath | str] = ()) -> bytes:
    """The chart, laid out, as a file with this ending (`.svg` in UTF-8, `.png`); others are refused."""
    if suffix not in (".svg", ".png"):
        raise GijaError("figures.kind_of_file", suffix=suffix or "?")
    drawn = svg(chart, layout(chart), language)
    return drawn.encode() if suffix == ".svg" else png(drawn, font_paths)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper: where the chart stands on it, and everything the pieces ask for."""

    chart: Chart
    blocks: Mapping[str, Block]
    language: str
    left: float
    top: float
    width: float
    height: float  # of head and chart, without the foot
    mark: str  # prefix of ids, so that two figures may stand in one page
    foot: Foot

    @classmethod
    def of(cls, chart: Chart, places: Mapping[str, Point], language: str, names: Mapping[str, str]) -> _Sheet:
        xs, ys = zip(*(places[one.id] for one in chart.entities), strict=True)
        width = max(max(xs) - min(xs) + 2 * MARGIN, 640.0)
        left = width / 2 - (max(xs) + min(xs)) / 2
        height = HEAD + max(ys) - min(ys) + 60 + 2 * 50
        blocks = {one.id: _block(one, places[one.id], one.id == chart.focus, language) for one in chart.entities}
        told = "\n".join((language, chart.title, chart.focus, *(one.id for one in chart.entities)))
        mark = "g" + blake2b(told.encode("utf-8", "replace"), digest_size=5).hexdigest()
        foot = Foot.of(chart, language, width, names)
        return cls(chart, blocks, language, left, HEAD + 50 - min(ys), width, height, mark, foot)

    def say(self, text: Text) -> str:
        return text.in_(self.language)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _e(text: str) -> str:
    return escape(line(text), quote=True)


def _text(at: Point, size: int, words: str, *more: str, colour: str = INK) -> str:
    given = " ".join((f'x="{_n(at[0])}" y="{_n(at[1])}" font-size="{size}" fill="{colour}"', *more))
    return f"<text {given}>{_e(words)}</text>"


# A white edge keeps letters readable where they cross a line.
_HALO = f'stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'


def _head(sheet: _Sheet) -> Iterable[str]:
    said = sentences(sheet.chart, sheet.language)
    if len(said) > SAID + 1:
        said = [*said[: SAID + 1], sheet.say(MORE.fill(count=len(said) - SAID - 1))]
    width, height, mark = _n(sheet.width), _n(sheet.height + _foot_height(sheet)), sheet.mark
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" lang="{sheet.language}" aria-labelledby="{mark}-title {mark}-desc" {FONT}>'
    )
    yield f'<title id="{mark}-title">{_e(sheet.chart.title)}</title>'
    yield f'<desc id="{mark}-desc">{_e(" ".join(said))}</desc>'
    yield (
        f'<marker id="{mark}-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="{LINE}"/></marker>'
    )
    yield f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
    yield _text((24, 38), 20, sheet.chart.title, 'font-weight="bold"')


def _lines(sheet: _Sheet) -> Iterable[str]:
    """The relations: parallel ones bend away from each other, words stand where there is room."""
    relations = sheet.chart.relations
    counts = Counter(frozenset((one.source, one.target)) for one in relations)
    seen: Counter[frozenset[str]] = Counter()
    drawn, worded = [], []
    room = Room(block for block in sheet.blocks.values())
    for one in relations:
        ends = frozenset((one.source, one.target))
        bend = 56.0 * (seen[ends] - (counts[ends] - 1) / 2) * (1 if one.source < one.target else -1)
        seen[ends] += 1
        path = Path.between(sheet.blocks[one.source], sheet.blocks[one.target], bend)
        drawn.append(_line(sheet, one, path))
        if len(relations) <= WORDED:
            worded.append(_wording(sheet, one, path, room))
    return [f'<g fill="none" stroke="{LINE}" stroke-width="1.5">', *drawn, "</g>", *worded]


def _line(sheet: _Sheet, one: Relation, path: Path) -> str:
    dashes = ' stroke-dasharray="6 4"' if is_assessment(one) else ""
    arrow = f' marker-end="url(#{sheet.mark}-arrow)"' if is_directed(one.type) else ""
    (ax, ay), (mx, my), (bx, by) = path.begin, path.middle, path.end
    return f'<path d="M{_n(ax)} {_n(ay)}Q{_n(mx)} {_n(my)} {_n(bx)} {_n(by)}"{dashes}{arrow}/>'


def _wording(sheet: _Sheet, one: Relation, path: Path, room: Room) -> str:
    said, when = wording(one.type, sheet.language), period(one, sheet.language)
    x, y = room.find(path, max(text_width(said, 11), text_width(when, 10)))
    turn = f'transform="rotate({_n(path.turn)} {_n(x)} {_n(y)})"'
    middle = 'text-anchor="middle"'
    found = _text((x, y - 4), 11, said, middle, turn, _HALO)
    return found + (_text((x, y + 12), 10, when, middle, turn, _HALO, colour=SOFT) if when else "")


def _block(one: Entity, at: Point, focus: bool, language: str) -> Block:
    rows = (*((row, 12) for row in wrap(one.label)), (caption(one, language), 10))
    wide = max(text_width(row, size) * (1.1 if focus else 1) for row, size in rows)
    down = 48.0 if focus else 34.0
    return Block(at, 37.0 if focus else REACH, wide, down - 12, down + 14 * (len(rows) - 1) + 4)


def _thing(sheet: _Sheet, one: Entity) -> str:
    x, y = sheet.blocks[one.id].at
    focus = one.id == sheet.chart.focus
    middle, bold = 'text-anchor="middle"', 'font-weight="bold"'
    # Two rings, not a colour, tell the focus.
    rings = (
        f'<circle r="30" fill="{PAPER}" stroke="{INK}" stroke-width="3"/><circle r="36" fill="none" stroke="{INK}"/>'
    )
    parts = [f'<g transform="translate({_n(x)} {_n(y)})">', f"<title>{_e(one.label)}</title>"]
    parts += [rings if focus else "", symbol(one.type)]
    down = 48.0 if focus else 34.0
    for row in wrap(one.label):
        parts.append(_text((0, down), 12, row, middle, _HALO, *((bold,) if focus else ())))
        down += 14
    parts.append(_text((0, down), 10, caption(one, sheet.language), middle, _HALO, colour=look(one.type).colour))
    return "".join((*parts, "</g>"))


def _legend(sheet: _Sheet) -> list[tuple[str, str]]:
    """Rows of the legend: a drawing round (0, 0), and what it means."""
    dash = f'<path d="M-18 0H18" stroke="{LINE}" stroke-width="1.5"'
    ring = (
        f'<circle r="7" fill="{PAPER}" stroke="{INK}" stroke-width="3"/><circle r="10.5" fill="none" stroke="{INK}"/>'
    )
    used = dict.fromkeys(one.type for one in sheet.chart.entities)
    rows = [(ring, sheet.say(FOCUS))]
    rows += [
        (f'<g transform="scale(0.5)">{symbol(code)}</g>', type_name(code, sheet.language)) for code in sorted(used)
    ]
    rows += [(dash + "/>", sheet.say(FACT)), (dash + ' stroke-dasharray="6 4"/>', sheet.say(ASSESSMENT))]
    return rows


def _columns(sheet: _Sheet) -> int:
    return max(1, int((sheet.width - 48) // 210))


def _legend_height(sheet: _Sheet) -> float:
    return ROW * -(-len(_legend(sheet)) // _columns(sheet)) + 22


def _foot_height(sheet: _Sheet) -> float:
    return _legend_height(sheet) + sheet.foot.height + 24


def _foot(sheet: _Sheet) -> Iterable[str]:
    """Legend, handling code, sources and the moment of the data: they belong to the picture, wherever it goes."""
    top = sheet.height + 16
    yield f'<path d="M24 {_n(top - 16)}H{_n(sheet.width - 24)}" stroke="{LINE}"/>'
    columns = _columns(sheet)
    for i, (drawing, words) in enumerate(_legend(sheet)):
        x, y = 46.0 + 210 * (i % columns), top + ROW * (i // columns) + 6
        yield f'<g transform="translate({_n(x)} {_n(y)})">{drawing}</g>' + _text((x + 28, y + 4), 12, words)
    yield from sheet.foot.drawn(sheet.height + _legend_height(sheet), sheet.width)
