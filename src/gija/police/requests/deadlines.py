"""By when an owner answers: agreed days by database. Data in `deadlines.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Agreed:
    """So many calendar days, and why."""

    days: int
    because: Text


@cache
def _data() -> Mapping[str, Any]:
    return dict(yaml.safe_load(files("gija.police.requests").joinpath("deadlines.yaml").read_text(encoding="utf-8")))


def agreed(database: str) -> Agreed:
    """What was agreed for a database, else for all."""
    raw = _data()["databases"].get(database, _data()["default"])
    return Agreed(raw["days"], Text.of(raw["because"]))


def due(database: str, sent: date) -> date:
    """The last day on which an answer is in time."""
    return sent + timedelta(days=agreed(database).days)


def remind_before() -> timedelta:
    """How long before the end it is due soon."""
    return timedelta(days=_data()["remind_before"])
