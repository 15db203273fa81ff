"""What the library holds, read from `library.yaml`; each line names its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.text import Text

KINDS = ("law", "european", "plan")  # of documents, in the order of the page


@dataclass(frozen=True, slots=True)
class Document:
    """A law, a European act or a plan. `days`: when it was adopted."""

    kind: str
    title: Text
    days: Text
    note: Text
    source: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What an act asks for (`asks`), by which article, and where Gija answers it."""

    act: Text
    article: str
    asks: Text
    answered: Text


@dataclass(frozen=True, slots=True)
class Contact:
    """How a body is reached, as its source told it; never a person. `told`: the day of the source."""

    body: Text
    lines: tuple[str, ...]
    note: Text
    source: str
    told: str


@dataclass(frozen=True, slots=True)
class Acronym:
    short: str
    text: Text


@dataclass(frozen=True, slots=True)
class Library:
    documents: tuple[Document, ...]
    duties: tuple[Duty, ...]
    contacts: tuple[Contact, ...]
    acronyms: tuple[Acronym, ...]


EMPTY = Text("", "")


def _text(raw: dict[str, str] | str | None) -> Text:
    if raw is None:
        return EMPTY
    return Text(raw, raw) if isinstance(raw, str) else Text.of(raw)


@cache
def library() -> Library:
    """All of it, acronyms by their letters."""
    path = files("gija.public.library").joinpath("library.yaml")
    raw: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Library(
        tuple(
            Document(one["kind"], _text(one["title"]), _text(one.get("days")), _text(one.get("note")), one["source"])
            for one in raw["documents"]
        ),
        tuple(
            Duty(_text(one["act"]), str(one.get("article", "")), _text(one["asks"]), _text(one["answered"]))
            for one in raw["duties"]
        ),
        tuple(
            Contact(_text(one["body"]), tuple(one["lines"]), _text(one.get("note")), one["source"], str(one["told"]))
            for one in raw["contacts"]
        ),
        tuple(sorted((Acronym(one["short"], _text(one["text"])) for one in raw["acronyms"]), key=lambda a: a.short)),
    )
