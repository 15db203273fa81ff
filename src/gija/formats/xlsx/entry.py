"""A workbook to be filled in: cells that may be written, cells that may not, and checks that answer while one types.

Nothing of what is filled in is ever a formula of ours; the checks beside it are. A hidden sheet says which form it is,
so that an old one can be told from the one in force.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gija.formats.xlsx.writer import tab_names
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

MARK = "gija"  # the hidden sheet that says which form it is
HEAD = 3  # row of the headings, counted from 0
LARGEST = 999_999_999
KEY, LABEL, VALUE, QUALIFIER, STATUS, NOTE, CHECK = range(7)
WRONG = Text("A whole number of 0 or more", "Sveikasis skaičius, ne mažesnis už 0")
CHOOSE = Text("Choose from the list", "Pasirinkite iš sąrašo")
BOTH = Text("a number or a reason, not both", "skaičius arba priežastis, ne abu")
MORE = Text("parts are more than the whole", "dalys viršija visumą")
LESS = Text("parts are less than the whole", "dalys mažesnės už visumą")


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows of one sheet that are parts of another row. `whole`: they must add up to it, not only stay below it."""

    total: int
    parts: tuple[int, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One cell to fill in: its key, what it is of, what is known already."""

    key: str
    label: str
    value: int | None = None
    qualifier: str = ""
    status: str = ""
    note: str = ""
    locked: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One sheet; `headings`: of label, value, exactness, reason, note and check, below a key that is hidden."""

    name: str
    title: str
    help: str
    headings: tuple[str, str, str, str, str, str]
    rows: tuple[Row, ...]
    sums: tuple[Sum, ...] = ()


def write(
    sheets: Sequence[EntrySheet],
    *,
    mark: Mapping[str, str],
    statuses: Sequence[str],
    qualifiers: Sequence[str],
    language: str,
    title: str,
    made: dt.datetime,
) -> bytes:
    """The workbook. Same sheets, same bytes. Refuses no sheets (`xlsx.shape`).

    `statuses`: the words that may stand in place of a number; `qualifiers`: how exact it is. What may not be written is
    protected (without a password: it guards against slips, not against intent).
    """
    import xlsxwriter

    if not sheets:
        raise GijaError("xlsx.shape")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "author": "Gija", "created": made.replace(tzinfo=None)})
        looks = _looks(book)
        for sheet, name in zip(sheets, tab_names([one.name for one in sheets]), strict=True):
            _sheet(book.add_worksheet(name), sheet, looks, (qualifiers, statuses), language)
        _hidden(book, mark)
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    top = {"valign": "top", "text_wrap": True}
    open_ = {"locked": False, "bg_color": "#FFFBE6", "border": 1, "border_color": "#868B8E", **top}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format(top),
        "strong": book.add_format({"bold": True, **top}),
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3F4F5", **top}),
        "open": book.add_format(open_),
        "number": book.add_format({"num_format": "#,##0", **open_}),
        "shut": book.add_format({"bg_color": "#E6E8E9", **top}),
        "check": book.add_format({"font_color": "#A3141B", "bold": True, **top}),
    }


def _hidden(book: Any, mark: Mapping[str, str]) -> None:
    page = book.add_worksheet(MARK)
    for number, (name, value) in enumerate(sorted(mark.items())):
        page.write_string(number, 0, name)
        page.write_string(number, 1, value)
    page.protect()
    page.very_hidden()


Lists = tuple[Sequence[str], Sequence[str]]  # of exactness, of reasons


def _sheet(page: Any, sheet: EntrySheet, looks: dict[str, Any], lists: Lists, language: str) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.write_string(0, LABEL, sheet.title, looks["title"])
    page.write_string(1, LABEL, sheet.help)
    for place, heading in enumerate(sheet.headings, LABEL):
        page.write_string(HEAD, place, heading, looks["head"])
    page.write_string(HEAD, KEY, "key")
    page.set_column(KEY, KEY, None, None, {"hidden": True})
    for place, width in ((LABEL, 46), (VALUE, 14), (QUALIFIER, 16), (STATUS, 22), (NOTE, 34), (CHECK, 40)):
        page.set_column(place, place, width)
    checks = _checks(sheet, language)
    for number, row in enumerate(sheet.rows):
        _row(page, HEAD + 1 + number, row, looks, checks[number])
    _validations(page, len(sheet.rows), lists, language)
    page.freeze_panes(HEAD + 1, VALUE)
    page.protect("", {"format_columns": True, "format_rows": True})


def _row(page: Any, at: int, row: Row, looks: dict[str, Any], check: str) -> None:
    page.write_string(at, KEY, row.key)
    page.write_string(at, LABEL, row.label, looks["strong" if row.strong else "text"])
    look = {name: looks["shut"] if row.locked else looks[name] for name in ("number", "open")}
    if row.value is None:
        page.write_blank(at, VALUE, None, look["number"])
    else:
        page.write_number(at, VALUE, row.value, look["number"])
    for place, text in ((QUALIFIER, row.qualifier), (STATUS, row.status), (NOTE, row.note)):
        if text:
            page.write_string(at, place, text, look["open"])
        else:
            page.write_blank(at, place, None, look["open"])
    page.write_formula(at, CHECK, check, looks["check"], "")


def _validations(page: Any, rows: int, lists: Lists, language: str) -> None:
    last = HEAD + rows
    whole = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST, "ignore_blank": True}
    page.data_validation(HEAD + 1, VALUE, last, VALUE, whole | {"error_message": WRONG.in_(language)})
    for place, words in zip((QUALIFIER, STATUS), lists, strict=True):
        listed = {"validate": "list", "source": list(words), "ignore_blank": True}
        page.data_validation(HEAD + 1, place, last, place, listed | {"error_message": CHOOSE.in_(language)})


def _checks(sheet: EntrySheet, language: str) -> list[str]:
    """The formula beside each row: first a number with a reason, then each sum that the row is the whole of."""
    found = []
    for number in range(len(sheet.rows)):
        value, status = _place(number, "C"), _place(number, "E")
        checks = [(f'AND({value}<>"",{status}<>"")', BOTH)]
        for one in sheet.sums:
            if one.total == number:
                places = ",".join(_place(part, "C") for part in one.parts)
                checks.append((f'AND({value}<>"",SUM({places})>{value})', MORE))
                if one.whole:
                    full = f'AND({value}<>"",COUNT({places})={len(one.parts)},SUM({places})<{value})'
                    checks.append((full, LESS))
        formula = '""'
        for condition, words in reversed(checks):
            formula = f'IF({condition},"{words.in_(language)}",{formula})'
        found.append("=" + formula)
    return found


def _place(number: int, column: str) -> str:
    return f"{column}{HEAD + 2 + number}"
