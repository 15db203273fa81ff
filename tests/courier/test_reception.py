"""The door for other installations: what is wrong with a packet is said plainly, and nothing of it is kept."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gija.commons.courier import peers, reception
from gija.commons.courier.models import Incoming, Nonce
from gija.commons.courier.packets import HEAD
from gija.messages.base import sha256
from gija.messages.victims import VictimRecord
from gija.vocabulary.errors import sentences

from .conftest import Other

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[..., VictimRecord]


def post(data: bytes) -> tuple[int, dict[str, Any]]:
    """Status and answer; a signed answer is given as what it holds."""
    answer = Client(headers={"host": "127.0.0.1"}).post(
        "/courier/receive/", data, content_type="application/octet-stream"
    )
    found = answer.content.partition(b"\n")[2] if answer.content.startswith(HEAD) else answer.content
    told = json.loads(found)
    return answer.status_code, told


def refused(data: bytes, register: Any) -> tuple[int, str]:
    """Status and code of a refusal; nothing was received, and the sentence is there in both languages."""
    before = Incoming.objects.using("register").count()
    status, told = post(data)
    code = (told.get("content") or told)["code"]
    assert sentences()[code].en
    assert sentences()[code].lt
    assert Incoming.objects.using("register").count() == before
    assert len(register.got) == before
    return status, code


def test_a_letter_is_received_and_answered_with_a_signed_receipt(
    cast: Any, other: Other, register: Any, record_of: Made, audit_entries: Any
) -> None:
    record = record_of()
    letter = other.letter(record)
    status, told = post(other.packet(letter))
    assert status == 200
    assert told["purpose"] == "receipt"
    assert told["recipient"] == other.code
    assert told["content"]["hash"] == sha256(record.data())
    assert told["content"]["letter"] == letter["envelope"]["id"]
    assert [message for message, _ in register.got] == [record]
    assert [e.action for e in audit_entries("register")] == ["courier.receive"]


def test_a_letter_sent_again_in_a_new_packet_is_confirmed_and_not_received_again(
    cast: Any, other: Other, register: Any, record_of: Made, audit_entries: Any
) -> None:
    letter = other.letter(record_of())
    post(other.packet(letter))
    assert post(other.packet(letter))[1]["content"]["new"] is False
    assert len(register.got) == len(audit_entries("register")) == 1


def test_a_packet_played_again_is_refused(cast: Any, other: Other, register: Any, record_of: Made) -> None:
    packet = other.packet(other.letter(record_of()))
    post(packet)
    assert refused(packet, register) == (200, "courier.replayed")


@pytest.mark.parametrize("minutes", [-6, 6, -60 * 24 * 365])
def test_an_old_packet_or_one_from_the_future_is_refused(
    cast: Any, other: Other, register: Any, record_of: Made, minutes: int
) -> None:
    time = (timezone.now() + dt.timedelta(minutes=minutes)).isoformat()
    assert refused(other.packet(other.letter(record_of()), time=time), register) == (200, "courier.outside_window")


def test_a_packet_for_another_installation_is_refused(cast: Any, other: Other, register: Any, record_of: Made) -> None:
    letter = other.letter(record_of())
    assert refused(other.packet(letter, recipient="police-node"), register) == (200, "courier.wrong_recipient")
    letter = other.letter(record_of(), to_installation="police-node")
    assert refused(other.packet(letter), register) == (200, "courier.wrong_recipient")


def test_a_stranger_is_refused(cast: Any, other: Other, register: Any, record_of: Made) -> None:
    packet = Other(code="stranger").packet(other.letter(record_of()))
    assert refused(packet, register) == (401, "courier.unknown_peer")
    pretender = Other(code=other.code)  # the name of a peer, but not its key
    assert refused(pretender.packet(other.letter(record_of())), register) == (401, "courier.bad_signature")
    peers.switch_off(other.code)
    assert refused(other.packet(other.letter(record_of())), register) == (401, "courier.unknown_peer")


def test_a_peer_cannot_write_in_anothers_name_or_from_a_zone_it_does_not_run(
    cast: Any, other: Other, register: Any, record_of: Made
) -> None:
    letter = other.letter(record_of(), from_installation="police-node")
    assert refused(other.packet(letter), register) == (200, "courier.wrong_sender")
    letter = other.letter(record_of(), from_zone="police")
    assert refused(other.packet(letter), register) == (200, "courier.zone_not_of_peer")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "gossip"}, "messages.not_crossing"),
        ({"version": 9}, "messages.newer_version"),
        ({"to_zone": "rapporteur"}, "messages.not_crossing"),
        ({"to_zone": "linkage_unit"}, "courier.wrong_zone"),
        ({"id": "1"}, "courier.malformed"),
        ({"sent_at": "2014-03-01T00:00:00"}, "courier.malformed"),
        ({"sequence": -1}, "courier.malformed"),
        ({"note": "Ona"}, "courier.malformed"),
    ],
)
def test_a_letter_that_does_not_fit_is_refused_and_leaves_one_audit_entry(
    cast: Any, other: Other, register: Any, record_of: Made, audit_entries: Any, changes: dict[str, Any], code: str
) -> None:
    assert refused(other.packet(other.letter(record_of(), **changes)), register) == (200, code)
    assert [(e.action, e.outcome, e.details["error"]) for e in audit_entries("default")][-1:] == [
        ("courier.receive", "refused", code)
    ]


def test_a_record_with_a_name_in_it_is_refused_and_the_name_is_not_told_back(
    cast: Any, other: Other, register: Any, record_of: Made, audit_entries: Any, caplog: pytest.LogCaptureFixture
) -> None:
    letter = other.letter(record_of())
    letter["message"]["municipality"] = "Ona Petraitytė"
    letter["message"]["Ona Petraitytė"] = 1
    status, told = post(other.packet(letter))
    assert (status, told["content"]["code"]) == (200, "messages.malformed")
    kept = json.dumps(told, ensure_ascii=False) + caplog.text + str([e.details for e in audit_entries("default")])
    assert "Ona" not in kept
    assert register.got == []


def test_a_record_of_an_institution_nobody_here_knows_is_refused(
    cast: Any, other: Other, register: Any, record_of: Made
) -> None:
    packet = other.packet(other.letter(record_of(sender="ona_petraityte")))
    assert refused(packet, register) == (200, "courier.unknown_institution")


@pytest.mark.parametrize("cut", [0, 1, 14, 15, 40, 104, 105, 106, 200, -1])
def test_a_truncated_packet_is_refused(cast: Any, other: Other, register: Any, record_of: Made, cut: int) -> None:
    status, code = refused(other.packet(other.letter(record_of()))[:cut], register)
    assert (status, code) in {(400, "courier.malformed"), (401, "courier.bad_signature")}


def test_an_altered_packet_is_refused_wherever_a_byte_was_changed(
    cast: Any, other: Other, register: Any, record_of: Made
) -> None:
    packet = other.packet(other.letter(record_of()))
    for place in range(0, len(packet), 37):
        altered = packet[:place] + bytes([packet[place] ^ 1]) + packet[place + 1 :]
        status, code = refused(altered, register)
        assert status in (400, 401), code
    assert not Nonce.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n", b"GET / HTTP/1.1\n\n", HEAD + b" AAAA\n{}", HEAD + b" !!\n{}", HEAD + b" AAAA\n[]",
        HEAD + b" AAAA\nnull", HEAD + b" " + base64.b64encode(b"x" * 64) + b'\n{"sender":1}',
        HEAD + b" AAAA\n" + b"[" * 100_000, HEAD + b" AAAA\n\xff\xfe",
    ],
)  # fmt: skip
def test_what_is_no_packet_is_refused(cast: Any, other: Other, register: Any, data: bytes) -> None:
    assert refused(data, register)[1] == "courier.malformed"


def test_a_huge_packet_is_refused_before_it_is_read(cast: Any, other: Other, register: Any) -> None:
    assert refused(HEAD + b" " * (reception.LARGEST + 1), register) == (413, "courier.too_large")


def test_refusing_strangers_writes_nothing_into_the_audit_trail(cast: Any, other: Other, audit_entries: Any) -> None:
    before = len(audit_entries("default"))
    for _ in range(5):
        post(b"knock knock")
    assert len(audit_entries("default")) == before


def test_a_letter_a_handler_refuses_can_come_again(cast: Any, other: Other, register: Any, record_of: Made) -> None:
    letter = other.letter(record_of())
    register.fault = ValueError("Ona")
    assert post(other.packet(letter))[1]["content"]["code"] == "courier.handler_failed"
    assert not Incoming.objects.using("register").exists()
    register.fault = None
    register.got.clear()
    assert post(other.packet(letter))[1]["content"]["new"] is True
    assert len(register.got) == 1


def test_old_numbers_used_once_are_forgotten(cast: Any, other: Other, register: Any, record_of: Made) -> None:
    post(other.packet(other.letter(record_of())))
    Nonce.objects.update(seen_at=timezone.now() - 4 * reception.WINDOW)
    post(other.packet(other.letter(record_of())))
    assert Nonce.objects.count() == 1


def test_only_post_is_answered() -> None:
    assert Client(headers={"host": "127.0.0.1"}).get("/courier/receive/").status_code == 405
