"""The periods of law as data: `clocks.yaml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.methods.clocks.periods import Length, next_working, over, renewed
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Clock:
    """One period of law. `moves`: it ends on a working day; `remind`: days before its last day, longest first."""

    code: str
    text: Text
    length: Length
    runs_from: Text
    source: Text
    verified: bool
    moves: bool
    renewable: bool
    remind: tuple[int, ...]

    def last_day(self, start: dt.date, times: int = 1) -> dt.date:
        """The last day, `times` periods on end; `clocks.not_renewable` where the law does not renew it."""
        if times > 1 and not self.renewable:
            raise GijaError("clocks.not_renewable")
        day = renewed(start, self.length, times) if times > 1 else over(start, self.length)
        return next_working(day) if self.moves else day

    def reminders(self, last: dt.date) -> tuple[dt.date, ...]:
        """The days on which somebody is told that it ends, in order."""
        return tuple(last - dt.timedelta(days=before) for before in self.remind)


@cache
def clocks() -> Mapping[str, Clock]:
    """Code -> period, in the order of the file."""
    text = files("gija.methods.clocks").joinpath("clocks.yaml").read_text(encoding="utf-8")
    return {code: _clock(code, raw) for code, raw in yaml.safe_load(text).items()}


def clock(code: str) -> Clock:
    """`clocks.unknown` where the law has no such period."""
    if code not in clocks():
        raise GijaError("clocks.unknown")
    return clocks()[code]


def _clock(code: str, raw: Mapping[str, Any]) -> Clock:
    return Clock(
        code, Text.of(raw), Length(raw.get("days", 0), raw.get("months", 0)), Text.of(raw["runs_from"]),
        Text.of(raw["source"]), raw["verified"], raw.get("moves", False), raw.get("renewable", False),
        tuple(sorted(raw["remind"], reverse=True)),
    )  # fmt: skip
