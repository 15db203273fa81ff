"""What is held of self-service tables: how many dimensions, how much noise, how many questions in a day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gija.methods.disclosure.cellkeys import Design, Transitions, design


@dataclass(frozen=True, slots=True)
class Setting:
    """`dimensions`: at most crossed in one table; `daily`: questions that an institution may ask in a day."""

    dimensions: int
    noise: Design
    daily: int


@cache
def setting() -> Setting:
    raw = yaml.safe_load(files("gija.rapporteur.selfservice").joinpath("selfservice.yaml").read_text(encoding="utf-8"))
    return Setting(raw["dimensions"], Design(**raw["noise"]), raw["daily"])


@cache
def transitions() -> Transitions:
    """With what chance which count is shown as which number."""
    return design(setting().noise)
