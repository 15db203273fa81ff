"""What every reader promises: rows as text, read only, within a time, a number of rows and a number of bytes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from gija.police.databases.conditions import Condition
from gija.police.databases.values import DatabaseFaultError, State

LONGEST_CELL = 4000  # characters; what is longer is shortened by the database itself, before it is sent


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text, without outer spaces; an empty cell is "". `number` counts the rows read, from 1."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row of a file that could not be read at all: its line and why (code of `databases.yaml`)."""

    line: int
    reason: str


@dataclass(slots=True)
class Stop:
    """How much one answer may cost. `cut` tells afterwards that there was more than it let through."""

    seconds: float
    rows: int
    size: int  # bytes, roughly: characters received
    cut: bool = False
    unreadable: list[Unreadable] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        return self.seconds - (time.monotonic() - self.started)

    def in_time(self, database: str) -> None:
        """Refused: `database.late` once the time is up."""
        if self.left <= 0:
            raise DatabaseFaultError(State.LATE, "database.late", database=database, seconds=round(self.seconds, 1))

    def full(self, cells: Mapping[str, str]) -> bool:
        """Counts a row; True, and `cut`, once it is one too many."""
        self.rows -= 1
        self.size -= sum(map(len, cells.values())) + 50 * len(cells)
        self.cut = self.cut or self.rows < 0 or self.size < 0
        return self.cut


class Reader(Protocol):
    """One open database. Every fault is a `DatabaseFaultError` with the state it means; closed by its user."""

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of the table as the database writes them."""

    def rows(self, table: str, columns: tuple[str, ...], where: Condition | None, stop: Stop) -> Iterator[Row]:
        """Rows of the table, streamed; only those that may fit `where` (the asker looks again)."""

    def few(self, table: str, most: int, stop: Stop) -> bool:
        """Has the table no more rows than `most`, or does a condition on words spare nothing here anyway?"""

    def close(self) -> None: ...


def text(value: object) -> str:
    """A cell as text: dates ISO, whole numbers without a decimal point, bytes as UTF-8 where they are that."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\x00", "").strip()
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float | Decimal) and value == value // 1:
        return str(int(value))
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace").replace("\x00", "").strip()
    return str(value)


def wanted(database: str, table: str, wanted: tuple[str, ...], found: tuple[str, ...]) -> None:
    """Refused: `database.column_missing`, naming the columns that the mapping reads and the table lacks."""
    if missing := [name for name in wanted if name not in found]:
        names = {"columns": ", ".join(missing), "found": ", ".join(found[:60])}
        raise DatabaseFaultError(State.WRONG_SCHEMA, "database.column_missing", database=database, table=table, **names)
    if twice := [name for name in wanted if found.count(name) > 1]:
        names = {"columns": ", ".join(twice)}
        raise DatabaseFaultError(State.WRONG_SCHEMA, "database.column_twice", database=database, table=table, **names)
