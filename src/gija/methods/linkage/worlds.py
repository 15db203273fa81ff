"""Invented people and how several organisations write them: the open worlds on which linkage is calibrated.

Given names come from the vocabulary's list, surnames from syllables, so they belong to nobody.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.methods.names import Person, fold
from gija.methods.names.tables import table
from gija.vocabulary.files import LOADER


@dataclass(frozen=True, slots=True)
class Human:
    """One invented person: every form of the given name, the family's name in a man's form, and what is written."""

    given: tuple[str, ...]
    family: str
    surname: str  # as borne: of a woman with her ending
    woman: bool
    married: bool
    born: dt.date


@cache
def settings() -> dict[str, Any]:
    """The stated shares and rates (`worlds.yaml`)."""
    text = files(__package__).joinpath("worlds.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 a safe loader
    return loaded


@cache
def _given(woman: bool) -> tuple[tuple[str, ...], ...]:
    """Given names with their Latin forms; women's are told by the ending of the Lithuanian form."""
    lines = [[f for f in line.split() if f[0].lower() in "aąbcčdeęėfghiįyjklmnoprsštuųūvzžwxq"] for line in _lines()]
    return tuple(tuple(forms) for forms in lines if forms and forms[0].endswith(("a", "ė")) is woman)


def _lines() -> list[str]:
    return [str(line) for line in table("given")["names"]]


def humans(count: int, seed: int) -> list[Human]:
    """`count` people as those are whom organisations against trafficking help; the same for the same seed."""
    chance, said = random.Random(seed), settings()["people"]  # noqa: S311 invented people
    families = _families(chance)
    made: list[Human] = []
    while len(made) < count:
        like = made[-1] if made and chance.random() < said["siblings"] + said["twins"] else None
        made.append(_human(chance, families, like))
    return made


def related(count: int, seed: int) -> tuple[list[Human], list[Human]]:
    """`count` people and, row by row, a sister or brother of each."""
    chance = random.Random(seed)  # noqa: S311 invented people
    families = _families(chance)
    one = [_human(chance, families, None) for _ in range(count)]
    return one, [_human(chance, families, human) for human in one]


def _families(chance: random.Random) -> list[str]:
    said = settings()["people"]
    return [_family(chance, chance.random() < said["foreign"]) for _ in range(said["families"])]


def invented(count: int, seed: int) -> list[Person]:
    """`count` people as they would be written without a fault."""
    return [clean(human) for human in humans(count, seed)]


def clean(human: Human) -> Person:
    return Person((f"{human.given[0]} {human.surname}",), (), human.born.isoformat(), "F" if human.woman else "M")


def _human(chance: random.Random, families: Sequence[str], like: Human | None) -> Human:
    said = settings()["people"]
    woman = chance.random() < said["women"]
    names = _given(woman)
    given = names[int(len(names) * chance.random() ** 1.8)]
    family = like.family if like else families[int(len(families) * chance.random() ** 1.5)]
    age = chance.triangular(said["youngest"], said["oldest"], said["mode"])
    born = dt.date(2020, 1, 1) - dt.timedelta(days=int(age * 365.25))
    if like and chance.random() < said["twins"] / (said["siblings"] + said["twins"]):
        born = like.born
    elif like:
        born = like.born + dt.timedelta(days=chance.choice((-1, 1)) * chance.randint(330, 3000))
    married = woman and age > 20 and chance.random() < said["married"]
    return Human(given, family, surname(family, woman, married), woman, married, born)


def _family(chance: random.Random, foreign: bool) -> str:
    said = settings()["surnames"]
    onsets, vowels, codas = (said[part].split() for part in ("onsets", "vowels", "codas"))
    stem = chance.choice(onsets) + chance.choice(vowels) + chance.choice(codas)
    if chance.random() < 0.4:
        stem += chance.choice(vowels[:5]) + chance.choice("bdgklmnrstv")
    endings = said["foreign_endings" if foreign else "endings"]
    return str((stem + chance.choices(list(endings), list(endings.values()))[0]).capitalize())


_WIFE = (("ius", "ienė", "iūtė"), ("ys", "ienė", "ytė"), ("is", "ienė", "ytė"), ("as", "ienė", "aitė"))


def surname(family: str, woman: bool, married: bool) -> str:
    """The family's name as this person bears it."""
    if woman:
        for man, wife, maiden in _WIFE:
            if family.endswith(man):
                return family.removesuffix(man) + (wife if married else maiden)
        if family.endswith(("ov", "ev", "in")):
            return family + "a"
        if family.endswith("ski"):
            return family[:-1] + "a"
    return family


def written(human: Human, rates: Mapping[str, float], chance: random.Random) -> Person:
    """The person as one organisation wrote them down, with faults at the given rates."""

    def happens(what: str) -> bool:
        return chance.random() < rates[what]

    married = human.married ^ (human.woman and happens("ending"))
    family = _family(chance, chance.random() < 0.25) if happens("surname") else human.family
    last = surname(family, human.woman, married)
    if happens("second"):
        last = f"{last}-{surname(_family(chance, False), human.woman, married)}"
    first = chance.choice(human.given) if happens("given") else human.given[0]
    words = [slip(word, chance) if happens("slip") else word for word in (first, last)]
    words = [_spelled(word, rates, chance) for word in words] if happens("plain") else words
    words = _abroad(words, rates, chance)
    name = " ".join(reversed(words) if happens("swapped") else words)
    sex = "" if happens("no_sex") else "F" if human.woman else "M"
    return Person((name,), (), _date(human.born, rates, chance), sex)


def _spelled(word: str, rates: Mapping[str, float], chance: random.Random) -> str:
    return fold(word).upper() if chance.random() < 0.5 else fold(word).capitalize()


def _abroad(words: list[str], rates: Mapping[str, float], chance: random.Random) -> list[str]:
    """All words in another script or spelling, or none."""
    where = chance.random()
    for name in ("cyrillic", "english", "polish"):
        where -= rates[name]
        if where < 0:
            return [_exchanged(word, settings()[name]) for word in words]
    return words


def _exchanged(word: str, letters: Mapping[str, str]) -> str:
    low = word.lower()
    for latin in sorted(letters, key=len, reverse=True):
        low = low.replace(latin, letters[latin])
    return low.capitalize()


def slip(word: str, chance: random.Random) -> str:
    """The word with one letter dropped, doubled, exchanged with the next or taken for another; the first stays."""
    if len(word) < 3:
        return word
    at, letter = chance.randrange(1, len(word)), chance.choice("aeiouklmnrst")
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        word[:at] + letter + word[at + 1 :],
    )
    return chance.choice(ways)


def _date(born: dt.date, rates: Mapping[str, float], chance: random.Random) -> str:
    written, sort = born.isoformat(), chance.random()
    for name, kept in (("none", 0), ("year_only", 4), ("month_only", 7)):
        sort -= rates[name]
        if sort < 0:
            return written[:kept]
    if chance.random() < rates["day_month"] and born.day <= 12:
        return f"{born.year}-{born.day:02}-{born.month:02}"
    if chance.random() < rates["digit"]:
        return _misread(born, chance).isoformat()
    return written


def _misread(born: dt.date, chance: random.Random) -> dt.date:
    """One part of the date wrong: another day, month or year near by."""
    part = chance.choice(("day", "day", "month", "year"))
    if part == "year":
        return born + dt.timedelta(days=365 * chance.choice((-10, -2, -1, 1, 2, 10)))
    return (
        born.replace(day=chance.randint(1, 28))
        if part == "day"
        else born.replace(month=chance.randint(1, 12), day=min(born.day, 28))
    )
