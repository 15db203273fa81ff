"""The yearly table set: nothing is added up that may not be, and what is missing is told with who did not tell it."""

from __future__ import annotations

import datetime as dt

import pytest

from gija.formats import eu19a, sheets
from gija.formats.eu19a import Asked, Told
from gija.formats.eu19a.values import SILENT
from gija.vocabulary.indicators import indicators

MADE = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
POLICE, SECOND, NGO = ("kpb", "police"), ("vilnius_police", "police"), ("viltis", "ngo")
NAMES = {"kpb": "Kriminalinės policijos biuras", "viltis": "=Viltis"}
FEMALE = (("sex", "F"),)


def asked(*suppliers: tuple[str, str], indicator: str = "victims_registered") -> list[Asked]:
    return [Asked(name, kind, indicator) for name, kind in suppliers]


def told(supplier: tuple[str, str], value: int | None, status: str = "reported", qualifier: str = "exact",
         breakdown: tuple[tuple[str, str], ...] = ()) -> Told:  # fmt: skip
    return Told(*supplier, "victims_registered", breakdown, value, status, qualifier)


def test_the_set_has_each_indicator_of_the_article_and_says_what_nobody_was_asked_for() -> None:
    made = eu19a.tables("2024", asked(POLICE), [])
    assert [one.code for one in made.tables] == [one.code for one in indicators().values() if one.family == "eu19a"]
    assert "victims_registered" not in made.unasked
    assert "judgments" in made.unasked
    assert not made.verified


def test_suppliers_of_one_kind_are_added_up_and_kinds_are_not() -> None:
    made = eu19a.tables("2024", asked(POLICE, SECOND, NGO), [told(POLICE, 5), told(SECOND, 2), told(NGO, 9)])
    table = made.tables[0]
    assert table.kinds == ("ngo", "police")
    assert (table.value((), "police"), table.value((), "ngo")) == (7, 9)


@pytest.mark.parametrize("second", [None, told(SECOND, None, "not_collected"), told(SECOND, 2, qualifier="at_least")])
def test_where_one_told_no_exact_number_there_is_no_sum(second: Told | None) -> None:
    made = eu19a.tables("2024", asked(POLICE, SECOND), [told(POLICE, 5), *([second] if second else [])])
    assert made.tables[0].value((), "police") is None


def test_completeness_tells_of_every_cell_which_state_it_is_in_and_from_whom() -> None:
    figures = [told(POLICE, 5), told(POLICE, None, "not_collected", breakdown=FEMALE)]
    made = eu19a.tables("2024", asked(POLICE, NGO), figures)
    cells = len(indicators()["victims_registered"].cells())
    assert made.completeness()["victims_registered", "kpb"] == {"reported": 1, "not_collected": 1, SILENT: cells - 2}
    assert made.completeness()["victims_registered", "viltis"] == {SILENT: cells}
    assert made.totals().total() == 2 * cells


def test_what_was_not_asked_for_is_no_part_of_the_set() -> None:
    made = eu19a.tables("2024", asked(POLICE), [told(NGO, 9)])
    assert made.tables[0].kinds == ("police",)


@pytest.mark.parametrize(("language", "label"), [("en", "unverified"), ("lt", "nepatikrinta")])
def test_both_files_say_unverified_everywhere_and_are_the_same_bytes_again(language: str, label: str) -> None:
    made = eu19a.tables("2024", asked(POLICE, NGO), [told(POLICE, 5), told(NGO, 5, qualifier="at_least")])
    book = eu19a.xlsx(made, language, NAMES, made=MADE)
    assert book == eu19a.xlsx(made, language, NAMES, made=MADE)
    read = sheets.sheets(book)
    assert len(read) == len(made.tables) + 2
    for rows in list(read.values())[: len(made.tables)]:
        assert label in rows[0][0]
    assert read["1 19a(1)(a)"][3][1:] == ["≥ 5", "5"]
    rows = sheets.rows(eu19a.csv(made, language, NAMES))
    assert len(rows) == 1 + 2 * len(indicators()["victims_registered"].cells())
    assert all(label in row[-1] for row in rows[1:])
    assert {row[5] for row in rows[1:]} == {"Kriminalinės policijos biuras", "'=Viltis"}
