"""The rule by which people assisted are counted, held against the figures that the source gives for 2010 to 2014."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.casework.assistance.counting import (
    AT_RISK,
    VICTIM,
    Assisted,
    Days,
    Given,
    age_on,
    by_service,
    left_out,
    people,
    status_on,
    total,
)
from gija.casework.assistance.reintegration import outcomes
from gija.casework.assistance.reintegration.outcomes import Found, Took

# S1: year -> people, of them men, victims, persons at risk. None: the source does not say.
# 2014: line 136; 2013: line 138; 2012 and 2011: line 140; 2010: line 142. Of 2010 and 2011 all were recognised or
# presumed victims.
TOLD: dict[int, tuple[int, int | None, int, int]] = {
    2014: (133, 50, 80, 53),
    2013: (129, 33, 74, 55),
    2012: (152, 55, 92, 60),
    2011: (128, None, 128, 0),
    2010: (118, None, 118, 0),
}
SERVICES = ("psych", "medical", "accommodation", "legal")  # as the same lines name them


def day(year: int, n: int) -> dt.date:
    return dt.date(year, 1, 1) + dt.timedelta(days=n % 365)


def people_of(year: int) -> Iterator[Assisted]:
    """As many people as the source says, with what makes counting hard: several services, two cases of one person, a
    change from presumed to recognised, services that reach over the end of the year."""
    all_, men, victims, _at_risk = TOLD[year]
    for n in range(all_):
        status = ("presumed", "identified", "recognised", "declined")[n % 4] if n < victims else "at_risk"
        given_ = tuple(
            Given(SERVICES[(n + k) % 4], day(year, 7 * n + k), None if k else day(year, 364)) for k in range(3)
        )
        person = Assisted(
            f"{year}-{n}", "M" if men is not None and n % all_ < men else "F", day(year, n), "adult", 1980,
            ((status, day(year, n)),), given_,
        )  # fmt: skip
        yield person
        if n % 9 == 0:
            yield person


@pytest.mark.parametrize("year", sorted(TOLD))
def test_the_rule_gives_what_the_source_tells(year: int) -> None:
    all_, men, victims, at_risk = TOLD[year]
    counted = people(people_of(year), Days.year(year))
    assert (total(counted, VICTIM), total(counted, AT_RISK)) == (victims, at_risk)
    assert victims + at_risk == all_, "the source adds them; the rule never does"
    if men is not None:
        assert total(counted, VICTIM, sex="M") + total(counted, AT_RISK, sex="M") == men
    assert all(n <= victims for (of, _), n in by_service(people_of(year), Days.year(year)).items() if of == VICTIM)


ONE = Assisted("1", "F", dt.date(2014, 3, 1), "adult", 1990, (("presumed", dt.date(2014, 3, 1)),))


def served(one: Assisted, start: str, end: str | None = None, **more: object) -> Assisted:
    from dataclasses import replace

    last = dt.date.fromisoformat(end) if end else None
    return replace(one, services=(Given("psych", dt.date.fromisoformat(start), last),), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        ("2013-01-01", "2013-12-31", 0), ("2013-01-01", "2014-01-01", 1), ("2014-12-31", None, 1),
        ("2015-01-01", None, 0), ("2010-01-01", None, 1), ("2013-05-05", "2016-05-05", 1),
    ],
)  # fmt: skip
def test_both_ends_of_a_period_count(start: str, end: str | None, counts: int) -> None:
    assert total(people([served(ONE, start, end)], Days.year(2014)), VICTIM) == counts


def test_status_is_that_of_the_last_day_of_help_and_nobody_falls_out_unseen() -> None:
    turned = (("at_risk", dt.date(2014, 2, 1)), ("identified", dt.date(2014, 9, 1)))
    early = served(ONE, "2014-03-01", "2014-08-31", statuses=turned)
    late = served(ONE, "2014-03-01", "2014-09-01", statuses=turned)
    assert set(people([early], Days.year(2014))) == {("at_risk", "F", "adult")}
    assert set(people([late], Days.year(2014))) == {("victim", "F", "adult")}
    assert status_on([ONE], dt.date(2000, 1, 1)) == "presumed", "before any, the first that was given"
    for statuses in ((), (("not_victim", dt.date(2014, 1, 1)),)):
        nobody = served(ONE, "2014-03-01", statuses=statuses)
        assert (people([nobody], Days.year(2014)), left_out([nobody], Days.year(2014))) == ({}, 1)


def test_age_is_that_of_the_first_day_of_help_and_unknown_where_it_does_not_tell() -> None:
    child = Assisted("1", "F", dt.date(2012, 5, 1), "child", 1996)
    assert [age_on(child, dt.date(year, 6, 1)) for year in (2011, 2012, 2013, 2014, 2015)] == [
        "child", "child", "child", "unknown", "adult",
    ]  # fmt: skip
    without = Assisted("1", "F", dt.date(2012, 5, 1), "child")
    assert [age_on(without, dt.date(year, 6, 1)) for year in (2011, 2012, 2013)] == ["child", "child", "unknown"]
    assert age_on(Assisted("1", "F", dt.date(2012, 5, 1), "adult"), dt.date(2020, 1, 1)) == "adult"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 800), st.integers(0, 100)), max_size=20))
def test_nobody_is_counted_twice(spans: list[tuple[int, int, int]]) -> None:
    first = dt.date(2013, 1, 1)
    cases = [
        served(
            Assisted(str(who), "F", first, "adult", None, (("presumed", first),)), f"{first + dt.timedelta(days=at)}",
            f"{first + dt.timedelta(days=at + long)}",
        )
        for who, at, long in spans
    ]  # fmt: skip
    year = Days.year(2014)
    assert sum(people(cases, year).values()) + left_out(cases, year) <= len({case.person for case in cases})
    assert people(cases, year) == people(list(reversed(cases)), year)


def test_days_of_months_end_with_the_month() -> None:
    assert Days.months("2016-01", "2016-02") == Days(dt.date(2016, 1, 1), dt.date(2016, 2, 29))
    assert Days.months("2014-07", "2014-12") == Days(dt.date(2014, 7, 1), dt.date(2014, 12, 31))


def test_what_was_not_answered_is_never_no() -> None:
    found = dt.date(2014, 8, 31)
    jobs = [Found(str(n), found, {6: answer} if answer else {}) for n, answer in enumerate(
        ["yes", "no", "not_known", "not_reached", ""])]  # fmt: skip
    six, twelve = outcomes.kept(jobs, dt.date(2015, 2, 28))
    assert (six.due, six.yes, six.known, six.not_known, six.not_reached, six.unasked) == (5, 1, 2, 1, 1, 1)
    assert (twelve.due, twelve.known) == (0, 0)
    assert outcomes.ask_on(found, 6) == dt.date(2015, 2, 28), "February has no 31st"
    assert outcomes.next_to_ask(found, [6]) == dt.date(2015, 8, 31)


def test_uptake_counts_each_person_once_and_says_of_how_many_it_is_known() -> None:
    began = dt.date(2014, 1, 1)
    took = [
        Took("a", "course", began, "left"), Took("a", "course", began, "finished"), Took("b", "course", began, "left"),
        Took("c", "course", began, "left", "LT-57"), Took("c", "course", began, "", "LT-57"),
    ]  # fmt: skip
    (row,) = outcomes.uptake(took)
    assert (row.people, row.finished, row.left, row.known, row.open) == (3, 1, 1, 2, 1)
    assert outcomes.coverage(took, [Found("c", began, {}, "LT-57")]) == {"": 2, "LT-57": 1}
