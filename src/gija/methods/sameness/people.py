"""What of a person a model may look at."""

from __future__ import annotations

from dataclasses import dataclass

BETWEEN = "\x1f"  # between several values of one person


@dataclass(frozen=True, slots=True)
class Seen:
    """One record of a person as a model sees it. Empty where nothing is known.

    `near`: marks of the things they are tied to. `codes`: personal codes; a model that does not compare them takes two
    that differ for two persons, whatever else agrees.
    """

    id: str
    names: tuple[str, ...]
    birth_date: str = ""  # ISO; a year, or a year and month, will do
    sex: str = ""
    citizenship: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
