"""The programmes and plans that the source documents tell of, from `data/plans.yaml`; and plans from files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.rapporteur.plan.tree import Tree, read
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Written:
    """A plan as a file has it."""

    code: str
    kind: str
    text: Text
    starts: dt.date
    ends: dt.date
    coordinator: str
    tree: Tree
    enforcers: tuple[str, ...] = ()
    programme: str = ""
    replaces: str = ""
    source: str = ""
    day: dt.date | None = None  # of adoption
    adopted_by: str = ""
    document: Text = NOTHING


@cache
def known() -> tuple[Written, ...]:
    """In the order in which each took the place of the last."""
    raw = yaml.safe_load(files("gija.rapporteur.plan").joinpath("data", "plans.yaml").read_text(encoding="utf-8"))
    return plans(raw)


def note() -> Text:
    """What is to be said beside them."""
    raw = yaml.safe_load(files("gija.rapporteur.plan").joinpath("data", "plans.yaml").read_text(encoding="utf-8"))
    return Text.of(raw["note"])


def plans(raw: Mapping[str, Any]) -> tuple[Written, ...]:
    """Every plan of a file; `plan.file` with the place of what is wrong."""
    return tuple(_plan(code, one) for code, one in raw["plans"].items())


def _plan(code: str, raw: Mapping[str, Any]) -> Written:
    adopted = raw.get("adopted") or {}
    try:
        return Written(
            code, raw["kind"], Text.of(raw), raw["starts"], raw["ends"], raw["coordinator"], read(raw),
            tuple(raw.get("enforcers", ())), raw.get("programme", ""), raw.get("replaces", ""), raw.get("source", ""),
            adopted.get("day"), adopted.get("by", ""), Text.of(adopted["act"]) if adopted else Text("", ""),
        )  # fmt: skip
    except KeyError as missing:
        reason = Text("this field is missing", "trūksta šio lauko")
        raise GijaError("plan.file", place=f"{code}.{missing.args[0]}", reason=reason) from None
