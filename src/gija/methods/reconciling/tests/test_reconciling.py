"""From one figure to another: steps add up exactly, the way back is the same, what is missing is never zero."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gija.methods.reconciling import STEPS, Amount, Figure, Telling, decompose, known_to_both, together

GRID = ("recognised", "identified", "presumed", "at_risk")
WIDER = [frozenset(GRID[:n]) for n in (1, 2, 3, 4)]
DAY = dt.date(2015, 12, 31)
COUNTS = st.integers(0, 200)


def figure(key: str, value: int | None, covers: int = 1, **more: object) -> Figure:
    """A figure of the first columns of the grid, of the supplier that its key begins with."""
    fields = {"base": "events", "span": (2014 * 12, 12), "tellings": (Telling(DAY, value),), **more}
    return Figure(key, key[0], value, WIDER[covers - 1], **fields)  # type: ignore[arg-type]


@st.composite
def tellings(draw: st.DrawFn, value: int | None) -> tuple[Telling, ...]:
    days = sorted(draw(st.sets(st.integers(0, 5), min_size=1, max_size=3)))
    values = [draw(st.one_of(st.none(), COUNTS)) for _ in days[1:]] + [value]
    kinds = [draw(st.booleans()) for _ in days]
    return tuple(Telling(DAY + dt.timedelta(d), v, k) for d, v, k in zip(days, values, kinds, strict=True))


@st.composite
def figures(draw: st.DrawFn, key: str, valued: bool = True) -> Figure:
    value = draw(COUNTS) if valued else draw(st.one_of(st.none(), COUNTS))
    reach = draw(st.frozensets(st.sampled_from(["police", "ngo", "border"])))
    people = draw(st.one_of(st.none(), st.integers(0, value or 0)))
    return Figure(
        key, key[0], value, draw(st.sampled_from([*WIDER, frozenset({"at_risk"})])),
        base=draw(st.sampled_from(["", "events", "cohort"])),
        span=draw(st.sampled_from([None, (24168, 12), (24171, 12)])), reach=reach,
        parts={body: draw(st.one_of(st.none(), COUNTS)) for body in reach},
        people=None if people is None else Amount(people, draw(st.integers(people, value or 0))),
        once=draw(st.sampled_from([None, True])),
        reasons=draw(st.sampled_from([{}, {"overlap": ("counted_by_project",)}, {"period": ("assistance_lasts",)}])),
        tellings=draw(st.one_of(st.just(()), tellings(value))),
    )  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Figure, Figure, list[Figure]]:
    others = [draw(figures(f"{side}{n}", valued=False)) for side in "ab" for n in range(draw(st.integers(1, 3)))]
    return draw(figures("a")), draw(figures("b")), others


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_steps_and_remainder_add_up_to_the_difference_exactly(world: tuple[Figure, Figure, list[Figure]]) -> None:
    a, b, others = world
    found = decompose(a, b, others)
    assert found.remainder is not None
    assert found.difference == found.known.low + found.remainder.high == found.known.high + found.remainder.low


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_the_way_back_has_the_same_steps_with_the_other_sign(world: tuple[Figure, Figure, list[Figure]]) -> None:
    a, b, others = world
    there, back = decompose(a, b, others), decompose(b, a, others)
    told = [(s.step, s.amount, s.how, s.columns, s.used) for s in back.steps]
    assert told == [(r.step, r.amount, r.how, r.columns, r.used) for r in (s.reversed() for s in there.steps)]
    assert back.remainder == -(there.remainder or Amount.of(0))


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_the_order_is_stated_and_each_step_stands_once_or_has_a_part_that_is_not_told(
    world: tuple[Figure, Figure, list[Figure]],
) -> None:
    a, b, others = world
    steps = decompose(a, b, others).steps
    assert list(dict.fromkeys(s.step for s in steps)) == list(STEPS)
    again = [s for s in steps if s.step == "definition"]
    assert [s.how for s in again[1:]] in ([], ["untold"])
    assert all((s.amount is None) == (s.how == "untold") for s in steps)


@settings(max_examples=20, deadline=None)
@given(worlds(), st.sampled_from("ab"))
def test_a_missing_value_is_no_zero(world: tuple[Figure, Figure, list[Figure]], which: str) -> None:
    a, b, others = world
    a, b = (replace(a, value=None), b) if which == "a" else (a, replace(b, value=None))
    found = decompose(a, b, others)
    assert (found.difference, found.remainder, found.steps, found.explained) == (None, None, (), False)


def test_two_figures_of_which_nothing_is_told_have_nothing_but_a_remainder() -> None:
    a, b = (Figure(key, key, value, frozenset({key})) for key, value in (("a", 3), ("b", 10)))
    found = decompose(a, b)
    assert {s.amount for s in found.steps} == {None}
    assert found.remainder == Amount.of(7)
    assert [s.step for s in found.untold] == list(STEPS)


def test_a_suppliers_own_wider_figure_tells_the_step_of_definition() -> None:
    """2011: 25 recognised, 45 presumed by the same police; 128 recognised and presumed by NGOs."""
    a, wide, b = figure("a1", 25), figure("a3", 45, 3), figure("b3", 128, 3)
    first, *_ = decompose(a, b, [a, wide, b]).steps
    assert (first.amount, first.how, first.used) == (Amount.of(20), "converted", ("a3",))
    assert first.columns == WIDER[2] - WIDER[0]


def test_columns_that_no_own_figure_reaches_are_not_told() -> None:
    """2012: 14 recognised; NGOs 152, of them 92 victims: those at risk are told, the rest of the definition is not."""
    a, b, part = figure("a1", 14), figure("b4", 152, 4), figure("b3", 92, 3)
    told, left, *_ = decompose(a, b, [a, b, part]).steps
    assert (told.amount, told.columns) == (Amount.of(60), frozenset({"at_risk"}))
    assert (left.amount, left.columns) == (None, frozenset({"identified", "presumed"}))


def test_both_suppliers_own_figures_make_an_interval() -> None:
    a, b = figure("a1", 10), figure("b3", 50, 3)
    others = [a, b, figure("a3", 25, 3), figure("b1", 30)]
    assert decompose(a, b, others).steps[0].amount == Amount(15, 20)


def test_an_own_figure_beside_the_way_is_not_used() -> None:
    a, b = figure("a1", 10), figure("b2", 50, 2)
    aside = Figure("a9", "a", 7, frozenset({"at_risk"}), "events", (2014 * 12, 12))
    assert decompose(a, b, [a, b, aside, figure("a4", 90, 4)]).steps[0].amount is None


def test_a_cohort_is_told_apart_by_the_suppliers_own_other_figure() -> None:
    a, b = figure("a1", 14, base="cohort"), figure("b1", 40)
    steps = {s.step: s for s in decompose(a, b, [figure("a2", 19)]).steps}
    assert steps["period"].amount == Amount.of(5)
    assert {s.step: s for s in decompose(a, b).steps}["period"].amount is None
    last = {"period": ("assistance_lasts",)}
    assert {s.step: s for s in decompose(figure("a1", 1), figure("b1", 2, reasons=last)).steps}["period"].amount is None


def test_coverage_is_what_bodies_count_that_the_other_does_not() -> None:
    a = figure("a1", 20, reach=frozenset({"police"}))
    b = figure("b1", 50, reach=frozenset({"police", "ngo"}), parts={"police": 18, "ngo": 32})
    assert {s.step: s for s in decompose(a, b).steps}["coverage"].amount == Amount.of(32)
    hidden = replace(b, parts={"police": 18, "ngo": None})
    assert {s.step: s for s in decompose(a, hidden).steps}["coverage"].amount is None


def test_counting_once_tells_the_overlap_as_an_interval() -> None:
    a, b = figure("a1", 20, once=True), figure("b1", 50, people=Amount(41, 46))
    found = {s.step: s for s in decompose(a, b).steps}["overlap"]
    assert (found.amount, found.how) == (Amount(4, 9), "people")


def test_revisions_since_both_were_known_are_late_data_or_errors() -> None:
    later = DAY + dt.timedelta(90)
    late = figure("a1", 52, tellings=(Telling(DAY, 47), Telling(later, 52)))
    wrong = figure("a1", 52, tellings=(Telling(DAY, 47), Telling(later, 52, correction=True)))
    b = figure("b1", 80)
    assert {s.step: s.amount for s in decompose(late, b).steps if s.amount}["late"] == Amount.of(-5)
    steps = {s.step: s.amount for s in decompose(wrong, b).steps}
    assert (steps["late"], steps["error"]) == (Amount.of(0), Amount.of(-5))
    after = figure("a1", 52, tellings=(Telling(later, 52),))
    assert {s.step: s.amount for s in decompose(after, b).steps}["late"] is None


def test_what_the_bodies_recorded_stands_only_where_the_data_say_nothing() -> None:
    a, b = figure("a1", 25, reach=frozenset({"police"})), figure("b1", 40, reach=frozenset({"ngo"}))
    found = decompose(a, b, [], {"coverage": Amount(10, 15), "definition": Amount.of(99)})
    steps = {s.step: s for s in found.steps}
    assert (steps["coverage"].amount, steps["coverage"].how) == (Amount(10, 15), "recorded")
    assert (steps["definition"].amount, steps["definition"].how) == (Amount.of(0), "same")
    assert found.remainder == Amount(0, 5)
    assert decompose(a, b, [], {"coverage": Amount.of(15)}).explained


@given(COUNTS, COUNTS, st.data())
def test_what_two_lists_share_fits_every_number_of_people(a: int, b: int, data: st.DataObject) -> None:
    whole = together((a, b))
    people = data.draw(st.integers(whole.low, whole.high))
    shared = known_to_both(a, b, Amount.of(people))
    assert shared.exact
    assert a + b - shared.low == people
    free = known_to_both(a, b)
    assert free.low <= shared.low <= free.high
    assert (free.low, free.high) == (0, min(a, b))


def test_ends_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="above"):
        Amount(2, 1)
    with pytest.raises(ValueError, match="above"):
        known_to_both(10, 10, Amount(25, 30))
