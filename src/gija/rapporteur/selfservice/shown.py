"""An answered table in words of one language: one line for each cell, and as a cross table."""

from __future__ import annotations

from dataclasses import dataclass

from gija.methods.disclosure.values import Release
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import TOTAL
from gija.rapporteur.gate.populations import NOT_SAID
from gija.rapporteur.gate.wording import ALL, UNKNOWN
from gija.rapporteur.selfservice.answering import least
from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One number: its codes in words, and between what the true one lies."""

    of: tuple[Text, ...]
    value: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Cross:
    """Rows by columns; a table by one dimension has one column."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def axes(release: Release) -> tuple[Axis, ...]:
    """What the table is by; time is the same for all of it."""
    return release.tables[0].axes[1:]


def names(release: Release) -> tuple[Text, ...]:
    return tuple(breakdowns.dimension_text(axis.code) for axis in axes(release))


def lines(release: Release) -> list[Line]:
    """Every number, the total first; codes nobody was shown under are left out."""
    table, bound = release.tables[0], release.base - 1
    kept = [[code for code in axis.codes if _met(table, place, code)] for place, axis in enumerate(table.axes)]
    return [
        Line(tuple(map(word, axes(release), cell.key[1:])), cell.value, least(cell.value, bound), cell.value + bound)
        for cell in table
        if cell.value is not None and all(code in codes for code, codes in zip(cell.key[1:], kept[1:], strict=True))
    ]


def cross(release: Release, language: str) -> Cross:
    """The first dimension down, the second across."""
    table, own = release.tables[0], axes(release)
    down = [code for code in own[0].codes if _met(table, 1, code)]
    across = [code for code in own[1].codes if _met(table, 2, code)] if len(own) > 1 else []
    period = table.cells[0].key[0]

    def row(code: str) -> tuple[int, ...]:
        keys = [(period, code, other) for other in across] if across else [(period, code)]
        return tuple(table[key].value or 0 for key in keys)

    columns = tuple(word(own[1], code).in_(language) for code in across) or (NUMBER.in_(language),)
    corner = breakdowns.dimension_text(own[0].code).in_(language)
    return Cross(corner, columns, tuple((word(own[0], code).in_(language), row(code)) for code in down))


NUMBER = Text("Number (with noise)", "Skaičius (su triukšmu)")


def _met(table: Table, place: int, code: str) -> bool:
    """Does any number stand under the code?"""
    return code == TOTAL or any(cell.key[place] == code and cell.value for cell in table)


def word(axis: Axis, code: str) -> Text:
    if code == TOTAL:
        return ALL
    return UNKNOWN if code == NOT_SAID else code_list(axis.list)[code].text
