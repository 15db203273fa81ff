"""Tables as CSV: a column for each axis, then the number, then (where there is one) the status."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import STRUCTURAL_ZERO, Table, table
from gija.methods.tables.values import REPORTED, SUPPRESSED, TOTAL, Cell
from gija.vocabulary.errors import GijaError

NUMBERS = ("n", "freq", "count", "value", "skaičius")
STATUS = "status"
STATUSES = frozenset({REPORTED, SUPPRESSED, STRUCTURAL_ZERO, "not_available", "not_collected", "refused"})
TOTALS = frozenset({TOTAL, "Total", "total", "Iš viso", "TOTAL"})
CLOSED_MARKS = frozenset({"x", ":", "..", "c"})  # as statistical offices print a closed cell


def read_csv(text: str, population: str = "people", axes: Sequence[Axis] = ()) -> Table:
    """From text with commas or semicolons. `axes` gives hierarchies for some columns; others are flat, as met.

    The number stands in a column `n`, `freq`, `count` or `value` (else the last). Where no row is a total, rows are
    leaf counts (repeated ones are added) and margins are made; else the table is taken as it stands. An empty number,
    `x`, `:` or `..` is a closed cell unless `status` says otherwise. `tables.csv` names the line that does not fit.
    """
    delimiter = ";" if text.split("\n", 1)[0].count(";") else ","
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter))
    if not rows or len(rows[0]) < 1:
        raise GijaError("tables.csv", line=1)
    names = [name.strip() for name in rows[0]]
    number = next((names.index(n) for n in NUMBERS if n in names), len(names) - 1)
    places = [n for n, name in enumerate(names) if n != number and name != STATUS]
    status = names.index(STATUS) if STATUS in names else None
    cells = list(_cells(rows[1:], number, places, status, len(names)))
    known = {axis.code: axis for axis in axes}
    found = [known.get(names[p]) or _flat(names[p], [c.key[n] for c in cells]) for n, p in enumerate(places)]
    if all(TOTAL not in cell.key for cell in cells) and all(c.open or c.status == STRUCTURAL_ZERO for c in cells):
        return _summed(population, found, cells)
    return Table(population, tuple(found), tuple(cells))


def _cells(
    rows: Sequence[Sequence[str]], number: int, places: Sequence[int], status: int | None, columns: int
) -> Iterator[Cell]:
    for line, row in enumerate(rows, 2):
        if not any(field.strip() for field in row):
            continue
        if len(row) != columns:
            raise GijaError("tables.csv", line=line)
        key = tuple(TOTAL if row[p].strip() in TOTALS else row[p].strip() for p in places)
        yield _cell(key, row[number].strip(), row[status].strip() if status is not None else "", line)


def _cell(key: tuple[str, ...], told: str, status: str, line: int) -> Cell:
    if status not in STATUSES | {""}:
        raise GijaError("tables.csv", line=line)
    if told.isdigit() and status in ("", REPORTED):
        return Cell(key, int(told))
    if (not told or told in CLOSED_MARKS) and status != REPORTED:
        return Cell(key, None, status or SUPPRESSED)
    raise GijaError("tables.csv", line=line)


def _flat(name: str, codes: Sequence[str]) -> Axis:
    return Axis.flat(name, dict.fromkeys(code for code in codes if code != TOTAL))


def _summed(population: str, axes: Sequence[Axis], cells: Sequence[Cell]) -> Table:
    counts: dict[tuple[str, ...], int] = {}
    for cell in cells:
        if cell.value is not None:
            counts[cell.key] = counts.get(cell.key, 0) + cell.value
    return table(population, axes, counts, [c.key for c in cells if c.value is None])


def write_csv(told: Table) -> str:
    """All cells with their statuses; `read_csv` reads it back to the same table where its axes are given."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(axis.code for axis in told.axes), "n", STATUS])
    for cell in told:
        writer.writerow([*cell.key, "" if cell.value is None else cell.value, cell.status])
    return out.getvalue()
