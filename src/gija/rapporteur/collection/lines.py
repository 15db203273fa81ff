"""What a file holds before it is believed: its rows as they were written, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one row: `sheet` is empty in a CSV, rows count from 1 as a spreadsheet does."""

    sheet: str
    row: int
    field: str
    error: GijaError

    @property
    def text(self) -> Text:
        return self.error.text


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was written."""

    sheet: str
    row: int
    cell: str
    value: str
    status: str
    note: str
    qualifier: str = ""
