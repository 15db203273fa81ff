"""Codes with check digits: personal code, firm code, VAT, IBAN, and document numbers."""

from __future__ import annotations

import re

from gija.methods.names.identifiers.characters import compact, digits, groups

_BELARUSIAN = re.compile(r"\d{7}[A-Z]\d{3}[A-Z]{2}\d")


def personal_code(value: str) -> str | None:
    """Eleven digits (Lithuania, Latvia, Estonia, Poland), ten (Ukraine), or fourteen characters of Belarus."""
    found = digits(value)
    if found:
        return found if len(found) in (10, 11) and len(set(found)) > 1 else None
    bare = compact(value)
    return bare if _BELARUSIAN.fullmatch(bare) else None


def personal_code_valid(code: str) -> bool:
    """Check digit, and date of birth where the code holds one, of any of the countries in `personal_code_countries`."""
    return bool(personal_code_countries(code))


def personal_code_countries(code: str) -> tuple[str, ...]:
    """Countries whose rules this code keeps, Lithuania first; empty where a figure must be wrong.

    Lithuania and Estonia share one rule. Rules as in stdnum (lt.asmens, lv.pvn, pl.pesel, ua.rntrc); for Belarus the
    form alone: stdnum has no rule for its check digit.
    """
    from stdnum.lt import asmens
    from stdnum.lv import pvn
    from stdnum.pl import pesel
    from stdnum.ua import rntrc

    if len(code) == 14:
        return ("BY",)
    rules = (("LT", asmens), ("EE", asmens), ("LV", pvn), ("PL", pesel)) if len(code) == 11 else (("UA", rntrc),)
    found = tuple(country for country, rule in rules if rule.is_valid(code))
    return tuple(c for c in found if c != "LV" or code[0] in "0123")  # from 4 on: Latvian firms


def personal_code_written(code: str) -> tuple[str, ...]:
    if len(code) != 11:
        return (code,)
    return (code, f"{code[:6]}-{code[6:]}", f"{code[0]} {code[1:7]} {code[7:]}")


def birth_date_of(code: str) -> str | None:
    """The ISO date of birth in a Lithuanian personal code, None where the code has none."""
    from stdnum.ee.ik import get_birth_date
    from stdnum.exceptions import ValidationError

    if len(code) != 11:
        return None

    try:
        return str(get_birth_date(code).isoformat()) if code[0] in "3456" else None
    except ValidationError:
        return None


def sex_of(code: str) -> str | None:
    """F or M as the first digit of a Lithuanian personal code says (odd: male), None for other codes."""
    return ("M" if code[0] in "35" else "F") if len(code) == 11 and code[0] in "3456" else None


def organisation_code(value: str) -> str | None:
    """Seven or nine digits (Lithuanian register of legal entities), or a foreign code of 5-15 letters and digits."""
    found = compact(value)
    if found.isdigit() and len(set(found)) == 1:
        return None
    return found if re.fullmatch(r"(?=.*\d.*\d)[A-Z0-9]{5,15}", found) else None


def organisation_code_valid(code: str) -> bool:
    """The ninth digit of a Lithuanian code (weights 1-8, on remainder 10 again 3-9, 1); else the form alone."""
    if not re.fullmatch(r"\d{9}", code):
        return True
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8), (3, 4, 5, 6, 7, 8, 9, 1)):
        rest = sum(int(d) * w for d, w in zip(code, weights, strict=False)) % 11
        if rest != 10:
            return rest == int(code[8])
    return code[8] == "0"


def vat(value: str) -> str | None:
    found = compact(value)
    return found if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{5,13}", found) else None


def vat_valid(number: str) -> bool:
    from stdnum.eu import vat as eu_vat

    return bool(eu_vat.is_valid(number))


def iban(value: str) -> str | None:
    """ISO 13616: country, two check digits, up to thirty letters and digits."""
    found = compact(value.strip().removeprefix("IBAN"))
    return found if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", found) else None


def iban_valid(number: str) -> bool:
    from stdnum import iban as checked

    return bool(checked.is_valid(number))


def iban_written(number: str) -> tuple[str, ...]:
    return (number, groups(number, 4))


def document(value: str) -> str | None:
    """A passport, card or permit number: 4-20 letters and digits, at least two digits, not all the same."""
    found = compact(re.sub(r"^\s*(?:nr|no|№)(?:\.|\s)\s*", "", value, flags=re.IGNORECASE))
    return found if re.fullmatch(r"(?=.*\d.*\d)[A-Z0-9]{4,20}", found) and len(set(found)) > 1 else None


def document_written(number: str) -> tuple[str, ...]:
    head = re.match(r"[A-Z]+(?=\d)", number)
    if not head:
        return (number,)
    letters, rest = head.group(), number[head.end() :]
    return (number, f"{letters} {rest}", f"{letters}-{rest}")
