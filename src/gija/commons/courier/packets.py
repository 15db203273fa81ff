"""Signed packets: what goes over a line or into a file, so that both sides know who wrote it and for whom.

A packet is one line with the signature, then the content as JSON. Signed are the very bytes that were sent.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import secrets
from dataclasses import dataclass
from typing import Any, Literal

from gija.commons.courier import envelope as outside
from gija.commons.courier.keys import identity, signed_by
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.queries import peer
from gija.messages.base import canonical
from gija.vocabulary.errors import GijaError

HEAD = b"gija-courier-1"
Purpose = Literal["letter", "receipt", "refusal", "letters", "receipts"]


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet whose signature was found good. `sender` is the peer that signed it."""

    sender: Peer
    purpose: str
    time: dt.datetime
    nonce: str
    content: dict[str, Any]


def pack(purpose: Purpose, recipient: str, now: dt.datetime, content: dict[str, Any]) -> bytes:
    """A packet from this installation."""
    own = identity()
    body = canonical(
        {
            "purpose": purpose,
            "sender": own.code,
            "recipient": recipient,
            "time": now.astimezone(dt.UTC).isoformat(),
            "nonce": secrets.token_hex(16),
            "content": content,
        }
    )
    signature = base64.b64encode(own.signing.sign(HEAD + b"\n" + body))
    return HEAD + b" " + signature + b"\n" + body


def unpack(data: bytes, *purposes: Purpose) -> Packet:
    """The packet in `data`.

    Refuses, in this order: what is no packet (`courier.malformed`), an unknown or switched-off sender
    (`courier.unknown_peer`), a signature that is not the sender's over these bytes (`courier.bad_signature`), another
    recipient than us (`courier.wrong_recipient`), a purpose that was not expected (`courier.wrong_purpose`).
    """
    signature, body = _halves(data)
    try:
        fields = json.loads(body)
        sender, recipient, purpose = (str(fields[name]) for name in ("sender", "recipient", "purpose"))
        time, nonce, content = dt.datetime.fromisoformat(fields["time"]), fields["nonce"], fields["content"]
        if time.tzinfo is None or not isinstance(content, dict) or len(bytes.fromhex(nonce)) != 16:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise GijaError("courier.malformed") from None
    known = peer(sender)
    if not signed_by(known.signing, signature, HEAD + b"\n" + body):
        raise GijaError("courier.bad_signature", peer=known.code)
    if recipient != identity().code:
        raise GijaError("courier.wrong_recipient")
    if purpose not in purposes:
        raise GijaError("courier.wrong_purpose")
    return Packet(known, purpose, time, str(nonce), content)


def _halves(data: bytes) -> tuple[bytes, bytes]:
    head, found, body = data.partition(b"\n")
    name, _, signature = head.partition(b" ")
    if not found or name != HEAD:
        raise GijaError("courier.malformed")
    try:
        return base64.b64decode(signature, validate=True), body
    except binascii.Error:
        raise GijaError("courier.malformed") from None


def letter_content(letter: Outgoing, recipient: str) -> dict[str, Any]:
    """Envelope and message of a letter, as a packet holds them."""
    return {
        "envelope": outside.written(outside.of(letter, identity().code, recipient)),
        "message": json.loads(letter.body),
    }


def open_letter(content: dict[str, Any], sender: Peer) -> tuple[outside.Envelope, dict[str, Any]]:
    """Envelope and message from a packet of `sender`.

    Refuses one that is written in another's name, to another than us, or from a zone that the sender does not run.
    """
    found, body = outside.read(content.get("envelope")), content.get("message")
    if not isinstance(body, dict):
        raise GijaError("courier.malformed")
    if found.from_installation != sender.code:
        raise GijaError("courier.wrong_sender", peer=sender.code)
    if found.to_installation != identity().code:
        raise GijaError("courier.wrong_recipient")
    if found.from_zone not in sender.zones:
        raise GijaError("courier.zone_not_of_peer", peer=sender.code)
    return found, body


def told(error: GijaError) -> dict[str, Any]:
    """An error as plain values for the other side; only short plain values go along."""
    plain = {k: v for k, v in error.values.items() if isinstance(v, int) or (isinstance(v, str) and len(v) <= 200)}
    return {"code": error.code, "values": plain}


def heard(content: dict[str, Any]) -> GijaError:
    """The error the other side told; `courier.refused` where it makes no sense."""
    code, values = content.get("code"), content.get("values")
    if not isinstance(code, str) or not isinstance(values, dict) or len(code) > 80 or "_values" in values:
        return GijaError("courier.refused")
    return GijaError(code, **{str(k): str(v)[:200] for k, v in values.items() if k not in ("self", "code")})
