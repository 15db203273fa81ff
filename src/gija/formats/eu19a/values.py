"""What the tables are made from: who was asked for what, and what they told."""

from __future__ import annotations

from dataclasses import dataclass

from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

FAMILY = "eu19a"
REPORTED, EXACT = "reported", "exact"
SILENT = "silent"  # asked, and nothing was told
SILENT_TEXT = Text("Asked, nothing was told", "Prašyta, nieko nepateikta")
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A supplier of a kind (institution_kind) was asked for an indicator."""

    supplier: str
    kind: str
    indicator: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a supplier told in one cell: a number, or (value_status) why there is none."""

    supplier: str
    kind: str
    indicator: str
    breakdown: Pairs
    value: int | None
    status: str = REPORTED
    qualifier: str = EXACT

    @property
    def number(self) -> str:
        """`5`, `≥ 5`; empty where there is none."""
        if self.value is None:
            return ""
        return f"{code_list('observation_qualifier')[self.qualifier].extra['symbol']} {self.value}".strip()


def state_text(state: str) -> Text:
    return SILENT_TEXT if state == SILENT else code_list("value_status")[state].text
