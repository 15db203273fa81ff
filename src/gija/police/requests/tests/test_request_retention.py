"""How long a request to an owner is kept, and what keeps it longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from gija.police.requests import retention, services
from gija.police.requests.models import OwnerRequest, RequestEvent
from gija.police.requests.words import State
from gija.police.search import retention as questions
from gija.police.search.models import SearchQuery
from gija.police.search.tests.conftest import RUGILE

pytestmark = pytest.mark.django_db(databases=["default", "police"])

QUESTION = "Ar asmuo saugus ir kaip su juo susisiekti?"
ANSWER = "Asmuo saugus, skambinkite budinčiam tyrėjui."


@pytest.fixture
def sent(databases: Any, asks: Any, cast: Any) -> OwnerRequest:
    databases.add("cases", RUGILE, owner="vilnius_police")
    query: SearchQuery = asks("rasa", name="Rugilė Slėptinytė")
    return services.send(cast.actor("rasa"), query.pk, "cases", QUESTION)


def settled(sent: OwnerRequest, cast: Any) -> OwnerRequest:
    services.answer(cast.actor("tomas"), sent.pk, ANSWER, "H1")
    return OwnerRequest.objects.get(pk=sent.pk)


def test_every_way_it_is_settled_has_a_period_with_its_reason() -> None:
    assert set(retention.periods()) == {State.ANSWERED, State.REFUSED, State.WITHDRAWN}
    assert all(one.because.en and one.because.lt and one.days > 0 for one in retention.periods().values())


def test_an_open_one_is_kept_and_keeps_its_question(sent: OwnerRequest) -> None:
    late = timezone.localdate() + timedelta(days=9999)
    assert retention.kept_until(sent) is None
    assert retention.sweep(late) == questions.Swept(0, 0)
    assert questions.sweep(late) == questions.Swept(0, 1)


def test_a_settled_one_is_erased_after_its_day_and_the_trail_stays(
    sent: OwnerRequest, cast: Any, audit_entries: Any
) -> None:
    found = settled(sent, cast)
    last = retention.kept_until(found)
    assert last
    assert retention.sweep(last) == questions.Swept(0, 0)
    assert retention.sweep(last + timedelta(days=1)) == questions.Swept(1, 0)
    assert retention.sweep(last + timedelta(days=1)) == questions.Swept(0, 0)
    assert not OwnerRequest.objects.exists()
    assert not RequestEvent.objects.exists()
    entry = audit_entries("police")[-1]
    assert (entry.action, entry.details) == ("police.request.erase", {"requests": [sent.pk]})


def test_what_a_kept_question_needs_is_kept_with_it(sent: OwnerRequest, cast: Any, monkeypatch: Any) -> None:
    found = settled(sent, cast)
    late = timezone.localdate() + timedelta(days=9999)
    with monkeypatch.context() as dossier:
        dossier.setitem(questions._KEEPERS, "a dossier", lambda ids: set(ids))
        assert retention.sweep(late) == questions.Swept(0, 1)
    assert retention.sweep(late) == questions.Swept(1, 0)
    assert not OwnerRequest.objects.filter(pk=found.pk).exists()


def test_the_page_says_until_when(sent: OwnerRequest, cast: Any, client_for: Any) -> None:
    last = retention.kept_until(settled(sent, cast))
    page = client_for("rasa", "en").get(f"/police/requests/{sent.pk}/").content.decode()
    assert f"{last:%Y-%m-%d}" in page
