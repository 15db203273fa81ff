"""The pairs of one zone: its models, case file, rights and addresses, handed to everything that is shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gija.commons.casefile.file import CaseFile

Pair = Any  # the concrete `BasePair` of whichever zone
Join = Any


@dataclass(frozen=True, slots=True)
class PairBook:
    """`right` is the stem of its actions (`casework.duplicate` -> `casework.duplicate.join`)."""

    file: CaseFile
    right: str
    space: str
    pair: type[Any]
    decision: type[Any]
    join: type[Any]

    @property
    def zone(self) -> str:
        return self.file.zone

    def action(self, act: str) -> str:
        return f"{self.right}.{act}"
