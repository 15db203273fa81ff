"""Several suppliers of one kind together: an interval of persons, never a plain sum that knows better than the data."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gija.methods.reconciling import Amount
from gija.rapporteur.reconciliation import grid
from gija.rapporteur.reconciliation.families import families
from gija.rapporteur.reconciliation.several import Several, several
from gija.rapporteur.statistics.breakdowns import typed
from gija.rapporteur.statistics.points import Basis, Point

ASSISTED, RECORDS = "persons_assisted_ngo", "register_records"


def told(indicator: str, value: int | None, of: str, authority: str = "ngo", part: str = "", **more: Any) -> Point:
    """A figure of 2024, reported."""
    table = indicator.startswith("register")
    basis = (
        Basis("as_table", "as_table", "register_table", authority, "reported", of)
        if table
        else Basis("events", "assisted", "as_indicator", authority, "reported", of)
    )
    status = "reported" if value is not None else "not_available"
    return Point(indicator, "2024", typed(part), value, status, basis, "register" if table else "collection",
                 known_from=dt.date(2025, 3, 1), **more)  # fmt: skip


def of(*points: Point) -> tuple[Several, ...]:
    return several(grid.read(points, families()["victims"]))


def counted(records: int, low: int, high: int, *bodies: tuple[str, int]) -> list[Point]:
    """A table of the register: its records, by body, and the people behind them."""
    parts = [told(RECORDS, value, "half_year", "igo", f"registering_org={body}") for body, value in bodies]
    ends = [told("register_people_lower", low, "half_year", "igo"), told("register_people_upper", high, "half_year",
                                                                         "igo")]  # fmt: skip
    return [told(RECORDS, records, "half_year", "igo"), *parts, *ends]


def test_two_ngos_hold_between_the_largest_and_all_together() -> None:
    found = of(told(ASSISTED, 80, "viltis"), told(ASSISTED, 30, "caritas"), told(ASSISTED, 12, "kopzi"))
    assert [(one.people, one.plain, len(one.rows)) for one in found] == [(Amount(80, 122), 122, 3)]


def test_one_supplier_other_kinds_and_other_definitions_are_not_taken_together() -> None:
    assert of(told(ASSISTED, 80, "viltis")) == ()
    assert of(told("victims_state", 4, "kpb", "police"), told("victims_state", 5, "vsat", "border_guard")) == ()
    assert of(told(ASSISTED, 80, "viltis"), told(ASSISTED, 9, "caritas", part="assisted_status=victim")) == ()


def test_what_is_missing_or_not_exact_is_no_part_of_it() -> None:
    assert of(told(ASSISTED, 80, "viltis"), told(ASSISTED, None, "caritas")) == ()
    assert of(told(ASSISTED, 80, "viltis"), told(ASSISTED, 30, "caritas", qualifier="about")) == ()


def test_counting_once_makes_it_narrower_only_where_it_counted_these_records() -> None:
    both = [told(ASSISTED, 80, "viltis"), told(ASSISTED, 30, "caritas")]
    same = of(*both, *counted(110, 95, 101, ("ngo", 110), ("police", 0)))
    assert [(one.people, one.by_counting) for one in same] == [(Amount(95, 101), True)]
    for others in (counted(110, 95, 101, ("ngo", 60), ("police", 50)), counted(90, 80, 85, ("ngo", 90))):
        assert [(one.people, one.by_counting) for one in of(*both, *others)] == [(Amount(80, 110), False)]


def test_ends_of_counting_once_that_contradict_each_other_tell_nothing() -> None:
    both = [told(ASSISTED, 80, "viltis"), told(ASSISTED, 30, "caritas")]
    assert [one.people for one in of(*both, *counted(110, 101, 95, ("ngo", 110)))] == [Amount(80, 110)]
