"""A name cut into words, each read in every way it may sound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from gija.methods.names.given import given_classes
from gija.methods.names.letters import fold_word, script, words
from gija.methods.names.sounds import Reading, readings
from gija.methods.names.tables import table


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name; each spelling is read once and compared by identity, which keeps the cache of pairs quick.

    `weight` is what it tells: 1 for a name, less for an initial or a particle."""

    written: str
    lower: str
    folded: str
    script: str
    readings: tuple[Reading, ...]
    classes: frozenset[str]
    weight: float
    is_initial: bool
    is_particle: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, and its words in the order given name first ("Surname, Given" is turned round)."""

    text: str
    words: tuple[Word, ...]
    sorted: tuple[str, ...]  # the words in small letters and in order: equal for the same words in whatever order


INITIAL_WEIGHT = 0.35
PARTICLE_WEIGHT = 0.15


@cache
def _particles() -> frozenset[str]:
    return frozenset(table("particles")["particles"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(table("particles")["titles"])


@lru_cache(maxsize=65_536)
def word(written: str) -> Word:
    """One word as written, read."""
    lower = written.lower()
    folded = fold_word(lower)
    particle, initial = folded in _particles(), len(folded) == 1
    weight = PARTICLE_WEIGHT if particle else INITIAL_WEIGHT if initial else 1.0
    read = readings(lower)
    return Word(
        written, lower, folded, script(lower), read, given_classes(read), weight, initial and not particle, particle
    )


_CAMEL = re.compile(r"(?<=[a-ząčęėįšųūžа-яё])(?=[A-ZĄČĘĖĮŠŲŪŽА-ЯЁ])")


_JOINED_INITIALS = re.compile(r"[^\W\d_aeiouyаеиоуыAEIOUYАЕИОУЫ]{2,3}")


def _pieces(piece: str, text: str) -> list[str]:
    """`VladimirPutin` is two words; `JC`, capitals without a vowel in a name of small letters, are initials."""
    if (
        piece.isupper()
        and not text.isupper()
        and _JOINED_INITIALS.fullmatch(piece)
        and fold_word(piece) not in _titles()
    ):
        return list(piece)
    return _CAMEL.split(piece)


def parse(text: str) -> Name:
    """Cut a name of any script into words.

    "Surname, Given" is turned round, titles are left out, hyphens part words, `VladimirPutin` is two words. A name with
    no letter in it has no words. Never raises.
    """
    family, comma, rest = text.partition(",")
    ordered = f"{rest} {family}" if comma and rest.strip() else text
    found = [word(w) for piece in words(ordered) for w in _pieces(piece, ordered) if w]
    kept = [w for w in found if w.folded and w.folded not in _titles()]
    kept = kept or [w for w in found if w.folded]
    return Name(text, tuple(kept), tuple(sorted(w.lower for w in kept)))
