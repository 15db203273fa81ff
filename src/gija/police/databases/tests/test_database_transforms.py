"""The steps from what a column holds to what Gija keeps; a slip in them is refused before any row is read."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from gija.methods.search.values import Query
from gija.police.databases.ask import ask
from gija.police.databases.cells import CellError, values
from gija.police.databases.mapping import Cell, Mapping, MappingError, load
from gija.police.databases.queries import cell_words
from gija.police.databases.values import State

Mapped = Callable[..., Mapping]
Makes = Callable[..., str]


@pytest.mark.parametrize(
    ("cell", "row", "found"),
    [
        ({"column": "A", "split": ",", "part": 1}, {"A": "Onaitė, Ona"}, ("Onaitė",)),
        ({"column": "A", "split": ",", "part": 2}, {"A": "Onaitė, Ona"}, ("Ona",)),
        ({"column": "A", "split": ",", "part": 2}, {"A": "Onaitė"}, ()),
        ({"column": "A", "trim": "*#"}, {"A": "**ABC 123#"}, ("ABC 123",)),
        ({"column": "A", "case": "upper"}, {"A": "abč"}, ("ABČ",)),
        ({"column": "A", "case": "lower"}, {"A": "ABČ"}, ("abč",)),
        ({"column": "A", "match": r"AK (\d{11})"}, {"A": "ž. AK 49005170003, LTU"}, ("49005170003",)),
        ({"column": "A", "match": r"\d+"}, {"A": "tel. 112"}, ("112",)),
        ({"column": "A", "match": r"\d+", "default": ""}, {"A": "nėra"}, ()),
        ({"column": "A", "match": r"\d+", "default": "0"}, {"A": "nėra"}, ("0",)),
        ({"column": "A", "match": r"x(\d+)?"}, {"A": "x"}, ()),
        ({"first": ["A", "B"]}, {"A": "", "B": "y"}, ("y",)),
        ({"first": ["A", "B"]}, {"A": "x", "B": "y"}, ("x",)),
        ({"first": ["A", "B"]}, {"A": "", "B": ""}, ()),
        ({"first": ["A", {"column": "B", "split": "/"}], "case": "upper"}, {"A": "", "B": "x/y"}, ("X", "Y")),
        ({"first": [{"column": "A", "match": r"\d{4}", "default": ""}, "B"]}, {"A": "?", "B": "1990"}, ("1990",)),
        (
            {"column": "A", "split": ";", "trim": ".", "case": "upper", "values": {"LT": "LTU", "PL": "POL"}},
            {"A": "lt.; pl."},
            ("LTU", "POL"),
        ),
        ({"column": "A", "match": r"g\. (\S+)", "format": "%d.%m.%Y"}, {"A": "g. 17.05.1990"}, ("1990-05-17",)),
    ],
)
def test_a_value_goes_through_its_steps_in_their_order(cell: Any, row: dict[str, str], found: tuple[str, ...]) -> None:
    assert values(Cell.model_validate(cell), row) == found


def test_what_a_pattern_does_not_find_is_a_bad_value() -> None:
    with pytest.raises(CellError, match=r"row\.no_match"):
        values(Cell.model_validate({"column": "A", "match": r"\d+"}), {"A": "nėra"})


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ({"first": ["A"]}, "too_short"),
        ({"first": ["A", "B"], "column": "C"}, "one_origin"),
        ({"column": "A", "part": 1}, "part_alone"),
        ({"column": "A", "split": ",", "part": 0}, "greater_than_equal"),
        ({"column": "A", "default": "x"}, "default_alone"),
        ({"column": "A", "case": "title"}, "literal_error"),
        ({"column": "A", "match": "("}, "pattern"),
        ({"column": "A", "match": "(a+)+$"}, "pattern_slow"),
        ({"column": "A", "match": "(a|aa)+$"}, "pattern_slow"),
        ({"column": "A", "match": "(a{0,50}){0,50}$"}, "pattern_slow"),
        ({"column": "A", "match": r"(.*)\1"}, "pattern_slow"),
        ({"column": "A", "match": ".*.*.*x"}, "pattern_slow"),
    ],
)
def test_a_step_that_cannot_be_meant_is_refused(cell: Any, error: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Cell.model_validate(cell)
    assert error in [one["type"] for one in caught.value.errors()]


@pytest.mark.parametrize(
    "pattern", [".*.*x", "^.*.*.*x", r"^(?:\d{2})+-\w*-[a-z]*$", "(ab|cd)x*", r"^\D*(\d{3,12})\D*$"]
)
def test_no_pattern_that_is_let_in_takes_long_on_any_text(pattern: str) -> None:
    cell = Cell.model_validate({"column": "A", "match": pattern, "default": ""})
    started = time.monotonic()
    for text in ("a" * 4000, "12" * 2000, "ab" * 2000, " " * 4000):
        values(cell, {"A": text})
    assert time.monotonic() - started < 3


def test_a_slip_in_a_step_is_told_with_its_line_and_field(mapped: Mapped, residents_csv: Makes) -> None:
    mapping = mapped(residents_csv())
    text = mapping.path.read_text().replace("AK\n", '{first: [AK, {column: TEL, match: "(a+)+"}]}\n', 1)
    mapping.path.write_text(text)
    line = next(at for at, said in enumerate(text.splitlines(), 1) if "(a+)+" in said)
    with pytest.raises(MappingError) as caught:
        load(mapping.path)
    error = caught.value
    assert (error.code, error.values["line"]) == ("mapping.value", line)
    assert error.values["field"] == "tables[1].entities.person.fields.personal_code.first[2].match"
    assert "for ever" in error.text.en
    assert "be galo" in error.text.lt


STEPS = [
    ("number: TEL", "number: {first: [PASTABA, TEL]}", ("8 612 34567", "")),
    ("number: TEL", 'number: {column: TEL, split: ";"}', ("112; +370 612 34567", "")),
    ("number: TEL", r'number: {column: TEL, match: "tel\\. ([0-9 ]+)"}', ("g. tel. 8 612 34567", "")),
    ("number: TEL", 'number: {column: TEL, trim: "*"}', ("**8-612-34567*", "")),
    ("number: TEL", "number: {first: [TEL, PASTABA]}", ("", "(8 612) 34567")),
]


@pytest.mark.parametrize(("old", "new", "cells"), STEPS)
@pytest.mark.parametrize("kind", ["csv", "sqlite"])
def test_a_live_database_is_asked_through_the_steps(
    request: pytest.FixtureRequest, mapped: Mapped, kind: str, old: str, new: str, cells: tuple[str, str]
) -> None:
    """The question is put to the columns before the steps, so it must let through whatever they may make of them."""
    rows = [("1", "Ona", "Onaitė", "", "", "", "", cells[0], "", "", cells[1])]
    rows += [(str(n), "Ąžuolas", "Eglynas", "", "", "", "", f"8 600 {n:05}", "", "", "") for n in range(2, 6)]
    mapping = mapped(request.getfixturevalue(f"residents_{kind}")(rows))
    mapping.path.write_text(mapping.path.read_text().replace(old, new))
    (answer,) = ask(Query("phone", {"number": "+37061234567"}), [load(mapping.path)])
    assert (answer.state, answer.error) == (State.ANSWERED, None)
    assert [match.record.id for match in answer.matches.found] == ["GYVENTOJAI:1:mobile"]


@pytest.mark.parametrize("kind", ["csv", "sqlite"])
@pytest.mark.parametrize("asked", ["*4567", "+370612345??", "8 612 3?567"])
def test_a_live_database_is_asked_for_a_number_known_in_part(
    request: pytest.FixtureRequest, mapped: Mapped, kind: str, asked: str
) -> None:
    mapping = mapped(request.getfixturevalue(f"residents_{kind}")())
    (answer,) = ask(Query("phone", {"number": asked}), [mapping])
    assert {match.record.id for match in answer.matches.found} == {"GYVENTOJAI:1:mobile", "GYVENTOJAI:2:mobile"}


def test_the_steps_of_a_cell_are_shown_on_its_page() -> None:
    cell = Cell.model_validate({"first": ["A", "B"], "split": "/", "part": 2, "values": {"x": "y"}})
    assert cell_words(cell) == "A / B (split /) (part 2) (x → y)"
