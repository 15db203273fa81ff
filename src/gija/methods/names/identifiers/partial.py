"""Identifiers known in part: `ABC 1?3`, `*4567`, `8 612 3????`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gija.methods.names.identifiers.characters import compact

LEAST = 3  # known characters without which a pattern would bring half the register
STARS = 3  # runs of unknown characters in one pattern
_WILD = re.compile(r"[?*]")
_UNKNOWN = str.maketrans({"…": "*", "？": "?", "＊": "*", "_": "?", "%": "*"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """An identifier with unknown characters: `?` is one, `*` any number of them (also none).

    `text` is the pattern in canonical letters. `fixed_prefix` and `fixed_suffix` are what every identifier that matches
    begins and ends with (either may be empty): by them an index narrows the search.
    """

    text: str
    fixed_prefix: str
    fixed_suffix: str
    _expression: re.Pattern[str]

    def matches(self, canonical: str) -> bool:
        """Whether the canonical form of an identifier fits."""
        return self._expression.fullmatch(canonical) is not None


def _pattern(text: str) -> Pattern:
    ways = {"?": ".", "*": ".*"}
    expression = re.compile("".join(ways.get(c) or re.escape(c) for c in text))
    first, last = _WILD.search(text), max(text.rfind("?"), text.rfind("*"))
    return Pattern(text, text[: first.start()] if first else text, text[last + 1 :], expression)


def _letters(value: str) -> str:
    """Capital Latin letters, digits and the wild characters."""
    return "".join(c if c in "?*" else compact(c) for c in value)


def _plate(value: str) -> str:
    """O and I among the three digits of an ordinary Lithuanian plate are digits, as in whole plates."""
    text = _letters(value)
    tail = re.fullmatch(r"([A-Z?]{3})([0-9OQI?]{3})", text)
    if tail and "*" not in text and any(c.isdigit() for c in tail.group(2)):
        return tail.group(1) + tail.group(2).translate(str.maketrans("OQI", "001"))
    return text


def _phone(value: str) -> str:
    """As E.164 where the beginning is known; a Lithuanian number may begin with 8, 0, 370 or its own first figure."""
    text = "".join(c for c in value if c in "+?*" or c.isdigit())
    if not text or text[0] in "*?":
        return text.replace("+", "")
    if text.startswith("+"):
        return text
    if text.startswith("00"):
        return "+" + text[2:]
    length = None if "*" in text else len(text)
    if text.startswith("370") and length in (None, 11):
        return "+" + text
    if text[0] in "80" and length in (None, 9):
        return "+370" + text[1:]
    if text[0] in "34567" and length in (None, 8):
        return "+370" + text
    return "+" + text


def _digits(value: str) -> str:
    return "".join(c for c in value if c in "?*" or c.isdigit())


def _online(value: str) -> str:
    return "".join(value.lower().split()).removeprefix("@")


READ: dict[tuple[str, str], Callable[[str], str]] = {
    ("vehicle", "plate"): _plate,
    ("vehicle", "vin"): _letters,
    ("phone", "number"): _phone,
    ("person", "personal_code"): _digits,
    ("document", "number"): _letters,
    ("account", "iban"): _letters,
    ("organisation", "code"): _letters,
    ("organisation", "vat"): _letters,
    ("online_handle", "handle"): _online,
    ("online_handle", "email"): _online,
}


def pattern(type_: str, field: str, value: str) -> Pattern | None:
    """The pattern in a value with `?` or `*` in it; None where the value has neither, fewer than three characters are
    known, or the field cannot be searched in part. `...` and `…` are `*`; `_` and `%` are read as databases read them.

    Example: `pattern("phone", "number", "*4567").matches("+37061234567")`.
    """
    read = READ.get((type_, field))
    if read is None or not value or len(value) > 100:
        return None
    marked = value.strip().replace("...", "*") if field != "email" else value.strip()
    marked = marked.translate(_UNKNOWN) if type_ != "online_handle" else marked
    if not _WILD.search(marked):
        return None
    text = re.sub(r"\*[*?]*\*", "*", read(marked))
    known = sum(c.isalnum() for c in text.removeprefix("+370"))
    return _pattern(text) if known >= LEAST and text.count("*") <= STARS else None
