"""Sheets of an XLSX file as rows of text: looked over before it is opened, formulas by their stored result only.

A workbook is a ZIP of XML files. What unfolds beyond reason, or declares XML entities, is refused before a parser
sees it.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gija.police.databases.readers.base import text
from gija.police.databases.values import DatabaseFaultError, State

ENTRIES = 5_000
UNFOLDED = 1_500_000_000  # bytes in all
RATIO = 200  # real sheets pack 5 to 40 times; a bomb a thousand times
SMALL = 10_000_000  # bytes; below it the ratio says nothing
CHUNK = 1 << 20
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


def look_over(path: Path, database: str) -> None:
    """Refused: `database.not_xlsx`, `database.xlsx_bomb`, `database.xlsx_entities`. Never unfolds into memory."""
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            total = sum(part.file_size for part in parts)
            packed = max(sum(part.compress_size for part in parts), 1)
            if len(parts) > ENTRIES or total > UNFOLDED or (total > SMALL and total / packed > RATIO):
                raise _refused("database.xlsx_bomb", path, database)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _entities(book, part, path, database)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise _refused("database.not_xlsx", path, database) from None
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise _refused("database.not_xlsx", path, database) from None
        raise


def _entities(book: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path, database: str) -> None:
    """The sizes a ZIP declares can lie: count what really comes out, too."""
    read, before = 0, b""
    with book.open(part) as opened:
        while raw := opened.read(CHUNK):
            read += len(raw)
            if read > part.file_size:
                raise _refused("database.xlsx_bomb", path, database)
            window = (before + raw).replace(b"\x00", b"").upper()  # an XML part may be UTF-16
            if any(word in window for word in FORBIDDEN):
                raise _refused("database.xlsx_entities", path, database)
            before = raw[-32:]


def _refused(code: str, path: Path, database: str) -> DatabaseFaultError:
    return DatabaseFaultError(State.WRONG_SCHEMA, code, database=database, file=path.name)


def sheet(path: Path, name: str, skip: int, database: str) -> Iterator[list[str]]:
    """The rows of one sheet from its header on, as text. Refused: `database.table_missing` and as `look_over`."""
    import python_calamine as calamine

    look_over(path, database)
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            if name not in book.sheet_names:
                found = ", ".join(book.sheet_names[:30])
                values = {"database": database, "table": name, "found": found}
                raise DatabaseFaultError(State.WRONG_SCHEMA, "database.table_missing", **values)
            rows = book.get_sheet_by_name(name).iter_rows()
            for number, row in enumerate(rows):
                if number >= skip:
                    yield [cell(value) for value in row]
    except calamine.CalamineError:
        raise _refused("database.not_xlsx", path, database) from None


def cell(value: Any) -> str:
    """A cell as text; a time of day and a span of time as ISO too."""
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    return text(value)
