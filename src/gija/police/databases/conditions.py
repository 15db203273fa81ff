"""What is asked of a live database, said once for every kind of reader.

A condition only narrows: it may let too much through; the asker compares every row again. One by words may let too
little through, where a name is spelled far otherwise: whoever asks by it says so.
"""

from __future__ import annotations

from dataclasses import dataclass

PUNCTUATION = " -./()+,"


@dataclass(frozen=True, slots=True)
class KeyIs:
    """Rows whose key columns hold one of `keys`."""

    columns: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Same:
    """Rows whose columns, joined, hold an identifier: one of `written`, or one of `bare` without punctuation."""

    columns: tuple[str, ...]
    join: str
    written: tuple[str, ...]
    bare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Rows whose columns together fit every one of the patterns (regular expressions that all engines understand).

    `sure`: they miss nothing that an equal identifier would have found.
    """

    columns: tuple[str, ...]
    patterns: tuple[str, ...]
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Since:
    """Rows whose column, a date or time as ISO, is not before this day."""

    column: str
    day: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


Condition = KeyIs | Same | Words | Since | AnyOf


def by_words(where: Condition) -> bool:
    """Does the condition go by how words are spelled? Then a row that is spelled otherwise may be missed."""
    if isinstance(where, AnyOf):
        return any(map(by_words, where.parts))
    return isinstance(where, Words) and bool(where.patterns) and not where.sure


def bare(value: str) -> str:
    """Upper case, without the punctuation that people put into numbers."""
    return value.upper().translate({ord(c): None for c in PUNCTUATION})
