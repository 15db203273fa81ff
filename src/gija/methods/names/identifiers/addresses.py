"""Postal addresses in one order: street, house, flat, place; Lithuanian abbreviations and cases made equal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from gija.methods.names.letters import fold
from gija.methods.names.tables import table


@cache
def _words(kind: str) -> dict[str, str]:
    """Every folded spelling of a kind of word (`streets`, `places`, `flats`, `houses`) to its short form."""
    return {fold(s): short for short, spellings in table("addresses")[kind].items() for s in (short, *spellings)}


@cache
def _towns() -> dict[str, str]:
    """Folded genitive of a municipality's centre to its folded name: vilniaus → vilnius."""
    return {fold(genitive): fold(name) for genitive, name in table("addresses")["towns"].items()}


_POSTCODE = re.compile(
    r"\b(?:LT|LV|PL)[\s-]*\d{4,5}\b|(?<![\w-])\d{5}(?![\w-])|(?<![\w-])\d{2}-\d{3}(?![\w-])", re.IGNORECASE
)
# A house number, its letter, a flat. Not a number with letters behind a hyphen: Vasario 16-osios is a street.
_NUMBER = re.compile(r"(\d+)(?!\s*-\s*[^\W\d])(?!\d)\s*([A-Za-z](?![\w.]))?(?:\s*[-–/]\s*(\d+)\s*([A-Za-z](?!\w))?)?")


@dataclass(slots=True)
class _Address:
    street: list[str] = field(default_factory=list)
    house: str = ""
    flat: str = ""
    places: list[str] = field(default_factory=list)
    municipality: str = ""


def address(value: str) -> str | None:
    """The address in one form, or None where no house number tells it from a whole street or town.

    `Gedimino pr. 53-12, LT-01109 Vilnius`, `Vilniaus m. sav., Vilnius, Gedimino prospektas 53 bt. 12` and
    `Vilnius, Gedimino pr. 53 - 12` all give `gedimino pr 53-12 vilnius`.
    """
    found = _Address()
    for part in re.split(r"[,;\n]", _POSTCODE.sub(" ", value)):
        if part.strip():
            _read(part, found)
    if not found.house:
        return None
    town = _towns().get(found.municipality.split(" ")[0], "")
    city = found.municipality.endswith(" m")
    places = found.places or ([town] if city and town else [])
    if found.municipality and not city and town not in places:
        places = [*places, found.municipality]
    number = found.house + (f"-{found.flat}" if found.flat else "")
    return " ".join([*found.street, number, *dict.fromkeys(places)])


def _read(part: str, into: _Address) -> None:
    """Sort one part between commas into street, house, flat, place or municipality."""
    if number := _NUMBER.search(part):
        before, after = fold(part[: number.start()]).split(), fold(part[number.end() :]).split()
        if into.house and before[-1:] and before[-1] in _words("flats"):
            into.flat = number.group(1)
            return
        before = [w for w in before if w not in _words("houses")]
        if into.house and not before:
            into.flat = into.flat or number.group(1)
        else:
            into.house = number.group(1) + (number.group(2) or "").lower()
            into.flat = number.group(3) or into.flat
        _place_or_street(before, into, street=bool(before))
        _flat_after(after, into)
    else:
        _place_or_street(fold(part).split(), into, street=False)


def _flat_after(words: list[str], into: _Address) -> None:
    if len(words) >= 2 and words[0] in _words("flats") and words[1].isdigit():
        into.flat, words = words[1], words[2:]
    if words:
        _place_or_street(words, into, street=False)


def _place_or_street(words: list[str], into: _Address, *, street: bool) -> None:
    if not words:
        return
    short = [_words("streets").get(w, w) for w in words]
    if any(w in _words("streets") for w in words):
        if words[0] in _words("streets"):  # ul. Liepowa: the kind of street goes last
            words, short = [*words[1:], words[0]], [*short[1:], short[0]]
        cut = max(i for i, w in enumerate(words) if w in _words("streets")) + 1
        into.street = short[:cut]
        _place_or_street(words[cut:], into, street=False)
        return
    kinds = [_words("places").get(w) for w in words]
    if "sav" in kinds or kinds[-1:] == ["m"] or kinds[-1:] == ["r"]:
        kind = "m" if "m" in kinds else "r"
        name = " ".join(w for w, k in zip(words, kinds, strict=True) if not k)
        if "sav" in kinds or name in _towns():
            into.municipality = f"{name} {kind}"
            return
    if street and not into.street and kinds[-1:] != ["k"]:
        into.street = words
        return
    name = " ".join(k or w for w, k in zip(words, kinds, strict=True))
    into.places.append(_towns().get(name.removesuffix(" m"), name))
