"""From rows to a cube: counts by every code, and the margins above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations, product

from gija.methods.tables.values import TOTAL, Cell, Cube, Dimension, Key
from gija.vocabulary.errors import GijaError


def cube(
    rows: Iterable[Mapping[str, str]],
    dimensions: Iterable[Dimension],
    *,
    depth: int = 1,
    missing: Mapping[tuple[str, str], str] | None = None,
) -> Cube:
    """Count rows (dimension -> code) by up to `depth` dimensions at a time, with all margins above.

    A code that no row has is a true zero, unless `missing` gives (dimension, code) another status of the list
    `value_status`, such as `not_collected`. Refuses a row without a code for a dimension, or with a code it does not
    know (`tables.unknown_code`): a row that stands nowhere would make margins that do not add up.
    """
    ways = tuple(dimensions)
    counts: Counter[Key] = Counter()
    for row in rows:
        codes = tuple(_code(row, way) for way in ways)
        for kept in _kept(len(ways), depth):
            counts[tuple(code if place in kept else TOTAL for place, code in enumerate(codes))] += 1
    return Cube(ways, tuple(_cell(key, ways, counts, missing or {}) for key in _keys(ways, depth)))


def _code(row: Mapping[str, str], way: Dimension) -> str:
    code = row.get(way.name)
    if code not in way.codes:
        raise GijaError("tables.unknown_code", dimension=way.name)
    return code


def _kept(ways: int, depth: int) -> list[frozenset[int]]:
    """Which dimensions are not summed over, for every margin: none first."""
    return [frozenset(kept) for size in range(depth + 1) for kept in combinations(range(ways), size)]


def _keys(ways: tuple[Dimension, ...], depth: int) -> list[Key]:
    return [
        key
        for kept in _kept(len(ways), min(depth, len(ways)))
        for key in product(*(way.codes if place in kept else (TOTAL,) for place, way in enumerate(ways)))
    ]


def _cell(key: Key, ways: tuple[Dimension, ...], counts: Counter[Key], missing: Mapping[tuple[str, str], str]) -> Cell:
    statuses = [missing[way.name, code] for way, code in zip(ways, key, strict=True) if (way.name, code) in missing]
    if statuses and not counts[key]:
        return Cell(key, None, statuses[0])
    return Cell(key, counts[key])
