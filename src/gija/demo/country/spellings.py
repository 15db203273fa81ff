"""One name as different hands write it: Lithuanian, Polish, Cyrillic, a travel document's Latin, plain letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from gija.demo.country.chance import data

Rules = list[tuple[re.Pattern[str], str]]


@cache
def _rules(name: str) -> Rules:
    return _compiled(data("spellings")[name])


def _compiled(pairs: Iterable[Iterable[str]]) -> Rules:
    return [(re.compile(pattern), replacement) for pattern, replacement in pairs]


def _applied(rules: Rules, text: str) -> str:
    low = text.lower()
    for pattern, replacement in rules:
        low = pattern.sub(replacement, low)
    return capitals(low)


def capitals(text: str) -> str:
    """Each part of the name begins with a capital letter."""
    return re.sub(r"[^\s-]+", lambda part: part[0][0].upper() + part[0][1:], text)


def plain(text: str) -> str:
    """Without diacritics: ą becomes a, ł becomes l."""
    parted = unicodedata.normalize("NFD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


@cache
def feminine(family: str, alphabet: str, form: str) -> str:
    """A surname as a woman bears it; `form` (unmarried, married, short) matters in Lithuanian only."""
    women = data("spellings")["women"][alphabet]
    rules = women[form] if isinstance(women, dict) else women
    return _applied(_compiled(rules), family)


# What is known better than by rule: a name's own spelling, remembered when its Lithuanian one is made from it.
_own: dict[str, str] = {}


def official(text: str, alphabet: str) -> str:
    """The spelling of the register of residents, from the community's own."""
    if alphabet == "lt":
        return text
    made = _applied(_rules(f"{alphabet}_to_lt"), text)
    _own.setdefault(made, text)
    return made


@cache
def cyrillic(text: str) -> str:
    own = _own.get(text, "")
    return own if _is_cyrillic(own) else _applied(_rules("lt_to_cyrillic"), text)


@cache
def polish(text: str) -> str:
    own = _own.get(text, "")
    return own if own and not _is_cyrillic(own) else _applied(_rules("lt_to_pl"), text)


@cache
def icao(text: str) -> str:
    """As a document's machine-readable line has it: from Cyrillic by ICAO's table, else without diacritics."""
    own = _own.get(text, "")
    return (_applied(_rules("cyrillic_to_icao"), own) if _is_cyrillic(own) else plain(text)).upper()


@cache
def english(text: str) -> str:
    return plain(_applied(_rules("lt_to_en"), text))


@cache
def upper_plain(text: str) -> str:
    return plain(text).upper()


def _is_cyrillic(text: str) -> bool:
    return any("Ѐ" <= letter <= "ӿ" for letter in text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "cyrillic": cyrillic,
    "polish": polish,
    "icao": icao,
    "english": english,
    "plain": plain,
    "upper": str.upper,
    "upper_plain": upper_plain,
}


def spelled(names: Iterable[str], spelling: str) -> list[str]:
    """A column of names in another spelling; every different name is worked out once."""
    spell = SPELLINGS[spelling]
    known: dict[str, str] = {}
    column = []
    for name in names:
        if (written := known.get(name)) is None:
            written = known[name] = spell(name) if name else ""
        column.append(written)
    return column
