"""Every kind of database gives the same rows; what is broken in one is a clear fault."""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gija.police.databases.mapping import Mapping
from gija.police.databases.readers import reader
from gija.police.databases.readers.base import Row, Stop
from gija.police.databases.rows import MappedRow, map_row
from gija.police.databases.values import DatabaseFaultError, State

Mapped = Callable[..., Mapping]
Makes = Callable[..., str]
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(mapping: Mapping, stop: Stop | None = None) -> list[Row]:
    table = mapping.tables[0]
    stop = stop or Stop(10, 10_000, 100_000_000)
    with closing(reader(mapping, 10)) as opened:
        return list(opened.rows(table.name, mapping.columns(table), None, stop))


def people(mapping: Mapping) -> list[MappedRow]:
    return [map_row(mapping, mapping.tables[0], row, NOW) for row in read(mapping)]


def fault(mapping: Mapping) -> DatabaseFaultError:
    with pytest.raises(DatabaseFaultError) as caught:
        read(mapping)
    assert caught.value.text.en
    assert caught.value.text.lt
    return caught.value


@pytest.fixture(params=["csv", "sqlite", "xlsx", "parquet"])
def any_kind(request: pytest.FixtureRequest, mapped: Mapped) -> Mapping:
    return mapped(request.getfixturevalue(f"residents_{request.param}")())


def test_every_kind_of_database_gives_the_same_entities(any_kind: Mapping) -> None:
    first, second, third = people(any_kind)
    zydrune = first.entities["person"]
    assert zydrune.attributes == {
        "given_name": ("Žydrūnė",),
        "family_name": ("Šimkutė-Ąžuolienė",),
        "birth_date": ("1990-05-17",),
        "sex": ("F",),
        "personal_code": ("49005170003",),
    }
    assert (zydrune.id, zydrune.category) == ("residents/GYVENTOJAI:1:person", "other")
    source = zydrune.provenance[0]
    assert (source.database, source.record, source.evaluation) == ("residents", "GYVENTOJAI:1", "4x4:A1")
    assert (source.handling, source.kind) == ("H1", "fact")
    assert [(r.type, r.start) for r in first.relations] == [("lives_at", "2019-03-01"), ("uses", "")]
    assert second.entities["person"].category == "suspect"
    assert set(third.entities) == {"person", "home"}  # no telephone in that row, so no phone and no relation to it
    assert third.entities["person"].category == "victim"
    assert not first.problems + second.problems + third.problems


def test_a_cell_that_looks_like_a_formula_is_plain_text(mapped: Mapped, residents_csv: Makes) -> None:
    rows = read(mapped(residents_csv()))
    assert [row.cells["PASTABA"] for row in rows] == ["", "=SUM(A1:A9)", "-5"]


def test_a_formula_in_a_workbook_is_its_stored_value_and_never_evaluated(mapped: Mapped, residents_xlsx: Makes) -> None:
    assert read(mapped(residents_xlsx()))[1].cells["PASTABA"] == "6"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1257", "iso-8859-13", "utf-16"])
def test_lithuanian_letters_come_whole_from_each_encoding(mapped: Mapped, residents_csv: Makes, encoding: str) -> None:
    mapping = mapped(residents_csv(encoding=encoding) + f"\n  encoding: {encoding}")
    assert read(mapping)[0].cells["PAVARDE"] == "Šimkutė-Ąžuolienė"


def test_a_wrong_encoding_is_named_with_its_line(mapped: Mapped, residents_csv: Makes) -> None:
    found = fault(mapped(residents_csv(encoding="windows-1257")))
    assert (found.code, found.state, found.values["line"]) == ("database.encoding", State.WRONG_SCHEMA, 2)
    assert "imkut" not in str(found.values)


def test_utf8_that_the_mapping_calls_something_else_is_noticed(mapped: Mapped, residents_csv: Makes) -> None:
    assert fault(mapped(residents_csv() + "\n  encoding: windows-1257")).code == "database.encoding_is_utf8"


def test_a_byte_that_its_encoding_does_not_know_is_named_with_its_line(
    mapped: Mapped, residents_csv: Makes, tmp_path: Path
) -> None:
    connection = residents_csv(encoding="windows-1257") + "\n  encoding: windows-1257"
    file = tmp_path / "mappings" / "residents.csv"
    file.write_bytes(file.read_bytes().replace(b"Jonas", b"Jon\xa1s"))  # no letter in windows-1257
    found = fault(mapped(connection))
    assert (found.code, found.values["line"]) == ("database.encoding", 3)


def test_a_missing_column_is_named_with_those_that_are_there(
    mapped: Mapped, residents_csv: Makes, tmp_path: Path
) -> None:
    connection = residents_csv()
    file = tmp_path / "mappings" / "residents.csv"
    file.write_text(file.read_text().replace("GIM_DATA", "GIMIMO_DATA"))
    found = fault(mapped(connection))
    assert (found.code, found.state) == ("database.column_missing", State.WRONG_SCHEMA)
    assert found.values["columns"] == "GIM_DATA"
    assert "GIMIMO_DATA" in str(found.values["found"])


