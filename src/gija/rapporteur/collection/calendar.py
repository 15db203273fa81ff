"""The calendar of data calls and releases, and the revision policy, as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.rapporteur.collection import cells
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@cache
def data(name: str) -> Mapping[str, Any]:
    """One YAML file of this room's `data`."""
    text = files("gija.rapporteur.collection").joinpath("data", name).read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@dataclass(frozen=True, slots=True)
class Due:
    """One data call as the calendar has it."""

    entry: str
    period: str
    text: Text
    plan: Mapping[str, tuple[str, ...]]  # indicator -> kinds of institution
    opens_on: dt.date
    due_on: dt.date
    released_on: dt.date

    @property
    def code(self) -> str:
        return f"{self.entry}-{self.period}".replace("_", "-").lower()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kinds in self.plan.values() for kind in kinds)


def entries() -> tuple[str, ...]:
    return tuple(name for name in data("calendar.yaml") if name != "reminders")


def reminder_days() -> tuple[int, ...]:
    """Days from the deadline on which those who have not sent are reminded; below 0: before it."""
    return tuple(data("calendar.yaml")["reminders"])


def calls_of(year: int) -> tuple[Due, ...]:
    """Every call about a year and its parts, in the order in which they open."""
    found = [_due(name, raw, year, part) for name, raw in _raw() for part in _parts(raw)]
    return tuple(sorted(found, key=lambda one: (one.opens_on, one.entry)))


def call_of(entry: str, period: str) -> Due:
    """One call of the calendar; `collection.no_such_call` where it has none."""
    year = int(period[:4]) if period[:4].isdigit() else 0
    found = next((one for one in calls_of(year) if (one.entry, one.period) == (entry, period)), None) if year else None
    if found is None:
        raise GijaError("collection.no_such_call")
    return found


def _raw() -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, data("calendar.yaml")[name]) for name in entries()]


def _parts(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return ("H1", "H2") if raw.get("parts") == 2 else ("",)


def _due(name: str, raw: Mapping[str, Any], year: int, part: str) -> Due:
    def day(which: str) -> dt.date:
        said = raw[which][part] if part else raw[which]
        return dt.date.fromisoformat(f"{year if part == 'H1' else year + 1}-{said}")

    plan = {indicator: tuple(kinds) for indicator, kinds in raw["plan"].items()}
    period = f"{year}-{part}" if part else str(year)
    return Due(name, period, Text.of(dict(raw)), plan, day("opens"), day("due"), day("released"))


def asked_of(plan: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    """The cells that a plan asks of a kind of institution."""
    return cells.form(indicator for indicator, kinds in plan.items() if kind in kinds)


def policy() -> Mapping[str, Any]:
    """The revision policy."""
    return data("policy.yaml")
