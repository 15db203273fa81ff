"""Who acts: what zones keep of an account, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """An account acting in one role for one institution. Zones store these as id plus the name as it was."""

    account: int
    name: str
    role: str  # code of the vocabulary list `role`
    institution: str  # stable code of the institution
    institution_name: str
    language: str = "lt"
