"""A frequency table over one population, with its margins: what is published, or the true one behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.values import TOTAL, Cell, Cube, Key
from gija.vocabulary.errors import GijaError

STRUCTURAL_ZERO = "not_applicable"  # nobody can be there (a boy of 50), and everybody knows it
Equation = tuple[Key, tuple[Key, ...]]  # a cell, and the cells whose sum it is


@dataclass(frozen=True)
class Table:
    """Counts of a population by axes. A key has a code for each axis, or `TOTAL`. Cells may be fewer than there are
    keys: what is not there was not told. Two tables with the same population are over the same people.

    Statuses: `reported` (0 is a true zero), `suppressed`, `not_applicable` (structural zero), any other (missing:
    nothing is known, and nothing was hidden).
    """

    population: str
    axes: tuple[Axis, ...]
    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        for cell in self.cells:
            if len(cell.key) != len(self.axes):
                raise GijaError("tables.key")
            for axis, code in zip(self.axes, cell.key, strict=True):
                axis.leaves_of(code)
        if len(self.by_key) < len(self.cells):
            raise GijaError("tables.key")

    @cached_property
    def by_key(self) -> Mapping[Key, Cell]:
        return {cell.key: cell for cell in self.cells}

    def __getitem__(self, key: Key) -> Cell:
        return self.by_key[key]

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def where(self, key: Key) -> tuple[tuple[str, str], ...]:
        """The place of a cell whatever the table: (axis, code) of the axes that are not summed over, by axis."""
        return tuple(sorted((a.code, c) for a, c in zip(self.axes, key, strict=True) if c != TOTAL))

    def equations(self) -> Iterator[Equation]:
        """Each total that stands in the table and is the sum of parts that all stand in it, along each axis."""
        for cell in self.cells:
            for place, axis in enumerate(self.axes):
                for way in axis.children(cell.key[place]):
                    parts = tuple((*cell.key[:place], code, *cell.key[place + 1 :]) for code in way)
                    if all(part in self.by_key for part in parts):
                        yield cell.key, parts

    def additive(self) -> bool:
        """Do all open totals equal the sum of their parts, where all are open?"""
        return all(
            (total := self[key].value) is None or None in (values := [self[p].value for p in parts])
            or total == sum(v for v in values if v is not None)
            for key, parts in self.equations()
        )  # fmt: skip

    def changed(self, cells: Mapping[Key, Cell]) -> Table:
        """The table with some cells in the place of those that were there."""
        return Table(self.population, self.axes, tuple(cells.get(cell.key, cell) for cell in self.cells))

    def closed(self, keys: Iterable[Key], why: str = "small") -> Table:
        """The table with these cells suppressed."""
        return self.changed({key: self[key].closed(why) for key in keys})


def table(population: str, axes: Sequence[Axis], leaves: Mapping[Key, int], structural: Iterable[Key] = ()) -> Table:
    """The whole table with all margins from counts of leaf cells (absent: a true zero). A margin over structural zeros
    alone is one itself. Axes that are `open` have no total."""
    never, sums = set(structural), dict.fromkeys(product(*(axis.codes for axis in axes)), 0)
    possible = set(sums) if not never else set()
    for key, count in _over(axes, leaves, never):
        sums[key] += count
        possible.add(key)
    cells = (Cell(k, v) if k in possible else Cell(k, None, STRUCTURAL_ZERO) for k, v in sums.items())
    return Table(population, tuple(axes), tuple(cells))


def _over(axes: Sequence[Axis], leaves: Mapping[Key, int], never: set[Key]) -> Iterator[tuple[Key, int]]:
    """(cell, count) for each leaf cell that can be and each cell it lies in."""
    above = [{leaf: [c for c in axis.codes if leaf in axis.leaves_of(c)] for leaf in axis.leaves} for axis in axes]
    for key in product(*(axis.leaves for axis in axes)) if never else leaves:
        if key not in never:
            count = leaves.get(key, 0)
            yield from ((over, count) for over in product(*(up[c] for up, c in zip(above, key, strict=True))))


def from_rows(population: str, axes: Sequence[Axis], rows: Iterable[Mapping[str, str]]) -> Table:
    """The whole table from rows that name a leaf for each axis, and (`n`, else 1) how many."""
    counts: dict[Key, int] = {}
    for row in rows:
        key = tuple(row[axis.code] for axis in axes)
        counts[key] = counts.get(key, 0) + int(row.get("n", 1))
    return table(population, axes, counts)


def of_cube(population: str, cube: Cube) -> Table:
    """A cube as a table of flat axes."""
    axes = tuple(Axis.flat(d.name, d.codes, d.list) for d in cube.dimensions)
    return Table(population, axes, cube.cells)


def figure(population: str, value: int, axes: Sequence[Axis] = (), **codes: str) -> Table:
    """One figure as a table of one cell: a total in a text, the answer to a question."""
    return Table(population, tuple(axes), (Cell(tuple(codes.get(axis.code, TOTAL) for axis in axes), value),))
