"""Coarser tables: what may still be told where closing cells does not protect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gija.methods.disclosure.values import Release
from gija.methods.disclosure.words import words
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import TOTAL, Cell
from gija.vocabulary.text import Text


@dataclass(frozen=True)
class Proposal:
    """A coarser candidate (true tables), how it is coarser, and how many of its cells can be open."""

    candidate: Release
    text: Text
    open: int = 0

    def with_open(self, release: Release) -> Proposal:
        return replace(self, open=sum(cell.open for table in release.tables for cell in table))


def coarser(candidate: Release) -> list[Proposal]:
    """The candidate with one axis at its next coarser codes, or without one axis; those with most cells first. A
    growing axis (time) stays as it is."""
    found: dict[tuple[tuple[Cell, ...], ...], Proposal] = {}
    for axis in {a.code: a for t in candidate.tables for a in t.axes if not a.open}.values():
        for proposal in _of_axis(candidate, axis):
            found.setdefault(tuple(t.cells for t in proposal.candidate.tables), proposal)
    return sorted(found.values(), key=lambda p: -sum(len(t) for t in p.candidate.tables))


def _of_axis(candidate: Release, axis: Axis) -> Iterator[Proposal]:
    between = [code for code in axis.codes if code != TOTAL and axis.children(code)]
    if between:
        cut = axis.cut(between)
        tables = tuple(_cut(table, axis.code, cut) for table in candidate.tables)
        names = ", ".join(code for code in cut.codes if code != TOTAL)
        text = words()["recode"]["coarser"].fill(axis=axis.code, codes=names)
        yield Proposal(replace(candidate, tables=tables), text)
    tables = tuple(_without(table, axis.code) for table in candidate.tables)
    yield Proposal(replace(candidate, tables=tables), words()["recode"]["without"].fill(axis=axis.code))


def _cut(table: Table, code: str, cut: Axis) -> Table:
    place = next((n for n, axis in enumerate(table.axes) if axis.code == code), None)
    if place is None:
        return table
    axes = (*table.axes[:place], cut, *table.axes[place + 1 :])
    return Table(table.population, axes, tuple(c for c in table if c.key[place] in cut.codes))


def _without(table: Table, code: str) -> Table:
    place = next((n for n, axis in enumerate(table.axes) if axis.code == code), None)
    if place is None:
        return table
    cells = (replace(c, key=(*c.key[:place], *c.key[place + 1 :])) for c in table if c.key[place] == TOTAL)
    return Table(table.population, (*table.axes[:place], *table.axes[place + 1 :]), tuple(cells))
