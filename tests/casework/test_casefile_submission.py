"""Sending, correcting, withdrawing: message, letter and entry stand or fall together, in order, never twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gija.casework.cases import models, services
from gija.commons.audit.services import verify
from gija.commons.casefile import gate, submission
from gija.commons.casefile.ids import new_id
from gija.commons.courier.models import Outgoing
from gija.commons.courier.work import run_once
from gija.commons.permissions import Actor
from gija.messages.victims import VictimRecord, VictimRecordWithdrawn
from gija.vocabulary.errors import GijaError

from .conftest import ONA, WHOLE

OFFLINE = (
    "submit", "submit", "withdraw", "education:3", "education:6", "give:research", "take:research", "take:statistics",
    "give:statistics", "part:M",
)  # fmt: skip
pytestmark = pytest.mark.django_db(databases="__all__")


def letters() -> list[str]:
    return list(Outgoing.objects.using("casework").order_by("sequence").values_list("kind", flat=True))


def acts(entries: Any) -> list[str]:
    return [e.action.removeprefix("casework.case.") for e in entries("casework")]


def test_a_record_is_sent_corrected_and_withdrawn(
    case: Any, worker: Actor, register: list[Any], audit_entries: Any, fresh: Any
) -> None:
    number = case.record_id
    services.submit(worker, case.pk)
    services.add_status(
        worker, case.pk, {"status": "identified", "status_on": "2014-04-02", "authority_kind": "police"}
    )
    assert fresh(case).changed_since_sent
    services.submit(worker, case.pk)
    services.withdraw(worker, case.pk, "Išsiųsta per klaidą")
    assert run_once(strict=True).delivered == 3
    assert [(type(m), m.record_id, m.revision) for m in register] == [
        (VictimRecord, number, 1), (VictimRecord, number, 2), (VictimRecordWithdrawn, number, 2),
    ]  # fmt: skip
    assert [m.status for m in register[:2]] == ["presumed", "identified"]
    now = fresh(case)
    assert not now.in_register
    assert now.record_id != number, "sent anew it cannot be put together with what was forgotten"
    assert acts(audit_entries) == ["submit", "status", "correct", "withdraw"]
    assert verify("casework") == []


def test_what_was_sent_is_kept_as_it_was(case: Any, worker: Actor) -> None:
    kept = services.submit(worker, case.pk)
    letter = Outgoing.objects.using("casework").get()
    assert kept.letter == letter.pk
    assert '"sender":"viltis"' in letter.body
    assert kept.body["status"] == "presumed"
    assert "Ona" not in letter.body


def test_what_was_shown_is_what_is_sent(case: Any, worker: Actor) -> None:
    shown = submission.digest(gate.depersonalise(case))
    services.record_event(worker, case.pk, {**WHOLE, "exploitation_main": "labour"})
    with pytest.raises(GijaError) as refused:
        services.submit(worker, case.pk, seen=shown)
    assert refused.value.code == "casefile.not_as_shown"
    assert letters() == []


def test_the_same_form_sent_twice_sends_once(case: Any, worker: Actor, audit_entries: Any, fresh: Any) -> None:
    shown = submission.digest(gate.depersonalise(case))
    one, two = (services.submit(worker, case.pk, seen=shown) for _ in range(2))
    assert one.pk == two.pk
    assert letters() == ["victim_record"]
    assert acts(audit_entries).count("submit") == 1
    services.withdraw(worker, case.pk, "Klaida")
    services.withdraw(worker, case.pk, "Klaida")
    assert letters() == ["victim_record", "victim_record_withdrawn"]


def test_what_the_register_has_is_not_sent_again(case: Any, worker: Actor, fresh: Any) -> None:
    services.submit(worker, case.pk)
    services.add_note(worker, case.pk, "Pastaba")
    assert not fresh(case).changed_since_sent, "a note stays home"
    services.change_person(worker, case.pk, {**ONA, "family_name": "Kitokytė"})
    assert fresh(case).changed_since_sent
    services.submit(worker, case.pk)
    assert not fresh(case).changed_since_sent
    assert letters() == ["victim_record"]


def test_taking_back_the_consent_withdraws_the_record_in_the_same_act(
    case: Any, worker: Actor, audit_entries: Any, fresh: Any
) -> None:
    services.submit(worker, case.pk)
    services.withdraw_consent(worker, case.pk, case.consents.get(scope="service").pk, "2014-05-01")
    assert letters() == ["victim_record"], "services are another matter than statistics"
    services.withdraw_consent(worker, case.pk, case.consents.get(scope="statistics").pk, "2014-05-01")
    assert letters() == ["victim_record", "victim_record_withdrawn"]
    assert not fresh(case).in_register
    assert acts(audit_entries)[-2:] == ["consent_withdraw", "consent_withdraw"]


def test_the_consent_the_register_was_told_on_cannot_be_struck_out(case: Any, worker: Actor, fresh: Any) -> None:
    services.submit(worker, case.pk)
    with pytest.raises(GijaError) as refused:
        services.strike(worker, case.pk, "consent", case.consents.get(scope="statistics").pk, "Klaida")
    assert refused.value.code == "casefile.strike_consent"
    assert fresh(case).consents.get(scope="statistics").struck_at is None


def test_an_act_that_fails_sends_nothing(case: Any, worker: Actor, monkeypatch: Any, fresh: Any) -> None:
    def failing(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(submission, "audited", failing)
    with pytest.raises(RuntimeError):
        services.submit(worker, case.pk)
    assert letters() == []
    assert not fresh(case).in_register
    assert not models.Submission.objects.exists()


def test_a_node_without_network_for_weeks_catches_up_in_order(worker: Actor, register: list[Any], fresh: Any) -> None:
    """No line to the register: letters wait; once there is one, all arrive, each case's in the order of its acts."""
    numbers = {}
    for at in range(12):
        said = {**WHOLE, "reference": f"2014-{at}", "personal_code": "", "given_names": f"Ona{'a' * at}"}
        case = services.open_case(worker, said)
        numbers[case.pk] = case.record_id
        services.submit(worker, case.pk)
    for pk in list(numbers)[:6]:
        services.add_status(worker, pk, {"status": "identified", "status_on": "2014-04-02", "authority_kind": "police"})
        services.submit(worker, pk)
    for pk in list(numbers)[:3]:
        services.withdraw(worker, pk, "Asmuo persigalvojo")
    assert register == []
    assert Outgoing.objects.using("casework").filter(state="waiting").count() == 21
    Outgoing.objects.using("casework").update(next_try_at=timezone.now())
    run_once(strict=True)
    assert len(register) == 21
    for at, number in enumerate(numbers.values()):
        got = [(type(m).__name__, m.revision) for m in register if m.record_id == number]
        whole = [("VictimRecord", 1), ("VictimRecord", 2), ("VictimRecordWithdrawn", 2)]
        assert got == whole[: 3 if at < 3 else 2 if at < 6 else 1]
    assert run_once(strict=True).delivered == 0


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_sent_by_several_at_once_it_leaves_once(case: Any, worker: Actor, fresh: Any, audit_entries: Any) -> None:
    shown = submission.digest(gate.depersonalise(case))

    def send(_: int) -> str:
        try:
            return str(services.submit(worker, case.pk, seen=shown).pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(send, range(4)))
    assert len(set(kept)) == 1
    assert letters() == ["victim_record"]
    assert fresh(case).revision == 1
    assert verify("casework") == []


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_form_opened_by_several_clicks_at_once_makes_one_case(worker: Actor, audit_entries: Any) -> None:
    from gija.commons.casefile.ids import new_id

    number = new_id()

    def click(_: int) -> str:
        try:
            return str(services.open_case(worker, WHOLE, case_id=number).pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(click, range(4))) == {number}
    assert models.Case.objects.count() == 1
    assert acts(audit_entries) == ["open"]


