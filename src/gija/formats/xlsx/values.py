"""What a sheet is made of, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not there, and why, in words. It is written as words, so that no sum takes it for zero."""

    why: str


Cell = str | int | Decimal | Missing


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title, a table, what is said below it. `name` is what its tab is called.

    `header` stands on top of every printed page: the handling code, where the sheet has one.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    header: str = ""