def test_a_missing_column_of_sqlite_is_named_too(mapped: Mapped, residents_sqlite: Makes) -> None:
    mapping = mapped(residents_sqlite(), more="")
    import sqlite3

    with sqlite3.connect(mapping.path.parent / "residents.sqlite3") as database:
        database.execute("ALTER TABLE GYVENTOJAI RENAME COLUMN AK TO ASMENS_KODAS")
    assert fault(mapping).values["columns"] == "AK"


def test_a_missing_table_is_named(mapped: Mapped, residents_sqlite: Makes, residents_xlsx: Makes) -> None:
    sqlite, xlsx = mapped(residents_sqlite(), table="NERA"), mapped(residents_xlsx(), table="NERA", code="sheets")
    assert (fault(sqlite).code, fault(sqlite).values["table"]) == ("database.schema", "NERA")
    assert (fault(xlsx).code, fault(xlsx).values["found"]) == ("database.table_missing", "GYVENTOJAI")


@pytest.mark.parametrize("kept", [True, False])
def test_a_line_with_too_many_columns_is_told_and_the_others_are_read(
    mapped: Mapped, residents_csv: Makes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    from gija.police.databases.readers import files

    monkeypatch.setattr(files, "KEPT_FILE", 64_000_000 if kept else 0)
    connection = residents_csv()
    with (tmp_path / "mappings" / "residents.csv").open("a", newline="") as file:
        file.write("4;Per;Daug;a;b;c;d;e;f;g;h;i;j\r\n5;Petras;Tvarkingas;1970.01.01;V;;;;;;\r\n")
    stop = Stop(10, 100, 1_000_000)
    rows = read(mapped(connection), stop)
    assert [row.cells["ID"] for row in rows] == ["1", "2", "3", "5"]
    assert [(bad.line, bad.reason) for bad in stop.unreadable] == [(5, "row.columns")]


def test_an_xlsx_bomb_is_not_opened(mapped: Mapped, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mappings" / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    assert fault(mapped("file: bomb.xlsx")).code == "database.xlsx_bomb"


def test_an_xlsx_whose_sizes_lie_is_not_opened(mapped: Mapped, tmp_path: Path) -> None:
    path = tmp_path / "mappings" / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    raw = path.read_bytes()
    size = (50_000_000).to_bytes(4, "little")
    path.write_bytes(raw.replace(size, (1000).to_bytes(4, "little")))
    assert fault(mapped("file: bomb.xlsx")).code in ("database.xlsx_bomb", "database.not_xlsx")


def test_many_small_parts_are_a_bomb_too(mapped: Mapped, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mappings" / "bomb.xlsx", "w") as book:
        for number in range(6_000):
            book.writestr(f"xl/{number}.xml", "")
    assert fault(mapped("file: bomb.xlsx")).code == "database.xlsx_bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_in_a_workbook_are_refused(
    mapped: Mapped, residents_xlsx: Makes, tmp_path: Path, encoding: str
) -> None:
    mapping = mapped(residents_xlsx())
    path = tmp_path / "mappings" / "residents.xlsx"
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
    strings = parts["xl/sharedStrings.xml"].decode().split("?>", 1)[1]
    parts["xl/sharedStrings.xml"] = (bomb + strings).encode(encoding)
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert fault(mapping).code == "database.xlsx_entities"


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet", "a.csv"])
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02nothing of the kind", b"PK\x03\x04 cut"])
def test_a_damaged_file_is_a_fault(mapped: Mapped, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / "mappings" / name).write_bytes(content)
    assert fault(mapped(f"file: {name}")).state is State.WRONG_SCHEMA


@pytest.mark.parametrize("connection", ["file: gone.csv", "file: gone.xlsx", 'url: "sqlite:///gone.sqlite3"'])
def test_a_missing_file_means_the_database_is_down(mapped: Mapped, connection: str) -> None:
    assert (fault(mapped(connection)).state, fault(mapped(connection)).code) == (State.DOWN, "database.file_missing")


def test_a_file_beyond_its_limit_is_not_read(mapped: Mapped, tmp_path: Path) -> None:
    with (tmp_path / "mappings" / "a.csv").open("wb") as file:
        file.truncate(3_000_000)
    mapping = mapped("file: a.csv", more="limits: {file_megabytes: 2}\n")
    assert fault(mapping).code == "common.file_too_large"


def test_a_truncated_sqlite_file_breaks_off_and_says_so(
    mapped: Mapped, residents_sqlite: Makes, tmp_path: Path
) -> None:
    rows = [(str(n), "Jonas", "Jonaitis", "", "", "", "", "", "", "", "x" * 400) for n in range(1, 5001)]
    mapping = mapped(residents_sqlite(rows))
    path = tmp_path / "mappings" / "residents.sqlite3"
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    found = fault(mapping)
    assert (found.state, found.code) == (State.DOWN, "database.broke_off")


def test_nothing_can_be_written_through_a_reader(mapped: Mapped, residents_sqlite: Makes) -> None:
    import sqlalchemy as sa

    from gija.police.databases.readers.sql import SqlReader

    opened = SqlReader(mapped(residents_sqlite()), 5)
    with pytest.raises(sa.exc.OperationalError, match="readonly"):
        opened.connection.exec_driver_sql("DELETE FROM GYVENTOJAI")
    opened.close()


def test_duckdb_cannot_open_another_file(tmp_path: Path) -> None:
    import duckdb

    from gija.police.databases.readers import duck

    (tmp_path / "other.csv").write_text("a\n1\n")
    opened = duck.connection(tmp_path / "mine.csv")
    for statement in (f"SELECT * FROM read_csv('{tmp_path / 'other.csv'}')", "SET enable_external_access=true"):
        with pytest.raises(duckdb.Error):
            opened.execute(statement)


def test_an_answer_stops_at_its_rows_and_bytes_and_is_marked(any_kind: Mapping) -> None:
    for stop in (Stop(10, 2, 1_000_000), Stop(10, 100, 1_500)):
        assert len(read(any_kind, stop)) < 3
        assert stop.cut


def test_a_changed_file_is_read_anew(mapped: Mapped, residents_csv: Makes) -> None:
    mapping = mapped(residents_csv())
    assert len(read(mapping)) == 3
    residents_csv([("9", "Nauja", "Eilutė", "", "", "", "", "", "", "", "")])
    assert [row.cells["ID"] for row in read(mapping)] == ["9"]


@pytest.mark.parametrize("kept", [True, False])
def test_no_copy_of_a_file_ever_has_a_name(
    mapped: Mapped, residents_csv: Makes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    import tempfile

    from gija.police.databases.readers import files

    (tmp_path / "copies").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "copies"))
    monkeypatch.setattr(files, "KEPT_FILE", 32_000_000 if kept else 0)  # large files are streamed from their copy
    mapping = mapped(residents_csv(encoding="windows-1257") + "\n  encoding: windows-1257")
    table = mapping.tables[0]
    with closing(reader(mapping, 10)) as opened:
        for _ in opened.rows(table.name, mapping.columns(table), None, Stop(10, 100, 1_000_000)):
            assert list((tmp_path / "copies").iterdir()) == []  # so a killed process leaves none behind
    assert not [f for f in Path("/proc/self/fd").iterdir() if str(tmp_path) in str(f.resolve())]


def test_secrets_come_from_the_environment_whatever_they_hold(mapped: Mapped, monkeypatch: pytest.MonkeyPatch) -> None:
    from gija.police.databases.readers.engines import address

    mapping = mapped('url: "postgresql://asker:${SECRET}@127.0.0.1:5432/registry"')
    assert fault(mapping).code == "mapping.environment"
    monkeypatch.setenv("SECRET", "p@ss/w:rd#?%")
    assert address(mapping).password == "p@ss/w:rd#?%"


def test_utf16_is_streamed_in_pieces(tmp_path: Path) -> None:
    from gija.police.databases.readers import spool

    file = tmp_path / "a.csv"
    file.write_bytes(codecs.BOM_UTF16_LE + ("ąž\n" * 600_000).encode("utf-16-le"))
    assert sum(piece.count("\n") for piece in spool.decoded(file, "utf-16", "x")) == 600_000


def test_a_network_fault_never_quotes_the_server(mapped: Mapped, any_free_port: int) -> None:
    mapping = mapped(f'url: "postgresql://asker@127.0.0.1:{any_free_port}/registry"')
    found = fault(mapping)
    assert (found.code, found.state) == ("database.down", State.DOWN)


@pytest.fixture
def any_free_port() -> Any:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("kept", [True, False])
def test_a_file_put_together_from_two_kinds_of_lines_is_read(
    mapped: Mapped, residents_csv: Makes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    from gija.police.databases.readers import files

    monkeypatch.setattr(files, "KEPT_FILE", 64_000_000 if kept else 0)
    connection = residents_csv()
    with (tmp_path / "mappings" / "residents.csv").open("ab") as file:
        file.write(b"4;Petras;Kitas;1970.01.01;V;;;;;;\n")
    assert [row.cells["ID"] for row in read(mapped(connection))] == ["1", "2", "3", "4"]


def test_a_file_that_is_slow_to_load_holds_up_no_other(
    mapped: Mapped, residents_csv: Makes, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time
    from threading import Thread

    from gija.police.databases.readers.files import FileReader

    slow = mapped(residents_csv(name="slow.csv"), code="slow")
    quick = mapped(residents_csv(name="quick.csv"), code="quick")
    loading = FileReader._open

    def sleepy(self: FileReader, sheet: str, *, keep: bool) -> Any:
        if self.code == "slow":
            time.sleep(2)
        return loading(self, sheet, keep=keep)

    monkeypatch.setattr(FileReader, "_open", sleepy)
    waiting = Thread(target=read, args=(slow,))
    waiting.start()
    started = time.monotonic()
    assert len(read(quick)) == 3
    assert time.monotonic() - started < 1.5
    waiting.join()
