"""The XLSX writer: text stays text, missing stays words, the same sheets give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gija.formats.xlsx import Cell, Column, Missing, Sheet, write
from gija.formats.xlsx.writer import tab_names
from gija.vocabulary.errors import GijaError

MADE = dt.datetime(2015, 12, 31, tzinfo=dt.UTC)


def sheet(*rows: tuple[Cell, ...], name: str = "Aukos") -> Sheet:
    return Sheet(
        name, "Aukos pagal metus", (Column("Metai"), Column("Reikšmė", numeric=True)), rows, ("Pastaba",), ("S1",)
    )


def book(*sheets: Sheet, language: str = "lt") -> bytes:
    return write(sheets, title="Ataskaita", language=language, made=MADE)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_numbers_are_numbers_missing_is_words_and_never_zero() -> None:
    content = book(sheet(("2013", 47), ("2014", Decimal("1.5")), ("2009", Missing("Duomenų nėra"))))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows[2:6]] == [
        ["Metai", "Reikšmė"], ["2013", 47.0], ["2014", 1.5], ["2009", "Duomenų nėra"],
    ]  # fmt: skip
    assert ["Pastabos", ""] in rows
    assert ["S1", ""] in rows


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", '=HYPERLINK("http://x")', "http://x", "{=1}", "mailto:x"])
def test_text_is_never_a_formula_or_a_link(start: str) -> None:
    content = parts(book(sheet((f"{start}1+1", Missing(f"{start}2")), name=f"{start}x")))
    pages = "".join(text for name, text in content.items() if name.startswith("xl/worksheets"))
    assert "<f>" not in pages
    assert "hyperlink" not in pages
    assert "1+1" in content["xl/sharedStrings.xml"]


def test_headings_stay_in_sight_and_on_every_printed_page() -> None:
    content = parts(book(sheet(("2013", 47))))
    page = content["xl/worksheets/sheet1.xml"]
    assert 'state="frozen"' in page
    assert "autoFilter" in page
    assert "Print_Titles" in content["xl/workbook.xml"]
    assert "&amp;P puslapis iš &amp;N" in page
    assert "lt" in content["docProps/custom.xml"]


def test_the_same_sheets_give_the_same_bytes_and_only_the_given_date() -> None:
    one, other = book(sheet(("2013", 47))), book(sheet(("2013", 47)))
    assert one == other
    assert "2015-12-31T00:00:00Z" in parts(one)["docProps/core.xml"]


def test_names_of_sheets_are_cut_cleaned_and_told_apart() -> None:
    found = tab_names(["a/b:c", "A b c", "x" * 40, "x" * 40, "", "History", "'quoted'"])
    assert found == ["a b c", "A b c 2", "x" * 31, "x" * 29 + " 2", "1", "History 2", "quoted"]


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(GijaError) as refused:
        book(sheet(("2013",)))
    assert refused.value.code == "xlsx.shape"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=40))
def test_any_text_gives_a_file_that_can_be_read(text: str, name: str) -> None:
    content = book(sheet((text, 1), name=name))
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names) == 1


def test_a_header_stands_on_every_printed_page_and_is_only_text() -> None:
    told = replace(sheet(("2013", 47)), header="H1 & slapta &D " + "ž&" * 200)
    page = parts(book(told))["xl/worksheets/sheet1.xml"]
    said = unescape(re.findall("<oddHeader>(.*?)</oddHeader>", page)[0])
    assert said.startswith('&C&"-,Bold"H1 && slapta &&D ž&&')
    assert len(said) <= 255
    assert len(re.findall("&+$", said.rstrip("ž"))[0]) % 2 == 0, "no half of an escape at the end"
    assert "oddHeader" not in parts(book(sheet(("2013", 47))))["xl/worksheets/sheet1.xml"]
