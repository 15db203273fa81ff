"""The menu's subjects: `subjects.yaml` says which pages of work stand under which subject, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of the menu: its title in both languages, the names of the addresses under it in their order."""

    code: str
    text: Text
    url_names: tuple[str, ...]


@cache
def subjects() -> tuple[Subject, ...]:
    """All subjects, in the order of the menu."""
    text = files("gija.commons.pages").joinpath("subjects.yaml").read_text(encoding="utf-8")
    return tuple(Subject(row["code"], Text.of(row["title"]), tuple(row["work"])) for row in yaml.safe_load(text))


@cache
def placed() -> frozenset[str]:
    """The names of all addresses that stand in the menu."""
    return frozenset(name for subject in subjects() for name in subject.url_names)
