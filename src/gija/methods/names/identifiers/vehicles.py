"""Registration plates and vehicle identification numbers."""

from __future__ import annotations

import re
from functools import cache

from gija.methods.names.identifiers.characters import compact
from gija.methods.names.tables import table

_DIGIT_FOR = str.maketrans("OQDIZSB", "0001258")
_VIN_FOR = str.maketrans("OQI", "001")
_TAIL = re.compile(r"([A-Z]{3})([0-9OQI]{3})")


@cache
def formats() -> dict[str, re.Pattern[str]]:
    """The plate formats in use in Lithuania, by code (`vocabulary/names/plates.yaml`)."""
    return {code: re.compile(f["pattern"]) for code, f in table("plates")["formats"].items()}


def plate(value: str) -> str | None:
    """2-10 letters and digits; Cyrillic look-alikes made Latin.

    O and I among the three digits of an ordinary Lithuanian plate are read as 0 and 1; the other way round nothing is
    changed, for a foreign plate might then become another car's.
    """
    found = compact(value)
    if not re.fullmatch(r"[A-Z0-9]{2,10}", found):
        return None
    tail = _TAIL.fullmatch(found)
    if tail and any(c.isdigit() for c in tail.group(2)):
        found = tail.group(1) + tail.group(2).translate(_DIGIT_FOR)
    return found


def plate_kind(canonical: str) -> str | None:
    """The code of the Lithuanian format this plate has, None for foreign and vanity plates."""
    return next((code for code, form in formats().items() if form.fullmatch(canonical)), None)


@cache
def _abroad() -> dict[str, re.Pattern[str]]:
    return {country: re.compile(form) for country, form in table("plates")["abroad"].items()}


def plate_countries(canonical: str) -> tuple[str, ...]:
    """Countries (ISO 3166 alpha-2) whose cars bear plates of this form, Lithuania first where it is one."""
    home = ("LT",) if plate_kind(canonical) else ()
    return (*home, *(country for country, form in _abroad().items() if form.fullmatch(canonical)))


_LOOKS = str.maketrans("OQDIZSBG", "00012586")


def plate_looks(canonical: str) -> str:
    """The plate as a camera or a hurried eye may confuse it: O, Q, D are 0; I is 1; Z 2; S 5; B 8; G 6.

    Two plates with equal looks are worth showing beside each other; they are not the same plate.
    """
    return canonical.translate(_LOOKS)


def plate_valid(canonical: str) -> bool:
    """A Lithuanian format, or what any European plate has: a letter, a digit, four to nine characters."""
    return plate_kind(canonical) is not None or bool(re.fullmatch(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9]{4,9}", canonical))


def plate_written(canonical: str) -> tuple[str, ...]:
    parts = re.findall(r"[A-Z]+|\d+", canonical)
    return (canonical, " ".join(parts), "-".join(parts), canonical.lower())


def vin(value: str) -> str | None:
    """Seventeen characters of ISO 3779; I, O and Q, which it does not use, are read as 1 and 0."""
    found = compact(value).translate(_VIN_FOR)
    return found if re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", found) and len(set(found)) > 3 else None


_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def vin_check_digit(number: str) -> str:
    """The ninth character as 49 CFR 565.15 computes it."""
    rest = sum((int(c) if c.isdigit() else _VALUES[c]) * w for c, w in zip(number, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def vin_valid(number: str) -> bool:
    """The check digit where it is compulsory (North America, China: first character 1-5, L); else the form."""
    return number[0] not in "12345L" or vin_check_digit(number) == number[8]
