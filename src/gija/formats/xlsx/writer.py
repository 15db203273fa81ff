"""Writes sheets as XLSX. The same sheets give the same bytes: its only date is the one that is given."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gija.formats.xlsx.values import Cell, Missing, Sheet
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

NARROWEST, WIDEST = 10, 60  # characters
MOST_HEADER = 255  # characters of a printed header
MOST_TEXT = 32_767  # characters a cell may hold
HEAD_ROW = 2
NOTES = Text("Notes", "Pastabos")
SOURCES = Text("Sources", "Šaltiniai")
PAGE = Text("Page &P of &N", "&P puslapis iš &N")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# What XML 1.0 has no place for.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Any
    head: Any
    head_number: Any
    text: Any
    whole: Any
    part: Any
    missing: Any
    strong: Any

    @classmethod
    def of(cls, book: Any) -> _Formats:
        top = {"valign": "top", "text_wrap": True}
        head = {"bold": True, "bottom": 1, "bg_color": "#F3F4F5", **top}
        return cls(
            title=book.add_format({"bold": True, "font_size": 14}),
            head=book.add_format(head),
            head_number=book.add_format({**head, "align": "right"}),
            text=book.add_format(top),
            whole=book.add_format({"num_format": "#,##0", "valign": "top"}),
            part=book.add_format({"num_format": "#,##0.0##", "valign": "top"}),
            missing=book.add_format({"italic": True, "font_color": "#505A5F", "align": "right", **top}),
            strong=book.add_format({"bold": True}),
        )


def write(sheets: Sequence[Sheet], *, title: str, language: str, made: dt.datetime, author: str = "Gija") -> bytes:
    """The sheets as one XLSX file. Text is text, whatever it begins with: no formula and no link is made of it.

    Refuses no sheets, and a row that is not as wide as the columns (`xlsx.shape`).
    """
    import xlsxwriter

    if not sheets or any(len(row) != len(sheet.columns) for sheet in sheets for row in sheet.rows):
        raise GijaError("xlsx.shape")
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title, "author": author, "created": made.replace(tzinfo=None)})
        book.set_custom_property("Language", language, "text")
        formats = _Formats.of(book)
        for sheet, name in zip(sheets, tab_names([s.name for s in sheets]), strict=True):
            _sheet(book.add_worksheet(name), sheet, formats, language)
    return out.getvalue()


def tab_names(wanted: Sequence[str]) -> list[str]:
    """Names a workbook accepts: at most 31 characters as it counts them, none that is forbidden, no two alike."""
    found: list[str] = []
    for name in wanted:
        plain = _cut(_FORBIDDEN.sub(" ", name).strip(" '"), 31).strip(" '") or "1"
        number, free = 2, plain
        while free.casefold() in {f.casefold() for f in found} or free.casefold() == "history":
            free = f"{_cut(plain, 31 - len(str(number)) - 1)} {number}"
            number += 1
        found.append(free)
    return found


def _cut(text: str, units: int) -> str:
    """At most `units` UTF-16 code units, which is how a workbook counts; no character is cut in two."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def _sheet(page: Any, sheet: Sheet, formats: _Formats, language: str) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_footer("&C" + PAGE.in_(language))
    page.set_header(printed(sheet.header))
    page.hide_gridlines(2)
    _text(page, 0, 0, sheet.title, formats.title)
    for place, column in enumerate(sheet.columns):
        _text(page, HEAD_ROW, place, column.title, formats.head_number if column.numeric else formats.head)
        page.set_column(place, place, _width(sheet, place))
    for number, row in enumerate(sheet.rows, HEAD_ROW + 1):
        for place, cell in enumerate(row):
            _cell(page, number, place, cell, formats)
    last = HEAD_ROW + len(sheet.rows)
    page.freeze_panes(HEAD_ROW + 1, 1)
    page.repeat_rows(HEAD_ROW)
    if sheet.rows:
        page.autofilter(HEAD_ROW, 0, last, len(sheet.columns) - 1)
    _below(page, last + 2, sheet, formats, language)


def printed(header: str) -> str:
    """A header for every printed page, as a workbook writes it: bold, in the middle, at most 255 characters."""
    if not header.strip():
        return ""
    plain = _UNPRINTABLE.sub(" ", " ".join(header.split())).replace("&", "&&")
    style = '&C&"-,Bold"'
    cut = _cut(plain, MOST_HEADER - len(style))
    return style + (cut[:-1] if len(cut) < len(plain) and (len(cut) - len(cut.rstrip("&"))) % 2 else cut)


def _below(page: Any, row: int, sheet: Sheet, formats: _Formats, language: str) -> None:
    for heading, said in ((NOTES, sheet.notes), (SOURCES, sheet.sources)):
        if said:
            _text(page, row, 0, heading.in_(language), formats.strong)
            for line in said:
                row += 1
                _text(page, row, 0, line, None)
            row += 2


def _cell(page: Any, row: int, place: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, Missing):
        _text(page, row, place, cell.why, formats.missing)
    elif isinstance(cell, Decimal):
        page.write_number(row, place, float(cell), formats.part)
    elif isinstance(cell, int):
        page.write_number(row, place, cell, formats.whole)
    else:
        _text(page, row, place, cell, formats.text)


def _text(page: Any, row: int, place: int, words: str, format_: Any) -> None:
    plain = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", words)[:MOST_TEXT]
    if plain:
        page.write_string(row, place, plain, format_)
    else:
        page.write_blank(row, place, None, format_)


def _width(sheet: Sheet, place: int) -> float:
    """Wide enough for the column's words, its longest word at least, within limits."""
    said = [sheet.columns[place].title, *(_said(row[place]) for row in sheet.rows)]
    return float(min(max(NARROWEST, *(len(words) + 2 for words in said)), WIDEST))


def _said(cell: Cell) -> str:
    return cell.why if isinstance(cell, Missing) else str(cell)
