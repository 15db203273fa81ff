"""The pages of the dossier: what they show, to whom, with which trace, and that nobody's data stand in an address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from gija.police.dossiers import services
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.queries import View, drawing
from gija.police.dossiers.values import Caps

from .conftest import PHONE, REASON, SAULIUS, Confirms, World
from .test_dossier_refer_to_owner import leaks

pytestmark = pytest.mark.django_db(databases="__all__")

ClientFor = Callable[..., Any]


@pytest.fixture
def dossier(world: World, cast: Any, confirmed: Confirms) -> Dossier:
    world.usual().dead()
    return services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk)


def address(name: str, dossier: Dossier) -> str:
    return reverse(f"dossiers:{name}", args=[dossier.pk])


def test_the_button_beside_a_confirmed_hit_gathers_and_opens_the_dossier(
    world: World, confirmed: Confirms, client_for: ClientFor
) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    answer = client_for("rasa").post(reverse("dossiers:gather", args=[hit.pk]), follow=True)
    assert answer.status_code == 200
    made = Dossier.objects.get()
    assert answer.redirect_chain == [(address("dossier", made), 302)]
    assert (made.steps, made.reason) == (2, REASON)


def test_the_form_says_how_far(world: World, confirmed: Confirms, client_for: ClientFor) -> None:
    world.usual()
    hit, rasa = confirmed("rasa", personal_code=SAULIUS), client_for("rasa")
    form = reverse("dossiers:gather", args=[hit.pk])
    assert rasa.get(form).status_code == 200
    assert rasa.post(form, {"steps": "9"}).status_code == 422
    rasa.post(form, {"steps": "1", "reason": "Kita priežastis, byla 7"})
    assert Dossier.objects.values_list("steps", "reason").get() == (1, "Kita priežastis, byla 7")


def test_what_hinders_the_gathering_is_said_on_its_page(
    world: World, confirmed: Confirms, client_for: ClientFor
) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    world.residents([])
    answer = client_for("rasa", "lt").post(reverse("dossiers:gather", args=[hit.pk]))
    assert answer.status_code == 422
    assert "nebėra" in answer.content.decode()


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_page_names_the_silent_database_and_says_where_each_piece_comes_from(
    dossier: Dossier, client_for: ClientFor, language: str
) -> None:
    page = client_for("rasa", language).get(address("dossier", dossier)).content.decode()
    name = {"lt": "Duomenų bazė", "en": "Database"}[language]
    assert f"{name} wiretaps" in page
    assert "GYVENTOJAI:1" in page
    assert "4x4:A1" in page
    assert "Saulius Vilkaitis" in page


@pytest.mark.parametrize("view", ["dossier", "chart", "picture"])
def test_no_page_leaks_a_victim_or_a_child(dossier: Dossier, client_for: ClientFor, view: str) -> None:
    assert leaks(client_for("rasa").get(address(view, dossier)).content) == []


@pytest.mark.parametrize("view", ["dossier", "chart", "picture"])
def test_looking_leaves_one_entry(dossier: Dossier, client_for: ClientFor, audit_entries: Any, view: str) -> None:
    rasa, before = client_for("rasa"), len(audit_entries("police"))
    rasa.get(address(view, dossier))
    (entry,) = audit_entries("police")[before:]
    assert (entry.action, entry.object_id) == ("police.dossier.read", dossier.pk)


@pytest.mark.parametrize("who", ["inga", "aldona", "jurga", "mantas", "tomas"])
def test_whoever_has_no_right_sees_no_page_and_takes_no_file(dossier: Dossier, client_for: ClientFor, who: str) -> None:
    client = client_for(who)
    for view in ("dossier", "chart", "picture"):
        answer = client.get(address(view, dossier))
        assert answer.status_code == 403
        assert "Vilkaitis" not in answer.content.decode()
    for view, said in (
        ("expand", {"entity": f"phone:{PHONE}"}),
        ("undo", {"number": "1"}),
        ("export", {"file": "chart.anx"}),
    ):
        assert client.post(address(view, dossier), said).status_code == 403
    if who == "tomas":
        assert dossier.short not in client.get(reverse("dossiers:list")).content.decode()


def test_the_list_names_nobody(dossier: Dossier, client_for: ClientFor) -> None:
    page = client_for("rasa").get(reverse("dossiers:list")).content.decode()
    assert dossier.short in page
    assert "Vilkaitis" not in page


def test_filters_show_what_they_say(dossier: Dossier, client_for: ClientFor) -> None:
    rasa, there = client_for("rasa"), address("dossier", dossier)
    vehicles = rasa.get(there, {"type": "vehicle"}).context["entities"].object_list
    assert [row.entity.type for row in vehicles] == ["vehicle"]
    calls = rasa.get(there, {"database": "calls", "kind": "assessment"}).context["relations"].object_list
    assert [row.relation.type for row in calls] == ["contacted"]
    assert len(rasa.get(there, {"type": "no such type"}).context["entities"].object_list) > 3


def test_a_file_comes_with_a_name_that_names_nobody_and_one_entry(
    dossier: Dossier, client_for: ClientFor, audit_entries: Any
) -> None:
    rasa, before = client_for("rasa"), len(audit_entries("police"))
    answer = rasa.post(address("export", dossier), {"file": "chart.anx"})
    assert re.fullmatch(
        rf'attachment; filename="gija-\d{{4}}-\d\d-\d\d-{dossier.short}\.anx"', answer["Content-Disposition"]
    )
    assert answer.content.startswith(b"\xff\xfe")
    (entry,) = audit_entries("police")[before:]
    assert (entry.action, entry.details["files"]) == ("police.dossier.export", ["chart.anx"])
    assert rasa.post(address("export", dossier), {"file": "../secret"}).status_code == 400


def test_expanding_and_going_back_on_the_page(dossier: Dossier, client_for: ClientFor) -> None:
    rasa = client_for("rasa")
    answer = rasa.post(address("expand", dossier), {"entity": "phone:+37062222222"}, follow=True)
    assert "Ona Ramut" in answer.content.decode()
    answer = rasa.post(address("undo", dossier), {"number": "1"}, follow=True)
    assert "Ona Ramut" not in answer.content.decode()
    assert rasa.post(address("undo", dossier), {"number": "1²"}).status_code == 400
    assert rasa.post(address("expand", dossier), {"entity": "person:1"}).status_code == 422


def test_a_wrong_number_is_not_found(client_for: ClientFor, world: World) -> None:
    world.usual()
    assert client_for("rasa").get(reverse("dossiers:dossier", args=["0" * 26])).status_code == 404


def test_script_in_a_database_stays_text(world: World, cast: Any, confirmed: Confirms, client_for: ClientFor) -> None:
    world.usual()
    evil = "</script><script>alert(1)</script>"
    world.vehicles([("1", evil, SAULIUS, "2012-05-01")])
    made = services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk)
    rasa = client_for("rasa")
    for view in ("dossier", "chart", "picture"):
        assert "<script>alert" not in rasa.get(address(view, made)).content.decode()


def test_what_the_script_draws_is_the_chart(dossier: Dossier) -> None:
    drawn = drawing(View(dossier, "lt"))
    assert len(drawn["nodes"]) == len(dossier.chart.entities)
    assert len(drawn["edges"]) == len(dossier.chart.relations)
    ids = {node["id"] for node in drawn["nodes"]}
    assert all({edge["source"], edge["target"]} <= ids for edge in drawn["edges"])
    assert leaks(json.dumps(drawn, ensure_ascii=False).encode()) == []


def test_what_was_cut_is_said(world: World, cast: Any, confirmed: Confirms, client_for: ClientFor) -> None:
    world.usual()
    world.calls([(str(i), PHONE, f"+3706{i:07}", "") for i in range(1, 41)])
    hit = confirmed("rasa", personal_code=SAULIUS)
    made = services.gather(cast.actor("rasa"), hit.pk, caps=Caps(relations=10))
    page = client_for("rasa", "lt").get(address("dossier", made)).content.decode()
    assert "dar 30 pagal ryšį" in page
