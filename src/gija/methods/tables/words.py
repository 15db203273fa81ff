"""The counting rules in both languages (`words.yaml`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.text import Text


@cache
def _data() -> dict[str, Any]:
    return dict(yaml.safe_load(files("gija.methods.tables").joinpath("words.yaml").read_text(encoding="utf-8")))


@cache
def rules() -> dict[str, Text]:
    """The counting rules by code, in the order in which they are told."""
    return {code: Text.of(both) for code, both in _data()["rules"].items()}
