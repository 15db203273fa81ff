"""A CSV or XLSX file as rows of text: looked over before it is opened, formulas by their stored result only.

A workbook is a ZIP of XML files; what unfolds beyond reason, or declares XML entities, is refused before a parser sees
it. A cell that begins like a formula is text like any other: nothing here computes.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gija.vocabulary.errors import GijaError

LARGEST = 4_000_000  # bytes of the file
ROWS = 2_000
COLUMNS = 80
CELL = 4_000  # characters
ENTRIES = 1_000
UNFOLDED = 100_000_000  # bytes in all
RATIO = 200  # real sheets pack 5 to 40 times; a bomb a thousand times
SMALL = 5_000_000  # bytes; below it the ratio says nothing
CHUNK = 1 << 20
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
UNREADABLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError,
    ValueError,
)  # fmt: skip


def rows(content: bytes, *, columns: int = COLUMNS) -> list[list[str]]:
    """All rows, the header first, as text (CSV, or the first sheet of an XLSX, by its content). Refuses what is too
    large (`casefile.file_large`, `casefile.file_rows`, more than `columns`), what cannot be read
    (`casefile.file_broken`) and bombs."""
    if len(content) > LARGEST:
        raise GijaError("casefile.file_large", limit=LARGEST // 1_000_000)
    return _workbook(content, columns) if is_workbook(content) else _text(content, columns)


def is_workbook(content: bytes) -> bool:
    """Whether the file is a ZIP, as every XLSX is."""
    return content[:2] == b"PK"


def sheets(content: bytes, *, columns: int = COLUMNS) -> dict[str, list[list[str]]]:
    """Every sheet of a workbook that has something in it, by its name. Refuses as `rows` does."""
    if len(content) > LARGEST:
        raise GijaError("casefile.file_large", limit=LARGEST // 1_000_000)
    with _opened(content) as book:
        named = {
            name: _kept(book.get_sheet_by_name(name).iter_rows(), columns, empty=True) for name in book.sheet_names
        }
    return {name: found for name, found in named.items() if found}


def _kept(found: Any, columns: int, *, empty: bool = False) -> list[list[str]]:
    """The rows, cut to their last filled cell; line numbers are kept by leaving empty rows in place."""
    kept: list[list[str]] = []
    for row in found:
        if len(row) > columns and any(str(cell).strip() for cell in row[columns:]):
            raise GijaError("casefile.file_columns", limit=columns)
        cells = [_cell(value) for value in row[:columns]]
        if any(len(cell) > CELL for cell in cells):
            raise GijaError("casefile.file_cell", row=len(kept) + 1, limit=CELL)
        kept.append(cells)
        if len(kept) > ROWS + 1:
            raise GijaError("casefile.file_rows", limit=ROWS)
    while kept and not any(kept[-1]):
        kept.pop()
    if not empty and (not kept or not any(kept[0])):
        raise GijaError("casefile.file_empty")
    return kept


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value == value // 1:
        return str(int(value))
    return str(value).replace("\x00", "").strip()


def _text(content: bytes, columns: int) -> list[list[str]]:
    """CSV in UTF-8, or as Lithuanian Windows writes it; parted by `;`, `,` or a tab, as most of the header is."""
    if b"\x00" in content[:1000]:
        raise GijaError("casefile.file_broken")
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = content.decode("windows-1257", "replace")
        if "�" in said:
            raise GijaError("casefile.file_broken") from None
    header = said.split("\n", 1)[0]
    parted = max(";,\t", key=header.count)
    try:
        return _kept(csv.reader(io.StringIO(said, newline=""), delimiter=parted), columns)
    except csv.Error:
        raise GijaError("casefile.file_broken") from None


def _workbook(content: bytes, columns: int) -> list[list[str]]:
    """The first sheet of a workbook."""
    with _opened(content) as book:
        return _kept(book.get_sheet_by_index(0).iter_rows(), columns)


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    import python_calamine as calamine

    _look_over(content)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            yield book
    except (calamine.CalamineError, IndexError, ValueError):
        raise GijaError("casefile.file_broken") from None


def _look_over(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = book.infolist()
            total = sum(part.file_size for part in parts)
            packed = max(sum(part.compress_size for part in parts), 1)
            if len(parts) > ENTRIES or total > UNFOLDED or (total > SMALL and total / packed > RATIO):
                raise GijaError("casefile.file_bomb")
            for part in parts:
                _entities(book, part)
    except UNREADABLE:
        raise GijaError("casefile.file_broken") from None


def _entities(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """The sizes a ZIP declares can lie: count what really comes out, too."""
    read, before = 0, b""
    with book.open(part) as opened:
        while raw := opened.read(CHUNK):
            read += len(raw)
            if read > part.file_size:
                raise GijaError("casefile.file_bomb")
            window = (before + raw).replace(b"\x00", b"").upper()  # an XML part may be UTF-16
            if part.filename.lower().endswith((".xml", ".rels", ".vml")) and any(w in window for w in FORBIDDEN):
                raise GijaError("casefile.file_bomb")
            before = raw[-32:]
