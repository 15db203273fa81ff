"""What people found in the source documents and no rule can find: in words alone, or known to the source alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Note:
    """One note, with where in the documents it is about."""

    code: str
    about: Text
    text: Text
    source: str


@cache
def notes() -> Mapping[str, Note]:
    """Every note by its code, in order."""
    text = files("gija.rapporteur.reconciliation").joinpath("data", "notes.yaml").read_text(encoding="utf-8")
    return {
        code: Note(code, Text.of(raw["about"]), Text.of(raw), raw["source"])
        for code, raw in yaml.safe_load(text).items()
    }


def shown(language: str) -> list[tuple[str, str, str]]:
    """About what, the note, its source; in one language."""
    return [(one.about.in_(language), one.text.in_(language), one.source) for one in notes().values()]
