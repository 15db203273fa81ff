"""Parts against their wholes: nothing left empty, no part above its whole, sums that close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from gija.rapporteur.collection import cells
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.checking.findings import Finding, Looked, finding, rules
from gija.rapporteur.statistics import breakdowns


def unanswered(of: Looked) -> Iterator[Finding]:
    """Every cell that says nothing; an indicator of which nothing is told says so once, at its total. A total without a
    number needs no parts."""
    told: dict[str, int] = defaultdict(int)
    for cell in of.figures:
        told[cells.indicator_of(cell)] += 1
    for cell in of.cells:
        indicator = cells.indicator_of(cell)
        total = of.figures.get(cells.key(indicator))
        whole_missing = total is not None and total.value is None
        if cell not in of.figures and not whole_missing and (told[indicator] or cell == cells.key(indicator)):
            yield finding("unanswered", cell)


def sums(of: Looked) -> Iterator[Finding]:
    """Each whole against its parts by one dimension, crossings against their margins. What is told as "at least" or
    "about" is found only where it cannot be so."""
    for (whole, dimension), found in _splits(of.cells).items():
        total, values = of.figures.get(whole), [of.figures.get(part) for part in found]
        if total is None or total.value is None or not total.is_exact:
            continue
        for part, one in zip(found, values, strict=True):
            if one is not None and one.value is not None and one.value > total.value and one.qualifier != "about":
                said = cells.text(part)
                yield finding("part_exceeds_total", part, part=said, value=one.value, total=total.value)
        if all(one is not None and one.qualifier != "about" for one in values):
            yield from _closed(whole, dimension, total.value, [one for one in values if one is not None])


def _closed(whole: str, dimension: str, total: int, values: list[Told]) -> Iterator[Finding]:
    known = [one.value for one in values if one.value is not None]
    parts, of = sum(known), rules()["dimensions"]
    name = breakdowns.dimension_text(dimension)
    inside, loose = cells.parts(whole)[1], any(not one.is_exact for one in values)
    if dimension not in of["apart"] or ((loose or len(known) < len(values)) and parts <= total):
        return
    if parts > total and max(known) > total:
        return  # told of the part itself
    if inside and parts != total:
        yield finding("crossing_differs", whole, part=cells.text(whole), parts=parts, total=total)
    elif parts > total:
        yield finding("parts_exceed_total", whole, dimension=name, parts=parts, total=total)
    elif parts < total and dimension in of["whole"]:
        yield finding("sum_differs", whole, dimension=name, parts=parts, total=total, residual=total - parts)


@lru_cache(maxsize=100)
def _splits(keys: tuple[str, ...]) -> dict[tuple[str, str], list[str]]:
    """(whole, dimension) -> its parts, of the cells that are asked for."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    asked = set(keys)
    for cell in keys:
        indicator, pairs = cells.parts(cell)
        for name, _code in pairs:
            whole = cells.key(indicator, breakdowns.without(pairs, name))
            if whole in asked:
                found[whole, name].append(cell)
    return found
