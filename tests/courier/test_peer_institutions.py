"""An installation that is tied to its institutions sends in nobody else's name."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import timezone

from gija.commons.courier import peers
from gija.commons.courier.delivery import deliver
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.models import Incoming, Peer
from gija.commons.directory.services import make_institution
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def node() -> Peer:
    for code in ("namai", "kiti"):
        make_institution(code, code.title(), code.title(), "ngo")
    return Peer.objects.create(code="node", zones=["casework"], signing="x", sealing="y", added_at=timezone.now())


def arrives(sender: str) -> bool:
    number = str(uuid.uuid4())
    envelope = Envelope(
        str(uuid.uuid4()), "victim_record_withdrawn", 1, "node", "casework", "here", "register", 1, timezone.now()
    )
    body: dict[str, Any] = {"record_id": number, "revision": 1, "sender": sender, "month": "2014-09"}
    return deliver(envelope, body)


def test_an_installation_that_is_not_tied_may_send_for_any_known_institution(node: Peer) -> None:
    assert arrives("namai")
    assert arrives("kiti")


def test_a_tied_installation_is_refused_in_anothers_name(node: Peer, audit_entries: Any) -> None:
    before = len(audit_entries("default"))
    assert peers.tie("node", ["namai"]).institutions == ["namai"]
    assert [e.action for e in audit_entries("default")[before:]] == ["courier.tie_peer"]
    assert arrives("namai")
    received = Incoming.objects.using("register").count()
    with pytest.raises(GijaError) as refused:
        arrives("kiti")
    assert refused.value.code == "courier.not_its_institution"
    assert "kiti" not in refused.value.text.en
    assert Incoming.objects.using("register").count() == received


def test_a_tie_names_known_institutions_of_a_known_installation(node: Peer) -> None:
    for code, institutions, error in (
        ("node", [], "courier.tie_empty"),
        ("node", ["niekas"], "directory.unknown"),
        ("nobody", ["namai"], "courier.unknown_peer"),
    ):
        with pytest.raises(GijaError) as refused:
            peers.tie(code, institutions)
        assert refused.value.code == error
