"""The data dictionary of CTDC 2024: columns, values, what they are made of and what is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.files import LOADER
from gija.vocabulary.text import Text

NULL = "NULL"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `sources`: fields of the record it is made of; `values` beside NULL (none: a year or a country)."""

    name: str
    label: str
    sources: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """A field of the record of which something or all is lost, and why."""

    field: str
    why: Text


@cache
def _read() -> dict[str, Any]:
    file = files("gija.formats.ctdc").joinpath("codebook.yaml")
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 a safe loader
    return loaded


@cache
def columns() -> Mapping[str, Column]:
    """The 27 columns by name, in the order of the codebook."""
    return {
        name: Column(name, one["label"], tuple(one["from"]), tuple(one.get("values", ())))
        for name, one in _read()["columns"].items()
    }


@cache
def losses() -> tuple[Loss, ...]:
    """Every field of the record that leaves and does not stand whole in the columns."""
    return tuple(Loss(field, Text.of(one)) for one in _read()["lost"] for field in one["fields"])


def left_out() -> tuple[str, ...]:
    """Statuses of people who are no victims."""
    return tuple(_read()["left_out"])


def note(name: str) -> Text:
    """`proxy`, `protection` or `null`: what stands beside every such file."""
    return notes()[name]


@cache
def notes() -> Mapping[str, Text]:
    """All of them."""
    return {str(name or "null"): Text.of(one) for name, one in _read()["notes"].items()}


def source() -> str:
    """The codebook."""
    said: str = _read()["source"]
    return said
