"""The JJ format of tau-ARGUS and its solvers: cells with bounds and weights, and the sums that hold among them.

As sdcTable's `createJJFormat` writes it (github.com/sdcTools/sdcTable, R/createJJFormat.R): `0`, the number of cells,
one line a cell (number, value, weight, status, lowest, highest, lower, upper and sliding protection level), the number
of sums, one line a sum (`0.0 n : cell (factor) …`). Statuses: `u` unsafe, `m` unsafe by hand, `s` safe,
`z` never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import TOTAL, Cell, Key
from gija.vocabulary.errors import GijaError

_TERM = re.compile(r"(\d+)\s*\(\s*(-?\d+(?:\.\d+)?)\s*\)")
STATUSES = frozenset("umsz")


@dataclass(frozen=True, slots=True)
class JJCell:
    """One cell. The protection levels: how far below and above, and how wide in all, an attacker must be kept."""

    value: Fraction
    weight: Fraction
    status: str
    lowest: Fraction
    highest: Fraction
    below: Fraction = Fraction(0)
    above: Fraction = Fraction(0)
    sliding: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class JJ:
    """Cells by number from 0; sums as (right side, ((cell, factor), …))."""

    cells: tuple[JJCell, ...]
    sums: tuple[tuple[Fraction, tuple[tuple[int, int], ...]], ...]

    def adds_up(self) -> bool:
        return all(sum((self.cells[c].value * factor for c, factor in terms), Fraction(0)) == right
                   for right, terms in self.sums)  # fmt: skip


def read_jj(text: str) -> JJ:
    """From the text of a file; `tables.jj` with the line that is not of the format."""
    lines = [(number, line.split("#")[0].strip()) for number, line in enumerate(text.splitlines(), 1)]
    rest = iter([(number, line) for number, line in lines if line])
    _count(rest)  # the first line is 0
    cells = tuple(_cell(rest, number) for number in range(_count(rest)))
    sums = tuple(_sum(rest, len(cells)) for _ in range(_count(rest)))
    for number, _line in rest:
        raise GijaError("tables.jj", line=number)
    return JJ(cells, sums)


def _next(rest: Iterator[tuple[int, str]]) -> tuple[int, str]:
    try:
        return next(rest)
    except StopIteration:
        raise GijaError("tables.jj", line="?") from None


def _count(rest: Iterator[tuple[int, str]]) -> int:
    number, line = _next(rest)
    if not line.isdigit():
        raise GijaError("tables.jj", line=number)
    return int(line)


def _cell(rest: Iterator[tuple[int, str]], wanted: int) -> JJCell:
    number, line = _next(rest)
    parts = line.split()
    try:
        if len(parts) != 9 or int(parts[0]) != wanted or parts[3] not in STATUSES:
            raise ValueError
        value, weight, lowest, highest, below, above, sliding = (
            Fraction(p) for n, p in enumerate(parts) if n not in (0, 3)
        )
    except (ValueError, ZeroDivisionError):
        raise GijaError("tables.jj", line=number) from None
    return JJCell(value, weight, parts[3], lowest, highest, below, above, sliding)


def _sum(rest: Iterator[tuple[int, str]], cells: int) -> tuple[Fraction, tuple[tuple[int, int], ...]]:
    number, line = _next(rest)
    head, _, tail = line.partition(":")
    terms = tuple((int(cell), int(Fraction(factor))) for cell, factor in _TERM.findall(tail))
    try:
        right, count = head.split()
        if int(count) != len(terms) or any(cell >= cells for cell, _ in terms):
            raise ValueError
        return Fraction(right), terms
    except ValueError:
        raise GijaError("tables.jj", line=number) from None


def write_jj(jj: JJ) -> str:
    """As text, each line ended."""
    lines = ["0", str(len(jj.cells))]
    for number, c in enumerate(jj.cells):
        numbers = (c.lowest, c.highest, c.below, c.above, c.sliding)
        lines.append(f"{number} {_plain(c.value)} {_plain(c.weight)} {c.status} {' '.join(map(_plain, numbers))}")
    lines.append(str(len(jj.sums)))
    for right, terms in jj.sums:
        told = " ".join(f"{cell} ({factor})" for cell, factor in terms)
        lines.append(f"{float(right):.1f} {len(terms)} : {told}")
    return "\n".join(lines) + "\n"


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else repr(float(number))


def jj_of(table: Table, unsafe: Sequence[Key] = (), *, threshold: int = 5) -> JJ:
    """A table of open cells as a problem: small cells (or `unsafe`) are protected up to the threshold."""
    shut = set(unsafe) if unsafe else {c.key for c in table if c.value and c.value < threshold}
    top = Fraction(max((c.value or 0 for c in table), default=0))
    number = {cell.key: n for n, cell in enumerate(table)}
    cells = tuple(_jj_cell(cell, cell.key in shut, top, threshold) for cell in table)
    sums = tuple(
        (Fraction(0), ((number[key], -1), *((number[p], 1) for p in parts))) for key, parts in table.equations()
    )
    return JJ(cells, sums)


def _jj_cell(cell: Cell, unsafe: bool, top: Fraction, threshold: int) -> JJCell:
    value = Fraction(cell.value or 0)
    status = "u" if unsafe else "s" if value else "z"
    above = max(Fraction(1), threshold - value) if unsafe else Fraction(0)
    return JJCell(value, max(value, Fraction(1)), status, Fraction(0), top, Fraction(0), above, Fraction(0))


def table_of(jj: JJ, population: str = "jj") -> Table:
    """A problem as a table over one axis, its cells the codes: each sum with a single whole (-1) becomes a hierarchy.
    Refuses sums of another kind (`tables.jj`): they are not totals and parts."""
    trees = []
    for right, terms in jj.sums:
        wholes = [cell for cell, factor in terms if factor == -1]
        parts = [cell for cell, factor in terms if factor == 1]
        if right or len(wholes) != 1 or len(wholes) + len(parts) != len(terms):
            raise GijaError("tables.jj", line="?")
        trees.append(tuple((str(part), str(wholes[0])) for part in parts))
    codes = {code for tree in trees for pair in tree for code in pair}
    alone = tuple((str(n), TOTAL) for n in range(len(jj.cells)) if str(n) not in codes)
    axis = Axis("cell", (*trees, alone) if alone else tuple(trees), open=True)
    return Table(population, (axis,), tuple(Cell((str(n),), int(c.value)) for n, c in enumerate(jj.cells)))
