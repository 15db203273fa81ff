"""Holdings as real files and into real servers. A file appears whole or not at all; same rows, same file."""

from __future__ import annotations

import csv
import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from gija.demo.country.chance import TODAY, texts
from gija.demo.databases.holding import Holding, Sheet

BATCH = 20_000


def write(holding: Holding, folder: Path) -> Path:
    """The holding as a file in `folder`, in the form its name says."""
    path = folder / holding.file
    half = folder / f".half-{holding.file}"
    half.unlink(missing_ok=True)
    WRITERS[path.suffix](holding, half)
    half.replace(path)
    return path


def _rows(sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    return zip(*sheet.columns.values(), strict=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _is_number(sheet: Sheet, column: str) -> bool:
    first = next(iter(sheet.columns[column]), "")
    return isinstance(first, int | float)


def _sqlite(holding: Holding, path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # No journal: a killed build leaves only a half file, which is thrown away.
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096; BEGIN")
        for sheet in holding.sheets:
            kinds = [f"{_quoted(c)} {'INTEGER' if _is_number(sheet, c) else 'TEXT'}" for c in sheet.columns]
            kinds[0] += " PRIMARY KEY"
            connection.execute(f"CREATE TABLE {_quoted(sheet.name)} ({', '.join(kinds)})")
            places = ", ".join(["?", *["NULLIF(?, '')"] * (len(kinds) - 1)])
            connection.executemany(f"INSERT INTO {_quoted(sheet.name)} VALUES ({places})", _rows(sheet))  # noqa: S608
            for column in sheet.indexed:
                name = _quoted(f"{sheet.name}_{column}")
                connection.execute(f"CREATE INDEX {name} ON {_quoted(sheet.name)} ({_quoted(column)})")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _csv(holding: Holding, path: Path) -> None:
    """Text as its program wrote it; a letter the encoding lacks becomes a question mark, as it does in life."""
    (sheet,) = holding.sheets
    with path.open("w", encoding=holding.encoding, errors="replace", newline="") as opened:
        writer = csv.writer(opened, delimiter=holding.delimiter, lineterminator="\r\n")
        writer.writerow(sheet.columns)
        writer.writerows(_rows(sheet))


def _xlsx(holding: Holding, path: Path) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": dt.datetime.combine(TODAY, dt.time(12))})
    for sheet in holding.sheets:
        page = book.add_worksheet(sheet.name)
        page.write_row(0, 0, list(sheet.columns))
        for number, row in enumerate(_rows(sheet), start=1):
            page.write_row(number, 0, row)
    book.close()


def _parquet(holding: Holding, path: Path) -> None:
    import duckdb

    (sheet,) = holding.sheets
    rows = {
        name: np.asarray(column) if _is_number(sheet, name) else texts([value or None for value in column])
        for name, column in sheet.columns.items()
    }
    with duckdb.connect(config={"threads": 1, "preserve_insertion_order": "true"}) as connection:
        connection.register("sheet", rows)
        connection.execute(
            f"COPY sheet TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)"
        )


WRITERS: dict[str, Callable[[Holding, Path], None]] = {
    ".sqlite3": _sqlite,
    ".csv": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}


def into_server(holding: Holding, url: str) -> None:
    """The holding's tables in a database server, written anew."""
    import sqlalchemy as sa

    engine = sa.create_engine(url)
    try:
        tables = sa.MetaData()
        for sheet in holding.sheets:
            columns = [
                sa.Column(
                    name,
                    sa.BigInteger() if _is_number(sheet, name) else sa.String(200),
                    primary_key=name == sheet.key,
                    autoincrement=False,
                    index=name in sheet.indexed,
                )
                for name in sheet.columns
            ]
            table = sa.Table(sheet.name, tables, *columns)
            with engine.begin() as connection:
                table.drop(connection, checkfirst=True)
                table.create(connection)
                rows = (
                    {n: None if v == "" else v for n, v in zip(sheet.columns, row, strict=True)} for row in _rows(sheet)
                )
                while batch := list(islice(rows, BATCH)):
                    connection.execute(table.insert(), batch)
    finally:
        engine.dispose()
