"""The cube and the counting rules: margins add up, missing is not zero, a record counts once."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.methods.tables import TOTAL, Dimension, Known, Period, Revision, cube, lists_of, people, rows, rules
from gija.vocabulary.errors import GijaError

SEX = Dimension("sex", ("F", "M", "U"), "sex")
AGE = Dimension("age_group", ("child", "adult", "unknown"), "age_group")
FORM = Dimension("form", ("sexual", "labour"), "exploitation")
WAYS = (SEX, AGE, FORM)
ROWS = st.lists(st.fixed_dictionaries({d.name: st.sampled_from(d.codes) for d in WAYS}), max_size=40)


@given(ROWS)
def test_every_margin_is_the_sum_of_its_cells(found: list[dict[str, str]]) -> None:
    whole = cube(found, WAYS, depth=3)
    assert whole.total.value == len(found)
    for cell in whole:
        for place, way in enumerate(WAYS):
            if cell.key[place] == TOTAL:
                below = [whole[(*cell.key[:place], code, *cell.key[place + 1 :])].value or 0 for code in way.codes]
                assert cell.value == sum(below)


@given(ROWS)
def test_a_shallow_cube_is_the_margin_of_the_deep_one(found: list[dict[str, str]]) -> None:
    deep, shallow = cube(found, WAYS, depth=3), cube(found, WAYS)
    assert len(shallow.cells) == 1 + 3 + 3 + 2
    assert all(deep[cell.key] == cell for cell in shallow)


def test_what_nobody_collects_is_missing_and_what_nobody_is_is_zero() -> None:
    found = cube([{"sex": "F", "age_group": "adult", "form": "labour"}], WAYS, missing={("sex", "U"): "not_collected"})
    assert [(c.value, c.status) for c in found.one_way("sex")] == [
        (1, "reported"),
        (0, "reported"),
        (None, "not_collected"),
    ]


def test_a_row_that_stands_nowhere_is_refused_without_being_repeated() -> None:
    with pytest.raises(GijaError) as refused:
        cube([{"sex": "Ona Petraitytė", "age_group": "adult", "form": "labour"}], WAYS)
    assert refused.value.code == "tables.unknown_code"
    assert "Ona" not in repr(refused.value)


@given(st.integers(1990, 2050), st.integers(1, 12))
def test_a_half_lies_in_its_year_and_a_month_in_one_half(year: int, month: int) -> None:
    written = f"{year}-{month:02}"
    half, whole = Period.half_of(written), Period(year)
    assert half.within(whole)
    assert not whole.within(half)
    assert [written in one for one in whole.halves()].count(True) == 1
    assert written in whole
    assert Period.of(str(half)) == half
    assert Period.of(str(whole)) == whole


@pytest.mark.parametrize("text", ["", "2014-H3", "14", "2014-06", "Ona", "2014-H1 "])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(GijaError):
        Period.of(text)


def test_a_period_is_over_when_its_last_month_is() -> None:
    half = Period.of("2014-H1")
    assert not half.over(dt.date(2014, 6, 30))
    assert half.over(dt.date(2014, 7, 1))
    assert half.text.lt == "2014 m. I pusmetis"


def revision(number: int = 1, **changes: object) -> Revision:
    fields: dict[str, object] = {
        "registered": "2014-03",
        "status": "presumed",
        "status_month": "2014-03",
        "sex": "F",
        "age_group": "adult",
        "form": "sexual",
    }
    return Revision(number, **{**fields, **changes})  # type: ignore[arg-type]


def known(*revisions: Revision, record: str = "a", sender: str = "viltis") -> Known:
    return Known(record, sender, "ngo", revisions)


H1, H2, YEAR = Period(2014, 1), Period(2014, 2), Period(2014)


def test_a_record_counts_once_by_its_month_of_registration() -> None:
    record = known(revision(), revision(2, status="identified", status_month="2014-09"))
    assert len(rows([record], H1)) == len(rows([record], YEAR)) == 1
    assert rows([record], H2) == []


def test_the_last_status_of_the_period_counts() -> None:
    record = known(revision(), revision(2, status="identified", status_month="2014-09"))
    assert rows([record], H1)[0]["status"] == "presumed"
    assert rows([record], YEAR)[0]["status"] == "identified"
    late = known(revision(2, status="identified", status_month="2014-09"), revision(3, status_month=None))
    assert rows([late], H1)[0]["status"] == "presumed", "no month of the status: that of the registration"
    only_later = known(revision(1, status="recognised", status_month="2015-01"))
    assert rows([only_later], H1)[0]["status"] == "recognised"


def test_a_correction_holds_also_for_the_past_but_an_older_revision_does_not() -> None:
    record = known(revision(2, sex="M", registered="2014-08"), revision(1))
    assert rows([record], H1) == []
    assert rows([record], H2)[0]["sex"] == "M"


@pytest.mark.parametrize("status", ["at_risk", "not_victim"])
def test_persons_at_risk_are_never_added_to_victims(status: str) -> None:
    assert rows([known(revision(status=status))], H1) == []


def test_without_consent_to_statistics_a_record_does_not_count() -> None:
    assert rows([known(revision(), revision(2, consented=False))], H1) == []


def test_people_are_between_the_longest_list_and_the_sum() -> None:
    found = rows([known(revision(), record=str(n), sender="ab"[n % 3 == 0]) for n in range(9)], H1)
    assert lists_of(found) == Counter(a=6, b=3)
    assert people(lists_of(found)) == (6, 9)
    assert people(Counter()) == (0, 0)


def test_rules_are_written_in_both_languages() -> None:
    assert list(rules()) == ["once", "last_status", "counted", "main_form", "consent", "people"]
    assert all(text.en and text.lt and text.en != text.lt for text in rules().values())
