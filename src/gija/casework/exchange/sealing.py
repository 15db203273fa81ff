"""Signed by the sender's installation (Ed25519), then encrypted for the receiver's (age): only it can read who writes
to whom about whom. What is signed names both institutions, the exchange and the kind, so that nothing can be put into
another letter.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pyrage
from django.utils import timezone

from gija.commons.courier.keys import identity, signed_by
from gija.commons.courier.models import Peer
from gija.commons.courier.queries import peer
from gija.commons.directory.models import Institution
from gija.messages.base import canonical
from gija.vocabulary.errors import GijaError

HEAD = b"gija-exchange-1"
LARGEST = 200_000  # characters of base64: what a message has room for


@dataclass(frozen=True, slots=True)
class Opened:
    """What a letter says, its signature and its way proven."""

    exchange: str
    kind: str
    sender: str  # institution
    receiver: str
    installation: str  # of the sender
    at: dt.datetime
    content: dict[str, Any]


def _recipient(installation: str) -> pyrage.x25519.Recipient:
    """Whom to seal for. One that is switched off, too: its letters wait. `courier.unknown_peer`."""
    own = identity()
    if installation == own.code:
        return own.sealing.to_public()
    known = Peer.objects.filter(pk=installation).first() or peer(installation)
    return pyrage.x25519.Recipient.from_str(known.sealing)


def seal(kind: str, exchange: str, sender: str, receiver: str, installation: str, content: dict[str, Any]) -> str:
    """The sealed text for an installation. Refuses what is too large (`exchange.too_large`)."""
    own = identity()
    body = canonical(
        {
            "kind": kind, "exchange": exchange, "from": sender, "to": receiver, "installation": own.code,
            "recipient": installation, "at": timezone.now().astimezone(dt.UTC).isoformat(), "content": content,
        }
    )  # fmt: skip
    signature = base64.b64encode(own.signing.sign(HEAD + b"\n" + body))
    sealed = base64.b64encode(pyrage.encrypt(signature + b"\n" + body, [_recipient(installation)])).decode()
    if len(sealed) > LARGEST:
        raise GijaError("exchange.too_large")
    return sealed


def open_sealed(kind: str, exchange: str, installation: str, sealed: str) -> Opened:
    """What a letter of this kind and exchange, that came from an installation, says.

    Refuses what is not sealed for us (`exchange.not_opened`), a signature that is not the sender's over these bytes
    (`exchange.bad_signature`), what was written for another receiver, kind or exchange (`exchange.not_for_us`), an
    institution that the directory does not know (`courier.unknown_institution`) or that another installation is tied
    to (`courier.not_its_institution`), and what is no letter at all (`exchange.malformed`).
    """
    try:
        plain = bytes(pyrage.decrypt(base64.b64decode(sealed, validate=True), [identity().sealing]))
    except (pyrage.DecryptError, binascii.Error, ValueError):
        raise GijaError("exchange.not_opened") from None
    signature, _, body = plain.partition(b"\n")
    sender = peer(installation) if installation != identity().code else None
    if not _proven(signature, body, sender):
        raise GijaError("exchange.bad_signature")
    found = _read(body)
    if (found.kind, found.exchange, found.installation) != (kind, exchange, installation):
        raise GijaError("exchange.not_for_us")
    if Institution.objects.filter(code__in={found.sender, found.receiver}).count() != 2:
        raise GijaError("courier.unknown_institution", kind=kind)
    if sender and sender.institutions and found.sender not in sender.institutions:
        raise GijaError("courier.not_its_institution", peer=sender.code)
    return found


def _proven(signature: bytes, body: bytes, sender: Peer | None) -> bool:
    try:
        raw = base64.b64decode(signature, validate=True)
    except binascii.Error:
        return False
    return signed_by(sender.signing if sender else identity().public, raw, HEAD + b"\n" + body)


def _read(body: bytes) -> Opened:
    try:
        said = json.loads(body)
        names = [str(said[name]) for name in ("exchange", "kind", "from", "to", "installation")]
        at, content, recipient = dt.datetime.fromisoformat(said["at"]), said["content"], said["recipient"]
        if at.tzinfo is None or not isinstance(content, dict):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise GijaError("exchange.malformed") from None
    if recipient != identity().code:
        raise GijaError("exchange.not_for_us")
    return Opened(names[0], names[1], names[2], names[3], names[4], at, content)
