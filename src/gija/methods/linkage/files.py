"""Lists of people from CSV files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from gija.methods.names import Person, fold
from gija.vocabulary.errors import GijaError

COLUMNS = {
    "name": "name",
    "vardas pavarde": "name",
    "vardas ir pavarde": "name",
    "given name": "given",
    "first name": "given",
    "vardas": "given",
    "family name": "family",
    "last name": "family",
    "surname": "family",
    "pavarde": "family",
    "birth date": "birth",
    "date of birth": "birth",
    "gimimo data": "birth",
    "sex": "sex",
    "lytis": "sex",
    "personal code": "code",
    "asmens kodas": "code",
}
_DATE = re.compile(r"(\d{4})(?:[-./]?(\d{2})(?:[-./]?(\d{2}))?)?")
_WOMAN = frozenset({"f", "female", "woman", "moteris", "mot"})
_MAN = frozenset({"male", "man", "vyras", "vyr", "v"})


def read_people(file: Path) -> tuple[Person, ...]:
    """The people of a UTF-8 CSV file with headings (comma, semicolon or tab), one a row.

    Read are `name`, or `given_name` and `family_name`, and `birth_date` (a year will do), `sex`, `personal_code`, also
    under their Lithuanian headings; other columns are left. Raises `linkage.file_missing`, `linkage.file_not_text`,
    `linkage.file_columns`, `linkage.file_row`; none tells what a cell held.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GijaError("linkage.file_missing", file=file.name) from error
    except UnicodeDecodeError as error:
        raise GijaError("linkage.file_not_text", file=file.name) from error
    lines = text.splitlines()
    mark = max(",;\t", key=lines[0].count) if lines else ","
    try:
        rows = [row for row in csv.reader(lines, delimiter=mark, strict=True) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise GijaError("linkage.file_columns", file=file.name) from error
    places = _places(rows[0] if rows else [], file)
    code = _sex_code([_cell(row, places, "sex") for row in rows[1:]])
    return tuple(_people(rows[1:], places, code, file))


def _places(heads: Sequence[str], file: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        if field := COLUMNS.get(fold(head.replace("_", " "))):
            found.setdefault(field, at)
    if "name" not in found and not {"given", "family"} <= set(found):
        raise GijaError("linkage.file_columns", file=file.name)
    return found


def _cell(row: Sequence[str], places: dict[str, int], field: str) -> str:
    at = places.get(field, len(row))
    return row[at].strip() if at < len(row) else ""


def _people(rows: Sequence[Sequence[str]], places: dict[str, int], sex: dict[str, str], file: Path) -> Iterator[Person]:
    for number, row in enumerate(rows, start=2):
        whole = f"{_cell(row, places, 'given')} {_cell(row, places, 'family')}".strip()
        born = _cell(row, places, "birth")
        date = _DATE.fullmatch(born)
        if born and not date:
            raise GijaError("linkage.file_row", file=file.name, row=number, field="birth_date")
        written = "-".join(part for part in date.groups() if part) if date else ""
        yield Person(
            (whole or _cell(row, places, "name"),),
            birth_date=written,
            sex=sex.get(fold(_cell(row, places, "sex")), ""),
            personal_code=_cell(row, places, "code"),
        )


def _sex_code(values: Sequence[str]) -> dict[str, str]:
    """What the words of the column mean. `M` is a man beside `F`, a woman (moteris) beside `V` (vyras)."""
    met = {fold(value) for value in values if value}
    meaning = dict.fromkeys(met & _WOMAN, "F") | dict.fromkeys(met & _MAN, "M")
    if "m" in met:
        meaning["m"] = "F" if "v" in met else "M" if "f" in met or "female" in met else ""
    return meaning
