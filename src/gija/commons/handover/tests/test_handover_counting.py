"""Counts, frozen and read back, become cells: whatever was counted stands in one, and nothing unknown gets in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.commons.handover import counting
from gija.commons.handover.rules import Counts, Measure, Rule, days
from gija.messages.fields import Words
from gija.messages.tables import TOTAL
from gija.methods.tables import Period
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SEX, AGE = "sex", "age_group"
MEASURES = (Measure("assisted_victims", (SEX, AGE)), Measure("referrals_sent"))
KEYS = st.tuples(*(st.sampled_from([one.code for one in code_list(name)]) for name in (SEX, AGE)))


def rule(found: Counts, halves: bool | None = True) -> Rule:
    return Rule("some", Words(en="Some", lt="Kai kas"), MEASURES, lambda _institution, _period: found, halves)


@given(st.dictionaries(KEYS, st.integers(1, 900), max_size=8), st.integers(0, 50))
def test_every_way_a_table_is_read_adds_up_to_its_total(people: dict[tuple[str, ...], int], sent: int) -> None:
    of = rule({"assisted_victims": people, "referrals_sent": {(): sent} if sent else {}})
    now = counting.counted(of, "viltis", Period(2014, 1))
    told = {(cell.measure, cell.key): cell.value or 0 for cell in counting.cells(of, now)}
    assert told["assisted_victims", (TOTAL, TOTAL)] == sum(people.values())
    assert told["referrals_sent", (TOTAL, TOTAL)] == sent
    parts = [(key, n) for (measure, key), n in told.items() if measure == "assisted_victims"]
    for closed in ((True, False), (False, True), (False, False)):
        own = sum(n for key, n in parts if tuple(code == TOTAL for code in key) == closed)
        assert own == sum(people.values())
    assert counting.kept(of, json.loads(json.dumps(counting.frozen(now)))) == now


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({"people": {("F", "adult"): 1}}, "frozen.rule"),
        ({"assisted_victims": {("F", "elderly"): 1}}, "frozen.rule"),
        ({"assisted_victims": {("F",): 1}}, "frozen.rule"),
        ({"assisted_victims": {("F", "adult"): -1}}, "frozen.rule"),
        ({"assisted_victims": {("F", "adult"): 900_000, ("M", "adult"): 100_000}}, "frozen.too_large"),
    ],
)
def test_what_does_not_fit_the_rule_is_refused(found: Mapping[str, Mapping[tuple[str, ...], int]], code: str) -> None:
    with pytest.raises(GijaError) as refused:
        counting.counted(rule(found), "viltis", Period(2014, 1))
    assert refused.value.code == code


def test_a_row_from_before_there_were_several_measures_is_of_the_first() -> None:
    assert counting.kept(rule({}), [[["F", "adult"], 3]])["assisted_victims"] == {("F", "adult"): 3}


def test_only_periods_that_are_over_and_of_the_right_length_are_offered() -> None:
    today = dt.date(2015, 6, 30)
    assert [str(one) for one in rule({}).periods(today, 2)] == ["2014-H2", "2014-H1"]
    assert [str(one) for one in rule({}, halves=False).periods(today, 2)] == ["2014"]
    assert [str(one) for one in rule({}, halves=None).periods(dt.date(2015, 7, 1), 1)] == ["2015-H1"]


@pytest.mark.parametrize(
    ("period", "first", "after"),
    [("2014", "2014-01-01", "2015-01-01"), ("2014-H1", "2014-01-01", "2014-07-01"),
     ("2014-H2", "2014-07-01", "2015-01-01")],
)  # fmt: skip
def test_a_period_has_a_first_day_and_a_first_one_after_it(period: str, first: str, after: str) -> None:
    assert tuple(map(str, days(Period.of(period)))) == (first, after)
