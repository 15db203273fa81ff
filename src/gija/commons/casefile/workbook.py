"""The workbook to fill in: a sheet of cases, one for each kind of entry, and one that explains every column."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import override

from gija.commons.casefile import entries
from gija.commons.casefile.columns import ASKED, EXAMPLE, SERVICES, titles
from gija.commons.casefile.fields import BY_NAME, Field, Kind
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

CHOSEN = 255  # characters a list of choices in a cell may have
ROWS = 2_000  # for which choices are offered
LISTED = 60  # codes that the help spells out
WHAT: Mapping[Kind, Text] = {
    Kind.DATE: Text("A day: 2014-03-05", "Diena: 2014-03-05"),
    Kind.BORN: Text("A day, a month or a year: 1990-05-17, 1990", "Diena, mėnuo arba metai: 1990-05-17, 1990"),
    Kind.MONTH: Text("A month: 2014-03", "Mėnuo: 2014-03"),
    Kind.COUNT: Text("A whole number", "Sveikasis skaičius"),
    Kind.MONEY: Text("Euro: 1234.50", "Eurai: 1234,50"),
    Kind.FLAG: Text("yes, or nothing", "taip arba nieko"),
    Kind.YES_NO: Text("yes or no", "taip arba ne"),
    Kind.CODE: Text("One code, or its name", "Vienas kodas arba jo pavadinimas"),
    Kind.CODES: Text("Codes or names, parted by “;”", "Kodai arba pavadinimai, atskirti „;“"),
    Kind.ROWS: Text("Codes or names, parted by “;”", "Kodai arba pavadinimai, atskirti „;“"),
}
WORDS = Text("Words", "Žodžiai")
HEAD = {
    "sheet": Text("Sheet", "Lapas"),
    "column": Text("Column", "Stulpelis"),
    "code": Text("Its code", "Jo kodas"),
    "needed": Text("Needed", "Būtinas"),
    "what": Text("What to write", "Ką rašyti"),
    "codes": Text("Codes", "Kodai"),
}
YES = Text("yes", "taip")
LONG = Text("Codes of the list “{list}”", "Sąrašo „{list}“ kodai")
ONE_ROW = Text(
    "One row an entry. The own case number says whose it is: it must stand once on the sheet of cases.",
    "Viena eilutė – vienas įrašas. Kieno jis, pasako įstaigos bylos numeris: bylų lape jis turi būti vieną kartą.",
)
SERVICES_HELP = Text(
    "Services in one cell, or use the sheet of services: medical 2014-03-05 2014-03-20; legal 2014-03-10",
    "Paslaugos viename langelyje arba paslaugų lape: medical 2014-03-05 2014-03-20; legal 2014-03-10",
)


def template(language: str, institution_kind: str) -> bytes:
    """The empty workbook in a language, with a made-up case in its second row and only what such an institution is
    asked for."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book, override(language):
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3F4F5"})
        for name, fields, example in _sheets(institution_kind):
            _sheet(book.add_worksheet(entries.SHEETS[name].in_(language)), fields, example, language, bold)
        _help(book.add_worksheet(entries.HELP.in_(language)), institution_kind, language, bold)
    return out.getvalue()


def _sheets(institution_kind: str) -> Iterator[tuple[str, tuple[Field, ...], Mapping[str, str]]]:
    """Each sheet: its kind, its fields, its made-up row."""
    services = Field(SERVICES, SERVICES, Kind.TEXT, 2)
    yield entries.CASES, (*ASKED, services), EXAMPLE
    for kind in entries.asked_of(institution_kind):
        example = entries.EXAMPLES.get(kind, {})
        own = {entries.REFERENCE: EXAMPLE[entries.REFERENCE]} if example else {}
        yield kind, (BY_NAME[entries.REFERENCE], *entries.fields_of(kind)), {**own, **example}


def _sheet(sheet: Any, fields: tuple[Field, ...], example: Mapping[str, str], language: str, bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    labels = [_title(one) for one in fields]
    for at, one in enumerate(fields):
        title = labels[at] if labels.count(labels[at]) == 1 else one.name
        sheet.write_string(0, at, title, bold)
        sheet.set_column(at, at, max(12, min(len(title) + 2, 40)))
        sheet.write_string(1, at, example.get(one.name, ""))
        _choices(sheet, at, one, language)


def _title(one: Field) -> str:
    """The label, where it can be read back as this field; else the code."""
    label = str(one.label)
    return label if titles().get(label.casefold(), one.name) == one.name or one.page == 3 else one.name


def _choices(sheet: Any, at: int, one: Field, language: str) -> None:
    """A list to choose from, where it is short; what is typed instead is looked at when the file is read."""
    if one.kind is Kind.CODE and one.list:
        names = [code.text.in_(language) for code in code_list(one.list) if not code.retired]
        if len(",".join(names)) <= CHOSEN and not any("," in name for name in names):
            sheet.data_validation(1, at, ROWS, at, {"validate": "list", "source": names, "show_error": False})


def _help(sheet: Any, institution_kind: str, language: str, bold: Any) -> None:
    rows: list[tuple[str, ...]] = []
    for kind, fields, _example in _sheets(institution_kind):
        name = entries.SHEETS[kind].in_(language)
        if kind != entries.CASES:
            rows.append((name, "", "", "", ONE_ROW.in_(language), ""))
        for one in fields:
            needed = YES.in_(language) if one.required or (kind != entries.CASES and one.name == "reference") else ""
            rows.append((name, str(one.label), one.name, needed, _what(one, language), _codes(one, language)))
    for at, text in enumerate(HEAD.values()):
        sheet.write_string(0, at, text.in_(language), bold)
    for number, row in enumerate(rows, 1):
        for at, words in enumerate(row):
            sheet.write_string(number, at, words)
    for at, width in enumerate((24, 34, 24, 9, 46, 90)):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 0)


def _what(one: Field, language: str) -> str:
    if one.name == SERVICES:
        return SERVICES_HELP.in_(language)
    hint = str(one.hint) if one.hint else ""
    return " ".join(filter(None, (f"{WHAT.get(one.kind, WORDS).in_(language)}.", hint)))


def _codes(one: Field, language: str) -> str:
    if not one.list:
        return ""
    listed = code_list(one.list)
    there = [code for code in listed if not code.retired]
    if len(there) > LISTED:
        return LONG.fill(list=listed.text.in_(language)).in_(language)
    return "; ".join(f"{code.code} = {code.text.in_(language)}" for code in there)
