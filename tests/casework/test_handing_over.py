"""Handing cases over: on to a third, more than one page of them in one act, with senseless addresses; what a page of a
team tells of outsiders leaves one entry for each look."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.cases.models import Case
from gija.casework.teams import handing, handing_views, queries, services
from gija.casework.teams.models import Handover, Member, Passed
from gija.casework.teams.services import Said
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor
from gija.commons.testing import PASSWORD

from .conftest import CHILD

pytestmark = pytest.mark.django_db(databases="__all__")
NEW = "/casework/teams/handover/new/"
MANY = 8  # more than the form shows in these tests


def joined(cast: Any, name: str, role: str) -> Actor:
    cast.accounts[name] = make_account(f"{name}@gija.example", name.title(), PASSWORD, role, "viltis", demo=True)
    return actor_of(cast.accounts[name])


@pytest.fixture
def chief(cast: Any) -> Actor:
    return joined(cast, "birute", "case_supervisor")


@pytest.fixture
def heir(cast: Any) -> Actor:
    return joined(cast, "austeja", "case_worker")


@pytest.fixture
def third(cast: Any) -> Actor:
    return joined(cast, "jonas", "case_worker")


@pytest.fixture
def many(worker: Actor, case: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """So many open cases that Mantas leads."""
    monkeypatch.setattr(handing_views, "MOST", MANY - 3)
    monkeypatch.setattr(handing, "AT_ONCE", 3)
    copies = [Case.objects.get(pk=case.pk) for _ in range(MANY - 1)]
    for one in copies:
        one.pk, one.record_id = new_id(), new_id()
    there = [case, *Case.objects.bulk_create(copies)]
    for one in there:
        services.add(worker, one.pk, Said("lead", worker.account))
    return there


def test_what_is_handed_on_waits_for_the_last_receiver_only(
    worker: Actor, chief: Actor, heir: Actor, third: Actor, case: Any
) -> None:
    first = handing.give(chief, None, heir.account, [case.pk], "Naujas")
    second = handing.give(chief, heir.account, third.account, [case.pk], "Perduoda toliau")
    assert (handing.waiting(heir), handing.waiting(third), handing.waiting(chief)) == (0, 1, 1)
    with pytest.raises(FaultsError):
        handing.acknowledge(heir, first.pk, [case.pk])
    handing.undo(chief, second.pk, [case.pk])
    assert (handing.waiting(heir), handing.waiting(third)) == (1, 0)
    handing.acknowledge(heir, first.pk, [case.pk])
    assert handing.waiting(chief) == 0


def test_who_left_the_case_before_acknowledging_is_not_waited_for(chief: Actor, heir: Actor, case: Any) -> None:
    handing.give(chief, None, heir.account, [case.pk], "Naujas")
    lead = queries.lead(case)
    assert lead
    services.end(heir, lead.pk, timezone.localdate())
    assert (handing.waiting(heir), handing.waiting(chief)) == (0, 1)  # nobody leads it: counted once


def test_all_cases_of_a_worker_are_handed_over_acknowledged_and_undone_in_one_act_each(
    worker: Actor, chief: Actor, heir: Actor, many: list[Any], audit_entries: Any
) -> None:
    with pytest.raises(FaultsError) as refused:
        handing.give(chief, worker.account, heir.account, None, "Išeina", expected=MANY - 1)
    assert refused.value.faults[0].code == "handing.changed"
    assert not Handover.objects.exists()
    number = new_id()
    made = handing.give(chief, worker.account, heir.account, None, "Išeina", number, expected=MANY)
    assert handing.give(chief, worker.account, heir.account, None, "Išeina", number, expected=MANY) == made
    assert handing.cases_of(chief, heir.account).count() == handing.waiting(heir) == MANY
    handing.acknowledge(heir, made.pk, [many[0].pk])
    handing.undo(chief, made.pk, None)
    assert handing.cases_of(chief, worker.account).count() == MANY - 1
    assert [one.pk for one in handing.cases_of(chief, heir.account)] == [many[0].pk]
    entries = [one for one in audit_entries("casework") if one.action.startswith("casework.handover.")]
    assert [(one.action.rpartition(".")[2], len(one.details["cases"])) for one in entries] == [
        ("give", MANY), ("acknowledge", 1), ("undo", MANY - 1),
    ]  # fmt: skip
    assert Member.objects.filter(struck_at=None, ended_at=None).count() == MANY


def test_a_fault_in_the_middle_leaves_every_case_with_its_lead(
    worker: Actor, chief: Actor, heir: Actor, many: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = handing._pass

    def failing(who: Actor, made: Handover, some: Any) -> None:
        passed(who, made, some)
        if Passed.objects.count() > 4:
            raise RuntimeError

    monkeypatch.setattr(handing, "_pass", failing)
    with pytest.raises(RuntimeError):
        handing.give(chief, worker.account, heir.account, None, "Išeina", expected=MANY)
    assert not Passed.objects.exists()
    assert handing.cases_of(chief, worker.account).count() == MANY


def test_the_pages_hand_all_over_and_show_how_far_it_is_acknowledged(
    worker: Actor, chief: Actor, heir: Actor, many: list[Any], client_for: Any
) -> None:
    boss, new = client_for("birute", "en"), f"{NEW}?from={worker.account}"
    said = {"receiver": str(heir.account), "reason": "Leaves", "everything": "on", "number": new_id()}
    assert f"All {MANY} cases" in boss.get(new).content.decode()
    shown = boss.post(new, said).content.decode()
    assert (f"All {MANY} cases" in shown, f'name="expected" value="{MANY}"' in shown) == (True, True)
    cases.open_case(worker, CHILD)
    services.add(worker, Case.objects.get(reference="2014-018").pk, Said("lead", worker.account))
    late = boss.post(new, said | {"confirm": "1", "expected": str(MANY)})
    assert (late.status_code, Handover.objects.count()) == (422, 0)  # one more than the last look showed
    assert boss.post(new, said | {"confirm": "1", "expected": str(MANY + 1)}).status_code == 302
    assert boss.post(new, said | {"confirm": "1", "expected": str(MANY + 1)}).status_code == 302
    made = Handover.objects.get()
    mine, at = client_for("austeja", "en"), f"/casework/teams/handover/{made.pk}/"
    assert f"0 of {MANY + 1}" in mine.get(at).content.decode()
    assert mine.post(f"{at}acknowledge/", {"everything": "on"}).status_code == 302
    assert f"{MANY + 1} of {MANY + 1}" in mine.get(at).content.decode()
    assert boss.get("/casework/teams/handover/").status_code == 200


def test_the_same_ticked_cases_sent_twice_are_handed_over_once(
    worker: Actor, chief: Actor, heir: Actor, case: Any, client_for: Any
) -> None:
    services.add(worker, case.pk, Said("lead", worker.account))
    boss, new = client_for("birute", "lt"), f"{NEW}?from={worker.account}"
    said = {"receiver": str(heir.account), "reason": "Išeina", "cases": [case.pk], "number": new_id(), "confirm": "1"}
    assert [boss.post(new, said).status_code for _ in range(2)] == [302, 302]
    assert Passed.objects.count() == 1
    late = boss.post(new, said | {"number": new_id()})
    assert (late.status_code, Passed.objects.count()) == (422, 1)


def test_whose_cases_nobody_understands_gives_the_list_of_everybody(chief: Actor, client_for: Any) -> None:
    boss = client_for("birute", "en")
    for said in ("²", "9" * 5000, "-1", "99999999999999999999", "\0", "12345"):
        shown = boss.get(NEW, {"from": said})
        assert (shown.status_code, "Whose cases?" in shown.content.decode()) == (200, True), said[:30]
    assert boss.post(f"{NEW}?from=nobody", {}).status_code == 422


def test_one_person_in_two_roles_is_counted_once_and_mine_are_those_of_today(
    worker: Actor, case: Any, client_for: Any
) -> None:
    services.add(worker, case.pk, Said("lead", worker.account))
    services.add(worker, case.pk, Said("psychologist", worker.account))
    assert queries.people(queries.members(case)) == 1
    assert "1" in str(queries.beside(worker, case)[0].text)
    Member.objects.update(to_on=timezone.localdate().replace(year=2020), role="lawyer")
    assert not queries.listed(worker, {"show": "mine"}).exists()


def test_each_look_at_outsiders_leaves_one_entry_and_each_act_its_own(
    worker: Actor, case: Any, client_for: Any, audit_entries: Any
) -> None:
    services.add(worker, case.pk, Said("prosecutor", body="kpb", name="Petras"))
    page, at = client_for("mantas", "lt"), f"/casework/teams/{case.pk}/"
    before = len(audit_entries("casework"))
    said = {"role": "lawyer", "name": "Ieva", "from_on": timezone.localdate().isoformat()}
    assert page.post(at, said).status_code == 302
    assert page.get(at).status_code == 200
    assert page.post(at, {"role": "lawyer"}).status_code == 422
    member = Member.objects.get(role="lawyer")
    assert page.post(f"/casework/teams/member/{member.pk}/strike/", {}).status_code == 422
    acts = [one.action.removeprefix("casework.team.") for one in audit_entries("casework")[before:]]
    assert acts == ["add", "read", "read", "read"]
