"""Counts as they are frozen, as they are read back, and as the cells of a message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gija.commons.handover.rules import Counts, Key, Measure, Rule
from gija.messages.tables import TOTAL, Cell
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

MOST = 999_999  # what a cell of a message holds


def counted(rule: Rule, institution: str, period: Any) -> dict[str, dict[Key, int]]:
    """What the rule counts now, of every measure, without empty cells.

    Refuses what does not fit the rule (`frozen.rule`): an unknown measure or code, fewer than nobody; and a number
    that no table holds (`frozen.too_large`)."""
    found = rule.counts(institution, period)
    lists = {one.code: one.lists for one in rule.measures}
    for code, cells in found.items():
        if code not in lists or not all(_fits(lists[code], key, number) for key, number in cells.items()):
            raise GijaError("frozen.rule")
    if any(sum(cells.values()) > MOST for cells in found.values()):
        raise GijaError("frozen.too_large")
    return {code: dict(sorted((k, n) for k, n in found.get(code, {}).items() if n)) for code in lists}


def _fits(lists: tuple[str, ...], key: Key, number: int) -> bool:
    return len(key) == len(lists) and number >= 0 and all(c in code_list(n) for c, n in zip(key, lists, strict=True))


def frozen(found: Counts) -> list[Any]:
    """As a row keeps them."""
    return [[code, list(key), number] for code, cells in found.items() for key, number in cells.items()]


def kept(rule: Rule, rows: list[Any]) -> dict[str, dict[Key, int]]:
    """As they were frozen. A row without a measure (tables made before there were several) is of the first."""
    found: dict[str, dict[Key, int]] = {one.code: {} for one in rule.measures}
    for row in rows:
        *code, key, number = row
        found.setdefault(code[0] if code else rule.measures[0].code, {})[tuple(key)] = number
    return found


def cells(rule: Rule, found: Counts) -> tuple[Cell, ...]:
    """Of each measure the total, each list alone (a zero is a zero), and what there is of all its lists together."""
    return tuple(cell for measure in rule.measures for cell in _cells(rule, measure, found.get(measure.code, {})))


def _cells(rule: Rule, measure: Measure, found: Any) -> Iterator[Cell]:
    def cell(codes: dict[str, str], number: int) -> Cell:
        return Cell(key=tuple(codes.get(name, TOTAL) for name in rule.lists), value=number, measure=measure.code)

    yield cell({}, sum(found.values()))
    for name, rows in margins(measure, found):
        for code, number in rows:
            yield cell({name: code}, number)
    if len(measure.lists) > 1:
        for key, number in found.items():
            yield cell(dict(zip(measure.lists, key, strict=True)), number)


def margins(measure: Measure, found: Any) -> list[tuple[str, list[tuple[str, int]]]]:
    """Each list of a measure with the number of each of its codes."""
    return [
        (name, [(one.code, sum(n for key, n in found.items() if key[at] == one.code)) for one in code_list(name)])
        for at, name in enumerate(measure.lists)
    ]
