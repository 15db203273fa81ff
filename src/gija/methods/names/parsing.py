"""A name cut into words, each read in every way it may sound."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache, reduce
from operator import and_, or_

from gija.methods.names.given import family_classes, given_classes
from gija.methods.names.letters import SPARSE, fold_word, script, words
from gija.methods.names.romanised import romanised
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
    families: frozenset[str]
    romanised: frozenset[str]
    weight: float
    is_initial: bool
    is_particle: bool
    is_patronymic: bool
    open: bool  # may answer a word that shares no letter with it: an initial, a script that leaves letters out
    sure: int  # letters that stand in every reading, as bits
    may: int  # letters that stand in any reading, as bits
    same: Word | None  # the same word in small letters, where it is written otherwise


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, and its words in the order given name first ("Surname, Given" is turned round)."""

    text: str
    words: tuple[Word, ...]
    sorted: tuple[str, ...]  # the words in small letters and in order: equal for the same words in whatever order
    plain: bool  # two whole words, neither initial nor particle
    nasab: bool  # says whose son or daughter (bin, ibn), so that the order of the words tells something


INITIAL_WEIGHT = 0.35
PARTICLE_WEIGHT = 0.15


@cache
def _particles() -> frozenset[str]:
    return frozenset(table("particles")["particles"])


@cache
def _nasab() -> frozenset[str]:
    return frozenset(table("particles")["nasab"])


@cache
def _patronymic() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(table("particles")["patronymics"]) + ")$")


@cache
def _titles() -> frozenset[str]:
    return frozenset(table("particles")["titles"])


@lru_cache(maxsize=262_144)
def word(written: str, *, father: bool = False, initial: bool = False) -> Word:
    """One word as written, read; `father` where it stands behind `son of`, `initial` where a full stop makes it one."""
    lower = written.lower()
    if lower != written:
        base = word(lower, father=father, initial=initial)
        return replace(base, written=written, same=base)
    folded = fold_word(lower)
    particle = folded in _particles() and not initial
    short = len(folded) == 1 and not particle
    read, kind = readings(lower), script(lower)
    return Word(
        written=lower,
        lower=lower,
        folded=folded,
        script=kind,
        readings=read,
        classes=given_classes(read),
        families=family_classes(read),
        romanised=romanised(folded) if kind in ("latin", "han") else frozenset(),
        weight=PARTICLE_WEIGHT if particle else INITIAL_WEIGHT if short else 1.0,
        is_initial=short,
        is_particle=particle,
        is_patronymic=father or any(_patronymic().search(r.sound) for r in read),
        open=len(folded) <= 1 or kind in SPARSE,
        sure=reduce(and_, (r.letters for r in read)) if read else 0,
        may=reduce(or_, (r.letters for r in read), 0),
        same=None,
    )


_CAMEL = re.compile(r"(?<=[a-ząčęėįšųūžа-яё])(?=[A-ZĄČĘĖĮŠŲŪŽА-ЯЁ])")


_DOTTED = re.compile(r"(?<!\w)(\w)\.")
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


@lru_cache(maxsize=8_192)
def parse(text: str) -> Name:
    """Cut a name of any script into words.

    "Surname, Given" is turned round, titles are left out, hyphens part words, `VladimirPutin` is two words. A name with
    no letter in it has no words. Never raises.
    """
    family, comma, rest = text.partition(",")
    ordered = f"{rest} {family}" if comma and rest.strip() else text
    pieces = [w for piece in _straight(words(ordered)) for w in _pieces(piece, ordered) if w]
    dotted = frozenset(_DOTTED.findall(ordered))
    found = [word(w, initial=len(w) == 1 and (w in dotted or not i)) for i, w in enumerate(pieces)]
    kept = [w for w in found if w.folded and w.folded not in _titles()]
    whole = [w for w in found if w.folded]
    kept = _sons(kept if len(kept) > 1 else whole)  # Ponas is a title and a surname: alone beside a name it is kept
    return Name(
        text,
        tuple(kept),
        tuple(sorted(w.lower for w in kept)),
        len(kept) == 2 and all(w.weight == 1.0 for w in kept),
        any(w.folded in _nasab() for w in kept[1:-1]),
    )


_APART = re.compile(r"[^\W\d_]{2,}(?:[ -][^\W\d_]{2,})*")


def apart(text: str) -> tuple[str, ...]:
    """The words of a plain text in small letters, if `parse` reads the same words whatever stands before or behind it.

    Empty where it may not: initials, particles, titles, commas, capitals that may be initials, or within a word.
    """
    composed = unicodedata.normalize("NFC", text)
    if not _APART.fullmatch(composed):
        return ()
    pieces = composed.replace("-", " ").split(" ")
    return tuple(w.lower() for w in pieces) if all(map(_stands_alone, pieces)) else ()


@lru_cache(maxsize=65_536)
def _stands_alone(piece: str) -> bool:
    if len(piece) < 4 and piece.isupper():
        return False
    if (piece[0].islower() and piece[-1].isupper()) or len(_CAMEL.split(piece)) > 1:
        return False
    folded = fold_word(piece.lower())
    return len(folded) > 1 and not (folded in _particles() or folded in _titles() or folded in _nasab())


def _sons(found: list[Word]) -> list[Word]:
    """Words behind `son of` are marked: they may be left out as a patronymic may."""
    marked = [i > 0 and found[i - 1].folded in _nasab() for i in range(len(found))]
    return [word(w.written, father=True) if m else w for m, w in zip(marked, found, strict=True)]


def _straight(found: list[str]) -> list[str]:
    """Words spelled backwards to slip past a search (`nituP rimidalV`) are turned round: their capitals stand last."""
    long = [w for w in found if len(w) > 2]
    if long and all(w[0].islower() and w[-1].isupper() and w[:-1].islower() for w in long):
        return [w[::-1] for w in found]
    return found
