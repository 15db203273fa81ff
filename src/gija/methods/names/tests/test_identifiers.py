"""One identifier has one canonical form, however it is written; junk has none; check digits are checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.methods.names.identifiers import KINDS, canonical, is_identifier, valid, written
from gija.methods.names.identifiers.codes import birth_date_of, sex_of
from gija.methods.names.identifiers.vehicles import plate_kind

SAME = [
    ("phone", "number", "+37061234567", "8 612 34567|861234567|0 612 34567|00370 612 34567|+370 (612) 34-567"),
    ("phone", "number", "+37061234567", "37061234567|tel. 8-612-34567|(8~612) 34567|61234567|+370 (8 612) 34567"),
    ("phone", "number", "+37052123456", "8 5 212 3456|(8-5) 2123456|+370 5 212 3456"),
    ("phone", "number", "+48221234567", "+48 22 123 45 67|0048 22 1234567"),
    ("vehicle", "plate", "ABC123", "abc 123|ABC-123|АВС 123|ABC·123"),
    ("vehicle", "plate", "ABC120", "ABC 12O"),
    ("vehicle", "vin", "1M8GDM9AXKP042788", "1m8gdm9axkp042788|1M8GDM9AXKPO42788|1M8 GDM9AX KP042788"),
    ("person", "personal_code", "33309240064", "333 0924 0064|333092-40064"),
    ("organisation", "code", "110053842", "110 053 842"),
    ("account", "iban", "LT121000011101001000",
     "LT12 1000 0111 0100 1000|lt121000011101001000|IBAN LT121000011101001000"),
    ("document", "number", "LA123456", "la 123456|LA-123456|Nr. LA123456"),
    ("online_handle", "handle", "vilke.lt", "@Vilke.LT|https://www.instagram.com/vilke.lt/|t.me/vilke.lt"),
    ("online_handle", "handle", "vilke@example.lt", "Vilke@Example.LT|mailto:vilke@example.lt"),
    (
        "address",
        "text",
        "liepu g 5-12 vilnius",
        "Liepų g. 5-12, Vilnius|Liepų gatvė 5, butas 12, Vilniaus m.|Vilniaus m. sav., Vilnius, Liepų g. 5 - 12|"
        "LT-01234 Vilnius, LIEPŲ G. 5-12|Liepų g. 5 bt. 12, Vilnius|g. Liepų 5-12, Vilnius",
    ),
    ("address", "text", "vasario 16 osios g 3 kaunas", "Vasario 16-osios g. 3, Kaunas|Kauno m., Vasario 16-osios g. 3"),
    ("address", "text", "liepu g 5 berzu k traku r",
     "Liepų g. 5, Beržų k., Trakų r. sav.|Trakų r., Beržų k., Liepų g. 5"),
]  # fmt: skip
JUNK = [
    ("phone", "number", "nežinomas"),
    ("phone", "number", "112"),
    ("vehicle", "plate", "!"),
    ("vehicle", "vin", "11111111111111111"),
    ("person", "personal_code", "00000000000"),
    ("person", "personal_code", "123"),
    ("organisation", "code", "UAB"),
    ("account", "iban", "sąskaita"),
    ("document", "number", "nėra"),
    ("address", "text", "Vilnius"),
    ("address", "text", "Liepų g., Vilnius"),
    ("online_handle", "handle", "@"),
    ("person", "name", "Jonas"),
    ("phone", "number", ""),
]


@pytest.mark.parametrize(("type_", "field", "expected", "ways"), SAME)
def test_every_way_of_writing_gives_one_form(type_: str, field: str, expected: str, ways: str) -> None:
    for way in ways.split("|"):
        assert canonical(type_, field, way) == expected, way


@pytest.mark.parametrize(("type_", "field", "value"), JUNK)
def test_junk_has_no_canonical_form(type_: str, field: str, value: str) -> None:
    assert canonical(type_, field, value) is None
    assert not valid(type_, field, value)
    assert written(type_, field, value) == ()


@pytest.mark.parametrize(
    ("type_", "field", "good", "bad"),
    [
        ("person", "personal_code", "33309240064", "33309240164"),
        ("organisation", "code", "110053842", "110053843"),
        ("account", "iban", "LT121000011101001000", "LT131000011101001000"),
        ("vehicle", "vin", "1M8GDM9AXKP042788", "1M8GDM9A1KP042788"),
        ("phone", "number", "+37061234567", "+37079999999"),
    ],
)
def test_check_digits_are_checked_yet_a_wrong_one_keeps_its_form(type_: str, field: str, good: str, bad: str) -> None:
    assert valid(type_, field, good)
    assert not valid(type_, field, bad)
    assert canonical(type_, field, bad)


def test_a_foreign_plate_is_never_made_a_lithuanian_one() -> None:
    assert canonical("vehicle", "plate", "AB0 123") == "AB0123"
    assert plate_kind("ABC123") == "car"
    assert plate_kind("AB0123") is None


def test_a_personal_code_tells_birth_and_sex() -> None:
    assert birth_date_of("33309240064") == "1933-09-24"
    assert sex_of("33309240064") == "M"
    assert sex_of("43309240064") == "F"
    assert birth_date_of("93309240064") is None


def test_written_forms_are_ways_databases_write() -> None:
    assert {"+37061234567", "861234567", "8 612 34567", "061234567"} <= set(written("phone", "number", "8 612 34567"))
    assert {"ABC123", "ABC 123", "ABC-123"} <= set(written("vehicle", "plate", "abc123"))
    assert "LT12 1000 0111 0100 1000" in written("account", "iban", "LT121000011101001000")


@given(
    st.sampled_from(sorted(KINDS)), st.text(max_size=40) | st.from_regex(r"[+A-Z]{0,3}[0-9 .\-]{4,15}", fullmatch=True)
)
def test_canonical_never_fails_and_stays_as_it_is(kind: tuple[str, str], value: str) -> None:
    found = canonical(*kind, value)
    if found is not None and kind != ("address", "text"):
        assert canonical(*kind, found) == found
        forms = written(*kind, value)
        assert forms[0] == found
        assert {canonical(*kind, form) for form in forms} == {found}
    assert isinstance(valid(*kind, value), bool)


def test_only_identifiers_identify() -> None:
    assert is_identifier("vehicle", "plate")
    assert not is_identifier("vehicle", "colour")
