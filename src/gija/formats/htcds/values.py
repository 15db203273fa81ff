"""What is read and written: a case in the columns of HTCDS, what is wrong, what was taken for granted or fell away."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gija.formats.htcds.standard import read
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read: row of the file (from 1, the header), field and reason; never what stood there."""

    row: int
    field: str
    code: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def error(self) -> GijaError:
        """Its sentence."""
        return GijaError(self.code, **self.values)


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """Something the reader took for granted, could not take over, or may have changed. `code`: see `notices` in
    `lost.yaml`."""

    row: int
    field: str
    code: str

    @property
    def text(self) -> Text:
        """What it means, in both languages."""
        return Text.of(read("lost.yaml")["notices"][self.code])


@dataclass(frozen=True, slots=True)
class Line:
    """One row's fields of things of which a case has several (events, plans, roles)."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case in the columns of HTCDS: `cells` field -> text (several values parted by `;`), and its `lines`."""

    row: int
    cells: Mapping[str, str]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A case that was read: `facts` in the shape of a victim's record (months, codes), `own` what stays in the
    institution (names, whole days, numbers, notes)."""

    row: int
    facts: Mapping[str, Any]
    own: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read. `unknown`: the numbers (from 1) of columns that mean nothing here."""

    cases: tuple[Case, ...]
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()
    unknown: tuple[int, ...] = ()


@dataclass(slots=True)
class Findings:
    """Gathers what is found while a case is read."""

    row: int
    faults: list[Fault] = dataclasses.field(default_factory=list)
    notices: list[Notice] = dataclasses.field(default_factory=list)

    def wrong(self, name: str, code: str, row: int = 0, **values: object) -> None:
        self.faults.append(Fault(row or self.row, name, code, values))

    def note(self, name: str, code: str, row: int = 0) -> None:
        self.notices.append(Notice(row or self.row, name, code))
