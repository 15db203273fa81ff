"""One cell of the mapping applied to one row: joined, split, cut to a part, translated, dates made ISO."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from gija.police.databases.cell_map import LONGEST_MATCH, Cell

ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[ T]\d{2}:\d{2}.*)?")


class CellError(ValueError):
    """A value that its cell refuses; the message is a code of `databases.yaml`. Never holds the value itself."""


def values(cell: Cell, row: Mapping[str, str], *, is_date: bool = False) -> tuple[str, ...]:
    """The values of a cell: none where it is empty, several where it is split. Refused: `CellError`."""
    if cell.constant is not None:
        return (cell.constant,) if cell.constant else ()
    if cell.first is not None:
        said: tuple[str, ...] = next((found for one in cell.first if (found := values(one, row))), ())
    else:
        said = _said(cell, row)
        if cell.plain and not is_date:
            return said
    made = (_value(cell, part, is_date) for each in said for part in _parts(cell, each))
    return tuple(dict.fromkeys(value for value in made if value))


def value(cell: Cell | None, row: Mapping[str, str], *, is_date: bool = False) -> str:
    """The first value of a cell, "" for none. An empty cell takes the default of its code table."""
    if cell is None:
        return ""
    found = values(cell, row, is_date=is_date)
    return found[0] if found else (cell.default or "") if cell.constant is None else ""


def _said(cell: Cell, row: Mapping[str, str]) -> tuple[str, ...]:
    if cell.column is not None:
        said = row[cell.column]
    else:
        said = cell.join.join(part for part in (row[name] for name in cell.columns or ()) if part)
    return (said,) if said else ()


def _parts(cell: Cell, said: str) -> Iterable[str]:
    """The values that one text holds: trimmed, and only the part that is wanted of them."""
    parts = [part.strip() for part in said.split(cell.split)] if cell.split else [said]
    if cell.part is not None:
        parts = parts[cell.part - 1 : cell.part]
    if cell.trim:
        parts = [part.strip(cell.trim).strip() for part in parts]
    return (part for part in parts if part)


def _value(cell: Cell, said: str, is_date: bool) -> str:
    if cell.match is not None:
        found = re.search(cell.match, said[:LONGEST_MATCH])
        if found is None:
            return _default(cell, "row.no_match")
        said = ((found[1] if found.re.groups else found[0]) or "").strip()
    if cell.case is not None:
        said = said.upper() if cell.case == "upper" else said.lower()
    if cell.values is not None and said:
        return cell.values[said] if said in cell.values else _default(cell, "row.code_unknown")
    return iso(said, cell.format) if said and (is_date or cell.format) else said


def _default(cell: Cell, reason: str) -> str:
    if cell.default is None:
        raise CellError(reason)
    return cell.default


@lru_cache(maxsize=100_000)
def iso(said: str, formats: tuple[str, ...]) -> str:
    """A date as ISO, as exact as its format: `%Y` gives a year, `%Y-%m` a month. Refused: `CellError`.

    Without formats, ISO itself is read (a time of day is dropped); an unknown month or day written 00 is left out. With
    formats a whole ISO date is read, too: a column of the type date has no other writing.
    """
    for form in formats:
        try:
            found = datetime.strptime(said, form)  # noqa: DTZ007 a day has no time zone
        except ValueError:
            continue
        exact = 10 if "%d" in form or "%j" in form else 7 if any(m in form for m in ("%m", "%b", "%B")) else 4
        return found.date().isoformat()[:exact]
    plain = ISO.fullmatch(said)
    if plain is None or (formats and not plain[3]):
        raise CellError("row.date")
    year, month, day = plain[1], plain[2], plain[3]
    if not month or month == "00":
        return year
    if not day or day == "00":
        day = None
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        raise CellError("row.date") from None
    return f"{year}-{month}-{day}" if day else f"{year}-{month}"
