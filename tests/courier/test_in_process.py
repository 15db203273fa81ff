"""Letters between zones of one installation: with the act or not at all, received once, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction
from django.utils import timezone

from gija.commons.audit.services import record, verify
from gija.commons.courier import outbox, services
from gija.commons.courier.handlers import receives
from gija.commons.courier.models import Incoming, Outgoing
from gija.commons.courier.services import send
from gija.commons.courier.work import run_once
from gija.messages.victims import VictimRecord
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[..., VictimRecord]


def sent(message: VictimRecord, **where: Any) -> Outgoing:
    with transaction.atomic(using="casework"):
        return send("casework", message, to_zone="register", **where)


def later(**by: float) -> None:
    Outgoing.objects.using("casework").update(next_try_at=timezone.now() - dt.timedelta(**by or {"seconds": 1}))


def test_a_letter_is_received_once_with_one_audit_entry(
    cast: Any, register: Any, record_of: Made, audit_entries: Any
) -> None:
    letter = sent(record_of())
    assert run_once(strict=True).delivered == 1
    assert run_once(strict=True).delivered == 0
    assert len(register.got) == 1
    message, envelope = register.got[0]
    assert isinstance(message, VictimRecord)
    assert (envelope.id, envelope.from_zone, envelope.sequence) == (letter.pk, "casework", 1)
    assert [(e.action, e.object_id) for e in audit_entries("register")] == [("courier.receive", letter.pk)]
    assert audit_entries("casework") == []  # the act's own entry is the act's
    letter.refresh_from_db(using="casework")
    assert letter.state == "delivered"


def test_a_letter_stands_or_falls_with_its_act(cast: Any, register: Any, record_of: Made) -> None:
    def failing_act() -> None:
        with transaction.atomic(using="casework"):
            record("casework", None, "casework.case.submit")
            send("casework", record_of(), to_zone="register")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing_act()
    assert run_once(strict=True).delivered == 0
    assert not Outgoing.objects.using("casework").exists()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_letter_outside_a_transaction_is_refused(cast: Any, record_of: Made) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        send("casework", record_of(), to_zone="register")


@pytest.mark.parametrize(
    ("database", "zone"), [("register", "rapporteur"), ("casework", "police"), ("rapporteur", "register")]
)
def test_a_letter_over_a_way_that_is_not_listed_is_refused(
    cast: Any, record_of: Made, database: str, zone: str
) -> None:
    with pytest.raises(GijaError) as refused, transaction.atomic(using=database):
        send(database, record_of(), to_zone=zone)
    assert refused.value.code == "messages.not_crossing"


def test_a_record_in_the_name_of_no_known_institution_is_refused(cast: Any, record_of: Made) -> None:
    with pytest.raises(GijaError) as refused:
        sent(record_of(sender="ona_petraityte"))
    assert refused.value.code == "courier.unknown_institution"
    assert "petraityte" not in refused.value.text.lt


def test_a_handler_for_what_nobody_may_send_there_cannot_be_registered() -> None:
    with pytest.raises(GijaError):
        receives("victim_record", "rapporteur")


def test_sequences_are_gapless_for_each_recipient(cast: Any, record_of: Made) -> None:
    here = [sent(record_of()).sequence for _ in range(3)]
    named = [sent(record_of(), to_installation="iom").sequence for _ in range(2)]
    assert (here, named) == ([1, 2, 3], [1, 2])


def test_what_a_handler_refuses_leaves_nothing_and_is_tried_again(
    cast: Any, register: Any, record_of: Made, audit_entries: Any
) -> None:
    letter = sent(record_of())
    register.fault = GijaError("courier.no_handler", kind="victim_record", zone="register")
    assert run_once().refused == 1
    assert not Incoming.objects.using("register").exists()
    assert audit_entries("register") == []
    letter.refresh_from_db(using="casework")
    assert (letter.state, letter.tries, letter.error_code) == ("waiting", 1, "courier.no_handler")
    assert letter.next_try_at > timezone.now()
    assert run_once().refused == 0, "not before its time"
    register.fault = None
    later()
    assert run_once().delivered == 1


def test_a_fault_of_a_handler_is_kept_without_what_it_was_about(
    cast: Any, register: Any, record_of: Made, caplog: pytest.LogCaptureFixture
) -> None:
    letter = sent(record_of())
    register.fault = ValueError("Ona Petraitytė")
    assert run_once().refused == 1
    letter.refresh_from_db(using="casework")
    assert letter.error_code == "courier.handler_failed"
    assert "ValueError" in caplog.text
    assert "Ona" not in caplog.text


def test_after_enough_refusals_a_letter_is_given_up_and_an_administrator_decides(
    cast: Any, register: Any, record_of: Made, audit_entries: Any
) -> None:
    one, two = sent(record_of()), sent(record_of())
    register.fault = GijaError("courier.altered")
    for _ in range(outbox.MOST_TRIES):
        later()
        run_once()
    states = set(Outgoing.objects.using("casework").values_list("state", flat=True))
    assert states == {"dead"}
    assert [e.action for e in audit_entries("casework")] == ["courier.give_up"] * 2
    register.fault = None
    assert run_once().delivered == 0
    services.retry(cast.actor("jurga"), "casework", one.pk, "the register was repaired")
    services.undo(cast.actor("jurga"), "casework", two.pk, "sent by mistake")
    assert run_once().delivered == 1
    assert [e.action for e in audit_entries("casework")][2:] == ["courier.retry", "courier.undo"]
    with pytest.raises(GijaError) as refused:
        services.undo(cast.actor("jurga"), "casework", one.pk, "too late")
    assert refused.value.code == "courier.not_dead"
    with pytest.raises(GijaError):
        services.retry(cast.actor("mantas"), "casework", two.pk, "may not")


def test_a_letter_that_was_received_but_not_noted_so_is_not_received_again(
    cast: Any, register: Any, record_of: Made, audit_entries: Any
) -> None:
    """The worker was killed after the receiving transaction and before it had written so into the outbox."""
    sent(record_of())
    run_once(strict=True)
    Outgoing.objects.using("casework").update(state="waiting")
    assert run_once(strict=True).delivered == 1
    assert len(register.got) == 1
    assert len(audit_entries("register")) == 1


def test_the_same_letter_with_another_content_is_refused(cast: Any, register: Any, record_of: Made) -> None:
    letter = sent(record_of())
    run_once(strict=True)
    letter.refresh_from_db(using="casework")
    changed = letter.body.replace('"sex":"F"', '"sex":"M"')
    Outgoing.objects.using("casework").update(state="waiting", body=changed)
    with pytest.raises(GijaError) as refused:
        run_once(strict=True)
    assert refused.value.code == "courier.altered"
    assert len(register.got) == 1


def test_letters_for_a_zone_nobody_runs_wait_and_say_so(cast: Any, record_of: Made) -> None:
    from gija.messages.victims import LinkageRecord

    with transaction.atomic(using="casework"):
        letter = send("casework", LinkageRecord(record_id=record_of().record_id, sealed="QUJD"), to_zone="linkage_unit")
    assert run_once().held == 1
    letter.refresh_from_db(using="casework")
    assert (letter.state, letter.tries, letter.error_code) == ("waiting", 0, "courier.no_peer")


def test_a_letter_in_the_hand_of_one_worker_is_left_alone_by_another_until_its_time_is_up(
    cast: Any, register: Any, record_of: Made
) -> None:
    letter = sent(record_of())
    assert outbox.take(letter)
    assert run_once(strict=True).delivered == 0
    Outgoing.objects.using("casework").update(claimed_until=timezone.now() - dt.timedelta(seconds=1))
    assert run_once(strict=True).delivered == 1


def test_back_off_grows_is_bounded_and_differs() -> None:
    waits = [outbox.back_off(n).total_seconds() for n in range(1, 40)]
    assert 0.5 <= waits[0] <= 1
    assert all(wait <= outbox.LONGEST_WAIT for wait in waits)
    assert len({outbox.back_off(5) for _ in range(5)}) > 1


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_several_workers_at_once_deliver_each_letter_once(
    cast: Any, register: Any, record_of: Made, audit_entries: Any
) -> None:
    letters = [sent(record_of()).pk for _ in range(30)]

    def worker(_: int) -> int:
        try:
            return run_once().delivered
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, range(4)))
    while Outgoing.objects.using("casework").filter(state="waiting").exists():
        Outgoing.objects.using("casework").update(claimed_until=None, next_try_at=timezone.now())
        run_once()
    assert sorted(envelope.id for _, envelope in register.got) == sorted(letters)
    assert sorted(e.object_id for e in audit_entries("register")) == sorted(letters)
    assert verify("register") == []


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_two_workers_that_both_hold_the_same_letter_deliver_it_once(
    cast: Any, register: Any, record_of: Made, audit_entries: Any
) -> None:
    """As after a hand-over time that was too short: the inbox decides, not the outbox."""
    import json

    from gija.commons.courier import envelope as outside
    from gija.commons.courier.delivery import deliver

    letter = sent(record_of())
    outer, body = outside.of(letter, "gija", "gija"), json.loads(letter.body)

    def worker(_: int) -> bool:
        try:
            return deliver(outer, body)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        new = list(pool.map(worker, range(6)))
    assert new.count(True) == 1
    assert len(register.got) == 1
    assert len(audit_entries("register")) == 1
