"""The table of levels, whole: every combination of what it asks, beside the rules said a second time by hand."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import yaml

from gija.police.access.table import CONDITIONS, ORDER, TICKS, Facts, Level, read, table
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ROLES = [code.code for code in code_list("role")]
PURPOSES = [code.code for code in code_list("purpose")]
CATEGORIES = [code.code for code in code_list("person_category")]
CODES = [*(code.code for code in code_list("handling_code")), "", "H9"]
YES_NO = (False, True)


def meant(facts: Facts) -> Level:
    """What the table is meant to say, written as prose becomes code: whoever changes the table changes this too."""
    officer = facts.role == "data_protection_officer" and facts.purpose == "subject_access"
    victim, child = facts.category == "victim", facts.child
    protector = facts.role == "investigator" and facts.purpose == "victim_protection"
    seeker = facts.role == "investigator" and facts.purpose == "missing_person" and not victim
    if (victim or child) and not (protector or seeker or officer or facts.glass):
        return Level.REFER
    by_role = {"criminal_analyst": Level.CONTENT, "investigator": Level.CONTENT, "liaison_officer": Level.OWNER}
    of_role = Level.CONTENT if officer else by_role.get(facts.role, Level.REFER)
    readable = facts.own or facts.handling in ("H0", "H1") or (facts.handling == "H2" and facts.glass)
    return min(of_role, Level.CONTENT if readable else Level.OWNER, key=ORDER.index)


def test_the_whole_matrix_is_as_meant() -> None:
    wrong = []
    seen = dict.fromkeys(Level, 0)
    for role, purpose, category, code, child, own, glass in product(
        ROLES, PURPOSES, CATEGORIES, CODES, YES_NO, YES_NO, YES_NO
    ):
        facts = Facts(role, purpose, "residents", category, code, child=child, own=own, glass=glass)
        said = table().decide(facts)
        seen[said.level] += 1
        if said.level is not meant(facts) or not said.because:
            wrong.append((facts, said.level))
    assert wrong == []
    assert min(seen.values()) > 100


def test_a_glass_never_narrows_and_another_condition_never_hides_behind_it() -> None:
    for role, purpose, category, code in product(ROLES, PURPOSES, CATEGORIES, CODES):
        before = table().decide(Facts(role, purpose, "x", category, code)).level
        under = table().decide(Facts(role, purpose, "x", category, code, glass=True)).level
        assert ORDER.index(under) >= ORDER.index(before)


def test_only_roles_that_may_break_the_glass_gain_by_it() -> None:
    gaining = {
        role
        for role, category, code in product(ROLES, CATEGORIES, CODES)
        if table().decide(Facts(role, PURPOSES[0], "x", category, code)).level is not Level.CONTENT
        and table().decide(Facts(role, PURPOSES[0], "x", category, code, glass=True)).level is Level.CONTENT
    }
    assert gaining == table().glass.roles
    assert table().glass.lasts.total_seconds() == 3 * 3600


def test_h3_stays_with_its_owner_even_under_a_glass() -> None:
    assert (
        table().decide(Facts("investigator", "victim_protection", "x", "other", "H3", glass=True)).level is Level.OWNER
    )


def test_every_rule_says_why_in_both_languages() -> None:
    reasons = [rule.because for rules in table().steps.values() for rule in rules] + [table().glass.because]
    assert all(text.en and text.lt and text.en != text.lt for text in reasons)


def raw() -> dict[str, Any]:
    rest = {"level": "content", "because": {"en": "a", "lt": "b"}}
    return {
        "steps": {"only": [dict(rest)]},
        "glass": {"hours": 1, "roles": ["investigator"], "because": {"en": "a", "lt": "b"}},
    }


def test_an_agreement_on_one_database_narrows_it_for_everybody() -> None:
    made = raw()
    made["steps"]["only"].insert(0, {**made["steps"]["only"][0], "when": {"database": "cases"}, "level": "owner"})
    narrowed = read(made)
    facts = [Facts("investigator", "border_check", code, "other", "H0") for code in ("cases", "residents")]
    assert [narrowed.decide(one).level for one in facts] == [Level.OWNER, Level.CONTENT]


@pytest.mark.parametrize(
    "when",
    [{"role": "nobody"}, {"purpose": "fun"}, {"weather": "fine"}, {"glass": "maybe"}, {"handling": "H7"}],
)
def test_a_slip_in_the_table_is_refused_with_its_place(when: dict[str, str]) -> None:
    made = raw()
    made["steps"]["only"].insert(0, {**made["steps"]["only"][0], "when": when})
    with pytest.raises(GijaError) as caught:
        read(made)
    assert (caught.value.code, caught.value.values) == ("access.table_wrong", {"step": "only", "row": 1})


def test_a_step_without_an_answer_for_the_rest_is_refused() -> None:
    made = raw()
    made["steps"]["only"][0]["when"] = {"own": "yes"}
    with pytest.raises(GijaError):
        read(made)


def test_conditions_are_the_facts() -> None:
    assert set(CONDITIONS) == set(Facts.__dataclass_fields__)
    assert set(TICKS) == {"child", "own", "glass"}
    assert yaml.safe_load("own: 'yes'") == {"own": "yes"}
