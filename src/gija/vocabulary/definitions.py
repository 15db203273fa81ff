"""What figures count, as data: whom a stage covers on the grid of definitions, and what follows from a definition.

Two figures are comparable on the grid only where they cover the same columns; `definitions.yaml` says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from gija.vocabulary.files import read_yaml
from gija.vocabulary.lists import code_list

Covers = frozenset[str]


@dataclass(frozen=True, slots=True)
class Definition:
    """What follows from a definition. `reach` is empty where its authority says whose cases are counted; `once`: each
    person counts once (None: not told)."""

    reasons: tuple[str, ...] = ()
    reach: frozenset[str] = frozenset()
    once: bool | None = None


@cache
def _raw() -> dict[str, Any]:
    return dict(read_yaml("definitions.yaml"))


def columns() -> tuple[str, ...]:
    """The columns of the grid for victims, in order."""
    return tuple(_raw()["columns"])


@cache
def covers(stage: str, breakdown: tuple[tuple[str, str], ...] = ()) -> Covers:
    """The columns that a figure of this stage covers; a part of it by a dimension of `parts` covers less."""
    whole = frozenset(_raw()["stages"].get(stage, (stage,)))
    for dimension, code in breakdown:
        part = _raw()["parts"].get(dimension, {}).get(code)
        whole = whole & frozenset(part) if part is not None else whole
    return whole


@cache
def covering() -> tuple[tuple[str, str], ...]:
    """Every part (dimension, code) that covers less than its whole."""
    return tuple((dimension, code) for dimension, codes in _raw()["parts"].items() for code in codes)


@cache
def definition(code: str) -> Definition:
    """What follows from a definition; of one that nothing is said of, nothing."""
    raw = _raw()["definitions"].get(code, {})
    return Definition(tuple(raw.get("reasons", ())), frozenset(raw.get("reach", ())), raw.get("once"))


@cache
def reach(code: str, authority: str) -> frozenset[str]:
    """Whose cases a figure counts: of its definition, else of the authority; empty where neither says."""
    told = definition(code).reach
    found = code_list("institution_kind")
    org = str(found[authority].extra.get("registering_org", "")) if authority in found else ""
    return told or frozenset({org} - {"", "other"})


def step_of(reason: str) -> str:
    """The step of a reconciliation that a reason belongs to."""
    return str(_raw()["steps"][reason])
