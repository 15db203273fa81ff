"""Hierarchies, tables with margins, and the files they come in."""

from __future__ import annotations

import pytest

from gija.methods.tables.files import read_csv, write_csv
from gija.methods.tables.hierarchy import Axis, merged
from gija.methods.tables.jj import jj_of, read_jj, table_of, write_jj
from gija.methods.tables.table import STRUCTURAL_ZERO, figure, table
from gija.methods.tables.values import TOTAL, Cell
from gija.vocabulary.errors import GijaError

PLACE = Axis.of(
    "place",
    {"Vilnius": "east", "Utena": "east", "Kaunas": "west", "east": TOTAL, "west": TOTAL},
    {"Vilnius": "city", "Kaunas": "city", "Utena": "town", "city": TOTAL, "town": TOTAL},
)
SEX = Axis.flat("sex", ["F", "M"])


def test_a_code_may_be_divided_in_two_ways() -> None:
    assert PLACE.leaves == ("Vilnius", "Utena", "Kaunas")
    assert PLACE.leaves_of("city") == {"Vilnius", "Kaunas"}
    assert PLACE.children(TOTAL) == (("east", "west"), ("city", "town"))


@pytest.mark.parametrize(
    "trees",
    [
        ({"a": "b", "b": "a"},),
        ({"a": TOTAL, "b": TOTAL}, {"a": TOTAL}),  # the total would be two numbers
    ],
)
def test_a_hierarchy_that_cannot_be_is_refused(trees: tuple[dict[str, str], ...]) -> None:
    with pytest.raises(GijaError, match="hierarchy"):
        Axis.of("x", *trees)


def test_a_leaf_of_one_table_may_be_divided_in_another() -> None:
    finer = Axis.of("origin", {"LT": "EU", "LV": "EU", "EU": TOTAL, "other": TOTAL})
    origin = merged([Axis.flat("origin", ["EU", "other"]), finer])
    assert origin.leaves_of("EU") == {"LT", "LV"}
    assert origin.leaves_of(TOTAL) == {"LT", "LV", "other"}


def test_a_coarser_axis_keeps_its_total() -> None:
    assert set(PLACE.cut(["east", "west"]).leaves) == {"east", "west"}


def test_every_margin_is_made_and_adds_up() -> None:
    whole = table("people", [PLACE, SEX], {("Vilnius", "F"): 3, ("Utena", "M"): 2, ("Kaunas", "F"): 4})
    assert whole[TOTAL, TOTAL].value == 9
    assert whole["city", "F"].value == 7
    assert whole["town", "F"].value == 0
    assert whole.additive()
    assert ((TOTAL, "F"), (("city", "F"), ("town", "F"))) in list(whole.equations())
    wrong = whole.changed({("city", "F"): Cell(("city", "F"), 8)})
    assert not wrong.additive()


def test_nobody_can_stand_in_a_structural_zero() -> None:
    whole = table("people", [PLACE, SEX], {("Vilnius", "F"): 3}, structural=[("Utena", "M")])
    assert whole["Utena", "M"].status == STRUCTURAL_ZERO
    assert whole["town", "M"].status == STRUCTURAL_ZERO
    assert whole["east", "M"].value == 0


def test_one_figure_of_a_text_is_a_table() -> None:
    assert [c.key for c in figure("people", 12, [PLACE], place="east")] == [("east",)]


def test_a_table_survives_its_file() -> None:
    whole = table("people", [PLACE, SEX], {("Vilnius", "F"): 3, ("Kaunas", "F"): 4}).closed([("Vilnius", "F")])
    back = read_csv(write_csv(whole), "people", [PLACE])
    assert {c.key: (c.value, c.status) for c in back} == {c.key: (c.value, c.status) for c in whole}


def test_leaf_counts_get_their_margins() -> None:
    made = read_csv("sex;age;freq\nF;young;2\nF;old;3\nM;old;4\n")
    assert made[TOTAL, "old"].value == 7
    assert made["M", "young"].value == 0


@pytest.mark.parametrize(
    "text", ["sex,n\nF,2,3\n", "sex,n\nF,two\n", "sex,n\nF,-1\n", "sex,n,status\nF,2,suppressed\n"]
)
def test_a_wrong_line_is_named(text: str) -> None:
    with pytest.raises(GijaError) as refused:
        read_csv(text)
    assert refused.value.values == {"line": 2}


def test_a_problem_survives_the_jj_format() -> None:
    whole = table("people", [Axis.flat("a", "xyz"), SEX], {("x", "F"): 3, ("y", "M"): 20, ("z", "F"): 8})
    jj = jj_of(whole)
    assert read_jj(write_jj(jj)) == jj
    assert jj.adds_up()
    assert [c.status for c in jj.cells].count("u") == 2  # x, and x among women
    assert table_of(jj).additive()
    assert len(table_of(jj)) == len(whole)


def test_jj_as_sdctable_writes_it_is_read() -> None:
    text = "0\n3\n0 9 9 s 0 9 0 0 0\n1 2 2 u 0 9 0 3 0\n2 7 7 s 0 9 0 0 0\n1\n0.0 3 : 0(-1) 1(1) 2(1)\n"
    jj = read_jj(text)
    assert jj.adds_up()
    assert jj.cells[1].above == 3
    with pytest.raises(GijaError) as refused:
        read_jj(text.replace("u 0 9 0", "q 0 9 0"))
    assert refused.value.values == {"line": 4}
