"""Sealed files inside one installation: who can open them, what they hold, what reading them twice does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.db import transaction

from gija.commons.courier import peers, sealed
from gija.commons.courier.keys import identity
from gija.commons.courier.models import Outgoing
from gija.commons.courier.services import send
from gija.messages.victims import VictimRecord
from gija.vocabulary.errors import GijaError

from .conftest import Other

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[..., VictimRecord]


def to_us(other: Other, file: Path, purpose: str, content: dict[str, Any], **changes: Any) -> Path:
    """A file that the other installation seals for us."""
    data = other.packet(content, purpose=purpose, **changes)
    file.write_bytes(pyrage.encrypt(data, [identity().sealing.to_public()]))
    return file


@pytest.fixture
def named(cast: Any, other: Other, record_of: Made) -> Outgoing:
    """A record in the outbox for the other installation by name."""
    Outgoing.objects.using("default").all().delete()  # what the directory told it
    with transaction.atomic(using="casework"):
        return send("casework", record_of(), to_zone="register", to_installation=other.code)


def test_only_the_recipient_opens_the_file_and_finds_our_signature(
    named: Outgoing, other: Other, tmp_path: Path
) -> None:
    file = tmp_path / "letters.age"
    assert sealed.send_file(other.code, file) == 1
    assert b"record_id" not in file.read_bytes()
    opened = pyrage.decrypt(file.read_bytes(), [other.sealing])
    packet = json.loads(opened.partition(b"\n")[2])
    assert (packet["sender"], packet["recipient"], packet["purpose"]) == ("gija", other.code, "letters")
    assert packet["content"]["letters"][0]["envelope"]["id"] == named.pk
    with pytest.raises(GijaError) as refused:
        sealed.receive_file(file)
    assert refused.value.code == "courier.not_opened"


def test_a_file_is_never_written_over_another(named: Outgoing, other: Other, tmp_path: Path) -> None:
    file = tmp_path / "letters.age"
    file.write_text("kept")
    with pytest.raises(GijaError):
        sealed.send_file(other.code, file)
    assert file.read_text() == "kept"
    named.refresh_from_db(using="casework")
    assert named.state == "waiting"


def test_letters_without_receipt_go_into_the_next_file_and_over_a_line_once_there_is_one(
    named: Outgoing, other: Other, tmp_path: Path
) -> None:
    assert sealed.send_file(other.code, tmp_path / "1") == sealed.send_file(other.code, tmp_path / "2") == 1
    named.refresh_from_db(using="casework")
    assert named.state == "filed"
    peers.add_peer(other.card, url="https://node.example")
    named.refresh_from_db(using="casework")
    assert named.state == "waiting"


def test_a_receipt_settles_only_the_letter_it_is_for(named: Outgoing, other: Other, tmp_path: Path) -> None:
    sealed.send_file(other.code, tmp_path / "letters.age")
    wrong = {"receipts": [{"letter": named.pk, "hash": "0" * 64}, {"letter": "x"}, {"hash": 1}]}
    assert sealed.receive_file(to_us(other, tmp_path / "r1", "receipts", wrong)).receipts == 0
    refusal = {"receipts": [{"letter": named.pk, "refused": {"code": "messages.newer_version", "values": {}}}]}
    assert sealed.receive_file(to_us(other, tmp_path / "r2", "receipts", refusal)).refused == 1
    named.refresh_from_db(using="casework")
    assert (named.state, named.error_code) == ("dead", "messages.newer_version")


def test_what_is_wrong_in_a_file_is_refused_letter_by_letter(
    cast: Any, other: Other, register: Any, record_of: Made, tmp_path: Path
) -> None:
    letters = {"letters": [other.letter(record_of()), other.letter(record_of(), to_zone="police"), {}]}
    file = to_us(other, tmp_path / "letters", "letters", letters)
    read = sealed.receive_file(file, tmp_path / "receipts")
    assert (read.new, read.refused) == (1, 2)
    assert {fault.code for fault in read.faults} == {"messages.not_crossing", "courier.malformed"}
    again = sealed.receive_file(file)
    assert (again.new, again.again) == (0, 1)
    receipts = pyrage.decrypt((tmp_path / "receipts").read_bytes(), [other.sealing])
    assert len(json.loads(receipts.partition(b"\n")[2])["content"]["receipts"]) == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recipient": "police-node"}, "courier.wrong_recipient"),
        ({"purpose": "letter"}, "courier.wrong_purpose"),  # one from the line does not pass as a file
        ({"sender": "stranger"}, "courier.unknown_peer"),
        ({"content": {"letters": 1}}, "courier.malformed"),
    ],
)
def test_a_file_that_is_not_for_us_or_of_nobody_we_know_is_refused(
    cast: Any, other: Other, register: Any, tmp_path: Path, changes: dict[str, Any], code: str
) -> None:
    fields = {"purpose": "letters", "content": {"letters": []}, **changes}
    data = other.packet(fields.pop("content"), **fields)
    (tmp_path / "f").write_bytes(pyrage.encrypt(data, [identity().sealing.to_public()]))
    with pytest.raises(GijaError) as refused:
        sealed.receive_file(tmp_path / "f")
    assert refused.value.code == code
