"""A person asks about their own data: what is held, who asked, correction and erasure, the clock, the traces."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from gija.commons.permissions import Actor
from gija.commons.permissions.matrix import NotPermittedError
from gija.police.requests import services as owners
from gija.police.search import queries as search
from gija.police.search.models import SearchQuery
from gija.police.search.tests.conftest import JONAS, ONA, REASON, RUGILE
from gija.police.subjects import answers, asked, queries, services
from gija.police.subjects.models import Finding, SubjectRequest
from gija.police.subjects.terms import answer_by, extended_to, months_after
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "police"])

WISH = "Noriu žinoti, kokie mano duomenys tvarkomi"


@pytest.fixture
def officer(colleague: Any) -> Actor:
    made: Actor = colleague("data_protection_officer", "kpb", "Dalia Apsaugininkė")
    return made


@pytest.fixture
def country(databases: Any) -> Any:
    databases.add("residents", ONA, JONAS, RUGILE)
    return databases


@pytest.fixture
def ask_for(officer: Actor, country: Any) -> Any:
    """`ask_for(RUGILE)`: this person's request, identity checked."""

    def made(row: Any) -> SubjectRequest:
        values = {"name": f"{row[1]} {row[2]}", "birth_date": row[3], "personal_code": row[5]}
        return services.register(officer, values, timezone.localdate(), WISH, "Parodė tapatybės kortelę")

    return made


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args)
    return caught.value.code


def judged(officer: Actor, found: SubjectRequest, verdict: str = "theirs") -> list[Finding]:
    services.run(officer, found.pk)
    return [services.judge(officer, one.pk, verdict) for one in found.findings.all()]


def test_the_month_runs_from_receipt() -> None:
    assert answer_by(date(2026, 1, 31)) == date(2026, 2, 28)
    assert answer_by(date(2026, 11, 22)) == date(2026, 12, 22)
    assert answer_by(date(2026, 12, 5)) == date(2027, 1, 5)
    assert extended_to(date(2025, 11, 30)) == date(2026, 2, 28)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 30))
def test_so_many_months_later_is_in_that_month_on_that_day_or_its_last(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(days=1)).month != found.month


def test_a_victim_is_told_what_is_held_on_herself_and_nobody_else_is(ask_for: Any, officer: Actor) -> None:
    found = ask_for(RUGILE)
    judged(officer, found)
    services.close(officer, found.pk, "full", "Atsakyta raštu, įteikta asmeniškai")
    _, told = services.told(officer, found.pk)
    text = answers.to_json(told)
    assert [one.database for one in told.held] == ["residents"]
    assert (told.held[0].kind, told.held[0].category) == ("fact", "victim")
    assert RUGILE[5] in text
    assert RUGILE[7] in text
    assert not [said for said in (*JONAS[1:4], JONAS[5], *ONA[1:4]) if said in text]


def test_who_asked_is_found_by_likeness_and_told_without_the_officers_name(
    ask_for: Any, asks: Any, officer: Actor, cast: Any
) -> None:
    asks("rasa", name="Rugile Sleptinyte")
    asks("rasa", personal_code=RUGILE[5])
    asks("rasa", name="Jonas Žvalgaitis")
    asks("tomas", personal_code=RUGILE[5])  # another institution answers for its own questions
    found = ask_for(RUGILE)
    judged(officer, found)
    said = asked.who_asked(found.values(), "kpb")
    assert [(one.role, one.purpose) for one in said] == [("criminal_analyst", "criminal_investigation")] * 2
    assert cast["rasa"].name not in answers.to_json(answers.compose(found))


def test_nothing_is_searched_or_told_before_identity_is_checked(country: Any, officer: Actor) -> None:
    found = services.register(officer, {"name": "Ona Petraitytė"}, timezone.localdate(), WISH)
    assert refused(services.run, officer, found.pk) == "subjects.identity_first"
    assert refused(services.close, officer, found.pk, "refused", "Tapatybė nepatvirtinta") == "subjects.identity_first"
    assert refused(services.check_identity, officer, found.pk, "") == "subjects.identity_how"
    services.check_identity(officer, found.pk, "Pasirašyta kvalifikuotu parašu")
    assert services.run(officer, found.pk).query


def test_an_answer_fits_what_was_found(ask_for: Any, officer: Actor) -> None:
    found = ask_for(ONA)
    assert refused(services.close, officer, found.pk, "full", WISH) == "subjects.search_first"
    services.run(officer, found.pk)
    one = found.findings.get()
    assert refused(services.close, officer, found.pk, "full", WISH) == "subjects.judge_first"
    services.judge(officer, one.pk, "withheld")
    for state in ("full", "nothing"):
        assert refused(services.close, officer, found.pk, state, WISH) == "subjects.not_so"
    services.close(officer, found.pk, "partly", "Dalis duomenų nesakoma dėl tyrimo")
    _, told = services.told(officer, found.pk)
    assert (told.held, told.withheld) == ((), True)
    assert refused(services.judge, officer, one.pk, "theirs") == "subjects.not_open"


