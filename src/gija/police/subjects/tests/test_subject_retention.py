"""How long a data subject's request is kept, what keeps it longer, and what it keeps while it is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from gija.commons.permissions import Actor
from gija.police.requests import retention as owners
from gija.police.requests import services as requests
from gija.police.requests.models import OwnerRequest
from gija.police.search import retention as questions
from gija.police.search.models import SearchQuery
from gija.police.search.tests.conftest import ONA, RUGILE
from gija.police.subjects import retention, services
from gija.police.subjects.models import Finding, SubjectRequest
from gija.police.subjects.words import State

pytestmark = pytest.mark.django_db(databases=["default", "police"])

LATE = timedelta(days=9999)


@pytest.fixture
def officer(colleague: Any) -> Actor:
    made: Actor = colleague("data_protection_officer", "kpb", "Dalia Apsaugininkė")
    return made


@pytest.fixture
def found(officer: Actor, databases: Any) -> SubjectRequest:
    """Ona's request, searched, every record judged hers."""
    databases.add("residents", ONA, RUGILE)
    values = {"name": "Ona Petraitytė", "birth_date": ONA[3], "personal_code": ONA[5]}
    made = services.register(officer, values, timezone.localdate(), "Noriu žinoti, kas apie mane laikoma", "Pasas")
    services.run(officer, made.pk)
    for one in made.findings.all():
        services.judge(officer, one.pk, "theirs")
    return SubjectRequest.objects.get(pk=made.pk)


def closed(officer: Actor, found: SubjectRequest) -> SubjectRequest:
    return services.close(officer, found.pk, "full", "Viskas papasakota asmeniui")


def test_every_way_it_is_closed_has_a_period_with_its_reason() -> None:
    assert set(retention.periods()) == set(State) - {State.OPEN}
    assert all(one.because.en and one.because.lt and one.days > 0 for one in retention.periods().values())


def test_an_open_one_is_kept_and_keeps_what_was_asked_about_the_person(
    found: SubjectRequest, asks: Any, officer: Actor
) -> None:
    about, other = asks("rasa", name="Ona Petraitytė"), asks("rasa", name="Rugilė Slėptinytė")
    late = timezone.localdate() + LATE
    assert retention.sweep(late) == questions.Swept(0, 0)
    assert questions.sweep(late) == questions.Swept(erased=1, held=2)
    assert set(SearchQuery.objects.values_list("pk", flat=True)) == {found.query, about.pk}
    assert not SearchQuery.objects.filter(pk=other.pk).exists()
    closed(officer, found)
    assert questions.sweep(late).erased == 2


def test_a_closed_one_is_erased_after_its_day_with_all_that_was_found_and_told(
    found: SubjectRequest, officer: Actor, audit_entries: Any
) -> None:
    last = retention.kept_until(closed(officer, found))
    assert last
    assert retention.sweep(last) == questions.Swept(0, 0)
    assert retention.sweep(last + timedelta(days=1)) == questions.Swept(1, 0)
    assert not SubjectRequest.objects.exists()
    assert not Finding.objects.exists()
    entry = audit_entries("police")[-1]
    assert (entry.action, entry.object_id, entry.details) == ("police.subject.erase", found.pk, {})


def test_an_owner_who_has_not_answered_holds_it_and_it_holds_what_was_asked(
    found: SubjectRequest, officer: Actor
) -> None:
    asked = services.ask_owner(officer, found.pk, "residents", "erase", "Prašome ištrinti pasenusius įrašus")
    closed(officer, found)
    late = timezone.localdate() + LATE
    assert retention.sweep(late) == questions.Swept(0, 1)
    requests.note_outside(officer, asked.pk, "Ištrinta, patvirtinta raštu")
    assert owners.sweep(late) == questions.Swept(0, 1), "the matter it belongs to is still kept"
    assert retention.sweep(late) == questions.Swept(1, 0)
    assert owners.sweep(late) == questions.Swept(1, 0)
    assert not OwnerRequest.objects.exists()


def test_the_worker_sweeps_both_daily() -> None:
    from gija.commons.courier.duties import names

    assert {"police.requests.sweep", "police.subjects.sweep"} <= set(names())
