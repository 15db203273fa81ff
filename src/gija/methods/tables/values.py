"""What a table of counts is made of. Missing is never zero: a cell has a value, or a status that says why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

TOTAL = "_T"  # as SDMX writes a total
REPORTED = "reported"
SUPPRESSED = "suppressed"
Key = tuple[str, ...]  # a code for each dimension, or TOTAL


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way the counts are broken down; `list` names the vocabulary list its codes are of."""

    name: str
    codes: tuple[str, ...]
    list: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One count. `value` stands where, and only where, the status is `reported`; 0 is a true zero."""

    key: Key
    value: int | None
    status: str = REPORTED
    why: str = ""  # of a suppressed cell

    def __post_init__(self) -> None:
        if (self.value is None) == (self.status == REPORTED):
            raise ValueError("a value stands where it is reported, and only there")

    @property
    def open(self) -> bool:
        return self.value is not None

    def closed(self, why: str) -> Cell:
        """The same cell without its value."""
        return Cell(self.key, None, SUPPRESSED, why)


@dataclass(frozen=True)
class Cube:
    """Counts by dimensions, with the margins that were asked for. Cells come in the order of the dimensions' codes."""

    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]

    @cached_property
    def _by_key(self) -> Mapping[Key, Cell]:
        return {cell.key: cell for cell in self.cells}

    def __getitem__(self, key: Key) -> Cell:
        return self._by_key[key]

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    @property
    def total(self) -> Cell:
        return self._by_key[(TOTAL,) * len(self.dimensions)]

    def one_way(self, name: str) -> tuple[Cell, ...]:
        """The cells broken down by this dimension alone."""
        place = [d.name for d in self.dimensions].index(name)
        blank = [TOTAL] * len(self.dimensions)
        keys = [(*blank[:place], code, *blank[place + 1 :]) for code in self.dimensions[place].codes]
        return tuple(self._by_key[key] for key in keys)
