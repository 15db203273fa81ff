"""The numbers that the public can call. Data in `directory.yaml`, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One number. `verified`: somebody looked it up; else it stands as its source had it."""

    code: str
    number: str
    name: Text
    serves: Text
    hours: Text | None
    languages: tuple[str, ...]  # codes of the list `language`
    inside_lithuania_only: bool
    valid_from: date | None
    valid_to: date | None
    source: str
    verified: bool

    def valid(self, day: date) -> bool:
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)


@cache
def lines() -> Mapping[str, Line]:
    """Every number by its code, in the order of the file."""
    raw = yaml.safe_load(files("gija.police.hotline").joinpath("directory.yaml").read_text(encoding="utf-8"))
    return {one["code"]: _line(one) for one in raw["lines"]}


def _line(raw: dict[str, Any]) -> Line:
    def day(name: str) -> date | None:
        return date.fromisoformat(raw[name]) if raw[name] else None

    hours = Text.of(raw["hours"]) if raw["hours"]["en"] else None
    return Line(
        raw["code"], raw["number"], Text.of(raw["name"]), Text.of(raw["serves"]), hours, tuple(raw["languages"]),
        raw["inside_lithuania_only"], day("valid_from"), day("valid_to"), raw["source"], raw["verified"],
    )  # fmt: skip
