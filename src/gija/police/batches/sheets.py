"""The rows of a CSV or XLSX file, one after another: a million rows are never in memory together (CSV).

A workbook is a ZIP of XML: looked over before it is opened; formulas by their stored result only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from gija.police.databases.readers import xlsx
from gija.police.databases.values import DatabaseFaultError
from gija.vocabulary.errors import GijaError

LARGEST = 400_000_000  # bytes
COLUMNS = 100
CHUNK = 1 << 20


def rows(path: Path) -> Iterator[list[str]]:
    """Every row as text, the header first (CSV or XLSX by its content; of a workbook the first sheet).

    Refused: `batches.file_large`, `batches.file_broken`, `batches.file_bomb`, `batches.file_columns`.
    """
    if path.stat().st_size > LARGEST:
        raise GijaError("batches.file_large", limit=LARGEST // 1_000_000)
    with path.open("rb") as file:
        workbook = file.read(2) == b"PK"
    for row in _workbook(path) if workbook else _text(path):
        if len(row) > COLUMNS:
            raise GijaError("batches.file_columns", limit=COLUMNS)
        yield row


def _text(path: Path) -> Iterator[list[str]]:
    encoding = _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            header = file.readline()
            file.seek(0)
            parted = max(";,\t", key=header.count)
            yield from csv.reader(file, delimiter=parted, strict=False)
    except (csv.Error, UnicodeDecodeError):
        raise GijaError("batches.file_broken") from None


def _encoding(path: Path) -> str:
    """UTF-8, or as Lithuanian Windows writes. Refused: what holds zero bytes is no text."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while raw := file.read(CHUNK):
            if b"\x00" in raw:
                raise GijaError("batches.file_broken")
            try:
                decoder.decode(raw)
            except UnicodeDecodeError:
                return "windows-1257"
    return "utf-8-sig"


def _workbook(path: Path) -> Iterator[list[str]]:
    import python_calamine as calamine

    try:
        xlsx.look_over(path, "")
        with calamine.CalamineWorkbook.from_path(path) as book:
            for row in book.get_sheet_by_index(0).iter_rows():
                yield [xlsx.cell(value) for value in row]
    except DatabaseFaultError as error:
        bomb = error.code in ("database.xlsx_bomb", "database.xlsx_entities")
        raise GijaError("batches.file_bomb" if bomb else "batches.file_broken") from None
    except (calamine.CalamineError, IndexError, ValueError):
        raise GijaError("batches.file_broken") from None
