"""Tables from CSV files: a column of 0 and 1 for each list, and one of counts."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from gija.methods.estimation.capture.table import MOST_LISTS, CaptureTable
from gija.vocabulary.errors import GijaError

COUNTS = frozenset({"n", "count", "counts", "freq", "frequency", "people", "persons", "skaičius", "asmenys"})
Rows = list[list[str]]


def rows_of(file: Path) -> Rows:
    """The rows of a UTF-8 CSV file (comma, semicolon or tab), headings first, empty rows left out.

    Raises `estimation.file_missing`, `estimation.file_not_text`, `estimation.file_columns`.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise GijaError("estimation.file_missing", file=file.name) from error
    return rows_in(raw, file.name)


def rows_in(raw: bytes, name: str) -> Rows:
    """The same from the bytes of a file that is called `name`."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GijaError("estimation.file_not_text", file=name) from error
    lines = text.splitlines()
    mark = max(",;\t", key=lines[0].count) if lines else ","
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark, strict=True)]
    except csv.Error as error:
        raise GijaError("estimation.file_columns", file=name) from error
    rows = [row for row in rows if any(row)]
    if not rows or len(rows[0]) < 2 or not all(rows[0]):
        raise GijaError("estimation.file_columns", file=name)
    return rows


def read_table(file: Path | str) -> CaptureTable:
    """The table of a file. Counts stand in the column called n, count, frequency, people …, else in the last one; the
    others are lists. A history that is not there counts 0. No message tells what a cell held.

    Raises what `rows_of` and `CaptureTable` raise and `estimation.one_list`, `estimation.too_many_lists`,
    `estimation.repeated`, `estimation.unseen_row`, `estimation.not_mark`, `estimation.not_whole`,
    `estimation.negative_row`.
    """
    path = Path(file)
    rows = rows_of(path)
    where = count_column(rows[0])
    lists = lists_in(rows[0], where)
    return CaptureTable(lists, counted(rows, where, path.name))


def lists_in(headings: list[str], where: int) -> tuple[str, ...]:
    """The lists named by headings; refused before any room is made for them."""
    lists = tuple(name for i, name in enumerate(headings) if i != where)
    if len(lists) < 2:
        raise GijaError("estimation.one_list")
    if len(lists) > MOST_LISTS:
        raise GijaError("estimation.too_many_lists", lists=len(lists), most=MOST_LISTS)
    return lists


def count_column(headings: list[str]) -> int:
    """Which column holds the counts."""
    named = [i for i, name in enumerate(headings) if name.casefold() in COUNTS]
    return named[-1] if named else len(headings) - 1


def counted(rows: Rows, where: int, file: str, numbers: Sequence[int] = ()) -> tuple[int, ...]:
    """Counts by history from rows of marks and a count, headings first. `numbers`: of the rows in their file."""
    headings, lists = rows[0], len(rows[0]) - 1
    counts, seen = [0] * (1 << lists), set()
    for number, row in zip(numbers or range(2, len(rows) + 1), rows[1:], strict=True):
        if len(row) != len(headings):
            raise GijaError("estimation.file_row", file=file, row=number)
        history = _history(
            [(name, cell) for i, (name, cell) in enumerate(zip(headings, row, strict=True)) if i != where], number
        )
        if history in seen:
            raise GijaError("estimation.repeated", row=number)
        seen.add(history)
        counts[history] = _count(row[where], number, headings[where])
        if history == 0 and counts[0]:
            raise GijaError("estimation.unseen_row", row=number)
    return tuple(counts)


def _history(marks: list[tuple[str, str]], number: int) -> int:
    history = 0
    for place, (name, mark) in enumerate(marks):
        if mark not in ("0", "1"):
            raise GijaError("estimation.not_mark", row=number, field=name)
        history |= (mark == "1") << place
    return history


def _count(told: str, number: int, name: str) -> int:
    try:
        value = float(told)
    except ValueError as error:
        raise GijaError("estimation.not_whole", row=number, field=name) from error
    if value != value or value in (float("inf"), float("-inf")) or value != int(value):
        raise GijaError("estimation.not_whole", row=number, field=name)
    if value < 0:
        raise GijaError("estimation.negative_row", row=number, field=name)
    return int(value)
