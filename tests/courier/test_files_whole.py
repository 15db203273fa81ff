"""Sealed files whole or not at all, small enough to be taken; receipts in any order; a fault stops no other letter."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from gija.commons.courier import duties, peers, replication, sealed
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.keys import identity
from gija.commons.courier.models import Duty, Outgoing
from gija.commons.courier.packets import letter_content
from gija.commons.courier.services import send
from gija.commons.directory.models import Institution
from gija.messages.base import sha256
from gija.messages.directory import InstitutionEntry, InstitutionNameEntry
from gija.messages.fields import Words
from gija.messages.registry import decode
from gija.messages.victims import VictimRecord
from gija.vocabulary.errors import GijaError

from .conftest import Other

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[..., VictimRecord]


def to_us(other: Other, file: Path, purpose: str, content: dict[str, Any]) -> Path:
    """A file that the other installation seals for us."""
    file.write_bytes(pyrage.encrypt(other.packet(content, purpose=purpose), [identity().sealing.to_public()]))
    return file


@pytest.fixture
def waiting(cast: Any, other: Other, record_of: Made) -> Callable[[int], list[Outgoing]]:
    """`waiting(n)`: n records in the outbox for the other installation, and nothing else."""

    def made(n: int) -> list[Outgoing]:
        Outgoing.objects.using("default").all().delete()  # what the directory told it
        with transaction.atomic(using="casework"):
            return [send("casework", record_of(), to_zone="register", to_installation=other.code) for _ in range(n)]

    return made


def states() -> list[str]:
    return list(Outgoing.objects.using("casework").order_by("sequence").values_list("state", flat=True))


def test_a_file_that_cannot_be_written_whole_is_not_there(
    waiting: Any, other: Other, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(1)

    def full(descriptor: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GijaError) as refused:
        sealed.send_file(other.code, tmp_path / "letters.age")
    assert refused.value.code == "courier.not_written"
    assert (list(tmp_path.iterdir()), states()) == ([], ["waiting"])
    monkeypatch.undo()
    with pytest.raises(GijaError) as nowhere:
        sealed.send_file(other.code, tmp_path / "nowhere" / "letters.age")
    assert nowhere.value.code == "courier.not_written"
    assert sealed.send_file(other.code, tmp_path / "letters.age") == 1


def test_what_does_not_fit_into_one_file_goes_into_the_next(
    waiting: Any, other: Other, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(5)
    monkeypatch.setattr(sealed, "LARGEST", 3_500)
    first = sealed.send_file(other.code, tmp_path / "1")
    assert 0 < first < 5
    assert (tmp_path / "1").stat().st_size <= sealed.LARGEST
    assert states() == ["filed"] * first + ["waiting"] * (5 - first)
    while "waiting" in states():
        sealed.send_file(other.code, tmp_path / f"{len(list(tmp_path.iterdir())) + 1}")
    assert all(one.stat().st_size <= sealed.LARGEST for one in tmp_path.iterdir())


def test_a_receipt_counts_though_the_letter_was_given_up_or_its_file_was_not_noted(
    waiting: Any, other: Other, tmp_path: Path
) -> None:
    given_up, not_noted = waiting(2)
    sealed.send_file(other.code, tmp_path / "letters")
    rows = Outgoing.objects.using("casework")
    rows.filter(pk=given_up.pk).update(state="dead")  # an earlier file was refused
    rows.filter(pk=not_noted.pk).update(state="waiting")  # killed between writing the file and noting it
    contents = [letter_content(one, other.code) for one in (given_up, not_noted)]
    answers = [{"letter": one["envelope"]["id"], "hash": sha256(one["message"])} for one in contents]
    assert sealed.receive_file(to_us(other, tmp_path / "r", "receipts", {"receipts": answers})).receipts == 2
    assert states() == ["delivered", "delivered"]
    refusal = {"letter": given_up.pk, "refused": {"code": "courier.altered", "values": {}}}
    sealed.receive_file(to_us(other, tmp_path / "r2", "receipts", {"receipts": [refusal, {"letter": "a\0b"}]}))
    assert states() == ["delivered", "delivered"]


def test_a_letter_that_breaks_something_does_not_keep_the_rest_of_its_file_from_coming(
    cast: Any, other: Other, register: Any, record_of: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = other.letter(record_of()), other.letter(record_of())

    def broken(kind: str, version: int, body: dict[str, Any]) -> Any:
        if body["record_id"] == bad["message"]["record_id"]:
            raise RuntimeError("Ona")
        return decode(kind, version, body)

    monkeypatch.setattr("gija.commons.courier.delivery.decode", broken)
    read = sealed.receive_file(to_us(other, tmp_path / "f", "letters", {"letters": [bad, good]}), tmp_path / "r")
    assert (read.new, read.refused, read.faults[0].code) == (1, 1, "courier.handler_failed")
    assert (tmp_path / "r").exists()


def test_a_length_that_is_no_number_is_no_fault_of_ours(cast: Any) -> None:
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    answer = client.generic("POST", "/courier/receive/", b"knock", CONTENT_LENGTH="²")
    assert answer.status_code == 400


def test_an_institution_is_never_told_to_be_part_of_itself(cast: Any, other: Other) -> None:
    outside = Envelope("0", "institution_entry", 1, "other", "commons", "gija", "commons", 1, timezone.now())

    def told(code: str, parent: str | None, revision: int) -> None:
        name = InstitutionNameEntry(name=Words(en=code, lt=code))
        one = InstitutionEntry(code=code, institution_kind="ngo", parent=parent, names=(name,), revision=revision)
        with transaction.atomic(using="default"):
            replication.receive(one, outside)

    told("virsus", None, 1)
    told("vidus", "virsus", 1)
    told("apacia", "vidus", 1)
    for code, parent in (("virsus", "apacia"), ("virsus", "virsus")):
        with pytest.raises(GijaError) as refused:
            told(code, parent, 9)
        assert refused.value.code == "courier.circle"
    assert Institution.objects.get(code="virsus").parent_id is None
    assert replication.in_order()


def test_a_duty_whose_worker_was_killed_is_done_again_the_same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "_DUTIES", {})
    done: list[str] = []

    @duties.daily("test.killed")
    def killed() -> None:
        done.append("begun")
        if len(done) == 1:
            raise SystemExit

    with pytest.raises(SystemExit):
        duties.do_due()
    assert duties.do_due() == []
    Duty.objects.update(done_at=timezone.now() - 2 * duties.AGAIN)
    if timezone.localdate(Duty.objects.get().done_at) != timezone.localdate():
        pytest.skip("just past midnight: another day")
    assert duties.do_due() == ["test.killed"]
    assert Duty.objects.get().error == ""


def test_a_letter_to_an_installation_that_is_switched_off_waits(cast: Any, other: Other) -> None:
    from gija.casework.exchange.sealing import open_sealed, seal

    peers.switch_off(other.code)
    assert seal("victim_referral", "x", "viltis", "moi", other.code, {})
    with pytest.raises(GijaError) as refused:
        open_sealed("victim_referral", "x", other.code, seal("victim_referral", "x", "viltis", "moi", "gija", {}))
    assert refused.value.code == "courier.unknown_peer"
