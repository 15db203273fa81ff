"""The hints of one zone: its model, its case file, rights and addresses, handed to everything that is shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gija.commons.casefile.file import CaseFile

Hint = Any  # the concrete `BaseHint` of whichever zone


@dataclass(frozen=True, slots=True)
class Book:
    """`right` is the stem of its actions (`casework.hint` -> `casework.hint.answer`)."""

    file: CaseFile
    right: str
    space: str
    hint: type[Any]
    ask: str = ""  # address (its name) of the page that asks the other institution for information, if the zone has one
    ask_right: str = ""

    @property
    def zone(self) -> str:
        return self.file.zone

    def action(self, act: str) -> str:
        return f"{self.right}.{act}"
