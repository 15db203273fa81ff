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
        ("data_protection_officer", "subject_access", "victim", False),
        ("data_protection_officer", "subject_access", "victim", True),
        ("data_protection_officer", "subject_access", "other", True),
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


def test_seen_says_for_a_fresh_match_what_the_page_would_say_for_a_kept_one() -> None:
    from types import SimpleNamespace
    from typing import Any

    from gija.commons.permissions import Actor
    from gija.methods.names.values import Comparison
    from gija.methods.search.values import Match, Record

    mapping: Any = SimpleNamespace(code="cases", handling="H1", owner=SimpleNamespace(institution="registru_centras"))
    actor = Actor(1, "Rasa", "criminal_analyst", "kpb", "KPB")

    def seen(category: str = "other", born: str = "1980", handling: str = "") -> Level:
        record = Record("r:1:person", "cases", "person", {"birth_date": (born,)}, category, handling)
        return rules.seen(actor, "border_check", Match(record, Comparison(1.0)), mapping, today=ON)

    assert seen() is Level.CONTENT
    assert seen(handling="H2") is Level.OWNER  # the record's own code counts, not its database's
    assert seen("victim") is Level.REFER
    assert seen(born="2015") is Level.REFER
