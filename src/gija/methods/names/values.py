"""What a comparison of two names or persons says: a score and the reasons for it."""

from __future__ import annotations

from dataclasses import dataclass

from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of evidence: what stood left and right, how they were matched, and its weight in the score."""

    left: str
    right: str
    how: str  # stable code, for example "same", "folded", "transliterated", "similar", "different", "missing"
    weight: float  # -1 .. 1: the share this part adds to (or takes from) the score
    text: Text  # the same in words


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two names, persons or identifiers agree: `score` in 0..1, and every part of the reason."""

    score: float
    parts: tuple[Part, ...] = ()
