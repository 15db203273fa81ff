"""The fields of the form as the page shows them: what is asked, what stands in them, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gija.public.tips.texts import Words
from gija.public.tips.written import CHOICES, told

HINTS = {"text", "who", "safe_contact"}
AREAS = {"text", "who", "safe_contact"}
REQUIRED = "text"
FIRST = ("wish", "text", "danger")
MORE = ("where", "when", "who")
CONTACT = ("sender_name", "sender", "may_call", "may_write", "safe_contact", "language")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `told`: what officers read of it, for the browser that seals."""

    value: str
    label: str
    told: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form."""

    name: str
    label: str
    hint: str
    value: str
    error: str
    options: tuple[Option, ...]

    @property
    def area(self) -> bool:
        return self.name in AREAS

    @property
    def required(self) -> bool:
        return self.name == REQUIRED

    @property
    def listed(self) -> bool:
        """Chosen from a list, and not by buttons?"""
        return self.name == "language"


def fields(names: tuple[str, ...], t: Words, filled: Mapping[str, str], wrong: str, reason: str) -> list[Field]:
    """The questions of these names; `wrong`: the name of the one that `reason` is said of."""
    return [
        Field(
            name, t[name], t[f"{name}_hint"] if name in HINTS else "", filled.get(name, ""),
            t[f"error_{reason}"] if name == wrong else "", _options(name, t, filled.get(name, "")),
        )
        for name in names
    ]  # fmt: skip


def _options(name: str, t: Words, value: str) -> tuple[Option, ...]:
    found = []
    for code in CHOICES.get(name, ()):
        own = f"{name}_{code}"  # else a word that many questions share: yes, no
        label = t[own] if own in t else t[code]
        found.append(Option(code, label, told(name, code), code == value))
    return tuple(found)
