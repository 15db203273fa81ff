"""Who sees how much of a hit: the whole table of levels, and who counts as a child."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from gija.police.search import rules
from gija.police.search.queries import overall
from gija.police.search.words import Level, Outcome
from gija.vocabulary.lists import code_list

ON = date(2026, 11, 21)


def level(
    role: str = "criminal_analyst",
    purpose: str = "criminal_investigation",
    category: str = "other",
    child: bool = False,
    handling: str = "H1",
    owner: str = "registru_centras",
) -> Level:
    return rules.level(role, "kpb", purpose, category=category, child=child, handling=handling, owner=owner)


def test_only_listed_roles_and_purposes_open_victims_and_children() -> None:
    roles = [code.code for code in code_list("role")]
    purposes = [code.code for code in code_list("purpose")]
    opened = {
        (role, purpose, category, child)
        for role, purpose, (category, child) in product(
            roles, purposes, [("victim", False), ("victim", True), ("other", True)]
        )
        if level(role, purpose, category, child) is not Level.REFER
    }
    assert opened == {
        ("investigator", "victim_protection", "victim", False),
        ("investigator", "victim_protection", "victim", True),
        ("investigator", "victim_protection", "other", True),
        ("investigator", "missing_person", "other", True),
    }


def test_handling_codes_bound_what_other_institutions_see() -> None:
    assert [level(handling=code) for code in ("H0", "H1")] == [Level.CONTENT] * 2
    assert [level(handling=code) for code in ("H2", "H3", "", "H9")] == [Level.OWNER] * 4
    assert level(handling="H3", owner="kpb") is Level.CONTENT  # its own data


def test_the_liaison_officer_sees_whose_hit_it_is_and_no_more() -> None:
    assert level(role="liaison_officer") is Level.OWNER
    assert level(role="liaison_officer", category="victim") is Level.REFER


def test_a_role_that_is_not_listed_sees_nothing() -> None:
    assert level(role="auditor") is Level.REFER


def test_the_owner_too_refers_victims_unless_role_and_purpose_allow() -> None:
    assert level(category="victim", owner="kpb") is Level.REFER


@pytest.mark.parametrize(
    ("fields", "child"),
    [
        ({"birth_date": ("2008-11-22",)}, True),  # eighteen tomorrow
        ({"birth_date": ("2008-11-21",)}, False),  # eighteen today
        ({"birth_date": ("2008",)}, True),  # may be
        ({"birth_date": ("2007",)}, False),
        ({"birth_date": ("2008-11",)}, True),
        ({"birth_date": ("2008-10",)}, False),
        ({"birth_date": ("2008-00-00",)}, True),
        ({"birth_date": ("2012-02-30",)}, True),
        ({"birth_date": ("1980-01-01", "2015-01-01")}, True),  # any says so
        ({"birth_date": ("unknown",)}, False),
        ({"personal_code": ("51501010000",)}, True),
        ({"personal_code": ("6 150101 0000",)}, True),
        ({"personal_code": ("38001010000",)}, False),
        ({"personal_code": ("48001010000",), "birth_date": ("2015-01-01",)}, True),
        ({"personal_code": ("123",)}, False),
        ({}, False),
    ],
)
def test_a_child_is_anybody_who_may_be_under_18_on_the_day(fields: dict[str, tuple[str, ...]], child: bool) -> None:
    assert rules.is_child(fields, ON) is child


def test_born_on_29_february_comes_of_age_on_1_march() -> None:
    assert rules.is_child({"birth_date": ("2008-02-29",)}, date(2026, 2, 28))
    assert not rules.is_child({"birth_date": ("2008-02-29",)}, date(2026, 3, 1))


def test_no_hit_is_said_only_when_every_database_has_answered() -> None:
    assert overall(["no_hit", "no_hit"], False) is Outcome.NO_HIT
    assert overall(["no_hit", "silent"], True) is Outcome.NO_HIT_SO_FAR
    assert overall([], False) is Outcome.NO_HIT_SO_FAR
    assert overall(["silent", "hit"], True) is Outcome.HIT
    assert overall(["no_hit", "refer"], False) is Outcome.REFER
    assert overall(["hit", "refer"], False) is Outcome.HIT


def test_every_exception_says_why_in_both_languages() -> None:
    for entry in rules._data()["protected"]:
        assert entry["because"]["en"]
        assert entry["because"]["lt"]
        assert entry["purpose"] in code_list("purpose")
        assert entry["role"] in code_list("role")
