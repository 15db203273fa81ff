"""The rules of the way of a case: what the data say, what is proposed, when somebody is a child."""

from __future__ import annotations

import datetime as dt

import pytest

from gija.casework.pathway.childhood import childhood, missing
from gija.casework.pathway.definitions import asked_of, child_required, child_sources, indicators, stages
from gija.casework.pathway.proposals import level, proposal
from gija.vocabulary.lists import code_list


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_the_data_of_the_way_speak_only_of_what_there_is() -> None:
    kinds, statuses = code_list("institution_kind"), code_list("victim_status")
    assert set(stages()) == {one.code for one in code_list("pathway_stage")}
    for one in stages().values():
        assert set(one.follows) <= set(stages())
        assert set(one.competent) <= {kind.code for kind in kinds}
        assert not one.status or one.status in statuses
        assert one.source
    assert {one.status for one in stages().values() if one.status} == {one.code for one in statuses}
    assert set(indicators()) == {one.code for one in code_list("screening_indicator")}
    assert {one.group for one in indicators().values()} == {one.code for one in code_list("screening_group")}
    assert set(child_sources()) == {one.code for one in code_list("child_step")}
    assert set(child_required()) <= set(child_sources())


@pytest.mark.parametrize(
    ("yes", "child", "proposed"),
    [
        (["documents_taken"], False, "presumed"),
        (["false_offer", "escorted", "pay_taken"], False, "presumed"),
        (["false_offer", "escorted"], False, "more_needed"),
        (["false_offer", "escorted"], True, "presumed"),
        (["child_made"], False, "more_needed"),  # not asked of an adult
        ([], False, "more_needed"),
    ],
)
def test_the_rule_proposes_by_the_strength_of_what_was_answered_yes(yes: list[str], child: bool, proposed: str) -> None:
    assert proposal(dict.fromkeys(yes, "yes"), child).result == proposed


def test_what_is_missing_is_never_no() -> None:
    strong = [one.code for one in asked_of(False) if one.strength == "strong"]
    told = dict.fromkeys(strong, "no")
    assert proposal(told, False).result == "no_signs"
    for answer in ("unknown", "not_asked"):
        assert proposal({**told, strong[0]: answer}, False).result == "more_needed"
    assert proposal(dict.fromkeys(strong[1:], "no"), False).result == "more_needed"
    assert proposal(told, True).result == "more_needed", "of a child more is asked"


def test_a_risk_is_as_high_as_its_highest_factor_and_not_known_is_not_none() -> None:
    assert level({"suicide": "high", "money": "low"}) == "high"
    assert level({"suicide": "unknown", "money": "low"}) == "unknown"
    assert level({"suicide": "unknown", "money": "medium"}) == "medium"
    assert level({"money": "none"}) == "none"
    assert level({}) == "unknown"


@pytest.mark.parametrize(
    ("born", "group", "steps", "treated", "adult_on"),
    [
        ("2008-02-29", "child", (), True, "2026-03-01"),
        ("2008-02-01", "child", (), False, "2026-02-01"),
        ("2008", "", (), True, "2026-12-31"),  # of a year alone, the latest day it may mean
        ("1990-01-01", "adult", ("age_doubt",), True, "2008-01-01"),
        ("1990-01-01", "adult", ("age_doubt", "age_settled"), False, "2008-01-01"),
        ("", "unknown", (), True, None),
        ("", "adult", (), False, None),
        ("", "child", (), True, None),
    ],
)
def test_in_doubt_a_person_is_a_child_until_eighteen_is_sure(
    born: str, group: str, steps: tuple[str, ...], treated: bool, adult_on: str | None
) -> None:
    """Directive 2011/36/EU, Art. 13(2), as told; a year is of 365 or 366 days, and 29 February becomes 1 March."""
    found = childhood(born, group, day("2020-01-01"), steps, day("2026-02-28"))
    assert (found.treated, found.adult_on) == (treated, day(adult_on) if adult_on else None)
    assert bool(missing(found, steps)) is treated


# ---- stages ----
