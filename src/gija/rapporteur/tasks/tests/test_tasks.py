"""A task is given, taken on, done, given back or withdrawn; whose it is not cannot see it; nothing of it is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.tasks import queries, services
from gija.rapporteur.tasks.models import Act, State, Task
from gija.rapporteur.tasks.services import About
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
FUTURE = dt.date(2099, 1, 1)
WHY = "Duomenys gauti raštu ir įkelti."
BASE = "/rapporteur/tasks/"


@pytest.fixture
def task(cast: Cast) -> Task:
    """A task of the police bureau."""
    return services.give(cast.actor("vaida"), About("alert", "7"), "Paaiškinti trūkumą", "", "kpb", FUTURE)


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(GijaError) as error:
        act()
    assert error.value.code == code


def test_a_task_goes_from_given_to_done_and_back_with_a_trace(
    cast: Cast, task: Task, audit_entries: Callable[[str], list[Any]]
) -> None:
    before, dalia = len(audit_entries("rapporteur")), cast.actor("dalia")
    assert services.take(dalia, task.pk, 1).account_name == "Dalia Teikėja"
    assert services.do(dalia, task.pk, 2, WHY, "Raštas Nr. 5").state == State.DONE
    assert services.give_back(cast.actor("vaida"), task.pk, 3, "Trūksta gruodžio mėnesio.").state == State.OPEN
    assert services.withdraw(cast.actor("vaida"), task.pk, 4, "Nebereikia: paaiškinta.").state == State.WITHDRAWN
    assert [one.act for one in queries.acts(task)] == ["give", "take", "do", "give_back", "withdraw"]
    assert [e.details["act"] for e in audit_entries("rapporteur")[before:]] == ["take", "do", "give_back", "withdraw"]


def test_another_institution_neither_sees_nor_does_it(cast: Cast, task: Task, client_for: Callable[..., Any]) -> None:
    ona = cast.actor("ona")
    refused("tasks.not_found", lambda: queries.one(ona, task.pk))
    refused("tasks.not_found", lambda: services.do(ona, task.pk, 1, WHY))
    assert queries.waiting(ona) == 0
    assert queries.waiting(cast.actor("dalia")) == 1
    assert client_for("ona").get(f"{BASE}{task.pk}/").status_code == 404
    assert client_for("egle").get(BASE).status_code == 403
    assert client_for("dalia").get(f"{BASE}give/").status_code == 403


def test_who_does_it_cannot_withdraw_it_and_who_gives_it_does_not_do_it_for_others(cast: Cast, task: Task) -> None:
    for act, who in (("withdraw", "dalia"), ("do", "vaida")):
        with pytest.raises(NotPermittedError):
            getattr(services, act)(cast.actor(who), task.pk, 1, WHY)


def test_wrong_states_versions_words_and_days_are_refused(cast: Cast, task: Task) -> None:
    dalia, vaida = cast.actor("dalia"), cast.actor("vaida")
    refused("tasks.version", lambda: services.do(dalia, task.pk, 9, WHY))
    refused("tasks.reason", lambda: services.do(dalia, task.pk, 1, "gerai"))
    refused("tasks.state", lambda: services.give_back(vaida, task.pk, 1, WHY))
    refused(
        "tasks.deadline", lambda: services.give(vaida, About(), "Paaiškinti trūkumą", "", "kpb", dt.date(2001, 1, 1))
    )
    refused("tasks.title", lambda: services.give(vaida, About(), "trumpa", "", "kpb", FUTURE))
    refused("directory.unknown", lambda: services.give(vaida, About(), "Paaiškinti trūkumą", "", "nera", FUTURE))
    with pytest.raises(NotPermittedError):
        services.give(dalia, About(), "Paaiškinti trūkumą", "", "kpb", FUTURE)


def test_the_trace_is_never_changed(task: Task) -> None:
    from django.db import connections

    refused("statistics.never_overwritten", lambda: Act.objects.filter(task=task.pk).delete())
    connection = connections["rapporteur"]
    assert present(connection, "tasks_act") == set(wanted(connection, "tasks_act"))


def test_pages_give_a_task_show_it_and_note_it_as_done(client_for: Callable[..., Any], cast: Cast) -> None:
    vaida, dalia = client_for("vaida", "lt"), client_for("dalia", "lt")
    faulty = vaida.post(f"{BASE}give/", {"title": "trumpa", "institution": "kpb", "due_on": "2099-01-01"})
    assert faulty.status_code == 422
    told = {"title": "Atsiųsti 2014 m. duomenis", "institution": "kpb", "due_on": "2099-01-01"}
    assert vaida.post(f"{BASE}give/", told).status_code == 302
    made = Task.objects.get(title="Atsiųsti 2014 m. duomenis")
    assert "Atsiųsti 2014 m. duomenis" in dalia.get(BASE).content.decode()
    assert dalia.post(f"{BASE}{made.pk}/do/", {"version": "1", "reason": "taip"}).status_code == 422
    assert dalia.post(f"{BASE}{made.pk}/take/", {"version": "1"}).status_code == 302
    assert dalia.post(f"{BASE}{made.pk}/do/", {"version": "2", "reason": WHY}).status_code == 302
    assert dalia.post(f"{BASE}{made.pk}/nothing/", {}).status_code == 404
    assert WHY in vaida.get(f"{BASE}{made.pk}/").content.decode()
    assert "Atsiųsti 2014 m. duomenis" in vaida.get(f"{BASE}?state=done").content.decode()
