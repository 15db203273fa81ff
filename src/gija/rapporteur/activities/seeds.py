"""What a call begins with, who may apply, what is stated and how letters read: `data/call.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.text import Text


@cache
def _raw() -> Mapping[str, Any]:
    path = files("gija.rapporteur.activities").joinpath("data", "call.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def note() -> Text:
    return Text.of(_raw()["note"])


def criteria() -> list[dict[str, Any]]:
    """As `Call.criteria`."""
    return [dict(one) for one in _raw()["criteria"]]


def bound() -> int:
    return int(_raw()["bound"])


def kinds() -> tuple[str, ...]:
    return tuple(_raw()["kinds"])


def statements() -> dict[str, Text]:
    return {str(code): Text.of(words) for code, words in _raw()["statements"].items()}


def letter(outcome: str) -> Text:
    """With places for title, number, call, awarded, requested, reason and days."""
    return Text.of(_raw()["letters"][outcome])


def appeal_days() -> int:
    return int(_raw()["appeal_days"])
