"""Where the things of a chart stand: rings round the focus, sub-trees in wedges; no forces, so the same every time.

The tree is that of the shortest ways from the focus. A ring holds as many rows as its things need; a thing's wedge is
as wide as its own place or as all its children's. The rings are stretched sideways because labels are wider than high.
Parts without a way to the focus get rings of their own and stand in shelves to the right.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt

from gija.methods.graph.steps import neighbours
from gija.methods.graph.values import Chart

Point = tuple[float, float]

SPACE = 115.0  # between neighbours on a ring
SLACK = 1.1  # what rows lose by filling one after the other
GAP = 175.0  # from the last row of a ring to the first of the next
ROW = 95.0  # between rows of one ring
STRETCH = 1.6  # width of a ring to its height
REACH = 320.0  # a ring moves out so far rather than take a second row: nothing then stands before another
PUSH = 1.6  # rings are pushed out so far at most to make room for a crowded branch
SHELF = 260.0  # round a part that stands beside


def layout(chart: Chart) -> dict[str, Point]:
    """A place for every entity, focus at (0, 0), y downwards, about 100 units between neighbours. Deterministic.

    10,000 entities take well under a second; the work grows with the relations and, in a ring, n log n.
    """
    near = neighbours(chart)
    places = _rings(chart.focus, near)
    parts: list[dict[str, Point]] = []
    seen = set(places)
    for one in sorted((one.id for one in chart.entities), key=lambda one: (-len(near.get(one, ())), one)):
        if one not in seen:
            parts.append(_rings(one, near))
            seen |= parts[-1].keys()
    return _beside(places, parts) if parts else places


def _tree(root: str, near: dict[str, list[str]]) -> tuple[list[list[str]], dict[str, list[str]]]:
    """The rings of things by steps from the root, and each thing's children in the tree of shortest ways."""
    rings, children, seen = [[root]], {root: list[str]()}, {root}
    while rings[-1]:
        ring: list[str] = []
        for one in rings[-1]:
            for other in near.get(one, ()):
                if other not in seen:
                    seen.add(other)
                    children[one].append(other)
                    children[other] = []
                    ring.append(other)
        rings.append(ring)
    return rings[:-1], children


def _rings(root: str, near: dict[str, list[str]]) -> dict[str, Point]:
    rings, children = _tree(root, near)
    radii, rows, need = _sizes(rings, children)
    angles = _angles(rings, children, need)
    places = {root: (0.0, 0.0)}
    for far, ring in enumerate(rings[1:], 1):
        inwards = sorted(ring, key=lambda one: (angles[one], one))
        for one, radius in zip(inwards, _rows([angles[one] for one in inwards], radii[far], rows[far]), strict=True):
            places[one] = (
                round(STRETCH * radius * cos(angles[one]), 1),
                round(radius * sin(angles[one]), 1),
            )
    return places


def _rows(angles: list[float], radius: float, rows: int) -> list[float]:
    """The radius of each thing of a ring, in order of angle: the innermost row that has room, else the roomiest."""
    radii = [radius + ROW * row for row in range(rows)]
    free = [-pi] * rows  # the first angle at which a row has room again
    found = []
    for angle in angles:
        row = next((row for row in range(rows) if free[row] <= angle), None)
        if row is None:
            row = min(range(rows), key=lambda row: (free[row] - angle) * radii[row])
        free[row] = angle + SPACE / radii[row]
        found.append(radii[row])
    return found


def _sizes(rings: list[list[str]], children: dict[str, list[str]]) -> tuple[list[float], list[int], dict[str, float]]:
    """Radii, rows and needed angles such that all wedges fit into the circle."""
    ease = 1.0
    while True:
        radii, rows = _radii(rings, ease)
        need = _needs(rings, children, radii, rows)
        wide = sum(need[one] for one in children[rings[0][0]]) / (2 * pi)
        if wide <= 1:
            return radii, rows, need
        if wide <= PUSH:
            radii = [radius * wide for radius in radii]
            return radii, rows, _needs(rings, children, radii, rows)
        ease *= min(wide, 1.5) ** 0.5  # one crowded branch: more rows take less room than wider rings


def _radii(rings: list[list[str]], ease: float) -> tuple[list[float], list[int]]:
    """The first row's radius and the number of rows of each ring: more rows rather than ever wider circles."""
    radii, rows = [0.0], [1]
    for ring in rings[1:]:
        radius = radii[-1] + ROW * (rows[-1] - 1) + GAP
        radius = max(radius, min(ease * len(ring) * SPACE / (2 * pi), radius + REACH))
        count = 1
        while ease * len(ring) * SPACE > 2 * pi * _length(radius, count):
            count += 1
        radii.append(radius)
        rows.append(count)
    return radii, rows


def _length(radius: float, rows: int) -> float:
    """The length of the rows of a ring, for each radian."""
    return rows * (radius + ROW * (rows - 1) / 2)


def _needs(
    rings: list[list[str]], children: dict[str, list[str]], radii: list[float], rows: list[int]
) -> dict[str, float]:
    """The angle each thing needs for itself and for everything behind it."""
    need: dict[str, float] = {}
    for far in range(len(rings) - 1, 0, -1):
        own = SLACK * SPACE / _length(radii[far], rows[far])
        for one in rings[far]:
            need[one] = max(own, sum(need[child] for child in children[one]))
    return need


def _angles(rings: list[list[str]], children: dict[str, list[str]], need: dict[str, float]) -> dict[str, float]:
    """The middle of each wedge; what a wedge does not need is shared among its children by their need."""
    root = rings[0][0]
    wedge = {root: (-pi / 2, 3 * pi / 2)}
    angles: dict[str, float] = {}
    for ring in rings:
        for one in ring:
            begin, end = wedge[one]
            angles[one] = (begin + end) / 2
            wanted = sum(need[child] for child in children[one])
            # A lone child stands straight behind its parent; several use the wedge, but do not straggle over all of it.
            width = end - begin if one == root else min(end - begin, 1.6 * wanted)
            at = angles[one] - width / 2
            for child in children[one]:
                share = width * need[child] / wanted
                wedge[child] = (at, at + share)
                at += share
    return angles


def _beside(places: dict[str, Point], parts: list[dict[str, Point]]) -> dict[str, Point]:
    """Set the parts on shelves right of the rings, the largest first, about as high as the whole."""
    right = max(x for x, _ in places.values()) + SHELF
    top = min(y for _, y in places.values())
    tall = max(max(y for _, y in places.values()) - top, sqrt(len(parts)) * SHELF, SHELF)
    found, x, y, width = dict(places), right, top, 0.0
    for part in parts:
        left, high = min(x for x, _ in part.values()), min(y for _, y in part.values())
        wide = max(x for x, _ in part.values()) - left
        deep = max(y for _, y in part.values()) - high
        if y + deep > top + tall and y > top:
            x, y, width = x + width + SHELF, top, 0.0
        found |= {one: (round(px - left + x, 1), round(py - high + y, 1)) for one, (px, py) in part.items()}
        y, width = y + deep + SHELF * 0.6, max(width, wide)
    return found
