"""The door for other installations: a packet comes in, a signed receipt or refusal goes back."""

from __future__ import annotations

import datetime as dt
import json
import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.courier.delivery import deliver
from gija.commons.courier.models import Nonce, Peer
from gija.commons.courier.packets import Packet, open_letter, pack, told, unpack
from gija.commons.courier.queries import peer
from gija.messages.base import sha256
from gija.vocabulary.errors import GijaError

log = logging.getLogger(__name__)

LARGEST = 2**20  # bytes of one packet
WINDOW = dt.timedelta(minutes=5)  # how far the clocks of two installations may be apart

# Refusals of who is not known to us: told without our signature, and not worth an audit entry each.
STRANGERS = frozenset({"courier.malformed", "courier.unknown_peer", "courier.bad_signature", "courier.too_large"})


def accept(data: bytes) -> bytes:
    """Receive the letter in a packet and give the signed answer: a receipt, or a refusal that says why.

    Raises `GijaError` (one of `STRANGERS`) only for what did not provably come from a peer.
    """
    if len(data) > LARGEST:
        raise GijaError("courier.too_large", largest=LARGEST)
    try:
        packet = unpack(data, "letter")
    except GijaError as error:
        if error.code in STRANGERS:
            raise
        # The signature was good, so the sender may be told: it stands in the packet, which was read to find its key.
        return refusal(sender_of(data), error)
    try:
        return _taken(packet)
    except GijaError as error:
        return refusal(packet.sender, error, packet.nonce)


def sender_of(data: bytes) -> Peer:
    """The peer that signed a packet we could read."""
    return peer(str(json.loads(data.partition(b"\n")[2])["sender"]))


def _taken(packet: Packet) -> bytes:
    now = timezone.now()
    if abs(now - packet.time) > WINDOW:
        raise GijaError("courier.outside_window", minutes=WINDOW.seconds // 60)
    note_nonce(packet, now)
    envelope, body = open_letter(packet.content, packet.sender)
    new = deliver(envelope, body)
    answer = {"letter": envelope.id, "hash": sha256(body), "new": new, "answers": packet.nonce}
    return pack("receipt", packet.sender.code, now, answer)


def note_nonce(packet: Packet, now: dt.datetime) -> None:
    """Refuse a packet that was here before (`courier.replayed`); forget those too old to be accepted anyway."""
    try:
        with transaction.atomic(using="default"):
            Nonce.objects.using("default").create(peer=packet.sender.code, nonce=packet.nonce, seen_at=now)
    except IntegrityError:
        raise GijaError("courier.replayed") from None
    Nonce.objects.using("default").filter(seen_at__lt=now - 3 * WINDOW).delete()


def refusal(sender: Peer, error: GijaError, answers: str = "") -> bytes:
    """The signed refusal of a packet from a known peer; it leaves one audit entry."""
    log.warning("a letter from %s was refused: %s", sender.code, error.code)
    with transaction.atomic(using="default"):
        record(
            "default", None, "courier.receive", outcome="refused", object_type="installation", object_id=sender.code,
            details={"error": error.code},
        )  # fmt: skip
    return pack("refusal", sender.code, timezone.now(), {**told(error), "answers": answers})
