"""A plate or a number known in part finds what it may be, and nothing that it cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.methods.names.identifiers import canonical, pattern
from gija.methods.names.identifiers.codes import personal_code_countries
from gija.methods.names.identifiers.online import platform_of
from gija.methods.names.identifiers.vehicles import plate_countries, plate_looks

FITS = [
    ("vehicle", "plate", "ABC 1?3", "abc 123"),
    ("vehicle", "plate", "АВС 1?3", "ABC-193"),  # Cyrillic letters
    ("vehicle", "plate", "ABC 12?", "ABC 12O"),
    ("vehicle", "plate", "*123", "JKL 123"),
    ("vehicle", "plate", "abc*", "ABC 999"),
    ("vehicle", "vin", "1M8GDM9A*788", "1M8GDM9AXKP042788"),
    ("phone", "number", "*4567", "8 612 34567"),
    ("phone", "number", "...4567", "+370 612 34567"),
    ("phone", "number", "8 612 3??67", "+37061234567"),
    ("phone", "number", "612*", "861234567"),
    ("phone", "number", "0048 22 123 4???", "+48221234567"),
    ("person", "personal_code", "3330924????", "33309240064"),
    ("document", "number", "LA1234??", "LA 123456"),
    ("account", "iban", "LT12 1000 *", "LT121000011101001000"),
    ("online_handle", "handle", "@vilk*", "vilke.lt"),
]
NOT = [
    ("vehicle", "plate", "ABC 1?3", "ABC 124"),
    ("phone", "number", "*4567", "8 612 34568"),
    ("phone", "number", "8 612 3??67", "+48221234567"),
]
NO_PATTERN = [
    ("vehicle", "plate", "ABC 123"),
    ("vehicle", "plate", "A?"),
    ("phone", "number", "*"),
    ("phone", "number", "+370*"),
    ("person", "name", "Jon*"),
    ("vehicle", "plate", "*A*B*C*1*"),
    ("vehicle", "plate", ""),
]


@pytest.mark.parametrize(("type_", "field", "known", "held"), FITS)
def test_what_is_known_in_part_fits(type_: str, field: str, known: str, held: str) -> None:
    found, whole = pattern(type_, field, known), canonical(type_, field, held)
    assert found
    assert whole
    assert found.matches(whole)
    assert whole.startswith(found.fixed_prefix)
    assert whole.endswith(found.fixed_suffix)


@pytest.mark.parametrize(("type_", "field", "known", "held"), NOT)
def test_what_is_known_otherwise_does_not(type_: str, field: str, known: str, held: str) -> None:
    found, whole = pattern(type_, field, known), canonical(type_, field, held)
    assert found
    assert whole
    assert not found.matches(whole)


@pytest.mark.parametrize(("type_", "field", "value"), NO_PATTERN)
def test_too_little_known_is_no_pattern(type_: str, field: str, value: str) -> None:
    assert pattern(type_, field, value) is None


@given(st.from_regex(r"[A-Z]{3}[0-9]{3}", fullmatch=True), st.sets(st.integers(0, 5), min_size=1, max_size=3))
def test_a_plate_with_signs_hidden_is_found(plate: str, hidden: set[int]) -> None:
    found = pattern("vehicle", "plate", "".join("?" if i in hidden else c for i, c in enumerate(plate)))
    whole = canonical("vehicle", "plate", plate)
    assert found
    assert whole
    assert found.matches(whole)


@given(st.text(max_size=40))
def test_reading_a_pattern_never_fails(value: str) -> None:
    for field in (("vehicle", "plate"), ("phone", "number"), ("online_handle", "handle")):
        found = pattern(*field, value)
        assert found is None or found.matches(found.fixed_prefix + found.fixed_suffix) in (True, False)


def test_plates_say_where_they_may_be_from_and_how_they_look() -> None:
    assert plate_countries("ABC123")[0] == "LT"
    assert "BY" in plate_countries("1234AB7")
    assert "UA" in plate_countries("AA1234BB")
    assert plate_looks("ABO12S") == plate_looks("A8012S") == "A80125"


def test_personal_codes_of_the_neighbours_are_read_and_checked() -> None:
    assert personal_code_countries("33309240064") == ("LT", "EE")
    assert "PL" in personal_code_countries("44051401359")
    assert "UA" in personal_code_countries("1759013776")
    assert "LV" in personal_code_countries("16117519997")
    assert canonical("person", "personal_code", "3120579A001PB5") == "3120579A001PB5"
    assert not personal_code_countries("44051401358")


def test_a_profile_says_its_platform() -> None:
    assert platform_of("https://www.threads.net/@vilke") == "threads"
    assert canonical("online_handle", "handle", "https://t.me/s/vilke") == "vilke"
    assert platform_of("vilke") is None
