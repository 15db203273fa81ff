"""A row becomes entities and relations; what is wrong in it is named, and never stops the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.police.databases import ids
from gija.police.databases.cells import CellError, iso, value, values
from gija.police.databases.mapping import Cell, Mapping, load
from gija.police.databases.readers.base import Row
from gija.police.databases.rows import MappedRow, map_row, searchable

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
HEADER = ("ID", "VARDAS", "PAVARDE", "GIM_DATA", "LYTIS", "AK", "ADRESAS", "TEL", "NUO", "STATUSAS", "PASTABA")
EMPTY = dict.fromkeys(HEADER, "")


@pytest.fixture
def row(mapped: Callable[..., Mapping]) -> Callable[..., MappedRow]:
    mapping = mapped("file: a.csv")

    def make(**cells: str) -> MappedRow:
        return map_row(mapping, mapping.tables[0], Row(7, EMPTY | {"ID": "7"} | cells), NOW)

    return make


def test_an_entity_with_nothing_that_tells_it_is_absent(row: Callable[..., MappedRow]) -> None:
    found = row(LYTIS="V", GIM_DATA="1980.01.01", TEL="+37061234567")
    assert set(found.entities) == {"mobile"}
    assert found.relations == ()


def test_what_is_wrong_in_a_row_is_named_and_the_rest_of_it_counts(row: Callable[..., MappedRow]) -> None:
    found = row(VARDAS="Jonas", GIM_DATA="80-13-45", LYTIS="X", ADRESAS="Tilto g. 4, Kaunas", NUO="vakar")
    assert [(p.row, p.key, p.field, p.reason) for p in found.problems] == [
        (7, "7", "person.birth_date", "row.date"),
        (7, "7", "person.sex", "row.code_unknown"),
        (7, "7", "lives_at.start", "row.date"),
    ]
    assert found.entities["person"].attributes == {"given_name": ("Jonas",)}
    assert [(r.type, r.start) for r in found.relations] == [("lives_at", "")]
    assert "80-13-45" not in repr(found.problems)


def test_a_row_without_its_key_is_left_out_and_named(row: Callable[..., MappedRow]) -> None:
    found = row(ID="", VARDAS="Jonas")
    assert (found.entities, [p.reason for p in found.problems]) == ({}, ["row.no_key"])


def test_the_phone_of_a_victim_is_as_protected_as_the_victim(mapped: Callable[..., Mapping]) -> None:
    mapping = mapped("file: a.csv")
    cells = {"ID": "7", "VARDAS": "Ona", "TEL": "+37061234567", "ADRESAS": "Tilto g. 4, Kaunas", "STATUSAS": "auka"}
    records, problems = searchable(mapping, mapping.tables[0], Row(7, EMPTY | cells))
    assert problems == 0
    assert {(record.type, record.category) for record in records} == {
        ("person", "victim"),
        ("phone", "victim"),
        ("address", "victim"),
    }


def test_a_status_the_mapping_does_not_know_is_protected_as_a_victim(mapped: Callable[..., Mapping]) -> None:
    mapping = mapped("file: a.csv", more="")
    text = mapping.path.read_text().replace(", default: other", "")
    mapping.path.write_text(text)
    row = Row(7, EMPTY | {"ID": "7", "VARDAS": "Ona", "STATUSAS": "nežinoma"})
    found = map_row(load(mapping.path), mapping.tables[0], row, NOW)
    assert found.entities["person"].category == "victim"
    assert [(p.field, p.reason) for p in found.problems] == [("person.category", "row.code_unknown")]


def test_a_relation_keeps_its_attributes(row: Callable[..., MappedRow]) -> None:
    found = row(VARDAS="Ona", ADRESAS="Tilto g. 4, Kaunas", PASTABA="laikinai")
    assert found.relations[0].attributes == {"note": ("laikinai",)}


@pytest.mark.parametrize(
    ("said", "formats", "date"),
    [
        ("1990.05.17", ("%Y.%m.%d",), "1990-05-17"),
        ("17/05/1990", ("%Y.%m.%d", "%d/%m/%Y"), "1990-05-17"),
        ("1990", ("%Y.%m.%d", "%Y"), "1990"),
        ("05.1990", ("%m.%Y",), "1990-05"),
        ("1990-05-17", (), "1990-05-17"),
        ("1990-05-17", ("%d.%m.%Y",), "1990-05-17"),
        ("1990-05-17 00:00:00", (), "1990-05-17"),
        ("1990-00-00", (), "1990"),
        ("1990-05-00", (), "1990-05"),
        ("2000-02-29", (), "2000-02-29"),
    ],
)
def test_dates_become_iso_as_exact_as_they_were(said: str, formats: tuple[str, ...], date: str) -> None:
    assert iso(said, formats) == date


@pytest.mark.parametrize(
    ("said", "formats"), [("2001-02-29", ()), ("17.05.1990", ()), ("1990-05", ("%d.%m.%Y",)), ("x", ())]
)
def test_what_is_no_date_is_refused(said: str, formats: tuple[str, ...]) -> None:
    with pytest.raises(CellError, match=r"row\.date"):
        iso(said, formats)


@given(st.dates(min_value=dt.date(1900, 1, 1)))
def test_every_day_comes_back_from_its_lithuanian_writing(day: dt.date) -> None:
    assert iso(day.strftime("%Y.%m.%d"), ("%Y.%m.%d",)) == day.isoformat()


@pytest.mark.parametrize(
    ("cell", "row", "found"),
    [
        ("A", {"A": "x"}, ("x",)),
        (["A", "B"], {"A": "x", "B": "y"}, ("x y",)),
        (["A", "B"], {"A": "", "B": "y"}, ("y",)),
        ({"columns": ["A", "B"], "join": ", "}, {"A": "x", "B": "y"}, ("x, y",)),
        ({"constant": "LTU"}, {}, ("LTU",)),
        ({"column": "A", "split": "/"}, {"A": "LTU / POL/ LTU"}, ("LTU", "POL")),
        ({"column": "A", "values": {"V": "M"}}, {"A": "V"}, ("M",)),
        ({"column": "A", "values": {"V": "M"}, "default": "U"}, {"A": "?"}, ("U",)),
        ({"column": "A", "values": {"V": "M"}, "default": "U"}, {"A": ""}, ()),
    ],
)
def test_cells_are_joined_split_and_translated(cell: Any, row: dict[str, str], found: tuple[str, ...]) -> None:
    assert values(Cell.model_validate(cell), row) == found


def test_a_grade_takes_its_default_where_the_cell_is_empty() -> None:
    cell = Cell.model_validate({"column": "A", "values": {"auka": "victim"}, "default": "other"})
    assert [value(cell, {"A": said}) for said in ("auka", "?", "")] == ["victim", "other", "other"]


@given(table=st.text(min_size=1), key=st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_a_record_id_tells_its_table_and_key_whatever_they_hold(table: str, key: list[str]) -> None:
    record = ids.record_id(ids.row_id(table, tuple(key)), "person")
    assert ids.parse(record) == (table, tuple(key))
    assert record.count(":") == 2
