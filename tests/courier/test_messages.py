"""What may cross is listed, and a record has no room for anything that tells who somebody is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError

from gija.commons.courier import drawn
from gija.messages.base import Message, Part
from gija.messages.crossings import content_of, crossing, crossings
from gija.messages.fields import Count, Id, Institution, Money, Month, Municipality, Words, Year
from gija.messages.registry import decode, kinds, register
from gija.messages.rules import forbidden
from gija.messages.tables import Cell, Dimension, Official, StatisticsTable
from gija.messages.victims import VictimRecord
from gija.vocabulary.errors import GijaError

ROOT = Path(__file__).resolve().parents[2]
TELLING = [
    "Ona Petraitytė", "ONA", "Žibutė", "39001011234", "+37061234567", "861234567", "ona@pastas.example",
    "Vilniaus g. 1-2", "AB123456", "LT121000011101001000", "1990-01-01", "Vilnius", "", " ", "F F", "F\n",
    "presumed\u200b",
]  # fmt: skip


def test_a_kind_that_is_not_listed_cannot_be_registered() -> None:
    class Gossip(Message):
        kind: ClassVar[str] = "gossip"

    with pytest.raises(GijaError) as refused:
        register(Gossip)
    assert refused.value.code == "messages.not_listed"


@pytest.mark.parametrize(
    "annotation", [str, Words, dict[str, Any], list[str], Any, float, bytes, Annotated[str, Field(max_length=3)]]
)
def test_a_record_with_a_field_for_free_text_cannot_be_registered(annotation: Any) -> None:
    body = {"__annotations__": {"kind": ClassVar[str], "note": annotation}, "kind": "victim_record"}
    loose = type("Loose", (Message,), body)
    with pytest.raises(GijaError) as refused:
        register(loose)
    assert refused.value.code == "messages.field_not_allowed"
    assert forbidden(loose, "record") == ["note"]


def test_free_text_in_a_part_of_a_record_is_found_too() -> None:
    class Remark(Part):
        text: str

    class Outer(BaseModel):
        remarks: tuple[Remark, ...]
        months: dict[Month, Count]

    assert forbidden(Outer, "record") == ["remarks"]
    assert forbidden(Outer, "identified") == []


@pytest.mark.parametrize("kind", sorted({c.message for c in crossings()}))
def test_every_listed_kind_is_registered_and_built_only_of_what_its_content_allows(kind: str) -> None:
    assert forbidden(kinds()[kind], content_of(kind)) == []


@pytest.mark.parametrize(
    ("kind", "source", "target"),
    [
        ("victim_record", "register", "rapporteur"), ("victim_record", "casework", "rapporteur"),
        ("victim_record", "casework", "police"), ("statistics_table", "register", "public"),
        ("victim_record", "any", "register"), ("institution_entry", "nowhere", "commons"),
        ("linkage_record", "casework", "register"),
    ],
)  # fmt: skip
def test_a_way_that_is_not_listed_is_refused(kind: str, source: str, target: str) -> None:
    with pytest.raises(GijaError) as refused:
        crossing(kind, source, target)
    assert refused.value.code == "messages.not_crossing"


def test_the_docs_show_the_crossings_as_they_are() -> None:
    page = (ROOT / drawn.PAGE).read_text(encoding="utf-8")
    assert drawn.drawn_into(page) == page, "run `gija work crossings --write`"


NAMED = {"missing", "countries", "services", "sender"}
FIELDS = sorted(set(VictimRecord.model_fields) - NAMED)


@pytest.mark.parametrize("value", TELLING)
@pytest.mark.parametrize("field", FIELDS)
def test_nothing_that_tells_who_somebody_is_fits_a_field_of_a_record(
    field: str, value: str, record_of: Callable[..., VictimRecord]
) -> None:
    sound = record_of().data()
    for shaped in (value, [value], [sound.get(field), value], [{"sex": value}], {value: value}):
        with pytest.raises(GijaError) as refused:
            decode("victim_record", 2, {**sound, field: shaped})
        assert refused.value.code == "messages.malformed"
        assert not value.strip() or value not in str(refused.value.values)


@pytest.mark.parametrize("value", TELLING)
def test_nor_into_the_parts_nor_beside_the_fields(value: str, record_of: Callable[..., VictimRecord]) -> None:
    sound = record_of().data()
    for change in (
        {"missing": {"municipality": value}}, {"missing": {"municipality": "NC", value: "NC"}}, {value: "x"},
        {"countries": [{"country": value, "role": "transit"}]}, {"countries": [{"country": "LTU", "role": value}]},
        {"services": [{"service": value, "start": "2014-01"}]}, {"services": [{"service": "legal", "start": value}]},
        {"services": [{"service": "legal", "start": "2014-01", value: 1}]}, {"sender": value},
    ):  # fmt: skip
        with pytest.raises(GijaError) as refused:
            decode("victim_record", 2, {**sound, **change})
        assert not value.strip() or value not in refused.value.text.en


@given(st.text())
def test_no_text_at_all_passes_unless_it_is_a_code(text: str) -> None:
    class Probe(BaseModel):
        one: Month | Year | Count | Id | Money | Municipality | Institution

    try:
        Probe(one=text)
    except ValidationError:
        return
    assert text.isascii()
    assert " " not in text


@given(st.integers())
def test_no_number_as_long_as_a_phone_or_a_personal_code_is_a_year_or_a_count(number: int) -> None:
    class Probe(BaseModel):
        one: Year | Count

    if not 0 <= number <= 999_999:
        with pytest.raises(ValidationError):
            Probe(one=number)


def test_a_fault_never_repeats_what_was_put_in(record_of: Callable[..., VictimRecord]) -> None:
    with pytest.raises(ValidationError) as fault:
        record_of(sex="Ona Petraitytė")
    assert "Ona" not in str(fault.value)


def test_a_blank_without_reason_is_refused(record_of: Callable[..., VictimRecord]) -> None:
    with pytest.raises(ValidationError):
        record_of(birth_year=None)
    assert record_of(birth_year=None, missing={"birth_year": "UNK", "municipality": "NC"}).birth_year is None
    with pytest.raises(ValidationError):
        record_of(missing={"birth_year": "UNK", "municipality": "NC"})


def test_a_newer_version_is_named_as_such(record_of: Callable[..., VictimRecord]) -> None:
    with pytest.raises(GijaError) as refused:
        decode("victim_record", 3, record_of().data())
    assert refused.value.code == "messages.newer_version"
    with pytest.raises(GijaError) as refused:
        decode("no_such_kind", 1, {})
    assert refused.value.code == "messages.unknown_kind"


def table(**changes: Any) -> StatisticsTable:
    fields: dict[str, Any] = {
        "table": "half_year", "title": Words(en="Victims", lt="Aukos"), "period": "2014-H1", "vintage": 1,
        "frozen_on": "2014-07-01", "dimensions": (Dimension(name="sex", list="sex"),),
        "cells": (Cell(key=("F",), value=3), Cell(key=("M",), status="suppressed"), Cell(key=("_T",), value=9)),
        "made_by": Official(account=1, role="register_administrator", institution="iom"),
        "approved_by": Official(account=2, role="register_administrator", institution="iom"),
        "approved_on": "2014-07-02",
    }  # fmt: skip
    return StatisticsTable.sealed(**{**fields, **changes})


def test_a_table_keeps_its_hash_over_the_way() -> None:
    sent = table()
    assert decode("statistics_table", 1, sent.data()) == sent
    changed = sent.data()
    changed["cells"][0]["value"] = 4
    with pytest.raises(GijaError):
        decode("statistics_table", 1, changed)


@pytest.mark.parametrize(
    "changes",
    [
        {"cells": (Cell(key=("Ona",), value=1),)}, {"cells": (Cell(key=("F", "F"), value=1),)},
        {"cells": (Cell(key=("F",), value=1), Cell(key=("F",), value=2))},
        {"approved_by": Official(account=1, role="register_administrator", institution="iom")},
    ],
)  # fmt: skip
def test_a_table_that_does_not_hold_together_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        table(**changes)


def test_missing_is_never_zero() -> None:
    with pytest.raises(ValidationError):
        Cell(key=("F",), status="not_available", value=0)
    with pytest.raises(ValidationError):
        Cell(key=("F",))
