"""HTCDS 2.0 as published: its fields, their values and labels, and how a heading is known for one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.files import LOADER
from gija.vocabulary.text import Text

VERSION = "2.0"


@dataclass(frozen=True, slots=True)
class Standard:
    """One field. `kind`: as the standard writes it (`Picklist`, `Date`); `values`: value -> English label."""

    name: str
    object: str
    label: str
    kind: str
    values: Mapping[str, str]
    deprecated: bool = False

    @property
    def many(self) -> bool:
        """May it hold several values? (The standard's own form also asks for several industries.)"""
        return self.kind.startswith("Multiselect") or self.name == "vic_ForcedLabourIndustry"


@cache
def read(name: str) -> dict[str, Any]:
    """One YAML file of this folder."""
    file = files("gija.formats.htcds").joinpath(name)
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 a safe loader
    return loaded


@cache
def fields() -> Mapping[str, Standard]:
    """Every field by its name, in the order of the standard."""
    return {
        name: Standard(name, one["object"], one["label"], one["type"], one.get("values", {}), "deprecated" in one)
        for name, one in read("standard.yaml")["fields"].items()
    }


def attribution() -> Text:
    """Who made the standard, under what licence; stands in every file that Gija writes and beside what it shows."""
    return Text.of(read("standard.yaml")["attribution"])


def source() -> str:
    """The standard, its maker and version."""
    said: str = read("standard.yaml")["source"]
    return said


def folded(said: str) -> str:
    """Letters and digits only, small: `prs_First_Name`, `Prs FirstName` and `prs_FirstName` are one."""
    return re.sub(r"[\W_]+", "", said.casefold())


@cache
def names() -> Mapping[str, str]:
    """Folded name or label -> field. A label that several fields have says nothing."""
    labels = [folded(one.label) for one in fields().values()]
    found = {folded(one.label): one.name for one in fields().values() if labels.count(folded(one.label)) == 1}
    misspelt = {folded(wrong): name for wrong, name in read("standard.yaml")["misspelt"].items()}
    return found | misspelt | {folded(name): name for name in fields()}


def second_of(title: str) -> str | None:
    """The field of a label's second column, where IOM's form has given one label to two questions."""
    twice = {folded(label): name for label, name in read("standard.yaml")["label_twice"].items()}
    return twice.get(folded(title))


@cache
def values(name: str) -> Mapping[str, str]:
    """Folded value or label of a field -> value."""
    one = fields()[name]
    wrong = read("standard.yaml")["misspelt_values"].get(name, {})
    found = {folded(label): value for value, label in one.values.items()}
    return found | {folded(said): value for said, value in wrong.items()} | {folded(v): v for v in one.values}


def chosen(name: str, said: str) -> tuple[str, ...] | None:
    """The values that stand in a cell: values or labels, several parted by `;`, `|`, a new line, or a space as forms
    write them. None where a part of it is no value of the field."""
    known = values(name)
    found: list[str] = []
    for part in [said] if folded(said) in known else re.split(r"[;|\n]", said):
        if folded(part) in known:
            found.append(known[folded(part)])
        elif part.strip():
            several = [known.get(folded(word), "") for word in re.split(r"[\s,]+", part.strip())]
            if not all(several):
                return None
            found += several
    return tuple(dict.fromkeys(found))
