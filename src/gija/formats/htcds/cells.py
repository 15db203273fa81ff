"""One cell of HTCDS as what it says in a record: a code, codes, a number, a date."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from gija.formats.htcds import codes, standard
from gija.formats.htcds.values import Findings
from gija.vocabulary import record_model as model
from gija.vocabulary.text import Text

_DATE = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?(?:[T ].*)?")
YES = frozenset({"true", "1", "yes", "taip"})
NO = frozenset({"false", "0", "no", "ne"})


def date(said: str) -> str | None:
    """A year, a month or a day in ISO 8601 (2014, 2014-03, 2014-03-05; `.` and `/` between them too); None for none
    such. Other orders are not guessed: 03/05/2014 may be two days."""
    found = _DATE.fullmatch(said.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def month(name: str, said: str, found: Findings, row: int = 0) -> str | None:
    """The month of a date; a fault for what is none, a notice for a year alone."""
    read = date(said)
    if read is None:
        found.wrong(name, "htcds.date", row)
    elif len(read) < 7:
        found.note(name, "year_only", row)
    else:
        return read[:7]
    return None


def chosen(name: str, said: str, found: Findings, row: int = 0) -> tuple[str, ...]:
    """The values in a cell; a fault where one is none of the field's."""
    values = standard.chosen(name, said)
    if values is None:
        found.wrong(name, "htcds.value", row, label=standard.fields()[name].label)
        return ()
    if len(values) > 1 and not standard.fields()[name].many:
        found.wrong(name, "htcds.one_value", row)
        return ()
    return values


def coded(name: str, said: str, found: Findings, row: int = 0, listed: str = "") -> list[str]:
    """Our codes for what is chosen; a notice for a value that the record has no code for."""
    ours = codes.to_ours(name, listed)
    result = []
    for value in chosen(name, said, found, row):
        if value in ours:
            result.append(ours[value])
        else:
            found.note(name, "value_lost", row)
    return list(dict.fromkeys(result))


def count(name: str, said: str, most: int, found: Findings) -> int | None:
    """A whole number of at most `most`; `2.0`, as spreadsheets write it, is one."""
    plain = re.sub(r"\.0+$", "", said)
    if not (plain.isascii() and plain.isdigit() and int(plain[:9]) <= most and len(plain) < 10):
        found.wrong(name, "htcds.number", most=most)
        return None
    return int(plain)


def named(name: str, how: str, said: str, found: Findings) -> list[str]:
    """Countries, languages, a municipality, a label: several of the first two parted by `;`, `,` or `|`."""
    look: Any = {"country": codes.country, "language": codes.language, "municipality": codes.municipality}.get(how)
    if how == "label":
        listed = codes.list_of(name)
        look = lambda said: codes.labelled(listed).get(standard.folded(said))  # noqa: E731
    many = standard.fields()[name].many and look(said) is None
    result = []
    for part in filter(None, map(str.strip, re.split(r"[;,|\n]", said) if many else [said])):
        code = look(part)
        if code is not None:
            result.append(code)
        elif how in ("label", "municipality", "language"):
            found.note(name, {"label": "text_lost", "municipality": "city_lost", "language": "language_lost"}[how])
        else:
            found.wrong(name, "htcds.country")
    return list(dict.fromkeys(result))


def flag(name: str, said: str, found: Findings) -> bool | None:
    """A tick box; a fault for what is neither yes nor no."""
    plain = said.casefold()
    if plain not in YES | NO:
        found.wrong(name, "htcds.tick")
        return None
    return plain in YES


def field_text(name: str) -> Text:
    """What a field is called: by the standard in English, by the record model in Lithuanian where it has it."""
    label = standard.fields()[name].label if name in standard.fields() else name
    to = codes.rules().get(name, {}).get("to", "")
    return Text(label, model.field(to).text.lt if to else label)
