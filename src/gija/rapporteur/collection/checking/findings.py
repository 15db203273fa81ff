"""A finding, and what it was found in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.rapporteur.collection.cells import Figures
from gija.vocabulary.text import Text

LEVELS = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Looked:
    """What the rules look at: the cells asked for, what was told, earlier periods (latest first), other suppliers'
    approved figures of the same period by (institution, kind)."""

    cells: tuple[str, ...]
    figures: Figures
    earlier: Sequence[Figures] = ()
    others: Mapping[tuple[str, str], Figures] = field(default_factory=dict)
    kind: str = ""  # of this supplier


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one cell. `code` stays the same as long as the numbers it rests on do: an answer hangs on it."""

    rule: str
    level: str
    cell: str
    text: Text
    code: str


@cache
def rules() -> Mapping[str, Mapping[str, Any]]:
    """The rules as data."""
    text = files("gija.rapporteur.collection").joinpath("data", "rules.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def finding(name: str, cell: str, **values: object) -> Finding:
    """A finding in the words of its rule."""
    of = rules()[name]
    text = Text.of(dict(of)).fill(**values)
    said = "|".join([name, cell, *(str(values[one]) for one in sorted(values))])
    return Finding(name, of["level"], cell, text, hashlib.sha256(said.encode()).hexdigest()[:12])
