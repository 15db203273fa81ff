"""Duties as data: what comes again, when it is due, who is reminded when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

SETTINGS = ("reminders", "escalation")
EVERY = {"three_years": 3}
OWN_DAY = Text("the day is our own: no source names it", "diena mūsų pačių: šaltiniai jos nenurodo")


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that comes again."""

    code: str
    text: Text
    every: str
    due: Mapping[str, str]  # part of the year ("" for the year) -> month-day
    owes: str
    to: tuple[str, ...]
    report: str
    source: str
    own_day: bool
    since: int = 0  # the first year it is about, of what does not come every year

    def of(self, year: int) -> bool:
        """Is it about this year?"""
        return year >= self.since and (year - self.since) % EVERY.get(self.every, 1) == 0

    def parts(self) -> tuple[str, ...]:
        return tuple(self.due)

    def day(self, year: int, part: str) -> dt.date:
        """When it is due for a year (or a half of it). The first half, and what comes every few years, is due in its
        own year, all else in the next."""
        own = part == "H1" or self.every in EVERY
        return dt.date.fromisoformat(f"{year if own else year + 1}-{self.due[part]}")


@cache
def _raw() -> Mapping[str, Any]:
    text = files("gija.rapporteur.duties").joinpath("data", "duties.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@cache
def duties() -> Mapping[str, Duty]:
    """Code -> duty, in the order of the file."""
    return {code: _duty(code, raw) for code, raw in _raw().items() if code not in SETTINGS}


def _duty(code: str, raw: Mapping[str, Any]) -> Duty:
    due = raw["due"] if isinstance(raw["due"], dict) else {"": raw["due"]}
    return Duty(
        code, Text.of(dict(raw)), raw["every"], due, raw["owes"], tuple(raw["to"]), raw.get("report", ""),
        raw["source"], raw.get("day_source") == "own", raw.get("since", 0),
    )  # fmt: skip


def duty(code: str) -> Duty:
    """`duties.not_found` where the calendar has no such duty."""
    if code not in duties():
        raise GijaError("duties.not_found")
    return duties()[code]


def reminder_days() -> tuple[int, ...]:
    return tuple(_raw()["reminders"])


def escalation_days() -> tuple[int, ...]:
    return tuple(_raw()["escalation"])


def of_year(year: int) -> tuple[tuple[Duty, str, dt.date], ...]:
    """(duty, period, day) of everything about a year, in the order in which it is due."""
    found = [
        (one, f"{year}-{part}" if part else str(year), one.day(year, part))
        for one in duties().values()
        if one.of(year)
        for part in one.parts()
    ]
    return tuple(sorted(found, key=lambda one: (one[2], one[0].code)))
