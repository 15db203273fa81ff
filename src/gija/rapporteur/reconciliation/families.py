"""Families of indicators: which figures stand side by side, and which two sides are compared year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Sides:
    """The state's indicator, and the NGOs' with the part that counts victims; the stages, furthest first."""

    state: str
    ngo: str
    part: Breakdown
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Indicators that measure the same thing."""

    code: str
    text: Text
    indicators: tuple[str, ...]
    sides: Sides | None = None


@cache
def families() -> Mapping[str, Family]:
    """Every family by its code: those of `data/families.yaml` first, then each indicator that stands in none."""
    text = files("gija.rapporteur.reconciliation").joinpath("data", "families.yaml").read_text(encoding="utf-8")
    found = {code: _family(code, raw) for code, raw in yaml.safe_load(text).items()}
    taken = {one for family in found.values() for one in family.indicators}
    left = [one for one in code_list("indicator") if one.code not in taken]
    found |= {one.code: Family(one.code, one.text, (one.code,)) for one in left}
    return MappingProxyType(found)


def _family(code: str, raw: Mapping[str, Any]) -> Family:
    also = tuple(raw.get("also", ()))
    if "state" not in raw:
        return Family(code, Text.of(dict(raw)), also)
    state, ngo = raw["state"]["indicator"], raw["ngo"]["indicator"]
    sides = Sides(state, ngo, breakdowns.typed(raw["ngo"].get("part", "")), tuple(raw["stages"]))
    return Family(code, Text.of(dict(raw)), (state, ngo, *also), sides)


def family_of(indicator: str) -> Family:
    """The family an indicator belongs to."""
    return next(one for one in families().values() if indicator in one.indicators)


def compared() -> tuple[Family, ...]:
    """The families whose two sides are compared year by year."""
    return tuple(one for one in families().values() if one.sides)