def test_the_police_send_on_a_legal_duty_and_from_their_own_outbox(cast: Any, register: list[Any]) -> None:
    from gija.police.proceedings import services as proceedings

    said = {**WHOLE, "status": "recognised", "authority_kind": "police", "consents": [], "legal_duty": True,
            "legal_basis": "Teisės aktas, 1 straipsnis"}  # fmt: skip
    case = proceedings.open_case(cast.actor("tomas"), said)
    proceedings.submit(cast.actor("tomas"), case.pk)
    assert run_once(strict=True).delivered == 1
    assert (register[0].sender, register[0].sender_kind, register[0].consents) == ("vilnius_police", "police", ())


def test_the_register_itself_keeps_corrects_and_forgets_the_record(case: Any, worker: Actor, fresh: Any) -> None:
    """The whole way with the register's own handlers: nothing of the identity is in its database."""
    from gija.register.records.models import Record, Revision

    services.submit(worker, case.pk)
    services.add_status(
        worker, case.pk, {"status": "identified", "status_on": "2014-04-02", "authority_kind": "police"}
    )
    services.submit(worker, case.pk)
    assert run_once(strict=True).delivered == 2
    assert Record.objects.using("register").count() == 1
    assert Revision.objects.using("register").count() == 2
    with connections["register"].cursor() as cursor:
        for table in connections["register"].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told = str(cursor.fetchall())
            for secret in ("Ona", "Pavyzd", "1990-05-17", str(ONA["personal_code"]), "61234567", "Petro", str(case.pk)):
                assert secret not in told, table
    services.withdraw(worker, case.pk, "Asmuo persigalvojo")
    assert run_once(strict=True).delivered == 1
    assert not Revision.objects.using("register").exists()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(OFFLINE)), min_size=4, max_size=14))
