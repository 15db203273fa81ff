"""A small register of invented residents in each kind of file, and mappings of it."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gija.police.databases.mapping import Mapping, load

HEADER = ("ID", "VARDAS", "PAVARDE", "GIM_DATA", "LYTIS", "AK", "ADRESAS", "TEL", "NUO", "STATUSAS", "PASTABA")
FORMULA = "=SUM(A1:A9)"
HOME = "Gedimino pr. 9-2, Vilnius"
ROWS: list[tuple[str, ...]] = [
    ("1", "Žydrūnė", "Šimkutė-Ąžuolienė", "1990.05.17", "M", "49005170003", HOME, "8 612 34567", "2019-03-01", "", ""),
    ("2", "Jonas", "Kravčionok", "1985.11.02", "V", "38511020013", HOME, "+370 612 34567", "", "itariamasis", FORMULA),
    (
        "3",
        "Ona",
        "Petrauskaitė",
        "2001.01.30",
        "M",
        "60101300021",
        "Tilto g. 4, Kaunas",
        "",
        "2020-07-15",
        "auka",
        "-5",
    ),
]

MAPPING = """\
code: {code}
name: {{en: Register of residents, lt: Gyventojų registras}}
owner: {{institution: registru_centras, contact: "+370 5 000 0000"}}
handling: H1
evaluation: "4x4:A1"
category: {{column: STATUSAS, values: {{auka: victim, itariamasis: suspect}}, default: other}}
access: {access}
timeout: {timeout}
{more}connection:
  {connection}
tables:
  - name: {table}
    key: ID
    entities:
      person:
        type: person
        fields:
          given_name: VARDAS
          family_name: PAVARDE
          birth_date: {{column: GIM_DATA, format: "%Y.%m.%d"}}
          sex: {{column: LYTIS, values: {{V: M, M: F}}}}
          personal_code: AK
      home:
        type: address
        fields: {{text: ADRESAS}}
      mobile:
        type: phone
        fields: {{number: TEL}}
    relations:
      - {{type: lives_at, from: person, to: home, start: NUO, attributes: {{note: PASTABA}}}}
      - {{type: uses, from: person, to: mobile}}
"""


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.INDEX_FOLDER = tmp_path / "index"
    settings.DATABASE_MAPPINGS = tmp_path / "mappings"
    (tmp_path / "mappings").mkdir()


@pytest.fixture
def mapped(tmp_path: Path) -> Callable[..., Mapping]:
    """`mapped("file: residents.csv")`: the mapping of the residents over that connection."""

    def make(connection: str, **changes: str) -> Mapping:
        said = {"code": "residents", "access": "live", "timeout": "5s", "table": "GYVENTOJAI", "more": ""} | changes
        path = tmp_path / "mappings" / f"{said['code']}.yaml"
        path.write_text(MAPPING.format(connection=connection, **said), encoding="utf-8")
        return load(path)

    return make


@pytest.fixture
def residents_csv(tmp_path: Path) -> Callable[..., str]:
    """Writes `residents.csv` beside the mappings; gives the connection."""

    def make(rows: list[tuple[str, ...]] | None = None, encoding: str = "utf-8", name: str = "residents.csv") -> str:
        with (tmp_path / "mappings" / name).open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=";").writerows([HEADER, *(ROWS if rows is None else rows)])
        return f'file: {name}\n  delimiter: ";"'

    return make


@pytest.fixture
def residents_sqlite(tmp_path: Path) -> Callable[..., str]:
    """Writes `residents.sqlite3` beside the mappings; gives the connection."""

    def make(rows: list[tuple[str, ...]] | None = None, name: str = "residents.sqlite3") -> str:
        path = tmp_path / "mappings" / name
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as database:
            database.execute(f"CREATE TABLE GYVENTOJAI (ID INTEGER PRIMARY KEY, {', '.join(HEADER[1:])})")
            marks = ",".join("?" * len(HEADER))
            database.executemany(f"INSERT INTO GYVENTOJAI VALUES ({marks})", ROWS if rows is None else rows)
        database.close()
        return f'url: "sqlite:///{name}"'

    return make


@pytest.fixture
def residents_xlsx(tmp_path: Path) -> Callable[..., str]:
    def make(name: str = "residents.xlsx") -> str:
        import datetime as dt

        import xlsxwriter

        book = xlsxwriter.Workbook(tmp_path / "mappings" / name, {"strings_to_formulas": False})
        sheet = book.add_worksheet("GYVENTOJAI")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate([HEADER, *ROWS]):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
        for at, row in enumerate(ROWS, 1):
            sheet.write_number(at, 0, int(row[0]))
            if row[8]:
                sheet.write_datetime(at, 8, dt.datetime.fromisoformat(row[8]), day)
        sheet.write_formula(2, 10, "=SUM(A1:A9)", None, 6)
        book.close()
        return f"file: {name}"

    return make


@pytest.fixture
def residents_parquet(tmp_path: Path) -> Callable[..., str]:
    def make(name: str = "residents.parquet") -> str:
        import duckdb

        database = duckdb.connect()
        columns = ", ".join(f'"{c}" {"INTEGER" if c == "ID" else "DATE" if c == "NUO" else "VARCHAR"}' for c in HEADER)
        database.execute(f"CREATE TABLE t ({columns})")
        rows = [[cell or None if at == 8 else cell for at, cell in enumerate(row)] for row in ROWS]
        database.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(HEADER))})", rows)
        database.execute(f"COPY t TO '{tmp_path / 'mappings' / name}' (FORMAT parquet)")
        return f"file: {name}"

    return make
