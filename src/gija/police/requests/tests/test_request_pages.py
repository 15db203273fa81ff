"""The pages of requests, by everybody who may and may not."""

from __future__ import annotations

from typing import Any

import pytest

from gija.police.requests.models import OwnerRequest
from gija.police.search.models import SearchQuery
from gija.police.search.tests.conftest import RUGILE

pytestmark = pytest.mark.django_db(databases=["default", "police", "casework", "register"])

QUESTION = "Ar asmuo saugus ir kaip su juo susisiekti?"


@pytest.fixture
def referred(databases: Any, asks: Any) -> SearchQuery:
    databases.add("cases", RUGILE, owner="vilnius_police")
    query: SearchQuery = asks("rasa", name="Rugilė Slėptinytė")
    return query


@pytest.fixture
def sent(referred: SearchQuery, client_for: Any) -> OwnerRequest:
    page = client_for("rasa").get(f"/police/search/{referred.pk}/").content.decode()
    address = f"/police/requests/new/{referred.pk}/cases/"
    assert address in page
    answer = client_for("rasa").post(address, {"question": QUESTION})
    assert answer.status_code == 302
    return OwnerRequest.objects.get()


def text(client: Any, address: str) -> str:
    return str(client.get(address).content.decode())


@pytest.mark.parametrize("language", ["en", "lt"])
def test_both_sides_read_it_and_only_the_owner_sees_its_records(
    sent: OwnerRequest, client_for: Any, language: str
) -> None:
    address = f"/police/requests/{sent.pk}/"
    asker, owner = text(client_for("rasa", language), address), text(client_for("tomas", language), address)
    assert QUESTION in asker
    assert QUESTION in owner
    assert "cases:3:person" in owner
    assert "cases:3:person" not in asker
    assert "/answer/" in owner
    assert "/answer/" not in asker


def test_an_answer_comes_back_on_the_askers_page(sent: OwnerRequest, client_for: Any) -> None:
    address = f"/police/requests/{sent.pk}/"
    said = {"text": "Asmuo saugus, skambinkite budinčiam.", "handling": "H1", "act": "answer"}
    assert client_for("tomas").post(address + "answer/", said).status_code == 302
    page = text(client_for("rasa"), address)
    assert "Asmuo saugus" in page
    assert "H1" in page


def test_an_empty_answer_is_told_beside_its_field(sent: OwnerRequest, client_for: Any) -> None:
    answer = client_for("tomas").post(f"/police/requests/{sent.pk}/answer/", {"text": "", "act": "answer"})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_strangers_are_refused_and_what_is_not_there_is_not_found(sent: OwnerRequest, client_for: Any) -> None:
    assert client_for("mantas").get(f"/police/requests/{sent.pk}/").status_code == 403
    assert client_for("rasa").get(f"/police/requests/{'X' * 26}/").status_code == 404
    assert client_for("rasa").post(f"/police/requests/{sent.pk}/answer/", {"text": QUESTION}).status_code == 403


def test_the_lists_and_the_home_page_show_what_waits(sent: OwnerRequest, client_for: Any) -> None:
    assert sent.pk in text(client_for("rasa"), "/police/requests/")
    listed = text(client_for("tomas"), "/police/requests/")
    assert sent.pk in listed
    assert sent.pk not in text(client_for("tomas"), "/police/requests/?state=answered")
    assert "/police/requests/" in text(client_for("tomas"), "/")


def test_withdrawing_says_so(sent: OwnerRequest, client_for: Any) -> None:
    said = {"text": "Asmuo jau rastas, nebereikia", "act": "withdraw"}
    page = client_for("rasa").post(f"/police/requests/{sent.pk}/close/", said, follow=True).content.decode()
    assert "withdrawn" in page


def test_switching_the_language_after_an_error_leads_back(sent: OwnerRequest, client_for: Any) -> None:
    for address in ("answer/", "close/"):
        who = "tomas" if address == "answer/" else "rasa"
        assert client_for(who).get(f"/police/requests/{sent.pk}/{address}").status_code == 302