def test_weeks_of_acts_without_a_line_end_in_the_register_as_they_stand_here(
    worker: Actor, fresh: Any, acts_: list[tuple[int, str]]
) -> None:
    """Whatever was entered, answered, corrected, agreed to, taken back and withdrawn: once delivered, the register
    holds what the gate would say now of each case that was told, and nothing of those withdrawn."""
    from gija.register.records import queries as register
    from gija.register.records.models import Record

    cases = [services.open_case(worker, {**WHOLE, "reference": new_id()[:8]}, anyway=True) for _ in range(3)]
    for which, act in acts_:
        _offline(worker, fresh(cases[which]), act)
    Outgoing.objects.using("casework").update(next_try_at=timezone.now())
    run_once(strict=True)
    held = {r.record_id: r for r in register.current()}
    for one in map(fresh, cases):
        assert (one.record_id in held) == one.in_register
        if one.in_register:
            last = one.submissions.filter(record_id=one.record_id).order_by("-revision").first()
            revision = held[one.record_id]
            assert (revision.number, revision.status) == (last.revision, last.body["status"])
            told = register.answers_of(revision).get("record", {}).get(0, {})
            assert told.get("education", [None])[0] == last.body.get("education")
            assert sorted(c.scope for c in revision.consents.all()) == last.body["consents"]
        for gone in one.submissions.filter(kind="victim_record_withdrawn"):
            assert Record.objects.get(pk=gone.record_id).withdrawn


def _offline(worker: Actor, case: Any, act: str) -> None:
    """One act of those weeks; what a rule or the gate refuses is not done."""
    at, _, said = act.partition(":")
    day = {"given_on": "2014-03-06"}
    scope = case.consents.filter(scope=said, withdrawn_on=None, struck_at=None).first()
    try:
        if at == "submit":
            services.submit(worker, case.pk)
        elif at == "withdraw":
            services.withdraw(worker, case.pk, "Asmuo persigalvojo")
        elif at == "education":
            services.answer(worker, case.pk, "background", {"education": said})
        elif at == "give" and scope is None:
            services.give_consent(worker, case.pk, {"scope": said, **day})
        elif at == "take" and scope is not None:
            services.withdraw_consent(worker, case.pk, scope.pk, "2014-05-01")
        elif at == "part":
            services.add_part(worker, case.pk, "perpetrator", {"perpetrator_sex": said})
    except GijaError as error:
        if not error.code.startswith("casefile."):
            raise
