"""Reads CSV, XLSX and Parquet files. A small file is kept in memory as text between questions, a large one is streamed.

A file's edition (path, time of change, size) is the key of what is kept; a changed file is read anew.
"""

from __future__ import annotations

import csv
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from gija.police.databases.conditions import Condition
from gija.police.databases.connection_map import Connection
from gija.police.databases.mapping import Mapping
from gija.police.databases.readers import duck, spool, xlsx
from gija.police.databases.readers.base import LONGEST_CELL, Row, Stop, Unreadable, text, wanted
from gija.police.databases.values import DatabaseFaultError, State

BATCH = 1_000
KEPT_FILE = 32_000_000  # bytes: larger files are streamed for each question
KEPT_IN_ALL = 128_000_000
KEPT_FILES = 32  # each is a DuckDB of its own
FLAWS = {"UNQUOTED VALUE": "row.quotes", "MAXIMUM LINE SIZE": "row.too_long", "LINE SIZE OVER MAXIMUM": "row.too_long"}
Edition = tuple[str, int, int, str, str, int, str]


@dataclass(slots=True)
class Loaded:
    """A file as DuckDB sees it: a table in memory, or a scan of the file (or of its UTF-8 copy)."""

    connection: Any
    origin: str  # what stands after FROM
    columns: tuple[str, ...]
    size: int
    copy: spool.Copy | None = None
    unreadable: tuple[Unreadable, ...] = ()

    def close(self) -> None:
        self.connection.close()
        if self.copy:
            self.copy.close()


_kept: OrderedDict[Edition, Loaded] = OrderedDict()
_loading: dict[Edition, Lock] = {}
_lock = Lock()


