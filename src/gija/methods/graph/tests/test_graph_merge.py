"""Merge: the same identifier is the same thing, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from gija.methods.graph import chart, identities, merge
from gija.methods.graph.testing import MOMENT, provenance, synthetic_chart
from gija.methods.graph.values import Entity, Relation


def thing(id_: str, kind: str, label: str = "", category: str = "", **attributes: str) -> Entity:
    values: Mapping[str, tuple[str, ...]] = {field: tuple(value.split("|")) for field, value in attributes.items()}
    return Entity(id_, kind, label or id_, values, (provenance(len(id_)),), category)


def test_a_phone_written_three_ways_in_three_databases_is_one_phone() -> None:
    phones = [
        thing("a/T:1:p", "phone", number="8 612 34567"),
        thing("bb/T:9:p", "phone", number="+37061234567"),
        thing("ccc/T:7:p", "phone", number="00370 612 34567"),
    ]
    (one,), _ = merge(phones, [])
    assert one.id == "phone:+37061234567"
    assert one.merged == ("number",)
    assert len(one.provenance) == 3
    assert one.attributes == {"number": ("8 612 34567",)}


def test_things_without_a_common_identifier_stay_apart() -> None:
    people = [thing("a", "person", name="Pavyzdė Netikrienė"), thing("b", "person", name="Pavyzdė Netikrienė")]
    merged, _ = merge(people, [])
    assert [one.id for one in merged] == ["a", "b"]
    assert merged == tuple(people)


def test_an_identifier_of_another_type_joins_nothing() -> None:
    merged, _ = merge([thing("a", "document", number="12345678"), thing("b", "phone", number="+37061234567")], [])
    assert len(merged) == 2


def test_a_plate_that_passed_to_another_vehicle_makes_no_one_of_two() -> None:
    old = thing("a", "vehicle", plate="ABC 123", vin="WVWZZZ1JZXW000001")
    new = thing("b", "vehicle", plate="ABC123", vin="WVWZZZ1JZXW000002")
    seen = thing("c", "vehicle", plate="abc-123")
    merged, _ = merge([old, new, seen], [])
    assert {one.id for one in merged} == {"vehicle:WVWZZZ1JZXW000001", "vehicle:WVWZZZ1JZXW000002", "c"}
    again = thing("d", "vehicle", plate="DEF 456", vin="WVWZZZ1JZXW000001")
    merged, _ = merge([old, again], [])
    assert [one.merged for one in merged] == [("vin",)]


def test_a_handle_needs_its_platform_to_be_the_same() -> None:
    here = thing("a", "online_handle", handle="@Bandymas", platform="Telegram")
    there = thing("b", "online_handle", handle="bandymas", platform="telegram")
    elsewhere = thing("c", "online_handle", handle="bandymas", platform="Instagram")
    unknown = thing("d", "online_handle", handle="bandymas")
    merged, _ = merge([here, there, elsewhere, unknown], [])
    assert len(merged) == 3


def test_the_category_that_protects_most_is_kept() -> None:
    people = [
        thing("a", "person", category="suspect", personal_code="39001010078"),
        thing("b", "person", category="victim", personal_code="39001010078"),
    ]
    (one,), _ = merge(people, [])
    assert one.category == "victim"


def test_relations_follow_and_join_and_none_leads_to_itself() -> None:
    pieces = [
        thing(id_, "phone", number=number)
        for id_, number in (("a", "+37061234567"), ("b", "861234567"), ("c", "+37061234568"))
    ]
    relations = [
        Relation("1", "contacted", "a", "c", (provenance(1),), "2020-01-01"),
        Relation("2", "contacted", "b", "c", (provenance(2),), "2020-01-01", attributes={"seconds": ("60",)}),
        Relation("3", "contacted", "b", "c", (provenance(3),), "2020-01-02"),
        Relation("4", "same_as", "a", "b", (provenance(4),)),
        Relation("5", "same_as", "c", "a", (provenance(5),)),
        Relation("6", "same_as", "b", "c", (provenance(6),)),
    ]
    _, found = merge(pieces, relations)
    assert [one.id for one in found] == ["1", "3", "5"]
    assert found[0].source == "phone:+37061234567"
    assert len(found[0].provenance) == 2
    assert found[0].attributes == {"seconds": ("60",)}
    assert len(found[2].provenance) == 2  # an undirected relation is one, whichever way two databases write it


def test_the_order_of_the_pieces_does_not_matter() -> None:
    pieces = [
        thing("a", "vehicle", "ABC 123", plate="ABC 123"),
        thing("b", "vehicle", "ABC123", plate="ABC123", vin="WVWZZZ1JZXW000001"),
        thing("c", "vehicle", "VW", vin="WVWZZZ1JZXW000001", plate="XYZ 999"),
        thing("d", "vehicle", "kita", plate="KLM 000"),
    ]
    assert len({repr(merge(order, [])) for order in permutations(pieces)}) == 1


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12))
def test_what_is_merged_stays_as_it_is_when_merged_again(pairs: list[tuple[int, int]]) -> None:
    pieces = [thing(f"{i:02}", "document", number=f"AB{one:06}|AB{two:06}") for i, (one, two) in enumerate(pairs)]
    links = [Relation(str(i), "same_as", "00", f"{i:02}", (provenance(i),)) for i in range(1, len(pieces))]
    entities, relations = merge(pieces, links)
    assert merge(entities, relations) == (entities, relations)
    went = identities(pieces)
    assert {went[one.id] for one in pieces} == {one.id for one in entities}
    chart("", entities[0].id, entities, relations, MOMENT)


def test_nothing_is_lost_from_a_chart_whose_things_are_all_different() -> None:
    whole = synthetic_chart(60, 70)
    entities, relations = merge(whole.entities, whole.relations)
    assert (len(entities), len(relations)) == (60, 70)
