"""What a text is made of, in one language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 0 is the title of the whole, 1 a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`look`: `plain`, `notice` (must not be overlooked) or `small` (sources, notes)."""

    text: str
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    numeric: bool = False
    width: int = 1  # parts of the page's width


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above it; its first row is told anew on every page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with what it says in words, for who does not see it; its caption stands below."""

    png: bytes
    alt: str
    caption: str


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """The whole. `language`: `en`, `lt`; `made`: the only date in the file."""

    title: str
    language: str
    author: str
    made: dt.datetime
    blocks: tuple[Block, ...]
