"""The data of the name model (`vocabulary/names/`), read once and given out."""

from __future__ import annotations

from functools import cache
from typing import Any

from gija.vocabulary.files import read_yaml


@cache
def table(name: str) -> Any:
    """The content of `vocabulary/names/NAME.yaml` as plain lists and mappings. The caller must not change it."""
    *folders, last = name.split("/")
    return read_yaml("names", *folders, f"{last}.yaml")
