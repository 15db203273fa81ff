"""The pages of the data protection officer, from registering to the printed answer."""

from __future__ import annotations

from typing import Any

import pytest

from gija.police.search.tests.conftest import ONA, RUGILE
from gija.police.subjects.models import Finding, SubjectRequest

pytestmark = pytest.mark.django_db(databases=["default", "police"])

FORM = {
    "name": "Rugilė Slėptinytė",
    "personal_code": RUGILE[5],
    "received_on": "2026-11-20",
    "wishes": "Noriu žinoti, kokie mano duomenys tvarkomi",
}


@pytest.fixture
def dalia(databases: Any, colleague: Any, client_for: Any) -> Any:
    databases.add("residents", ONA, RUGILE)
    colleague("data_protection_officer", "kpb", "Dalia Apsaugininkė")
    return lambda language="en": client_for("dalia", language)


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_whole_way_by_the_pages(dalia: Any, language: str) -> None:
    client = dalia(language)
    assert client.post("/police/subjects/new/", FORM).status_code == 302
    found = SubjectRequest.objects.get()
    page = f"/police/subjects/{found.pk}/"
    assert client.post(page + "act/search/").status_code == 422  # identity first
    client.post(page + "act/identity/", {"text": "Parodė tapatybės kortelę"})
    client.post(page + "act/search/")
    one = Finding.objects.get()
    assert one.pk in client.get(page).content.decode()
    client.post(f"/police/subjects/finding/{one.pk}/", {"verdict": "theirs"})
    client.post(page + "act/close/", {"state": "full", "text": "Atsakyta raštu, įteikta asmeniškai"})
    answer = client.get(page + "answer/").content.decode()
    assert RUGILE[7] in answer
    assert RUGILE[5] in answer
    assert "Petraityt" not in answer


def test_slips_are_told_beside_their_fields(dalia: Any) -> None:
    for wrong in ({"received_on": "2099-01-01"}, {"wishes": "nori"}, {"name": ""}, {"birth_date": "vakar"}):
        answer = dalia().post("/police/subjects/new/", FORM | wrong)
        assert answer.status_code == 422
        assert f'href="#id_{next(iter(wrong))}"' in answer.content.decode()


def test_the_list_names_nobody(dalia: Any) -> None:
    dalia().post("/police/subjects/new/", FORM)
    listed = dalia().get("/police/subjects/").content.decode()
    assert SubjectRequest.objects.get().short in listed
    assert "Slėptinyt" not in listed
    assert SubjectRequest.objects.get().short not in dalia().get("/police/subjects/?state=full").content.decode()


def test_an_unknown_act_and_a_strangers_look_are_refused(dalia: Any, client_for: Any) -> None:
    dalia().post("/police/subjects/new/", FORM)
    page = f"/police/subjects/{SubjectRequest.objects.get().pk}/"
    assert dalia().post(page + "act/burn/").status_code == 404
    assert client_for("rasa").get(page).status_code == 403
    assert dalia().get(page + "answer/").status_code == 400
