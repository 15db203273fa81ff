"""The grammar of an author's text: paragraphs, lists, live figures; every problem has its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.rapporteur.authoring import words
from gija.rapporteur.reports.values import Paragraph, Points
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

CITED = Basis("persons", "identified", "victims", "state")
PRESUMED = Basis("persons", "presumed", "victims", "state")


def point(value: int | None, basis: Basis = CITED, status: str = "", **codes: str) -> Point:
    told = status or ("reported" if value is not None else "not_available")
    return Point("victims_state", "2014", tuple(sorted(codes.items())), value, told, basis, "S1")


POINTS = (
    point(1047), point(19, sex="F"), point(3, PRESUMED, sex="F"), point(None, sex="M"),
    point(None, status="suppressed", sex="U"),
)  # fmt: skip
TOTAL = "[[victims_state 2014]]"


def codes(en: str, lt: str) -> list[tuple[str, str, int, str]]:
    found = words.problems("summary", Text(en, lt), POINTS)
    return [(one.code.partition(".")[2], one.language, one.paragraph, one.reference) for one in found]


def test_paragraphs_and_lists_become_blocks_with_the_figures_of_the_tables() -> None:
    women = "[[victims_state  2014 sex=F stage=identified]]"
    en = f"There were {TOTAL}\nvictims.\n\nOf these:\n- women: {women};\n- others."
    lt = f"Aukų buvo {TOTAL}.\n\nIš jų:\n- moterų: {women};\n- kitų."
    made = words.blocks_of(Text(en, lt), POINTS)
    assert made == (
        Paragraph(Text("There were 1,047 victims.", "Aukų buvo 1\u00a0047.")),
        Paragraph(Text("Of these:", "Iš jų:")),
        Points((Text("women: 19;", "moterų: 19;"), Text("others.", "kitų."))),
    )


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("victims_state 2013", "figure_unknown"), ("victims_state 2014 sex=F", "figure_ambiguous"),
        ("victims_state 2014 sex=M", "figure_missing"), ("victims_state 2014 sex=U", "figure_closed"),
        ("victims_state", "reference"), ("victims_state 2014 colour=red", "reference"), ("", "reference"),
        ("victims_state 2014 sex=F sex=M", "reference"), ("victims_state 2014 sex=", "reference"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_told_is_named_with_its_place(reference: str, code: str) -> None:
    text = f"First.\n\n[[{reference}]] people."
    place = f"[[{' '.join(reference.split())}]]"
    assert codes(text, text) == [(code, "en", 2, place), (code, "lt", 2, place)]
    with pytest.raises(GijaError) as refused:
        words.blocks_of(Text(text, text), POINTS, "summary")
    assert refused.value.code == f"authoring.{code}"
    assert "summary" in refused.value.text.en
    assert "2" in refused.value.text.lt


def test_both_languages_say_the_same_paragraph_by_paragraph_and_figure_by_figure() -> None:
    assert codes("One.", "") == [("translation_missing", "lt", 0, "")]
    assert codes("", "Viena.") == [("translation_missing", "en", 0, "")]
    assert codes("One.\n\nTwo.", "Viena.") == [("paragraphs_differ", "lt", 2, "")]
    assert codes("- one\n- two", "- viena") == [("paragraphs_differ", "lt", 1, "")]
    assert codes(TOTAL, "Tūkstantis.") == [("figures_differ", "lt", 1, TOTAL)]
    assert codes("", "") == []
    assert [one.code for one in words.problems("s", Text("", ""), (), asks=True)] == ["authoring.passage_missing"] * 2


def test_a_bracket_that_is_not_closed_is_no_reference() -> None:
    assert codes("[[victims_state 2014 people", "A.") == [("reference", "en", 1, "")]


def test_the_shortest_reference_means_just_that_figure() -> None:
    for one in POINTS:
        told = words.reference_of(one, POINTS)
        if one.value is not None:
            assert words.figure(told[2:-2], POINTS) == one
    assert words.reference_of(POINTS[0], POINTS) == TOTAL
    assert words.reference_of(POINTS[1], POINTS) == "[[victims_state 2014 sex=F stage=identified]]"


def test_a_reference_goes_to_the_first_free_place_or_to_the_end() -> None:
    assert words.inserted("Of [[]] and [[]].", TOTAL) == f"Of {TOTAL} and [[]]."
    assert words.inserted("People: ", TOTAL) == f"People: {TOTAL}"
    assert words.inserted("", TOTAL) == TOTAL


def test_numbers_that_were_typed_are_found_years_and_articles_are_not() -> None:
    text = f"In 2014 there were 47 victims ({TOTAL}), 12,5 % more, under article 147-1 of S1."
    assert words.typed_numbers(text) == ("47", "12,5")


@given(st.text(alphabet="ab []-\n=", max_size=60))
def test_no_text_breaks_the_reader_and_what_has_no_problem_becomes_blocks(text: str) -> None:
    both = Text(text, text)
    if not words.problems("s", both, POINTS):
        made = words.blocks_of(both, POINTS)
        assert len(made) == len(words.pieces(text))
