"""What is asked of a live database, said once for every kind of reader.

A condition only narrows: it may let too much through, never too little; the asker compares every row again.
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
    """Rows whose columns together fit every one of the patterns (regular expressions that all engines understand)."""

    columns: tuple[str, ...]
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


Condition = KeyIs | Same | Words | AnyOf


def bare(value: str) -> str:
    """Upper case, without the punctuation that people put into numbers."""
    return value.upper().translate({ord(c): None for c in PUNCTUATION})
