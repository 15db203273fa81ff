"""Whoever must be referred to their owner is on a chart without name, attribute, record, and in no file of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gija.methods.graph.values import Entity, Relation
from gija.police.dossiers import services
from gija.police.dossiers.models import Dossier, Revision
from gija.police.dossiers.values import WITHHELD
from gija.vocabulary.errors import GijaError

from .conftest import (
    CALLED,
    HIDDEN_PHONE,
    HOME,
    PHONE,
    PLATE,
    RESIDENTS,
    RUGILE,
    SAULIUS,
    SECRETS,
    Confirms,
    World,
)

pytestmark = pytest.mark.django_db(databases=["default", "police"])


@pytest.fixture
def dossier(world: World, cast: Any, confirmed: Confirms) -> Dossier:
    world.usual()
    return services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk, 3)


def anonymous(dossier: Dossier) -> list[Entity]:
    return [entity for entity in dossier.chart.entities if entity.id.startswith(WITHHELD)]


def ties_of(dossier: Dossier, entity: Entity) -> list[Relation]:
    return [one for one in dossier.chart.relations if entity.id in (one.source, one.target)]


def leaks(data: bytes, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    """Which secrets stand in the bytes, in any of the encodings a file may use."""
    return [
        word
        for word in secrets
        if any(
            word.encode(code) in data or word.upper().encode(code) in data
            for code in ("utf-8", "utf-16-le", "utf-16-be", "windows-1257")
        )
        or json.dumps(word)[1:-1].encode() in data
    ]


def test_victim_and_child_stand_on_the_chart_as_nobody_with_the_owner_to_ask(dossier: Dossier) -> None:
    found = anonymous(dossier)
    assert len(found) == 2
    for entity in found:
        assert entity.label == ""
        assert set(entity.attributes) == {"owner", "contact"}
        assert all(place.record == "" for place in entity.provenance)
        assert entity.category == ""
    contacts = {contact for entity in found for contact in entity.attributes["contact"]}
    assert contacts == {"+370 5 007 0000", "+370 5 009 0000"}  # the shelter for her, the residents' register for him


def test_their_ties_say_the_kind_of_relation_and_nothing_more(dossier: Dossier) -> None:
    ties = [tie for entity in anonymous(dossier) for tie in ties_of(dossier, entity)]
    assert {tie.type for tie in ties} >= {"controlled", "lives_at"}
    for tie in ties:
        assert (tie.start, tie.end, tie.attributes) == ("", "", None)
        assert all(place.record == "" for place in tie.provenance)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_nothing_of_them_is_in_any_file(dossier: Dossier, cast: Any, language: str) -> None:
    for name, data in services.export(cast.actor("rasa"), dossier.pk, language).items():
        assert leaks(data) == [], name


def test_nothing_of_them_is_in_our_own_database(dossier: Dossier) -> None:
    for revision in Revision.objects.filter(dossier=dossier):
        kept = json.dumps([revision.chart_json, revision.states_json, revision.cuts_json], ensure_ascii=False)
        assert leaks(kept.encode()) == []


def test_their_own_phone_and_place_are_not_reached_and_not_asked_about(dossier: Dossier) -> None:
    ids = {entity.id for entity in dossier.chart.entities}
    assert f"phone:{HIDDEN_PHONE}" not in ids
    assert [entity.label for entity in dossier.chart.entities if entity.type == "address"] == [HOME]


def test_what_others_have_too_stays_and_only_the_tie_to_nobody_is_told(
    world: World, cast: Any, confirmed: Confirms
) -> None:
    world.usual()
    world.calls([("1", PHONE, HIDDEN_PHONE, "2013-02-03")])
    made = services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk, 3)
    (phone,) = [entity for entity in made.chart.entities if entity.id == f"phone:{HIDDEN_PHONE}"]
    assert {place.database for place in phone.provenance} == {"calls"}
    (victim,) = [one for one in anonymous(made) if "shelter" in {place.database for place in one.provenance}]
    assert "uses" in {tie.type for tie in ties_of(made, victim)}


def test_a_record_without_a_code_that_may_be_hers_is_withheld_too(world: World, cast: Any, confirmed: Confirms) -> None:
    world.usual()
    row = ("1", "SLĖPTINYTĖ, Rugilė", "1999-06-15", PHONE)
    world.mapping(
        "notebooks",
        world.sqlite("notebooks", "U", ("ID", "VARDAS", "GIM_DATA", "TEL"), [row]),
        {
            "name": "U",
            "key": "ID",
            "entities": {
                "p": {
                    "type": "person",
                    "fields": {"name": "VARDAS", "birth_date": {"column": "GIM_DATA", "format": "%Y-%m-%d"}},
                },
                "t": {"type": "phone", "fields": {"number": "TEL"}},
            },
            "relations": [{"type": "uses", "from": "p", "to": "t"}],
        },
    )
    made = services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk, 2)
    for data in services.files(made, "lt").values():
        assert leaks(data) == []
    assert all(relation.type != "same_as" for relation in made.chart.relations)


def test_a_report_on_her_shows_who_recruited_and_not_which_report(world: World, cast: Any, confirmed: Confirms) -> None:
    world.usual()
    row = ("BYLA-77701-K", "S. Vilkaitis", PHONE, "Rugilė Slėptinytė", "1999-06-15", "Rugilė sako: buvo Kaune")
    world.mapping(
        "intelligence",
        world.sqlite("intelligence", "VERBAVIMAS", ("ID", "KAS", "TEL", "KA", "KA_GIM", "TEKSTAS"), [row]),
        {
            "name": "VERBAVIMAS",
            "key": "ID",
            "entities": {
                "doer": {"type": "person", "category": "suspect", "fields": {"name": "KAS"}},
                "phone": {"type": "phone", "fields": {"number": "TEL"}},
                "whom": {
                    "type": "person",
                    "category": "victim",
                    "fields": {"name": "KA", "birth_date": {"column": "KA_GIM", "format": "%Y-%m-%d"}},
                },
                "said": {"type": "event", "fields": {"text": "TEKSTAS"}},
            },
            "relations": [
                {"type": "uses", "from": "doer", "to": "phone"},
                {"type": "recruited", "from": "doer", "to": "whom"},
                {"type": "present_at", "from": "doer", "to": "said"},
            ],
        },
    )
    made = services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk, 3)
    (doer,) = [entity for entity in made.chart.entities if entity.label == "S. Vilkaitis"]
    assert {place.record for place in doer.provenance} == {""}
    (tie,) = [relation for relation in made.chart.relations if relation.type == "recruited"]
    assert tie.source == doer.id
    assert tie.target.startswith(WITHHELD)
    for data in services.files(made, "lt").values():
        assert leaks(data, (*SECRETS, "BYLA-77701-K", "Kaune")) == []
    services.expand(cast.actor("rasa"), made.pk, f"phone:{PHONE}")
    again = Dossier.objects.get(pk=made.pk)
    assert {one.id for one in anonymous(again)} == {one.id for one in anonymous(made)}
    for data in services.files(again, "lt").values():
        assert leaks(data, (*SECRETS, "BYLA-77701-K", "Kaune")) == []


def test_a_traveller_who_may_be_the_withheld_one_is_withheld_too_where_only_the_year_is_known(
    world: World, cast: Any, confirmed: Confirms
) -> None:
    world.residents([row for row in RESIDENTS if row[0] == "1"])
    world.vehicles()
    people = ("ID", "VARDAS", "GIM_DATA", "TEL", "VALST_NR")
    for database, category, row in (
        ("reports", "victim", ("1", "Rugilė Slėptinytė", "1999", PHONE, "")),
        ("border", "other", ("1", "RUGILE SLEPTINYTE", "1999-06-15", "", PLATE)),
    ):
        world.mapping(
            database,
            world.sqlite(database, "T", people, [row]),
            {
                "name": "T",
                "key": "ID",
                "entities": {
                    "p": {"type": "person", "fields": {"name": "VARDAS", "birth_date": {"column": "GIM_DATA"}}},
                    "t": {"type": "phone", "fields": {"number": "TEL"}},
                    "c": {"type": "vehicle", "fields": {"plate": "VALST_NR"}},
                },
                "relations": [
                    {"type": "uses", "from": "p", "to": "t"},
                    {"type": "travelled_with", "from": "p", "to": "c"},
                ],
            },
            category=category,
        )
    made = services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk, 2)
    for data in services.files(made, "lt").values():
        assert leaks(data) == []
    (nobody,) = anonymous(made)
    assert {tie.type for tie in ties_of(made, nobody)} == {"uses", "travelled_with"}


def test_a_text_that_names_her_is_left_out_wherever_it_comes_from(world: World, cast: Any, confirmed: Confirms) -> None:
    world.usual()
    text = f"Saulius Vilkaitis ir Rugile SLEPTINYTE, tel. {CALLED}"
    world.mapping(
        "reports",
        world.sqlite("reports", "P", ("ID", "AK", "TEKSTAS"), [("1", SAULIUS, text)]),
        {
            "name": "P",
            "key": "ID",
            "entities": {
                "p": {"type": "person", "fields": {"personal_code": "AK"}},
                "e": {"type": "event", "fields": {"text": "TEKSTAS", "kind": {"constant": "pranešimas"}}},
            },
            "relations": [{"type": "mentioned_in", "from": "p", "to": "e"}],
        },
    )
    made = services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk, 2)
    (event,) = [entity for entity in made.chart.entities if entity.type == "event"]
    assert "text" not in event.attributes
    for data in services.files(made, "lt").values():
        assert leaks(data) == []


def test_expanding_leaks_no_more_and_makes_nobody_twice(dossier: Dossier, cast: Any) -> None:
    (home,) = [e.id for e in dossier.chart.entities if e.type == "address" and HOME in e.attributes["text"]]
    services.expand(cast.actor("rasa"), dossier.pk, home)
    services.expand(cast.actor("rasa"), dossier.pk, f"person:{SAULIUS}")
    again = Dossier.objects.get(pk=dossier.pk)
    assert len(anonymous(again)) == 2
    for data in services.files(again, "lt").values():
        assert leaks(data) == []


def test_a_victim_can_be_no_object_of_a_dossier(world: World, cast: Any, confirmed: Confirms) -> None:
    world.residents()
    hit = confirmed("rasa", personal_code=RUGILE)
    world.shelter()
    made = services.gather(cast.actor("rasa"), hit.pk, 2)
    # She was confirmed out of the residents' register; what the shelter keeps of her stays with the shelter.
    assert {place.database for entity in made.chart.entities for place in entity.provenance} == {"residents"}
    assert {state.database: state.withheld for state in made.latest.states}["shelter"] == 1


def test_an_object_that_has_become_a_victim_since_is_refused(world: World, cast: Any, confirmed: Confirms) -> None:
    world.residents()
    hit = confirmed("rasa", personal_code=RUGILE)
    path = world.folder / "residents.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("category: other", "category: victim"), encoding="utf-8")
    with pytest.raises(GijaError) as refused:
        services.gather(cast.actor("rasa"), hit.pk)
    assert refused.value.code == "dossier.refer_to_owner"


def test_role_and_purpose_may_open_what_is_withheld(world: World, cast: Any, confirmed: Confirms) -> None:
    world.usual()
    hit = confirmed("tomas", personal_code=SAULIUS, purpose="victim_protection")
    made = services.gather(cast.actor("tomas"), hit.pk)
    assert not anonymous(made)
    assert {"Rugilė Slėptinytė", "Adomas Mažonis"} <= {entity.label for entity in made.chart.entities}


@pytest.mark.parametrize("handling", ["H2", "H3"])
def test_records_that_only_their_owner_may_hand_on_are_withheld_but_hide_nobody_elsewhere(
    world: World, cast: Any, confirmed: Confirms, handling: str
) -> None:
    world.usual()
    (world.folder / "shelter.yaml").unlink()
    path = world.folder / "vehicles.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("handling: H1", f"handling: {handling}"), encoding="utf-8")
    made = services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk)
    assert "vehicles" not in {place.database for entity in made.chart.entities for place in entity.provenance}
    assert "Saulius Vilkaitis" in {entity.label for entity in made.chart.entities}
    assert {state.database: state.withheld for state in made.latest.states}["vehicles"] == 1
