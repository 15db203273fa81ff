"""What is a question, a purpose, a reason; and what is none."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.police.search import ids, questions
from gija.police.search.words import Outcome, answer_line
from gija.vocabulary.entities import entity_type
from gija.vocabulary.errors import GijaError


def code_of(call: object, *args: object) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args)  # type: ignore[operator]
    assert caught.value.text.lt
    assert caught.value.text.en
    return caught.value.code


def test_every_question_asks_fields_of_the_vocabulary() -> None:
    for question in questions.QUESTIONS.values():
        known = {field.code for field in entity_type(question.type).fields}
        assert set(question.fields) <= known
        assert set(question.suffices) <= set(question.fields)


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("1990", "1990"),
        ("1990-05", "1990-05"),
        ("1990-05-17", "1990-05-17"),
        ("1990.5.17", "1990-05-17"),
        ("1990 05 17", "1990-05-17"),
        ("17.05.1990", "1990-05-17"),
        ("17/5/1990", "1990-05-17"),
    ],
)
def test_birth_dates_are_read_as_people_write_them(said: str, iso: str) -> None:
    assert questions.birth_date(said) == iso


@pytest.mark.parametrize("said", ["", "soon", "1990-13", "1990-02-30", "0200", "2999", "90-05-17", "1990-05-17x"])
def test_what_is_no_birth_date_is_refused(said: str) -> None:
    assert code_of(questions.birth_date, said) == "search.birth_date_wrong"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2020, 12, 31)))
def test_every_day_is_read_back_whichever_way_it_is_written(day: date) -> None:
    for written in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day.year} {day.month} {day.day}"):
        assert questions.birth_date(written) == day.isoformat()


@pytest.mark.parametrize(
    "said", ["", "          ", "aaaaaaaaaaaaaaaa", "1234567890 12", "tyrimas", "a b c d e f g h", "x" * 1001]
)
def test_a_reason_that_is_no_reason_is_refused(said: str) -> None:
    assert code_of(questions.reason, said) == "search.reason_missing"


@pytest.mark.parametrize(
    "said", ["Ikiteisminis tyrimas 01-1-00123", "Byla 12-3, žvalgybos duomenys", "Поиск пропавшего лица"]
)
def test_a_reason_in_words_of_any_language_is_taken(said: str) -> None:
    assert questions.reason(f"  {said}\n") == said


def test_purposes_are_those_of_the_vocabulary_only() -> None:
    assert questions.purpose("victim_protection") == "victim_protection"
    for said in ("", "curiosity", "Criminal investigation"):
        assert code_of(questions.purpose, said) == "search.purpose_missing"


def test_a_question_without_anything_to_look_for_is_none() -> None:
    for values in ({}, {"name": " "}, {"name": "?!"}, {"birth_date": "1990", "sex": "F"}):
        assert code_of(questions.asked, "person", values) == "search.nothing_asked"


def test_unknown_types_fields_and_sexes_and_endless_values_are_refused() -> None:
    assert code_of(questions.asked, "ghost", {"name": "x"}) == "search.type_unknown"
    assert code_of(questions.asked, "person", {"name": "x", "plate": "ABC123"}) == "search.field_unknown"
    assert code_of(questions.asked, "person", {"name": "x", "sex": "Q"}) == "search.sex_unknown"
    assert code_of(questions.asked, "person", {"name": "x" * 201}) == "search.value_too_long"


@given(st.text(max_size=120))
def test_cleaned_text_has_no_control_characters_and_is_clean_already(text: str) -> None:
    cleaned = questions.clean(text)
    assert cleaned == questions.clean(cleaned)
    assert all(letter.isprintable() for letter in cleaned)


def test_values_are_kept_clean_and_empty_ones_left_out() -> None:
    asked = questions.asked("person", {"name": "  Ona \x00 Onaite\u0307 ", "birth_date": "", "sex": "F"})
    assert asked.values == {"name": "Ona Onaitė", "sex": "F"}


def test_ids_are_random_and_say_nothing() -> None:
    made = {ids.new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{26}", one) for one in made)
    assert len({one[:4] for one in made}) > 900  # no common beginning: neither a clock nor a counter is in them


def test_a_typed_id_is_read_as_it_was_meant() -> None:
    assert ids.typed(" abO1l ") == "AB011"
    assert ids.typed("ab-cd") == ""
    assert ids.typed("a" * 27) == ""


def test_the_silent_are_always_named() -> None:
    line = answer_line(Outcome.NO_HIT_SO_FAR, ("Tips", "Firms"))
    assert line.en == "NO HIT SO FAR; silent: Tips, Firms"
    assert line.lt == "KOL KAS NĖRA ATITIKTIES; tyli: Tips, Firms"
    assert answer_line(Outcome.NO_HIT, ()).en == "NO HIT"


@pytest.mark.parametrize(
    ("type_", "field", "value", "code"),
    [
        ("vehicle", "plate", "ABC 1?3", ""),
        ("vehicle", "plate", "*123", ""),
        ("phone", "number", "*4567", ""),
        ("phone", "number", "+370 6?? 34567", ""),
        ("vehicle", "plate", "A?", "search.pattern_unclear"),
        ("phone", "number", "*7", "search.pattern_unclear"),
        ("person", "personal_code", "485030?0011", "search.no_part"),
        ("account", "iban", "LT12*", "search.no_part"),
        ("document", "number", "12?45678", "search.no_part"),
        ("online_handle", "handle", "who?", ""),
        ("address", "text", "Kur? gatvė", ""),
    ],
)
def test_a_part_of_a_plate_or_phone_is_a_question_and_of_other_identifiers_is_not(
    type_: str, field: str, value: str, code: str
) -> None:
    said = ""
    try:
        questions.asked(type_, {field: value})
    except GijaError as error:
        said = error.code
    assert said == code


@pytest.mark.django_db(databases=["default", "police"])
def test_an_unclear_part_is_told_beside_its_field(client_for: Any) -> None:
    said = {"plate": "A?", "purpose": "border_check", "reason": "Patikra Kalvarijų kelyje"}
    page = client_for("rasa").post("/police/search/new/vehicle/", said)
    assert page.status_code == 422
    assert 'id="id_plate_error"' in page.content.decode() or "#id_plate" in page.content.decode()
