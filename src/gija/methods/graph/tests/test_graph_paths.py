"""Ways between two things, what both are tied to, joins that can be undone, and what stands in time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.methods.graph import along, chart, dated, joined, shared, undated, ways
from gija.methods.graph.testing import MOMENT, entity, provenance, synthetic_chart
from gija.methods.graph.values import Chart, Relation
from gija.vocabulary.errors import GijaError


def tie(one: str, other: str, type_: str = "contacted", start: str = "", end: str = "") -> Relation:
    return Relation(f"{one}>{type_}>{other}>{start}", type_, one, other, (provenance(1),), start, end)


def square() -> Chart:
    """a – b – d and a – c – d, and from d on to e."""
    things = [entity(place, id=name) for place, name in enumerate("abcde")]
    return chart("square", "a", things, [tie(*pair) for pair in ("ab", "bd", "ac", "cd", "de")], MOMENT)


def test_the_shortest_ways_come_first_and_name_every_relation_between() -> None:
    found = ways(square(), "a", "e")
    assert [way.things for way in found.ways] == [("a", "b", "d", "e"), ("a", "c", "d", "e")]
    assert [tie.id for tie in found.ways[0].relations[0]] == ["a>contacted>b>"]
    assert not found.more
    assert {one.id for one in along(square(), found).entities} == set("abcde")


def test_no_way_within_the_steps_is_no_way_and_too_many_are_told() -> None:
    assert ways(square(), "a", "e", longest=2).ways == ()
    assert ways(square(), "a", "e", most=1).more


@pytest.mark.parametrize(("ends", "code"), [(("a", "zz"), "graph.not_on_chart"), (("a", "a"), "graph.same_thing")])
def test_ends_that_make_no_way_are_refused(ends: tuple[str, str], code: str) -> None:
    with pytest.raises(GijaError) as caught:
        ways(square(), *ends)
    assert caught.value.code == code


def test_what_both_are_tied_to_is_told_with_the_relations_of_each() -> None:
    found = shared(square(), "a", "d")
    assert [one.thing for one in found] == ["b", "c"]
    assert found[0].to_one[0].source == "a"
    assert found[0].to_other[0].target == "d"


@given(st.integers(0, 60), st.integers(1, 5))
def test_every_way_is_a_way_and_none_is_longer_than_asked(seed: int, longest: int) -> None:
    whole = synthetic_chart(30, 45, seed=seed)
    one, other = whole.entities[0].id, whole.entities[-1].id
    pairs = {frozenset((tie.source, tie.target)) for tie in whole.relations}
    found = ways(whole, one, other, longest)
    assert [way.steps for way in found.ways] == sorted(way.steps for way in found.ways)
    for way in found.ways:
        assert way.steps <= longest
        assert len(set(way.things)) == len(way.things)
        assert all(frozenset(leg) in pairs for leg in zip(way.things[:-1], way.things[1:], strict=True))


def test_joining_keeps_everything_and_leaves_the_chart_as_it_was() -> None:
    before = square()
    made, now = joined(before, [("b", "c")])
    assert now == {"c": "b"}
    whole = next(one for one in made.entities if one.id == "b")
    assert whole.merged == ("joined",)
    assert len(whole.provenance) == 2
    assert {(one.source, one.target) for one in made.relations} == {("a", "b"), ("b", "d"), ("d", "e")}
    assert before == square()


def test_joined_with_the_object_the_object_keeps_its_name() -> None:
    made, now = joined(replace(square(), focus="c"), [("b", "c")])
    assert (made.focus, now) == ("c", {"b": "c"})
    assert joined(square(), [("b", "nobody")]) == (square(), {})


def test_things_of_different_types_are_never_joined() -> None:
    mixed = chart("mixed", "a", [entity(1, id="a"), entity(2, "phone", id="p")], [], MOMENT)
    assert joined(mixed, [("a", "p")])[1] == {}


def test_what_has_a_date_comes_in_order_as_exactly_as_it_is_known() -> None:
    ties = [
        tie("a", "b", "lives_at", "2019"),
        tie("a", "c", "contacted", "2018-02"),
        tie("b", "c", "owns", "", "2020-05-01"),
        tie("b", "d", "uses"),
    ]
    whole = chart("dated", "a", [entity(place, id=name) for place, name in enumerate("abcd")], ties, MOMENT)
    found = dated(whole)
    assert [(one.start, one.end) for one in found] == [("2018-02", "2018-02"), ("2019", "2019"), ("2020-05-01",) * 2]
    assert (found[0].last.isoformat(), found[1].last.isoformat()) == ("2018-02-28", "2019-12-31")
    assert not found[0].open_end, "a call is over when it was made"
    assert found[1].open_end, "nobody says when the home was left"
    assert found[2].open_start
    assert undated(whole) == 1


def test_birth_dates_stand_in_time_only_when_asked_for() -> None:
    whole = chart("born", "a", [entity(1, id="a")], [], MOMENT)
    assert dated(whole) == ()
    assert [one.field for one in dated(whole, births=True)] == ["birth_date"]