class FileReader:
    """One file; its table name is a sheet for XLSX and any name for CSV and Parquet."""

    def __init__(self, mapping: Mapping, seconds: float) -> None:
        self.code, self.said, self.limits = mapping.code, mapping.connection, mapping.limits
        self.path = mapping.path.parent / Path(self.said.file or "")
        self._own: dict[str, Loaded] = {}
        try:
            stat = self.path.stat()
        except OSError:
            raise self._fault("database.file_missing", State.DOWN) from None
        if not self.path.is_file():
            raise self._fault("database.file_missing", State.DOWN)
        if stat.st_size > self.limits.file_megabytes * 1_000_000:
            values = {"size": stat.st_size // 1_000_000, "limit": self.limits.file_megabytes}
            raise DatabaseFaultError(State.WRONG_SCHEMA, "common.file_too_large", file=self.path.name, **values)
        self.stat = stat

    def _fault(self, code: str, state: State = State.WRONG_SCHEMA) -> DatabaseFaultError:
        return DatabaseFaultError(state, code, database=self.code, file=self.path.name)

    def columns(self, table: str) -> tuple[str, ...]:
        return self._loaded(table).columns

    def rows(self, table: str, columns: tuple[str, ...], where: Condition | None, stop: Stop) -> Iterator[Row]:
        loaded = self._loaded(table)
        wanted(self.code, table, columns, loaded.columns)
        cursor = loaded.connection.cursor()
        stop.in_time(self.code)
        watch = Timer(stop.left, cursor.interrupt)
        watch.daemon = True
        watch.start()
        try:
            yield from self._stream(cursor, loaded, columns, where, stop)
            stop.unreadable += self._flaws(loaded, cursor)
        except duck_errors() as error:
            raise self._read_fault(error, stop) from None
        finally:
            watch.cancel()
            cursor.close()

    def few(self, table: str, most: int, stop: Stop) -> bool:
        loaded = self._loaded(table)
        if loaded.origin != "kept":  # a large file; to count its rows is to read it
            return False
        cursor = loaded.connection.cursor()
        return bool(cursor.execute("SELECT count(*) FROM kept").fetchone()[0] <= most)

    def _stream(
        self, cursor: Any, loaded: Loaded, columns: tuple[str, ...], where: Condition | None, stop: Stop
    ) -> Iterator[Row]:
        chosen = ", ".join(f"left(CAST({duck.quoted(c)} AS VARCHAR), {LONGEST_CELL})" for c in columns)
        condition, values = duck.sql(where) if where is not None else ("true", [])
        # Columns and origin are quoted literals of the mapping; every value is a parameter.
        cursor.execute(f"SELECT {chosen} FROM {loaded.origin} WHERE {condition}", values)  # noqa: S608
        number = 0
        while batch := cursor.fetchmany(BATCH):
            stop.in_time(self.code)
            for raw in batch:
                number += 1
                cells = {name: text(value) for name, value in zip(columns, raw, strict=True)}
                if stop.full(cells):
                    return
                yield Row(number, cells)

    def _read_fault(self, error: Exception, stop: Stop) -> DatabaseFaultError:
        """DuckDB's own message quotes the line it stumbled on: never passed on."""
        said = str(error)
        if stop.left <= 0 or "INTERRUPT" in said.upper():
            return DatabaseFaultError(State.LATE, "database.late", database=self.code, seconds=round(stop.seconds, 1))
        if "nicode" in said or "utf-8" in said:
            return self._not_utf8()
        if "Out of Memory" in said:
            return self._fault("database.too_large")
        return self._fault("database.file_broken")

    def _not_utf8(self) -> DatabaseFaultError:
        values = {"file": self.path.name, "line": spool.bad_line(self.path), "encoding": self.said.encoding}
        return DatabaseFaultError(State.WRONG_SCHEMA, "database.encoding", database=self.code, **values)

    def _flaws(self, loaded: Loaded, cursor: Any) -> list[Unreadable]:
        """Lines DuckDB could not make a row of. Kept tables remember them; a scan has just told them."""
        if loaded.unreadable or not loaded.origin.startswith("read_csv"):
            return list(loaded.unreadable)
        return self._rejected(cursor)

    def _rejected(self, connection: Any) -> list[Unreadable]:
        query = "SELECT DISTINCT line, error_type::VARCHAR FROM reject_errors ORDER BY line LIMIT 10000"
        found = [(int(line), str(kind)) for line, kind in connection.execute(query).fetchall()]
        if any("UNICODE" in kind for _, kind in found):
            raise self._not_utf8()
        return [Unreadable(line + self.said.skip, FLAWS.get(kind, "row.columns")) for line, kind in found]

    def _loaded(self, table: str) -> Loaded:
        if table in self._own:
            return self._own[table]
        said = self.said
        sheet = table if self.path.suffix.lower() == ".xlsx" else ""
        edition = (
            str(self.path),
            self.stat.st_mtime_ns,
            self.stat.st_size,
            said.encoding,
            said.delimiter,
            said.skip,
            sheet,
        )
        if self.stat.st_size > KEPT_FILE:
            self._own[table] = self._open(sheet, keep=False)
            return self._own[table]
        with _lock:
            loading = _loading.setdefault(edition, Lock())
        with loading:  # one file that is slow to load holds up no other
            with _lock:
                found = _kept.get(edition)
                if found is not None:
                    _kept.move_to_end(edition)
            if found is None:
                found = self._open(sheet, keep=True)
                _keep(edition, found)
            return found

    def _open(self, sheet: str, *, keep: bool) -> Loaded:
        suffix = self.path.suffix.lower()
        try:
            if suffix == ".parquet":
                return self._parquet(keep)
            return self._csv(keep) if suffix != ".xlsx" else self._sheet(sheet, keep)
        except duck_errors() as error:
            raise self._read_fault(error, Stop(60, 0, 0)) from None

    def _parquet(self, keep: bool) -> Loaded:
        opened = duck.connection(self.path)
        origin = f"read_parquet({duck.literal(str(self.path))})"
        described = opened.execute(f"DESCRIBE SELECT * FROM {origin}").fetchall()  # noqa: S608 a quoted path
        return self._keep(Loaded(opened, origin, tuple(row[0] for row in described), self.stat.st_size), keep)

    def _sheet(self, name: str, keep: bool) -> Loaded:
        copy = spool.written(xlsx.sheet(self.path, name, self.said.skip, self.code))
        return self._scan(copy.path, copy, Connection(file="copy.csv"), keep)

    def _csv(self, keep: bool) -> Loaded:
        # A byte order mark is no letter, whatever the mapping calls it.
        encoding = "utf-8-sig" if self.said.encoding == "utf-8" else self.said.encoding
        if encoding == "utf-8-sig" and not spool.mixed_lines(self.path):
            return self._scan(self.path, None, self.said, keep)
        copy = spool.recoded(self.path, encoding, self.code)
        return self._scan(copy.path, copy, self.said, keep)

    def _scan(self, path: Path, copy: spool.Copy | None, said: Connection, keep: bool) -> Loaded:
        with spool.closed_on_error(copy):
            columns = self._header(path, said)
            opened = duck.connection(path)
            types = ", ".join(f"{duck.literal(name)}: 'VARCHAR'" for name in columns)
            origin = (
                f"read_csv({duck.literal(str(path))}, delim={duck.literal(said.delimiter)}, skip={said.skip}, "
                f"header=true, auto_detect=false, quote='\"', escape='\"', columns={{{types}}}, store_rejects=true)"
            )
            return self._keep(Loaded(opened, origin, columns, path.stat().st_size, copy), keep)

    def _header(self, path: Path, said: Connection) -> tuple[str, ...]:
        """The names in the header, made unique the way a person would: nameless ones are column1, column2 …"""
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                lines = csv.reader(
                    (line[:1_000_000] for line in islice(file, said.skip, None)), delimiter=said.delimiter
                )
                names = [name.strip() for name in next(lines, [])]
        except UnicodeDecodeError:
            raise self._not_utf8() from None
        except csv.Error:
            raise self._fault("database.file_broken") from None
        if not any(names):
            raise self._fault("database.no_header")
        if twice := sorted({name for name in names if name and names.count(name) > 1}):
            values = {"table": self.path.name, "columns": ", ".join(twice)}
            raise DatabaseFaultError(State.WRONG_SCHEMA, "database.column_twice", database=self.code, **values)
        return tuple(name or f"column{at}" for at, name in enumerate(names, 1))

    def _keep(self, loaded: Loaded, keep: bool) -> Loaded:
        """The rows as text in memory, where the file is small enough; its copy is no longer needed then."""
        if not keep:
            return loaded
        texts = ", ".join(f"CAST({duck.quoted(c)} AS VARCHAR) AS {duck.quoted(c)}" for c in loaded.columns)
        loaded.connection.execute(f"CREATE TABLE kept AS SELECT {texts} FROM {loaded.origin}")  # noqa: S608
        if loaded.origin.startswith("read_csv"):
            loaded.unreadable = tuple(self._rejected(loaded.connection))
        loaded.origin = "kept"
        if loaded.copy:
            loaded.copy.close()
            loaded.copy = None
        return loaded

    def close(self) -> None:
        for loaded in self._own.values():
            with suppress(Exception):
                loaded.close()
        self._own.clear()


def duck_errors() -> type[Exception]:
    import duckdb

    error: type[Exception] = duckdb.Error
    return error


def _keep(edition: Edition, loaded: Loaded) -> None:
    """Remember a file; its older editions, then the longest unused files, leave memory.

    Their connections close when the last question lets go of them.
    """
    with _lock:
        for old in [key for key in _kept if (key[0], *key[3:]) == (edition[0], *edition[3:])]:
            del _kept[old]
        _kept[edition] = loaded
        while len(_kept) > KEPT_FILES or (len(_kept) > 1 and sum(each.size for each in _kept.values()) > KEPT_IN_ALL):
            _kept.popitem(last=False)
        for gone in [key for key, lock in _loading.items() if key not in _kept and not lock.locked()]:
            del _loading[gone]
