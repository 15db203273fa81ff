"""Reads tables and views of a SQL database: SQLite, PostgreSQL, MariaDB and MySQL; Oracle and SQL Server untested.

Read-only by connection and transaction; rows are streamed from the server's cursor; long cells are cut by the server.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Timer
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from gija.police.databases.conditions import Condition
from gija.police.databases.mapping import Mapping
from gija.police.databases.readers.base import LONGEST_CELL, Row, Stop, text, wanted
from gija.police.databases.readers.engines import engine
from gija.police.databases.readers.sql_conditions import expression
from gija.police.databases.readers.sql_faults import fault
from gija.police.databases.values import DatabaseFaultError

BATCH = 500
LATER = 0.2  # seconds after the end of time, when the line itself is cut: the server's own limit comes first
STEPS = 20_000  # SQLite looks at the clock every so many steps


class SqlReader:
    """One connection to a SQL database, read-only."""

    def __init__(self, mapping: Mapping, seconds: float) -> None:
        self.code, self.seconds = mapping.code, seconds
        self.engine = engine(mapping, seconds)
        self.kind = self.engine.dialect.name
        self._columns: dict[str, dict[str, Any]] = {}
        self._broken = False  # the line was cut on purpose; the next table needs a new one
        try:
            self.connection = self._connect()
        except DatabaseFaultError:
            self.engine.dispose()
            raise

    def _connect(self) -> sa.Connection:
        try:
            made = self.engine.connect().execution_options(stream_results=True, max_row_buffer=BATCH)
            if self.kind in ("mysql", "mariadb"):
                with suppress(exc.SQLAlchemyError):  # MySQL has no such variable; its read_timeout remains
                    made.exec_driver_sql(f"SET SESSION max_statement_time={max(self.seconds, 0.05):.3f}")
                made.rollback()
            self._raw: Any = made.connection.dbapi_connection  # kept: SQLAlchemy lets go of a line that broke
        except exc.SQLAlchemyError as error:
            raise fault(self.code, error, self.seconds) from None
        return made

    def columns(self, table: str) -> tuple[str, ...]:
        return tuple(self._described(table))

    def _described(self, table: str) -> dict[str, Any]:
        """Column name -> the driver's code of its type, from an empty answer: views and all servers alike."""
        if table not in self._columns:
            empty = sa.select(sa.text("*")).select_from(self._table(table)).where(sa.false())
            try:
                with self.connection.execute(empty) as result:
                    self._columns[table] = {name: code for name, code, *_ in result.cursor.description}
            except exc.SQLAlchemyError as error:
                raise fault(self.code, error, 0, table) from None
        return self._columns[table]

    def _table(self, name: str) -> sa.TableClause:
        schema, dot, table = name.partition(".")
        if dot and self.kind != "sqlite":
            return sa.table(table, schema=schema)
        return sa.table(name)

    def rows(self, table: str, columns: tuple[str, ...], where: Condition | None, stop: Stop) -> Iterator[Row]:
        if self._broken:
            self._leave()
            self.connection, self._broken = self._connect(), False
        described = self._described(table)
        wanted(self.code, table, columns, tuple(described))
        # A column that is only read for a condition is not fetched; every fetched one is text of bounded length.
        fetched = [self._short(name).label(f"c{at}") for at, name in enumerate(columns)]
        query = sa.select(*fetched).select_from(self._table(table))
        if where is not None:
            numeric = {name for name, code in described.items() if self._is_number(code)}
            query = query.where(expression(where, numeric))
        watch = self._watch(stop)
        try:
            yield from self._stream(query, columns, stop)
        except (exc.SQLAlchemyError, UnicodeDecodeError, OSError) as error:
            raise fault(self.code, error, stop.seconds, table, late=stop.left <= 0) from None
        finally:
            watch.cancel()

    def few(self, table: str, most: int, stop: Stop) -> bool:
        one = sa.select(sa.literal_column("1").label("one")).select_from(self._table(table)).limit(most + 1).subquery()
        watch = self._watch(stop)
        try:
            return int(self.connection.execute(sa.select(sa.func.count()).select_from(one)).scalar_one()) <= most
        except (exc.SQLAlchemyError, OSError) as error:
            raise fault(self.code, error, stop.seconds, table, late=stop.left <= 0) from None
        finally:
            watch.cancel()

    def _stream(self, query: sa.Select[Any], columns: tuple[str, ...], stop: Stop) -> Iterator[Row]:
        whole, result = False, None
        try:
            result = self.connection.execute(query)
            for number, raw in enumerate(result, 1):
                if number % BATCH == 0:
                    stop.in_time(self.code)
                cells = {name: text(value) for name, value in zip(columns, raw, strict=True)}
                if stop.full(cells):
                    return
                yield Row(number, cells)
            whole = True
        finally:
            if not whole:
                self._break_off()  # closing a server's cursor politely would first read all the rest
            if result is not None:
                with suppress(exc.SQLAlchemyError):
                    result.close()

    def _short(self, name: str) -> sa.ColumnElement[Any]:
        column: sa.ColumnElement[Any] = sa.column(name)
        if self.kind == "sqlite":
            kind = sa.func.typeof(column).in_(("text", "blob"))
            return sa.case((kind, sa.func.substr(column, 1, LONGEST_CELL)), else_=column)
        return sa.func.substr(
            sa.cast(column, sa.Text if self.kind == "postgresql" else sa.String(LONGEST_CELL)), 1, LONGEST_CELL
        )

    def _is_number(self, code: Any) -> bool:
        if self.kind == "postgresql":
            return code in (20, 21, 23, 700, 701, 1700)  # object ids of int8, int2, int4, float4, float8, numeric
        return False  # the others compare numbers with text

    def _watch(self, stop: Stop) -> Timer:
        """Ends a statement that does not end itself: the clock of SQLite, else the line to the server is cut."""
        if self.kind == "sqlite":
            self._raw.set_progress_handler(lambda: stop.left <= 0, STEPS)
        watch = Timer(max(stop.left, 0) + LATER, self._hang_up)
        watch.daemon = True
        if self.kind != "sqlite":
            watch.start()
        return watch

    def _hang_up(self) -> None:
        """Shut the line down under the driver: whoever waits on it wakes up, nothing more is sent."""
        with suppress(Exception):
            raw = self._raw
            line = raw._sock if hasattr(raw, "_sock") else socket.socket(fileno=socket.dup(raw.fileno()))
            line.shutdown(socket.SHUT_RDWR)

    def _break_off(self) -> None:
        """Give up an answer half read: its line can serve nothing else."""
        if self.kind == "sqlite":
            return
        self._broken = True
        self._hang_up()
        with suppress(Exception):
            # Without this, PyMySQL reads on to the end of the answer whenever its parts are cleaned up.
            self._raw._result.unbuffered_active = False

    def _leave(self) -> None:
        with suppress(Exception):
            self.connection.invalidate() if self._broken else self.connection.close()

    def close(self) -> None:
        self._leave()
        self.engine.dispose()
