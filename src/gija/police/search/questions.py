"""What may be asked: for each type its fields, and which of them make a question; and how an answer is read in.

Refuses (by `GijaError`) what is no question: an unknown type or field, nothing to look for, a date that is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gija.methods.search.values import Query
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

LONGEST = 200  # letters in one value; the longest real address is shorter
OLDEST = 1890  # birth year; earlier ones are slips of the keyboard


@dataclass(frozen=True, slots=True)
class Question:
    """One type of question: the field a person thinks of first, the others, and which of them suffice alone."""

    type: str
    command: str  # its word on the command line
    main: str
    more: tuple[str, ...]
    suffices: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.main, *self.more)


QUESTIONS = {
    q.type: q
    for q in (
        Question("person", "person", "name", ("birth_date", "sex", "personal_code"), ("name", "personal_code")),
        Question("vehicle", "vehicle", "plate", ("vin",), ("plate", "vin")),
        Question("phone", "phone", "number", (), ("number",)),
        Question("document", "document", "number", (), ("number",)),
        Question("organisation", "organisation", "name", ("code",), ("name", "code")),
        Question("address", "address", "text", (), ("text",)),
        Question("account", "account", "iban", (), ("iban",)),
        Question("online_handle", "handle", "handle", ("platform",), ("handle",)),
    )
}

SEX = {"F": Text("woman", "moteris"), "M": Text("man", "vyras")}


def question(type_: str) -> Question:
    """The type of question, by its code."""
    if type_ not in QUESTIONS:
        raise GijaError("search.type_unknown", type=type_[:40])
    return QUESTIONS[type_]


def clean(text: str) -> str:
    """Text as it is kept: composed letters, single spaces, no control or format characters (a NUL breaks databases)."""
    letters = unicodedata.normalize("NFC", text)
    kept = "".join(c if c.isprintable() else " " for c in letters if unicodedata.category(c) != "Cf")
    return " ".join(kept.split())


def asked(type_: str, values: Mapping[str, str]) -> Query:
    """The question, checked and in canonical form; empty fields are left out."""
    known = question(type_)
    found = {field: clean(value) for field, value in values.items() if clean(value)}
    for field, value in found.items():
        if field not in known.fields:
            raise GijaError("search.field_unknown", field=field[:40], type=type_)
        if len(value) > LONGEST:
            raise GijaError("search.value_too_long", field=field, limit=LONGEST)
    if not any(any(c.isalnum() for c in found.get(field, "")) for field in known.suffices):
        raise GijaError("search.nothing_asked")
    if "birth_date" in found:
        found["birth_date"] = birth_date(found["birth_date"])
    if found.get("sex", "F") not in SEX:
        raise GijaError("search.sex_unknown")
    for field, value in found.items():
        check_pattern(type_, field, value)
    return Query(type_, found)


WILD = re.compile(r"[?*]")
PARTIAL = frozenset({("vehicle", "plate"), ("phone", "number")})  # what the index answers a part of


def check_pattern(type_: str, field: str, value: str) -> None:
    """Refuse a partly known identifier (`ABC 1?3`, `*4567`) that no index could answer."""
    from gija.methods.names.identifiers import is_identifier, pattern

    if not is_identifier(type_, field) or field in ("text", "handle", "email") or not WILD.search(value):
        return
    if (type_, field) not in PARTIAL:
        raise GijaError("search.no_part", field=field)
    if pattern(type_, field, value) is None:
        raise GijaError("search.pattern_unclear")


_YEAR_FIRST = re.compile(r"(\d{4})(?:\D(\d{1,2})(?:\D(\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{4})")


def birth_date(text: str) -> str:
    """ISO date, whole or partial, from `1990`, `1990-05`, `1990.5.17`, `1990 05 17` or `17.05.1990`."""
    found = _YEAR_FIRST.fullmatch(text)
    parts = found.groups() if found else None
    if parts is None and (found := _DAY_FIRST.fullmatch(text)):
        parts = found.groups()[::-1]
    if parts is None:
        raise GijaError("search.birth_date_wrong")
    numbers = [int(p) for p in parts if p]
    try:
        day = date(numbers[0], *[*numbers[1:], 1, 1][:2])
    except ValueError:
        raise GijaError("search.birth_date_wrong") from None
    if day.year < OLDEST or day > date.today():  # noqa: DTZ011 - the day on the wall is meant
        raise GijaError("search.birth_date_wrong")
    return "-".join([f"{numbers[0]:04}", *(f"{n:02}" for n in numbers[1:])])


ELSEWHERE = frozenset({"subject_access"})  # purposes with rooms and rights of their own: never chosen on a form


def purpose(code: str, elsewhere: bool = False) -> str:
    """The purpose, if it is one of the vocabulary; a question without one is not asked."""
    from gija.vocabulary.lists import code_list

    known = {c.code for c in code_list("purpose")} - (frozenset() if elsewhere else ELSEWHERE)
    if code not in known:
        raise GijaError("search.purpose_missing")
    return code


def reason(text: str) -> str:
    """The reason, cleaned, if it is written in words: 10 letters or more, two words, not one key held down."""
    said = clean(text)
    words = re.findall(r"[^\W\d_]{2,}", said)
    if len(said) < 10 or len(words) < 2 or len(set("".join(words).lower())) < 5 or len(said) > 1000:
        raise GijaError("search.reason_missing")
    return said
