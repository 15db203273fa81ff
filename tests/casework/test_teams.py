"""Teams of cases and handovers: one lead at a time, outsiders get no right, nothing is without anybody meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.teams import handing, queries, services
from gija.casework.teams.models import Handover, Member
from gija.casework.teams.services import Said
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.casefile.queries import own_cases
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing import PASSWORD
from gija.vocabulary.errors import GijaError

from .conftest import CHILD, WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
PROSECUTOR = Said("prosecutor", body="kpb", name="Petras Prokuroras", contact="+370 600 00000", told=["event"])


@pytest.fixture
def chief(cast: Any) -> Actor:
    """Birutė, supervisor at Viltis."""
    return actor_of(make_account("birute@gija.example", "Birutė", PASSWORD, "case_supervisor", "viltis", demo=True))


@pytest.fixture
def heir(cast: Any) -> Actor:
    """Austėja, a case worker who comes to Viltis."""
    return actor_of(make_account("austeja@gija.example", "Austėja", PASSWORD, "case_worker", "viltis", demo=True))


def days(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


def lead(worker: Actor, case: Any) -> Member:
    return services.add(worker, case.pk, Said("lead", worker.account))


def fault(refused: pytest.ExceptionInfo[Any]) -> tuple[str, str]:
    return refused.value.faults[0].field, refused.value.faults[0].code


def acts(entries: Any, stem: str) -> list[str]:
    return [one.action.removeprefix(stem) for one in entries("casework") if one.action.startswith(stem)]


def test_a_team_is_told_with_its_lead_first_and_each_act_leaves_one_entry(
    worker: Actor, case: Any, audit_entries: Any
) -> None:
    outsider = services.add(worker, case.pk, PROSECUTOR)
    lead(worker, case)
    assert [one.who for one in queries.members(case)] == ["Mantas Beteisis", "Petras Prokuroras"]
    services.end(worker, outsider.pk, days(0))
    with pytest.raises(GijaError) as refused:
        services.strike(worker, outsider.pk, "twice")
    assert refused.value.code == "teams.over"
    assert [one.role for one in queries.members(case)] == ["lead"]
    assert acts(audit_entries, "casework.team.") == ["add", "add", "end"]
    assert "Petras" not in str([one.details for one in audit_entries("casework")])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said("psychologist"), ("name", "casefile.required")),
        (Said("nobody", name="A"), ("role", "casefile.required")),
        (Said("lead", name="Petras", body="kpb"), ("colleague", "teams.lead_is_colleague")),
        (Said("lawyer", 999_999), ("colleague", "teams.no_colleague")),
        (Said("lawyer", 1, name="A"), ("colleague", "teams.one_of_two")),
        (Said("lawyer", name="A", body="viltis"), ("body", "teams.other_body")),
        (
            Said("lawyer", name="A", from_on=dt.date(2020, 1, 2), to_on=dt.date(2020, 1, 1)),
            ("to_on", "teams.backwards"),
        ),
    ],
)
def test_what_makes_no_member_is_refused(worker: Actor, case: Any, said: Said, expected: tuple[str, str]) -> None:
    with pytest.raises(FaultsError) as refused:
        services.add(worker, case.pk, said)
    assert fault(refused) == expected
    assert not Member.objects.exists()


def test_one_lead_at_a_time_and_a_form_sent_twice_adds_one(worker: Actor, heir: Actor, case: Any) -> None:
    number = "0d0f0c55-9d0b-4f6c-8d5b-1f6a6a0f0a03"
    first = services.add(worker, case.pk, Said("lead", worker.account), number)
    assert services.add(worker, case.pk, Said("lead", worker.account), number) == first
    with pytest.raises(FaultsError) as refused:
        services.add(worker, case.pk, Said("lead", heir.account))
    assert fault(refused) == ("role", "teams.lead_there")
    services.end(worker, first.pk, days(0))
    assert queries.lead(case) is None
    assert services.add(worker, case.pk, Said("lead", heir.account)).colleague_name == "Austėja"


def test_being_in_the_team_of_another_institution_gives_no_right_to_the_case(
    worker: Actor, rival: Actor, case: Any
) -> None:
    made = services.add(worker, case.pk, Said("social_worker", body="prieglobstis", name="Nijolė Kitokia"))
    for refused in (lambda: queries.one(rival, made.pk), lambda: services.opened(rival, case.pk)):
        with pytest.raises(NotPermittedError):
            refused()
    from gija.casework.cases.file import FILE

    assert not own_cases(FILE, rival).exists()
    assert not queries.listed(rival, {}).exists()


def test_names_of_outsiders_are_not_readable_in_the_database(worker: Actor, case: Any) -> None:
    from django.db import connections

    services.add(worker, case.pk, PROSECUTOR)
    with connections["casework"].cursor() as cursor:
        cursor.execute("SELECT name, contact FROM casework_teams_member")
        assert "Prokuroras" not in str(cursor.fetchall())


def test_a_case_opened_has_no_lead_and_a_closed_one_needs_none(worker: Actor, chief: Actor, case: Any) -> None:
    assert queries.without_lead(chief).count() == handing.waiting(chief) == 1
    assert handing.waiting(worker) == 0
    case.answers["case_status"] = "closed"
    case.save()
    assert queries.without_lead(chief).count() == 0


def test_a_handover_is_given_acknowledged_and_waits_for_both_until_then(
    worker: Actor, chief: Actor, heir: Actor, case: Any, audit_entries: Any
) -> None:
    child = cases.open_case(worker, CHILD)
    for one in (case, child):
        lead(worker, one)
    made = handing.give(chief, worker.account, heir.account, [case.pk, child.pk], "Išeina")
    assert {queries.lead(one).colleague for one in (case, child)} == {heir.account}  # type: ignore[union-attr]
    assert (handing.waiting(heir), handing.waiting(chief), handing.waiting(worker)) == (2, 2, 0)
    handing.acknowledge(heir, made.pk, [case.pk])
    assert (handing.waiting(heir), handing.waiting(chief)) == (1, 1)
    handing.undo(chief, made.pk, [child.pk])
    assert queries.lead(child).colleague == worker.account  # type: ignore[union-attr]
    assert queries.lead(case).colleague == heir.account  # type: ignore[union-attr]
    assert acts(audit_entries, "casework.handover.") == ["give", "acknowledge", "undo"]
    (given, *_) = [one for one in audit_entries("casework") if one.action == "casework.handover.give"]
    assert set(given.details["cases"]) == {case.pk, child.pk}


def test_what_is_acknowledged_is_not_undone_and_only_the_receiver_acknowledges(
    worker: Actor, chief: Actor, heir: Actor, case: Any
) -> None:
    lead(worker, case)
    made = handing.give(chief, worker.account, heir.account, [case.pk], "Atostogos")
    for other in (worker, chief):
        with pytest.raises(NotPermittedError):
            handing.acknowledge(other, made.pk, [case.pk])
    handing.acknowledge(heir, made.pk, [case.pk])
    with pytest.raises(FaultsError) as refused:
        handing.undo(chief, made.pk, [case.pk])
    assert fault(refused) == ("cases", "handing.over")


def test_only_a_supervisor_hands_over_and_only_what_the_giver_leads(
    worker: Actor, chief: Actor, heir: Actor, rival: Actor, case: Any
) -> None:
    with pytest.raises(NotPermittedError):
        handing.give(worker, worker.account, heir.account, [case.pk], "x")
    for args, expected in (
        ((worker.account, heir.account, [case.pk], "x"), ("cases", "handing.changed")),
        ((None, heir.account, [case.pk], " "), ("reason", "casefile.required")),
        ((None, rival.account, [case.pk], "x"), ("receiver", "teams.no_colleague")),
        ((None, heir.account, [], "x"), ("cases", "casefile.required")),
    ):
        with pytest.raises(FaultsError) as refused:
            handing.give(chief, *args)
        assert fault(refused) == expected
    assert not Handover.objects.exists()
    handing.give(chief, None, heir.account, [case.pk], "Naujas")
    assert queries.lead(case).colleague == heir.account  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_pages_add_hand_over_and_keep_what_was_written(
    cast: Any, worker: Actor, chief: Actor, heir: Actor, case: Any, client_for: Any, language: str
) -> None:
    from gija.commons.accounts.models import Account

    cast.accounts.update({one: Account.objects.get(email=f"{one}@gija.example") for one in ("birute", "austeja")})
    page = client_for("mantas", language)
    team = f"/casework/teams/{case.pk}/"
    refused = page.post(team, {"role": "lead", "name": "Petras Kitoks"})
    assert (refused.status_code, "Petras Kitoks" in refused.content.decode()) == (422, True)
    added = page.post(team, {"role": "lead", "colleague": str(worker.account), "from_on": days(0).isoformat()})
    assert added.status_code == 302
    assert page.get("/casework/teams/?show=mine").status_code == 200
    assert page.get("/casework/teams/handover/new/").status_code == 403
    boss = client_for("birute", language)
    new = f"/casework/teams/handover/new/?from={worker.account}"
    said = {"receiver": str(heir.account), "reason": "Išeina iš darbo", "cases": [case.pk]}
    assert "Išeina iš darbo" in boss.post(new, said).content.decode()
    assert not Handover.objects.exists()
    assert boss.post(new, said | {"confirm": "1"}).status_code == 302
    made = Handover.objects.get()
    mine = client_for("austeja", language)
    assert "Išeina iš darbo" in mine.get(f"/casework/teams/handover/{made.pk}/").content.decode()
    empty = mine.post(f"/casework/teams/handover/{made.pk}/acknowledge/", {})
    assert empty.status_code == 422
    assert mine.post(f"/casework/teams/handover/{made.pk}/acknowledge/", {"cases": [case.pk]}).status_code == 302
    for address in ("", "?show=none", "handover/", "handover/new/"):
        assert boss.get(f"/casework/teams/{address}").status_code == 200
    assert WHOLE["family_name"] not in boss.get("/casework/teams/").content.decode()
