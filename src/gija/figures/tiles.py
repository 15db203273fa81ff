"""Countries as a map of tiles, accessible SVG: the value stands in the tile, the shade says it again.

Every country has a tile of the same size, so that a small one is seen as well as a great one. Countries that have no
tile stand below by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gija.figures import abroad
from gija.figures.abroad import Told, ordered
from gija.figures.drawing import WIDTH, n, text, unit, wrapped
from gija.figures.looks import INK, LINE, PAPER, SOFT
from gija.figures.telling import DataTable
from gija.vocabulary.text import Text

WIDE, HIGH, GAP, LEFT, TOP = 59.0, 42.0, 3.0, 10.0, 26.0
# From few to many; the words on the dark ones are white. Each contrast of words is at least 4.5 : 1 (a test measures).
SHADES = ("#dbe6f4", "#b3cbe8", "#7fa8d6", "#2f6db5", "#1f4e8c")
DARK = 3  # from this shade on words are white
NOTHING = "#f3f4f5"
HOME = "LTU"
DESCRIBED = Text("Map of tiles: {title} ({unit}). {told}", "Šalių mozaika: {title} ({unit}). {told}")
BEYOND = Text("Not on the map: {told}", "Ne žemėlapyje: {told}")
NONE = Text("No country is told.", "Nenurodyta nė viena šalis.")
KEY = Text("Darker: more. Empty tile: nothing told.", "Tamsesnė spalva: daugiau. Tuščias langelis: nenurodyta.")


@dataclass(frozen=True, slots=True)
class TileMap:
    """Values of countries, each country once."""

    title: Text
    unit: Text
    told: tuple[Told, ...]


@cache
def places() -> dict[str, tuple[int, int]]:
    """Country -> column and row of its tile."""
    raw = yaml.safe_load(files("gija.figures").joinpath("tiles.yaml").read_text(encoding="utf-8"))
    return {code: (place[0], place[1]) for code, place in raw["tiles"].items()}


def described(chart: TileMap, language: str) -> str:
    """The map in sentences: every value, the greatest first."""
    said = "; ".join(one.in_(language) for one in ordered(chart.told)) or NONE.in_(language)
    words = {"title": chart.title.in_(language), "unit": chart.unit.in_(language), "told": said}
    return DESCRIBED.in_(language).format(**words)


def data_table(chart: TileMap, language: str) -> DataTable:
    return abroad.table(chart.told, chart.unit, language)


def svg(chart: TileMap, language: str) -> str:
    """The map in one language. The same map gives the same text."""
    own = {one.country: one for one in chart.told}
    most = max((one.size for one in chart.told), default=0.0)
    content = [unit(chart.unit.in_(language), 16)]
    for code, (column, row) in places().items():
        content += _tile(code, own.get(code), (LEFT + column * (WIDE + GAP), TOP + row * (HIGH + GAP)), most, language)
    bottom = TOP + (max(row for _, row in places().values()) + 1) * (HIGH + GAP) + 14
    beyond = [one.in_(language) for one in ordered(chart.told) if one.country not in places()]
    notes = [KEY.in_(language)]
    if beyond:
        notes += wrapped(BEYOND.in_(language).format(told="; ".join(beyond)), WIDTH - 2 * LEFT)
    content += [text(LEFT, bottom + 17 * place, words, colour=SOFT) for place, words in enumerate(notes)]
    end = bottom + 17 * len(notes)
    return abroad.whole(chart.title.in_(language), described(chart, language), language, end, content)


def _tile(code: str, one: Told | None, at: tuple[float, float], most: float, language: str) -> Iterator[str]:
    x, y = at
    level = _level(one.size, most) if one is not None and one.value.number is not None else None
    colour = NOTHING if level is None else SHADES[level]
    words = PAPER if level is not None and level >= DARK else INK
    edge = f'stroke="{INK}" stroke-width="2.5"' if code == HOME else f'stroke="{LINE}" stroke-width="0.6"'
    yield f'<rect x="{n(x)}" y="{n(y)}" width="{n(WIDE)}" height="{n(HIGH)}" rx="3" fill="{colour}" {edge}/>'
    yield text(x + 6, y + 15, code, size=11, colour=SOFT if level is None else words)
    if one is not None:
        told = one.value.in_(language) if one.value.number is not None else "–"
        bold = 'text-anchor="end" font-weight="bold"'
        yield text(x + WIDE - 6, y + 34, told, bold, size=14, colour=words if level is not None else INK)


def _level(size: float, most: float) -> int:
    """Which shade: by fifths of the greatest value."""
    return min(int(len(SHADES) * size / most), len(SHADES) - 1) if most else 0
