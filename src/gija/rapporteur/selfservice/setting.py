"""What is held of self-service tables: how many dimensions, how much noise, how long a question is judged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gija.methods.disclosure.cellkeys import Design, Transitions, design


@dataclass(frozen=True, slots=True)
class Setting:
    """`dimensions`: at most crossed in one table; `seconds`: of processor time for judging one question."""

    dimensions: int
    noise: Design
    seconds: float


@cache
def setting() -> Setting:
    raw = yaml.safe_load(files("gija.rapporteur.selfservice").joinpath("selfservice.yaml").read_text(encoding="utf-8"))
    return Setting(raw["dimensions"], Design(**raw["noise"]), raw["seconds"])


@cache
def transitions() -> Transitions:
    """With what chance which count is shown as which number."""
    return design(setting().noise)
