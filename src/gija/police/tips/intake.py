"""A tip is kept: whole or not at all, once, sealed before it is written down. One transaction, one audit entry."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor
from gija.police.tips import acknowledging, deadlines, fingerprints, sealing
from gija.police.tips.mail.values import Letter
from gija.police.tips.models import POLICE, DeskKey, Event, Piece, Sighting, Tip, TipFile


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail lies: account and folder (hashed), UIDVALIDITY, UID."""

    mailbox: str
    validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Came:
    """How a tip came. `raw`: as it came, kept sealed beside what was read of it; empty where that is all there is."""

    channel: str
    letter: Letter
    received_at: dt.datetime
    raw: bytes = b""
    size: int = 0
    kind: str = "unsorted"
    urgency: str = "unsorted"
    answers_by: str = ""


def mail_hash(raw: bytes) -> str:
    """What a mail is told from others by: two copies of the same bytes are one mail."""
    return hashlib.sha256(b"gija tip mail\n" + raw).hexdigest()


def seen(place: Place) -> Sighting | None:
    return Sighting.objects.filter(mailbox=place.mailbox, validity=place.validity, uid=place.uid).first()


def keep_mail(key: DeskKey, place: Place, came: Came, raw_hash: str) -> tuple[Sighting, bool]:
    """Keep a mail, and that it was seen in its place; True where it is a new tip. Safe by several at once."""
    while True:
        there = Tip.objects.filter(raw_hash=raw_hash).first()
        try:
            with transaction.atomic(using=POLICE):
                tip = there or keep(key, came, raw_hash)
                where = {"mailbox": place.mailbox, "validity": place.validity, "uid": place.uid}
                sighting, _ = Sighting.objects.get_or_create(**where, defaults={"tip": tip})
                return sighting, there is None
        except IntegrityError:  # another reader was quicker: then it is there now
            if there is not None or not Tip.objects.filter(raw_hash=raw_hash).exists():
                raise


def keep(key: DeskKey, came: Came, raw_hash: str, actor: Actor | None = None) -> Tip:
    """Make a tip of what came, in the caller's transaction. An `IntegrityError` says that it is there already."""
    letter, desk = came.letter, key.institution
    tip = Tip.objects.create(
        institution=desk,
        key=key,
        channel=came.channel,
        kind=came.kind,
        urgency=came.urgency,
        received_at=came.received_at,
        due_on=deadlines.due(came.urgency, timezone.localdate(came.received_at)),
        size=came.size or len(came.raw),
        unread=letter.unread,
        automatic=letter.automatic if came.channel == "mail" else "",
        authentic=letter.authentic,
        raw_hash=raw_hash,
        sender_index=fingerprints.sender(letter.sender),
        text_index=fingerprints.text(letter.text),
        acknowledge_to=acknowledging.address(letter) if came.channel == "mail" else "",
        answers_by=came.answers_by or ("mail" if letter.sender and came.channel == "mail" else ""),
    )
    _seal(tip, "letter", letter.written().encode("utf-8", "replace"))
    if came.raw:
        _seal(tip, "raw", came.raw)
    TipFile.objects.bulk_create(
        TipFile(
            tip=tip, place=one.place, size=one.size, verdict=one.verdict, extension=one.extension,
            file_index=fingerprints.file(one.digest) if one.size else "",
        )
        for one in letter.attachments
    )  # fmt: skip
    Event.objects.create(
        tip=tip, act="receive", at=timezone.now(), account=actor.account if actor else None,
        actor_name=actor.name if actor else "",
    )  # fmt: skip
    record(
        POLICE, actor, "police.tip.receive", object_type="tip", object_id=tip.pk,
        details={"channel": tip.channel, "files": len(letter.attachments), "unread": letter.unread},
    )  # fmt: skip
    return tip


def _seal(tip: Tip, part: str, data: bytes) -> None:
    pieces = sealing.seal_stream(tip.key.recipient, io.BytesIO(data))
    for place, sealed in enumerate(pieces):
        Piece.objects.create(tip=tip, part=part, place=place, sealed=sealed)
