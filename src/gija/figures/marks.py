"""How a code looks in every chart: colour, pattern and marker of the one table `marks.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.lists import code_list
from gija.vocabulary.lists import names as list_names

# Areas as SVG inside a tile of 8 by 8 on the colour; `solid` has none. White lines show in grey print too.
_STROKE = 'fill="none" stroke="#ffffff" stroke-width="1.6"'
PATTERNS = {
    "solid": "",
    "slant": f'<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" {_STROKE}/>',
    "back": f'<path d="M-2 6L2 10M0 0L8 8M6 -2L10 2" {_STROKE}/>',
    "dots": '<circle cx="2" cy="2" r="1.4" fill="#ffffff"/><circle cx="6" cy="6" r="1.4" fill="#ffffff"/>',
    "cross": f'<path d="M0 0L8 8M8 0L0 8" {_STROKE}/>',
    "level": f'<path d="M0 2H8M0 6H8" {_STROKE}/>',
    "upright": f'<path d="M2 0V8M6 0V8" {_STROKE}/>',
    "squares": '<rect x="1" y="1" width="3" height="3" fill="#ffffff"/><rect x="5" y="5" width="3" height="3" '
    'fill="#ffffff"/>',
}
# Points of a line as SVG round (0, 0); `{c}` is the colour. Shapes differ, not only colours.
MARKERS = {
    "circle": '<circle r="5" fill="{c}"/>',
    "square": '<rect x="-4.5" y="-4.5" width="9" height="9" fill="{c}"/>',
    "triangle": '<path d="M0 -6L5.5 4.5H-5.5z" fill="{c}"/>',
    "diamond": '<path d="M0 -6L6 0L0 6L-6 0z" fill="{c}"/>',
    "down": '<path d="M0 6L5.5 -4.5H-5.5z" fill="{c}"/>',
    "plus": '<path d="M-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z" fill="{c}"/>',
    "star": '<path d="M0 -6.5L1.9 -2.1L6.2 -2L2.9 .9L4 5.3L0 2.8L-4 5.3L-2.9 .9L-6.2 -2L-1.9 -2.1z" fill="{c}"/>',
    "ring": '<circle r="4.2" fill="#ffffff" stroke="{c}" stroke-width="2.6"/>',
}


@dataclass(frozen=True, slots=True)
class Mark:
    """The look of one code."""

    colour: str
    pattern: str
    marker: str

    @property
    def point(self) -> str:
        """Its marker as SVG elements round (0, 0)."""
        return MARKERS[self.marker].replace("{c}", self.colour)


@cache
def _table() -> dict[str, Any]:
    return dict(yaml.safe_load(files("gija.figures").joinpath("marks.yaml").read_text(encoding="utf-8")))


@cache
def looks() -> tuple[Mark, ...]:
    return tuple(Mark(**one) for one in _table()["looks"])


@cache
def mark(list_name: str, code: str) -> Mark:
    """The look of a code of a vocabulary list: as bound, else by its place in the list; the first for any other."""
    bound = _table()["bound"].get(list_name, {})
    if code in bound:
        return looks()[int(bound[code])]
    codes = [one.code for one in code_list(list_name)] if list_name in list_names() else []
    if code not in codes:
        return looks()[0]
    free = [look for place, look in enumerate(looks()) if place not in bound.values()] or list(looks())
    unbound = [one for one in codes if one not in bound]
    return free[unbound.index(code) % len(free)]
