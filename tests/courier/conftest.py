"""What the tests of the courier share: a record, a handler that keeps what it gets, another installation."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pyrage
import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from gija.commons.courier import handlers, packets
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.keys import Card, identity
from gija.messages.base import Message, canonical
from gija.messages.victims import VictimRecord


@pytest.fixture
def record_of() -> Callable[..., VictimRecord]:
    """`record_of(sender="viltis")`: a made-up record with a new number."""

    def made(**changes: Any) -> VictimRecord:
        fields: dict[str, Any] = {
            "record_id": str(uuid.uuid4()),
            "revision": 1,
            "sender": "viltis",
            "sender_kind": "ngo",
            "registration_month": "2014-03",
            "status": "presumed",
            "status_month": "2014-03",
            "status_authority_kind": "ngo",
            "sex": "F",
            "birth_year": 1990,
            "age_group": "adult",
            "citizenship": ("LTU",),
            "exploitation_forms": ("sexual",),
            "exploitation_realised": "realised",
            "missing": {"municipality": "NC"},
        }
        return VictimRecord(**{**fields, **changes})

    return made


@dataclass
class Register:
    """What the register's handler got in this test; `fault` is raised after it has got it."""

    got: list[tuple[Message, Envelope]] = field(default_factory=list)
    fault: Exception | None = None

    def keep(self, message: Message, envelope: Envelope) -> None:
        self.got.append((message, envelope))
        if self.fault:
            raise self.fault


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    kept = Register()
    monkeypatch.setitem(handlers._HANDLERS, ("victim_record", "register"), kept.keep)
    return kept


@dataclass
class Other:
    """Another installation, as far as its keys go: it signs packets as it likes."""

    code: str = "viltis-node"
    signing: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    sealing: pyrage.x25519.Identity = field(default_factory=pyrage.x25519.Identity.generate)
    sequence: int = 0

    @property
    def card(self) -> Card:
        raw = self.signing.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
        return Card(
            installation=self.code,
            zones=("commons", "casework"),
            signing=base64.b64encode(raw).decode(),
            sealing=str(self.sealing.to_public()),
        )

    def letter(self, message: Message, **changes: Any) -> dict[str, Any]:
        self.sequence += 1
        envelope: dict[str, Any] = {
            "id": str(uuid.uuid4()),
            "kind": message.kind,
            "version": message.version,
            "from_installation": self.code,
            "from_zone": "casework",
            "to_installation": identity().code,
            "to_zone": "register",
            "sequence": self.sequence,
            "sent_at": timezone.now().isoformat(),
        }
        return {"envelope": {**envelope, **changes}, "message": message.data()}

    def packet(self, content: dict[str, Any], **changes: Any) -> bytes:
        fields: dict[str, Any] = {
            "purpose": "letter",
            "sender": self.code,
            "recipient": identity().code,
            "time": timezone.now().astimezone(dt.UTC).isoformat(),
            "nonce": secrets.token_hex(16),
            "content": content,
        }
        body = canonical({**fields, **changes})
        signature = base64.b64encode(self.signing.sign(packets.HEAD + b"\n" + body))
        return packets.HEAD + b" " + signature + b"\n" + body


@pytest.fixture
def other(db: None) -> Other:
    """Another installation, known here as a peer without a line."""
    from gija.commons.courier.peers import add_peer

    made = Other()
    add_peer(made.card)
    return made