def test_a_namesakes_record_is_not_told(ask_for: Any, officer: Actor) -> None:
    found = ask_for(ONA)
    judged(officer, found, "others")
    services.close(officer, found.pk, "nothing", "Rasti įrašai yra kito asmens")
    assert services.told(officer, found.pk)[1].held == ()


def test_correction_goes_to_the_owner_and_its_answer_is_the_trace(
    officer: Actor, databases: Any, cast: Any, audit_entries: Any
) -> None:
    databases.add("cases", ONA, owner="vilnius_police")
    values = {"name": "Ona Petraitytė", "personal_code": ONA[5]}
    found = services.register(officer, values, timezone.localdate(), WISH, "Parodė pasą")
    assert refused(services.ask_owner, officer, found.pk, "cases", "correct", WISH) == "subjects.search_first"
    services.run(officer, found.pk)
    made = services.ask_owner(officer, found.pk, "cases", "correct", "Gimimo data klaidinga, turi būti 1985-03-12")
    owners.answer(cast.actor("tomas"), made.pk, "Ištaisyta, gimimo data 1985-03-12")
    assert [(one.kind, one.state) for one in queries.owner_requests(found)] == [("correct", "answered")]
    sent = next(e for e in audit_entries("police") if e.action == "police.request.send")
    assert (sent.details["kind"], sent.details["subject"], sent.purpose) == ("correct", found.pk, "subject_access")


def test_what_only_an_owner_may_open_is_not_read_here(officer: Actor, databases: Any) -> None:
    databases.add("secret", ONA, handling="H3")
    found = services.register(officer, {"name": "Ona Petraitytė"}, timezone.localdate(), WISH, "Parodė pasą")
    services.run(officer, found.pk)
    assert not found.findings.exists()
    searched = queries.search_of(officer, SubjectRequest.objects.get(pk=found.pk))
    assert searched
    assert searched.referrals[0].database == "secret"


def test_who_asks_lies_encrypted_and_no_entry_names_them(ask_for: Any, officer: Actor, audit_entries: Any) -> None:
    found = ask_for(RUGILE)
    judged(officer, found)
    services.close(officer, found.pk, "full", "Atsakyta raštu, įteikta asmeniškai")
    with connections["police"].cursor() as cursor:
        cursor.execute("SELECT * FROM police_subjects_subjectrequest")
        row = str(cursor.fetchall())
    trail = str([(e.details, e.object_id) for e in audit_entries("police")])
    for said in (*RUGILE[1:3], RUGILE[5]):
        assert said not in row
        assert said not in trail
    assert [e.action for e in audit_entries("police")] == [
        "police.subject.register",
        "police.search.ask",
        "police.subject.search",
        "police.subject.judge",
        "police.subject.close",
    ]


def test_the_time_is_extended_once_and_in_time(ask_for: Any, officer: Actor) -> None:
    found = ask_for(ONA)
    longer = services.extend(officer, found.pk, "Duomenų daug, reikia valdytojų atsakymų")
    assert longer.due_on == extended_to(found.received_on)
    assert refused(services.extend, officer, found.pk, "Vis dar laukiama atsakymų") == "subjects.no_extension"


def test_a_receipt_in_the_future_is_a_slip(country: Any, officer: Actor) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert refused(services.register, officer, {"name": "Ona"}, tomorrow, WISH) == "subjects.received_later"


def test_nobody_else_sees_the_search_or_the_request(ask_for: Any, officer: Actor, cast: Any, colleague: Any) -> None:
    found = ask_for(RUGILE)
    found = services.run(officer, found.pk)
    rasa = cast.actor("rasa")
    assert SearchQuery.objects.get(pk=found.query).purpose == "subject_access"
    assert not search.own_queries(rasa).exists()
    assert refused(search.query, rasa, found.query) == "search.not_found"
    other = colleague("data_protection_officer", "vilnius_police", "Kitas Pareigūnas")
    for actor in (rasa, cast.actor("aldona"), other):
        with pytest.raises(NotPermittedError):
            queries.one(actor, found.pk)


def test_nobody_chooses_the_purpose_of_data_subjects_on_a_form(asks: Any, country: Any) -> None:
    with pytest.raises(GijaError) as caught:
        asks("rasa", purpose="subject_access", name="Ona Petraitytė")
    assert caught.value.code == "search.purpose_missing"


def test_a_record_that_cannot_be_read_now_keeps_the_answer_back(ask_for: Any, officer: Actor, country: Any) -> None:
    found = ask_for(ONA)
    judged(officer, found)
    country.add("residents", JONAS)
    assert refused(services.close, officer, found.pk, "full", REASON) == "subjects.unread"
