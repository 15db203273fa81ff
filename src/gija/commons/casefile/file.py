"""The case file of one zone: its concrete models, its rights and its addresses, handed to everything that is shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Case = Any  # the concrete `BaseCase` of whichever zone, with the histories that hang on it


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`right` is the stem of its actions (`casework.case` -> `casework.case.read`), `space` that of its addresses."""

    zone: str  # also the alias of its database
    right: str
    space: str
    title: str | Promise
    person: type[Any]
    case: type[Any]
    status: type[Any]
    assistance: type[Any]
    consent: type[Any]
    part: type[Any]
    note: type[Any]
    submission: type[Any]
    imported: type[Any]

    def action(self, act: str) -> str:
        return f"{self.right}.{act}"
