"""Periods of law: 30 days, six months, deadlines; across months, leap years, daylight saving and feasts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.methods.clocks import Length, Status, clock, clocks, local_day, next_working, over, renewed, standing
from gija.vocabulary.errors import GijaError

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31))
LENGTHS = st.one_of(st.builds(Length, days=st.integers(1, 400)), st.builds(Length, months=st.integers(1, 36)))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("granted", "last"),
    [
        ("2014-03-01", "2014-03-31"),  # the day of the event does not count
        ("2014-01-31", "2014-03-02"),  # across February
        ("2016-01-31", "2016-03-01"),  # of a leap year
        ("2014-12-15", "2015-01-14"),  # across the year
        ("2014-03-15", "2014-04-14"),  # across the change to summer time
    ],
)
def test_the_reflection_period_is_thirty_days_after_the_day_it_is_granted(granted: str, last: str) -> None:
    """S1 L31: 30 days, by the Government's decision of 18 April 2012."""
    assert clock("reflection_period").last_day(day(granted)) == day(last)


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        ("2014-01-15", "2014-07-15"),
        ("2013-08-31", "2014-02-28"),
        ("2015-08-31", "2016-02-29"),
        ("2014-08-29", "2015-02-28"),
    ],
)
def test_a_permit_is_six_months_and_ends_on_the_same_date_or_the_last_of_the_month(issued: str, last: str) -> None:
    assert clock("residence_permit").last_day(day(issued)) == day(last)


def test_a_chain_of_permits_loses_no_day_to_a_short_month() -> None:
    assert clock("residence_permit").last_day(day("2013-08-31"), times=2) == day("2014-08-31")


def test_what_the_law_does_not_renew_is_not_renewed() -> None:
    with pytest.raises(GijaError) as refused:
        clock("reflection_period").last_day(day("2014-03-01"), times=2)
    assert refused.value.code == "clocks.not_renewable"


def test_a_deadline_to_act_moves_past_feasts_and_weekends_but_protection_does_not() -> None:
    christmas = day("2024-12-05")  # 20 days later: 25 December, a Wednesday; 26 is a feast too
    assert clock("court_appeal").last_day(christmas) == day("2024-12-27")
    assert next_working(day("2026-04-05")) == day("2026-04-07")  # Easter, and Easter Monday
    assert clock("reflection_period").last_day(day("2024-11-25")) == day("2024-12-25")


def test_a_moment_late_in_the_evening_is_the_day_of_vilnius() -> None:
    utc = dt.UTC
    assert local_day(dt.datetime(2026, 3, 28, 22, 30, tzinfo=utc)) == day("2026-03-29")  # the night clocks go forward
    assert local_day(dt.datetime(2026, 6, 30, 21, 30, tzinfo=utc)) == day("2026-07-01")
    assert local_day(dt.datetime(2026, 12, 31, 21, 59, tzinfo=utc)) == day("2026-12-31")
    with pytest.raises(GijaError) as refused:
        local_day(dt.datetime(2026, 1, 1))  # noqa: DTZ001 - naive on purpose
    assert refused.value.code == "clocks.naive"


def test_a_period_runs_to_the_end_of_its_last_day_and_no_longer() -> None:
    start, last = day("2014-03-01"), day("2014-03-31")
    told = {d: standing(start, last, day(d), soon=3) for d in ("2014-02-28", "2014-03-01", "2014-03-31", "2014-04-01")}
    assert [one.status for one in told.values()] == [Status.AHEAD, Status.RUNNING, Status.SOON, Status.ENDED]
    assert [(one.day, one.left, one.runs) for one in told.values()] == [
        (0, 31, False), (0, 30, True), (30, 0, True), (30, 0, False),
    ]  # fmt: skip


def test_an_interrupted_period_protects_until_the_end_of_the_day_of_the_decision() -> None:
    start, last, cut = day("2014-03-01"), day("2014-03-31"), day("2014-03-10")
    assert standing(start, last, cut, interrupted=cut).runs
    after = standing(start, last, day("2014-03-11"), interrupted=cut)
    assert (after.status, after.last) == (Status.INTERRUPTED, cut)


def test_an_interruption_after_the_end_changes_nothing() -> None:
    told = standing(day("2014-03-01"), day("2014-03-31"), day("2014-05-01"), interrupted=day("2014-04-20"))
    assert (told.status, told.last) == (Status.ENDED, day("2014-03-31"))


@given(DAYS, LENGTHS)
def test_later_events_never_end_earlier(start: dt.date, length: Length) -> None:
    assert over(start, length) <= over(start + dt.timedelta(days=1), length)


@given(DAYS, LENGTHS, st.integers(1, 6))
def test_periods_on_end_are_one_long_period(start: dt.date, length: Length, times: int) -> None:
    assert renewed(start, length, times) == over(start, Length(length.days * times, length.months * times))
    assert renewed(start, length, times) < renewed(start, length, times + 1)


@given(DAYS)
def test_a_working_day_is_never_before_and_soon_there(start: dt.date) -> None:
    assert 0 <= (next_working(start) - start).days <= 5


def test_every_period_says_where_it_comes_from_and_when_somebody_is_told() -> None:
    for one in clocks().values():
        assert one.source.en
        assert one.source.lt
        assert one.remind == tuple(sorted(one.remind, reverse=True))
        last = one.last_day(day("2024-01-31"))
        assert all(told < last for told in one.reminders(last))


def test_a_length_is_days_or_months() -> None:
    for wrong in ((0, 0), (3, 3), (-1, 0)):
        with pytest.raises(ValueError, match="days or months"):
            Length(*wrong)
