"""Two nodes of case work: each hint goes to the one that holds the record, is asked again, and ends."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.utils import timezone

from gija.commons.audit.models import Entry
from gija.commons.courier import peers
from gija.commons.courier.delivery import deliver
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.work import run_once
from gija.commons.permissions import Actor
from gija.messages.duplicates import DuplicateAnswer
from gija.messages.victims import VictimRecord
from gija.register.conftest import RECORD
from gija.register.hints.duties import keep_up
from gija.register.hints.models import Hint
from gija.register.hints.services import heard, tell
from gija.register.hints.ways import Way, way_to

pytestmark = pytest.mark.django_db(databases="__all__")
NODES = {"viltis": "node-a", "prieglobstis": "node-b"}


class Carried:
    """A line that takes every letter and keeps what it was given."""

    got: list[tuple[str, dict[str, Any]]]

    def __init__(self, peer: Peer, got: list[tuple[str, dict[str, Any]]]) -> None:
        self.peer, self.got = peer, got

    def carry(self, letter: Outgoing) -> None:
        self.got.append((self.peer.code, json.loads(letter.body)))

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def records(cast: Any, rival: Actor) -> list[str]:
    """A record of each organisation, that came from its own node; both people agree to sharing."""
    for code in NODES.values():
        Peer.objects.create(
            code=code, zones=["casework"], signing="x", sealing="y", url="https://x.example", added_at=timezone.now()
        )
    return [arrived(sender, node) for sender, node in NODES.items()]


def arrived(sender: str, node: str) -> str:
    message = VictimRecord(
        **{**RECORD, "record_id": str(uuid.uuid4()), "sender": sender, "consents": ("statistics", "referral")}
    )
    envelope = Envelope(
        str(uuid.uuid4()), message.kind, message.version, node, "casework", "here", "register", 1, timezone.now()
    )
    assert deliver(envelope, message.data())
    return str(message.record_id)


def carried() -> list[tuple[str, dict[str, Any]]]:
    got: list[tuple[str, dict[str, Any]]] = []
    run_once(strict=True, open_line=lambda peer: Carried(peer, got))
    return got


def test_each_hint_goes_to_the_node_that_sent_the_record(records: list[str]) -> None:
    assert tell(None, [records], duty=True).new == 1
    got = carried()
    assert {(node, body["receiver"]) for node, body in got} == {(node, sender) for sender, node in NODES.items()}
    assert not Outgoing.objects.using("register").exclude(state="delivered").exists()


def test_a_tie_holds_above_the_installation_a_record_came_from(records: list[str]) -> None:
    peers.tie("node-b", ["viltis", "prieglobstis"])
    assert way_to("viltis") == Way("casework", "node-b")
    peers.tie("node-a", ["viltis"])
    assert way_to("viltis") == Way("casework", "node-a")  # of two ties, the one its latest record came from
    Peer.objects.filter(pk="node-a").update(active=False)
    assert way_to("viltis") == Way("casework", "node-b")


def test_of_whom_nothing_came_and_nobody_is_tied_the_courier_decides(cast: Any) -> None:
    assert way_to("viltis") == Way("casework", "")
    assert way_to("no_such") == Way("casework", "")


def test_whoever_owes_an_answer_is_asked_again_each_month_and_at_last_no_more(records: list[str]) -> None:
    tell(None, [records], duty=True)
    carried()
    assert keep_up() == (0, 0)
    hint = Hint.objects.get()
    heard(DuplicateAnswer(hint_id=hint.pk, sender="viltis", answer="same", month=hint.month))
    Hint.objects.update(month=ago(1))
    assert keep_up() == (1, 0)
    assert keep_up() == (0, 0)
    assert [node for node, _body in carried()] == ["node-b"]
    Hint.objects.update(month=ago(6))
    assert keep_up() == (0, 1)
    assert {(node, body["state"]) for node, body in carried()} == {("node-a", "ended"), ("node-b", "ended")}
    said = [entry.details for entry in Entry.objects.using("register").filter(action="register.hint.send")]
    assert {"asked_again": 1, "ended": 0} in said
    assert {"asked_again": 0, "ended": 1} in said


def ago(months: int) -> str:
    """The month that many months before this one."""
    day = timezone.localdate().replace(day=1)
    for _ in range(months):
        day = (day - dt.timedelta(days=1)).replace(day=1)
    return day.strftime("%Y-%m")
