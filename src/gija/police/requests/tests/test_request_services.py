"""Requests to owners: who sends, sees, answers, when they are late, and what they leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from gija.commons.permissions.matrix import NotPermittedError
from gija.police.requests import deadlines, queries, services
from gija.police.requests.models import OwnerRequest
from gija.police.requests.queries import Side
from gija.police.search import retention
from gija.police.search.models import SearchQuery
from gija.police.search.tests.conftest import ONA, RUGILE
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "police"])

QUESTION = "Ar asmuo saugus ir kaip su juo susisiekti?"
ANSWER = "Asmuo saugus, skambinkite budinčiam tyrėjui."


@pytest.fixture
def referred(databases: Any, asks: Any) -> SearchQuery:
    """Rasa of kpb asks about a victim in a database of the Vilnius police, where Tomas works."""
    databases.add("cases", RUGILE, owner="vilnius_police")
    query: SearchQuery = asks("rasa", name="Rugilė Slėptinytė")
    return query


@pytest.fixture
def sent(referred: SearchQuery, cast: Any) -> OwnerRequest:
    return services.send(cast.actor("rasa"), referred.pk, "cases", QUESTION)


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args)
    return caught.value.code


def test_the_owner_is_told_what_was_sought_and_which_records(sent: OwnerRequest, cast: Any) -> None:
    tomas = cast.actor("tomas")
    found, side = queries.one(tomas, sent.pk)
    assert side is Side.OWNER
    assert queries.values(found) == {"name": "Rugilė Slėptinytė"}
    assert len(queries.records(found)) == 1
    assert [one.pk for one in queries.received(tomas)] == [sent.pk]
    assert queries.waiting(tomas) == 1


def test_answered_in_time_it_comes_back_to_who_asked(sent: OwnerRequest, cast: Any, audit_entries: Any) -> None:
    services.answer(cast.actor("tomas"), sent.pk, ANSWER, "H1")
    found, side = queries.one(cast.actor("rasa"), sent.pk)
    assert (side, found.state, found.answer, found.handling) == (Side.ASKER, "answered", ANSWER, "H1")
    assert [event.act for event in queries.events(found)] == ["send", "answer"]
    entries = audit_entries("police")[-1:]
    assert [(e.action, e.institution) for e in entries] == [("police.request.answer", "vilnius_police")]
    assert ANSWER not in str(entries[0].details)
    assert queries.waiting(cast.actor("tomas")) == 0


def test_question_and_answer_lie_encrypted(sent: OwnerRequest, cast: Any) -> None:
    services.answer(cast.actor("tomas"), sent.pk, ANSWER)
    with connections["police"].cursor() as cursor:
        cursor.execute("SELECT * FROM police_requests_ownerrequest")
        row = str(cursor.fetchall())
    assert not [said for said in (QUESTION, ANSWER, "Rugil", "Slėptin") if said in row]


def test_the_clock_says_soon_then_overdue_and_each_is_noted_once(sent: OwnerRequest, cast: Any) -> None:
    today = timezone.localdate(sent.sent_at)
    assert sent.due_on == today + timedelta(days=10)
    assert [sent.clock(today + timedelta(days=n)) for n in (7, 8, 10, 11)] == ["", "soon", "soon", "overdue"]
    for day, noted in ((7, 0), (8, 1), (9, 0), (11, 1), (12, 0)):
        assert services.remind(today + timedelta(days=day)) == noted
    assert [event.act for event in queries.events(sent)] == ["send", "remind", "overdue"]


def test_an_overdue_request_waits_for_both_sides(sent: OwnerRequest, cast: Any) -> None:
    OwnerRequest.objects.filter(pk=sent.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    rasa, tomas = cast.actor("rasa"), cast.actor("tomas")
    assert (queries.waiting(rasa), queries.waiting(tomas)) == (1, 1)
    assert [one.pk for one in queries.sent(rasa, state="overdue")] == [sent.pk]
    assert [one.pk for one in queries.received(tomas, state="overdue")] == [sent.pk]


def test_days_agreed_with_an_owner_count_for_its_database(monkeypatch: Any) -> None:
    agreed = {"cases": {"days": 3, "because": {"en": "a", "lt": "b"}}}
    monkeypatch.setattr(
        deadlines, "_data", lambda: {"default": {"days": 10, "because": {"en": "", "lt": ""}}, "databases": agreed}
    )
    today = timezone.localdate()
    assert (deadlines.due("cases", today) - today).days == 3
    assert (deadlines.due("other", today) - today).days == 10


def test_a_refusal_says_why(sent: OwnerRequest, cast: Any) -> None:
    assert refused(services.refuse, cast.actor("tomas"), sent.pk, "ne") == "search.reason_missing"
    services.refuse(cast.actor("tomas"), sent.pk, "Byla slapta, kreipkitės į prokurorą")
    assert queries.one(cast.actor("rasa"), sent.pk)[0].state == "refused"


def test_who_asked_may_withdraw_or_note_what_came_by_telephone(
    sent: OwnerRequest, referred: SearchQuery, cast: Any
) -> None:
    rasa = cast.actor("rasa")
    services.withdraw(rasa, sent.pk, "Asmuo jau rastas, nebereikia")
    again = services.send(rasa, referred.pk, "cases", QUESTION)
    noted = services.note_outside(rasa, again.pk, ANSWER)
    assert (noted.state, noted.outside) == ("answered", True)
    assert refused(services.answer, cast.actor("tomas"), again.pk, ANSWER) == "requests.not_open"


def test_an_owner_is_asked_once_at_a_time(sent: OwnerRequest, referred: SearchQuery, cast: Any) -> None:
    assert refused(services.send, cast.actor("rasa"), referred.pk, "cases", QUESTION) == "requests.already_sent"


def test_a_database_that_had_nothing_is_not_asked(databases: Any, asks: Any, cast: Any) -> None:
    databases.add("residents", ONA)
    query = asks("rasa", name="Zigmas Nesamasis")
    assert refused(services.send, cast.actor("rasa"), query.pk, "residents", QUESTION) == "requests.nothing_there"


@pytest.mark.parametrize("who", ["inga", "tomas", "mantas", "aldona"])
def test_only_the_asker_sends_about_a_question(referred: SearchQuery, cast: Any, who: str) -> None:
    with pytest.raises(NotPermittedError):
        services.send(cast.actor(who), referred.pk, "cases", QUESTION)


@pytest.mark.parametrize("who", ["rasa", "inga", "aldona", "mantas"])
def test_only_the_owners_side_answers(sent: OwnerRequest, cast: Any, who: str) -> None:
    with pytest.raises(NotPermittedError):
        services.answer(cast.actor(who), sent.pk, ANSWER)


def test_a_third_institution_sees_nothing(sent: OwnerRequest, cast: Any, colleague: Any) -> None:
    from gija.commons.directory.services import make_institution

    make_institution("border", "Border guard", "Pasieniečiai", "border_guard")
    third = colleague("investigator", "border")
    assert list(queries.sent(third)) == list(queries.received(third)) == []
    with pytest.raises(NotPermittedError):
        queries.one(third, sent.pk)
    assert refused(queries.one, third, "X" * 26) == "requests.not_found"


def test_nobody_answers_their_own_request_to_their_own_institution(
    databases: Any, asks: Any, cast: Any, colleague: Any
) -> None:
    databases.add("own", RUGILE, owner="vilnius_police")
    query = asks("tomas", name="Rugilė Slėptinytė")
    made = services.send(cast.actor("tomas"), query.pk, "own", QUESTION)
    with pytest.raises(NotPermittedError):
        services.answer(cast.actor("tomas"), made.pk, ANSWER)
    assert services.answer(colleague("liaison_officer", "vilnius_police"), made.pk, ANSWER).state == "answered"


def test_reading_leaves_an_entry_but_for_the_asker(sent: OwnerRequest, cast: Any, audit_entries: Any) -> None:
    before = len(audit_entries("police"))
    for who in ("rasa", "tomas", "inga"):
        services.opened(cast.actor(who), *queries.one(cast.actor(who), sent.pk))
    assert [(e.action, e.details["side"]) for e in audit_entries("police")[before:]] == [
        ("police.request.read", "owner"),
        ("police.request.read", "asker"),
    ]


def test_an_open_request_keeps_its_question_from_the_sweep(
    sent: OwnerRequest, referred: SearchQuery, cast: Any
) -> None:
    later = timezone.localdate() + timedelta(days=5000)
    assert retention.sweep(later) == retention.Swept(0, 1)
    services.withdraw(cast.actor("rasa"), sent.pk, "Asmuo jau rastas, nebereikia")
    assert retention.sweep(later) == retention.Swept(1, 0)
