"""Entity and relation types: the fields other rooms build on, and relations that lead between types that exist."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.vocabulary.entities import entity_type, entity_types
from gija.vocabulary.files import read_yaml
from gija.vocabulary.lists import code_list
from gija.vocabulary.relations import relation_type, relation_types

KINDS = {"name", "date", "year", "code", "identifier", "address", "text"}
FIELDS = {
    "person": "name given_name family_name former_name birth_date sex citizenship personal_code place",
    "organisation": "name code",
    "vehicle": "plate vin make model colour year",
    "phone": "number",
    "document": "number kind country expires",
    "address": "text municipality country",
    "account": "iban bank",
    "online_handle": "handle platform text",
    "event": "kind date place text",
}
RELATIONS = (
    "owns uses lives_at registered_at employed_by director_of travelled_with recruited transported controlled paid "
    "relative_of same_as contacted has_document holds_account posted present_at mentioned_in member_of"
)
TYPES = st.sampled_from([one.code for one in entity_types()])


def test_entity_types_have_the_fields_other_rooms_build_on() -> None:
    assert {one.code: " ".join(field.code for field in one.fields) for one in entity_types()} == FIELDS


@pytest.mark.parametrize("code", FIELDS)
def test_an_entity_type_is_told_in_both_languages_with_an_icon(code: str) -> None:
    entity = entity_type(code)
    assert re.fullmatch("[a-z]+", entity.icon)
    for text in (entity.text, *(field.text for field in entity.fields)):
        assert text.en.strip()
        assert text.lt.strip()
        assert text.en != text.lt or "VIN" in text.en


@pytest.mark.parametrize("code", FIELDS)
def test_fields_have_a_known_kind_and_identities_name_fields(code: str) -> None:
    entity = entity_type(code)
    for field in entity.fields:
        assert field.kind in KINDS
        assert bool(field.list) == (field.kind == "code")
        assert not field.list or code_list(field.list)
        assert entity.field(field.code) is field
    for identity in entity.identities:
        assert {entity.field(one).code for one in identity} == set(identity)
    with pytest.raises(KeyError):
        entity.field("no_such_field")


def test_a_handle_is_the_same_only_on_the_same_platform() -> None:
    assert entity_type("online_handle").identities == (("handle", "platform"),)
    assert entity_type("online_handle").identifiers == ("handle",)
    assert entity_type("vehicle").identifiers == ("plate", "vin")
    assert entity_type("event").identifiers == ()


def test_all_relation_types_are_here() -> None:
    assert [one.code for one in relation_types()] == RELATIONS.split()


@pytest.mark.parametrize("code", RELATIONS.split())
def test_a_relation_leads_between_types_that_exist_and_is_worded_both_ways(code: str) -> None:
    relation = relation_type(code)
    known = {one.code for one in entity_types()}
    assert relation.from_types
    assert relation.to_types
    assert set(relation.from_types) | set(relation.to_types) <= known
    for text in (relation.text, relation.forward, relation.backward):
        assert text.en.strip()
        assert text.lt.strip()
        assert text.en != text.lt
    assert (relation.forward == relation.backward) == (not relation.directed)
    if not relation.directed:
        assert set(relation.from_types) == set(relation.to_types)


@given(TYPES, TYPES)
def test_a_relation_without_direction_fits_either_way(one: str, other: str) -> None:
    for relation in relation_types():
        if not relation.directed:
            assert relation.fits(one, other) == relation.fits(other, one)


@given(TYPES, TYPES)
def test_only_things_of_one_type_can_be_the_same(one: str, other: str) -> None:
    assert relation_type("same_as").fits(one, other) == (one == other)


def test_every_entity_type_can_stand_on_a_chart_in_a_relation_of_its_own() -> None:
    general = {"same_as", "mentioned_in"}
    for entity in entity_types():
        assert any(
            entity.code in (*relation.from_types, *relation.to_types)
            for relation in relation_types()
            if relation.code not in general
        )


def test_unknown_types_are_key_errors() -> None:
    with pytest.raises(KeyError):
        entity_type("ship")
    with pytest.raises(KeyError):
        relation_type("loves")


def test_the_files_say_only_what_is_known() -> None:
    for raw in read_yaml("entities.yaml").values():
        assert set(raw) == {"en", "lt", "icon", "identifiers", "fields"}
    for raw in read_yaml("relations.yaml").values():
        assert set(raw) == {"en", "lt", "forward", "backward", "directed", "from", "to"}
