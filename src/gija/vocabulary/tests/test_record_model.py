"""The record model is whole: every row of the source is a field, every field has its list, its words and its way."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from gija.messages.record_parts import PARTS
from gija.messages.victims import ServicePart, StatusPart, VictimRecord
from gija.vocabulary import record_model as model
from gija.vocabulary import record_rules as rules
from gija.vocabulary.lists import code_list, names

FIELDS = pytest.mark.parametrize("one", model.fields(), ids=lambda one: one.code)
OF_EVENT = [one for one in model.fields() if one.event]


def test_the_model_has_every_row_of_its_source(shared: Path) -> None:
    with (shared / "data" / "vocabulary" / "record_model.csv").open(encoding="utf-8") as file:
        rows = {row["field"] for row in csv.DictReader(file, delimiter="|")}
    assert len(rows) == 51
    assert {one.row for one in model.fields()} == rows


@FIELDS
def test_a_field_has_its_list_its_words_and_a_home(one: model.Field) -> None:
    assert one.kind in (*model.LEAVES, *model.STAYS)
    assert (one.kind == "code") == bool(one.list)
    assert not one.list or one.list in {*names(), "institution"}
    assert one.home in model.HOMES
    assert one.required in ("", "always", "when")
    assert one.only in ("", "child", "adult")
    assert one.text.en != one.text.lt
    assert one.page == "" or one.page in model.pages()
    if one.home == "answer":
        assert one.page


@FIELDS
def test_a_field_leaves_in_the_message_or_says_why_it_stays(one: model.Field) -> None:
    if one.kind in model.STAYS:
        assert not one.leaves
    if not one.leaves:
        assert one.stays
        assert one.stays.en != one.stays.lt
        assert one.code not in VictimRecord.model_fields
        assert all(one.name not in part.model_fields for part in PARTS.values() if one.group)
    elif one.group:
        assert one.name in PARTS[one.group].model_fields
    elif one.code.startswith("countries_"):
        assert "countries" in VictimRecord.model_fields
    else:
        assert one.code in VictimRecord.model_fields


def test_the_message_has_no_field_that_the_model_does_not_know() -> None:
    known = {one.code for one in model.fields()} | {one.message for one in model.groups()} | {"countries"}
    assert set(VictimRecord.model_fields) <= known
    assert VictimRecord.version == model.version()
    for group in model.groups():
        assert set(PARTS[group.code].model_fields) == {one.name for one in group.fields if one.leaves}
    assert set(StatusPart.model_fields) == {"status", "month", "authority_kind"}
    assert set(ServicePart.model_fields) == {"service", "start", "end", "provider_kind"}


def _conditions() -> list[tuple[str, model.Condition]]:
    found = [(one.code, c) for one in model.fields() for c in one.asked]
    found += [(one.code, c) for one in model.groups() for c in one.asked]
    return found + [(one.code, c) for one in rules.rules() for c in (*one.when, *one.then)]


@pytest.mark.parametrize(("of", "condition"), _conditions(), ids=lambda one: one if isinstance(one, str) else "")
def test_conditions_look_at_fields_and_codes_that_are_there(of: str, condition: model.Condition) -> None:
    field = model.field(condition.field)
    assert set(condition.any + condition.none) <= set(code_list(field.list).codes if field.list else ())
    assert not condition.outside or (field.list == "country" and condition.outside in code_list("region"))
    assert bool(condition.any) + bool(condition.none) + bool(condition.outside) + (condition.filled is not None) == 1


@pytest.mark.parametrize("rule", rules.rules(), ids=lambda rule: rule.code)
def test_a_rule_has_its_words_a_source_and_fields_that_are_there(rule: rules.Rule) -> None:
    assert rule.level in (rules.ERROR, rules.WARNING)
    assert rule.version >= 1
    assert 1 <= rule.since <= model.version()
    assert rule.text.en != rule.text.lt
    assert rule.source
    assert model.field(rule.field)
    for name in (*rule.needs, *rule.order, *rule.age, *rule.span, *rule.at_least[:1]):
        assert model.field(name)
    assert not rule.each or model.group(rule.each)


ADULT: dict[str, Any] = {"status": "identified", "age_group": "adult", "status_authority_kind": "police"}
BROKEN: list[tuple[str, dict[str, Any], dict[str, Any]]] = [  # rule, facts that break it, what mends them
    ("adult_needs_means", ADULT, {"means": ["fraud"]}),
    ("adult_needs_means", ADULT, {"age_group": "child"}),
    ("adult_needs_means", ADULT, {"status": "presumed"}),
    ("labour_sector", {"sectors": ["A"], "exploitation_forms": ["sexual"]}, {"exploitation_forms": ["labour"]}),
    ("kind_of_sexual_exploitation", {"sex_exploitation_types": ["remote"]}, {"exploitation_forms": ["sexual"]}),
    ("age_order", {"birth_year": 1990, "exploitation_start": "1989-12"}, {"exploitation_start": "1990-01"}),
    ("born_before_registration", {"birth_year": 2015, "registration_month": "2014-12"}, {"birth_year": 2014}),
    ("duration_order", {"exploitation_start": "2013-05", "exploitation_end": "2013-04"},
     {"exploitation_end": "2013-05"}),
    ("duration_fits", {"exploitation_start": "2013-01", "exploitation_end": "2013-12", "duration": "25+"},
     {"duration": "0-12"}),
    ("duration_fits", {"exploitation_start": "2013-01", "exploitation_end": "2014-01", "duration": "0-12"},
     {"duration": "13-24"}),
    ("age_at_start_fits", {"birth_year": 1990, "age_at_start": 30, "exploitation_start": "2013-01"},
     {"age_at_start": 22}),
    ("age_at_start_possible", {"birth_year": 1990, "age_at_start": 30, "registration_month": "2014-01"},
     {"age_at_start": 24}),
    ("identified_by_whom", {**ADULT, "means": ["fraud"], "status_authority_kind": "ngo"},
     {"status_authority_kind": "police"}),
    ("identified_by_no_such_body", {**ADULT, "means": ["fraud"], "status_authority_kind": "company"},
     {"status_authority_kind": "ngo"}),
    ("recognised_by_whom", {"status": "recognised", "status_authority_kind": "ngo"},
     {"status_authority_kind": "court"}),
    ("consent_to_statistics", {"sender_kind": "ngo", "consents": ["service"]}, {"consents": ["statistics"]}),
    ("consent_to_services", {"sender_kind": "ngo", "services": ["legal"], "consents": ["statistics"]},
     {"consents": ["service", "statistics"]}),
    ("country_of_exploitation", {"exploitation_realised": "realised"},
     {"countries": [{"country": "GBR", "role": "exploitation"}]}),
    ("perpetrators_are_counted", {"perpetrators_count": 1, "perpetrators": [{}, {}]}, {"perpetrators_count": 2}),
    ("paid_has_an_amount", {"compensations": [{"stage": "paid"}]}, {"compensations": [{"stage": "paid", "amount": 1}]}),
    ("decision_says_something", {"decisions": [{"instance": "first"}]}, {"decisions": [{"judgment": "conviction"}]}),
    ("referral_order", {"referrals": [{"sent": "2014-03", "answered": "2014-02"}]}, {"referrals": []}),
    ("further_sector", {"further_events": [{"sectors": ["A"]}]}, {"further_events": []}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "facts", "mends"), BROKEN, ids=lambda one: one if isinstance(one, str) else "")
def test_a_rule_finds_what_breaks_it_and_nothing_once_it_is_mended(
    code: str, facts: dict[str, Any], mends: dict[str, Any]
) -> None:
    assert code in {one.rule.code for one in rules.findings(facts)}
    assert code not in {one.rule.code for one in rules.findings({**facts, **mends})}


def test_an_empty_record_breaks_no_rule_by_being_empty() -> None:
    assert rules.findings({}) == ()


def test_a_rule_younger_than_the_message_only_warns() -> None:
    assert rules.errors(ADULT, version=2)
    assert not rules.errors(ADULT, version=1)
    assert rules.findings(ADULT, version=1)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [("2013-01", "2013-01", "0-12"), ("2013-01", "2013-12", "0-12"), ("2013-01", "2014-01", "13-24"),
     ("2013-01", "2014-12", "13-24"), ("2013-01", "2015-01", "25+")],
)  # fmt: skip
def test_both_months_count_for_the_duration(first: str, last: str, code: str) -> None:
    assert rules.duration(first, last) == code


def test_an_adult_a_child_and_a_policeman_are_asked_otherwise() -> None:
    means, guardian, stage = (model.field(code) for code in ("means", "legal_guardian", "perpetrator_stage"))
    assert means.is_asked({"age_group": "adult"})
    assert not means.is_asked({"age_group": "child"})
    assert guardian.is_asked({"age_group": "child"})
    assert not guardian.is_asked({"age_group": "adult"})
    assert stage.is_asked({"sender_kind": "police"})
    assert not stage.is_asked({"sender_kind": "ngo"})
    offered = model.field("reflection_offered")
    assert offered.is_asked({"citizenship": ["UKR", "LTU"]})
    assert not offered.is_asked({"citizenship": ["LTU"]})
