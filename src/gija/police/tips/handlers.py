"""Tips that come sealed from the public site, and what their senders write later. Nothing is opened here."""

from __future__ import annotations

import base64
import binascii
import hashlib

from django.utils import timezone

from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.messages.tips import Tip as TipPiece
from gija.messages.tips import TipMessage
from gija.police.tips import deadlines, desks, services
from gija.police.tips.models import DeskKey, Event, Piece, Tip, Writing
from gija.police.tips.words import State
from gija.vocabulary.errors import GijaError


@receives("tip", "police")
def keep_piece(message: TipPiece, envelope: Envelope) -> None:
    """Keep a piece; the tip is in the queue when all are there. A piece that came before is refused if it is another
    now, and one more than there are (`tips.sealed_wrongly`). The audit entry is that of receiving."""
    pieces = message.letter + message.raw
    tip = _waiting(message, pieces, desks.receiving())
    part = "letter" if message.place < message.letter else "raw"
    place = message.place if part == "letter" else message.place - message.letter
    sealed = _bytes(message.sealed)
    there, new = Piece.objects.get_or_create(tip=tip, part=part, place=place, defaults={"sealed": sealed})
    if not new:
        if bytes(there.sealed) != sealed:
            raise GijaError("tips.sealed_wrongly")
        return
    if not tip.pieces_due:
        raise GijaError("tips.sealed_wrongly")
    tip.pieces_due -= 1
    tip.size += len(sealed)
    tip.save(update_fields=["pieces_due", "size"])
    if tip.pieces_due == 0:
        Event.objects.create(tip=tip, act="receive", at=timezone.now())


def _waiting(message: TipPiece, pieces: int, key: DeskKey) -> Tip:
    """The tip that the piece belongs to, made with the first one that comes."""
    now = timezone.now()
    name = hashlib.sha256(f"gija tip form {message.tip_id}".encode()).hexdigest()
    Tip.objects.get_or_create(
        raw_hash=name,
        defaults={
            "institution": key.institution, "key": key, "channel": "form", "received_at": now,
            "receipt": message.tip_id,
            "due_on": deadlines.due("unsorted", timezone.localdate(now)), "pieces_due": pieces, "pieces_all": pieces,
            "answers_by": "receipt",
        },
    )  # fmt: skip
    tip = Tip.objects.select_for_update().get(raw_hash=name)
    if tip.pieces_all != pieces or tip.erased_at:
        raise GijaError("tips.sealed_wrongly")
    return tip


@receives("tip_message", "police")
def keep_message(message: TipMessage, envelope: Envelope) -> None:
    """Keep what a sender writes again. A tip that was closed is taken up again: it may be the answer that was missing.
    Refused for a number that no tip has (`tips.not_found`) and one that was erased (`tips.erased`)."""
    tip = Tip.objects.select_for_update().filter(receipt=message.tip_id, pieces_due=0).first()
    if tip is None:
        raise GijaError("tips.not_found")
    if tip.erased_at:
        raise GijaError("tips.erased")
    Writing.objects.create(tip=tip, kind="message", at=timezone.now(), sealed=_bytes(message.sealed))
    tip.state, tip.outcome, tip.closed_at = State.ASSIGNED if tip.account else State.NEW, "", None
    tip.save(update_fields=["state", "outcome", "closed_at"])
    services.note(tip, "message", None)


def _bytes(sealed: str) -> bytes:
    try:
        return base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError):
        raise GijaError("tips.sealed_wrongly") from None
