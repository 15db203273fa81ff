"""What of a person goes into the encoding: letter groups of the name as it sounds, pieces of the birth date, sex."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from gija.methods.linkage.schemes import Scheme
from gija.methods.names import Person, fold, parse
from gija.methods.names.identifiers.codes import birth_date_of, personal_code, personal_code_valid, sex_of
from gija.methods.names.parsing import Word
from gija.methods.names.sounds import readings

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_PATRONYMIC = re.compile(r".*(?:ovna|evna|ovic|evic|yvna|ivna|ovyc|evyc)h?")
_SEX = {"f": "F", "female": "F", "woman": "F", "moteris": "F", "mot": "F"}
_SEX |= {"male": "M", "man": "M", "vyras": "M", "vyr": "M", "v": "M"}


class Token(NamedTuple):
    """One thing hashed: `space` keeps equal texts of different meaning apart, `draws` is how many bits it may set."""

    space: str
    text: str
    draws: int


def tokens(person: Person, made_by: Scheme) -> tuple[Token, ...]:
    """All tokens of a person in this scheme; a field that is not known has none.

    The letters go through `gija.methods.names` first: other scripts, diacritics, Lithuanian endings (-ienė, -aitė meet
    in the family's stem) and forms of one given name come out alike. Each field gets its draws whatever its length
    (Durham et al. 2014), so that a long surname neither outweighs the rest nor shows its length.
    """
    given, family = _named(person)
    year, month, day, sex = _born(person)
    found = [*_spread("name", _grams(family, made_by.gram), made_by.draws("family"))]
    found += _spread("name", _grams(given, made_by.gram), made_by.draws("given"))
    found += _spread("year", [year] if year else [], made_by.draws("year"))
    found += _spread("month", [month] if month else [], made_by.draws("month"))
    found += _spread("day", [day] if day else [], made_by.draws("day"))
    # Day and month written in each other's place still share these two.
    found += _spread("either", sorted({month, day}) if month and day else [], made_by.draws("either"))
    found += _spread("sex", [sex] if sex else [], made_by.draws("sex"))
    return tuple(found)


def linkable(person: Person) -> bool:
    """Whether enough is known to meet the same person elsewhere: two words of a name, or one and a year of birth.

    Who is not linkable gets an encoding like nobody's and counts as a person of their own.
    """
    given, family = _named(person)
    return bool(given and family) or bool((given or family) and _born(person)[0])


def _spread(space: str, texts: Iterable[str], draws: int) -> list[Token]:
    """The draws of a field shared out evenly among its texts."""
    different = list(dict.fromkeys(texts))
    count = len(different)
    return [Token(space, text, (draws + at) // count) for at, text in enumerate(different)]


def _grams(stems: tuple[str, ...], length: int) -> list[str]:
    """Letter groups of each stem, its beginning and end marked."""
    edged = [f"_{stem}_" for stem in stems]
    return [text[at : at + length] for text in edged for at in range(max(1, len(text) - length + 1))]


def _named(person: Person) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Stems of the given name (at most one) and of the surnames of the first name held; former surnames stay out."""
    name = next((n for n in person.names if n.strip()), "")
    return _stems(name) if name else ((), ())


@lru_cache(maxsize=65_536)
def _stems(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = [w for w in parse(name).words if w.readings and not w.is_initial and not w.is_particle]
    if not words:
        return (), ()
    first = next((w for w in words if w.classes), words[0])
    others = [w for w in words if w is not first]
    family = [w for w in others if not w.classes] or others[-1:]
    if len(family) > 1:  # a father's name between given name and surname is not always written
        family = [w for w in family if not _PATRONYMIC.fullmatch(w.folded)] or family
    return (_given(first),), tuple(dict.fromkeys(w.readings[0].voices for w in family))


def _given(word: Word) -> str:
    """The sound of the given name that this word is a form of; its own where it is a form of none."""
    if word.classes:
        read = readings(min(word.classes).lower())
        if read:
            return read[0].voices
    return word.readings[0].voices


def _born(person: Person) -> tuple[str, str, str, str]:
    """Year, month, day and sex, empty where not known. A personal code whose check digit is right knows better."""
    date, sex = person.birth_date.strip(), _SEX.get(fold(person.sex), "") if person.sex != "M" else "M"
    code = personal_code(person.personal_code) if person.personal_code else None
    if code and personal_code_valid(code):
        date, sex = birth_date_of(code) or date, sex_of(code) or sex
    found = _DATE.fullmatch(date)
    year, month, day = found.groups(default="") if found else ("", "", "")
    return year, month, day, sex
