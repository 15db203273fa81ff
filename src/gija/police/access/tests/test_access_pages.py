"""The pages of break-glass: the opener's and the auditor's."""

from __future__ import annotations

from typing import Any

import pytest

from gija.police.access.models import BreakGlass
from gija.police.search.models import SearchQuery
from gija.police.search.tests.conftest import ONA, RUGILE

pytestmark = pytest.mark.django_db(databases=["default", "police"])

DANGER = "Gauta žinia, kad moteris laikoma užrakinta, valdytojas neatsiliepia"


@pytest.fixture
def referred(databases: Any, asks: Any) -> SearchQuery:
    databases.add("cases", RUGILE, ONA)
    query: SearchQuery = asks("rasa", name="Rugilė Slėptinytė")
    return query


def text(client: Any, address: str) -> str:
    return str(client.get(address).content.decode())


def test_from_the_answer_through_the_reason_to_the_wider_answer(referred: SearchQuery, client_for: Any) -> None:
    rasa = client_for("rasa")
    address = f"/police/access/open/{referred.pk}/"
    assert address in text(rasa, f"/police/search/{referred.pk}/")
    assert "3 hours" in text(rasa, address)
    page = rasa.post(address, {"reason": DANGER}, follow=True).content.decode()
    assert "Break-glass is open" in page
    assert "Slėptinytė" in page
    assert address not in page


@pytest.mark.parametrize("reason", ["", "skubu"])
def test_without_a_reason_in_words_it_stays_closed(referred: SearchQuery, client_for: Any, reason: str) -> None:
    answer = client_for("rasa").post(f"/police/access/open/{referred.pk}/", {"reason": reason})
    assert answer.status_code == 422
    assert not BreakGlass.objects.exists()


def test_there_is_no_way_where_nothing_is_closed(asks: Any, databases: Any, client_for: Any) -> None:
    databases.add("residents", ONA)
    query = asks("rasa", name="Ona Petraitytė")
    assert "/police/access/open/" not in text(client_for("rasa"), f"/police/search/{query.pk}/")


def test_the_auditor_sees_closes_and_judges_it(referred: SearchQuery, client_for: Any) -> None:
    client_for("rasa").post(f"/police/access/open/{referred.pk}/", {"reason": DANGER})
    glass = BreakGlass.objects.get()
    aldona = client_for("aldona")
    assert "/police/access/uses/" in text(aldona, "/")
    listed = text(aldona, "/police/access/uses/")
    assert DANGER in listed
    assert "Rasa Analitikė" in listed
    one = f"/police/access/uses/{glass.pk}/"
    page = text(aldona, one)
    assert "police.glass.open" in page
    assert "police.search.ask" in page
    assert "Slėptinytė" not in page  # the auditor sees the use, not the victim
    aldona.post(one + "end/")
    glass.refresh_from_db()
    assert glass.ended_by_name == "Aldona Auditorė"
    assert aldona.post(one, {"finding": "", "note": DANGER}).status_code == 422
    assert aldona.post(one, {"finding": "justified", "note": "Pavojus buvo tikras"}).status_code == 302
    assert DANGER not in text(aldona, "/police/access/uses/?finding=none")
    wider = SearchQuery.objects.get(glass=glass.pk)
    assert "which is over" in text(client_for("rasa"), f"/police/search/{wider.pk}/")


def test_the_opener_closes_it(referred: SearchQuery, client_for: Any) -> None:
    rasa = client_for("rasa")
    rasa.post(f"/police/access/open/{referred.pk}/", {"reason": DANGER})
    glass = BreakGlass.objects.get()
    assert rasa.post(f"/police/access/end/{glass.pk}/").status_code == 302
    glass.refresh_from_db()
    assert not glass.is_open


@pytest.mark.parametrize(("who", "address"), [("rasa", "uses/"), ("aldona", "open/{}/"), ("inga", "open/{}/")])
def test_others_are_refused(referred: SearchQuery, client_for: Any, who: str, address: str) -> None:
    assert client_for(who).get("/police/access/" + address.format(referred.pk)).status_code == 403
