"""Receiving a letter: all of it or nothing, and never twice."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import handler_of
from gija.commons.courier.models import Incoming, Peer
from gija.commons.courier.zones import database_of, local_zones
from gija.commons.directory.models import Institution
from gija.messages.base import Message, sha256
from gija.messages.registry import crossing, decode
from gija.vocabulary.errors import GijaError

log = logging.getLogger(__name__)


def deliver(envelope: Envelope, body: dict[str, Any], *, strict: bool = False) -> bool:
    """Hand a letter to its handler. True: received now; False: it had been received before, nothing was done.

    Inbox row, what the handler does and the audit entry stand or fall together. Refuses a zone that is not here, a
    crossing that is not listed, a message that does not fit, the same letter with another content (`courier.altered`),
    and whatever the handler refuses; what else goes wrong is `courier.handler_failed`, unless `strict`.
    """
    with _plain_faults(envelope, strict):
        return _taken(envelope, body)


def _taken(envelope: Envelope, body: dict[str, Any]) -> bool:
    if envelope.to_zone not in local_zones():
        raise GijaError("courier.wrong_zone", zone=envelope.to_zone)
    crossing(envelope.kind, envelope.from_zone, envelope.to_zone)
    message = decode(envelope.kind, envelope.version, body)
    handler = handler_of(envelope.kind, envelope.to_zone)
    database, digest = database_of(envelope.to_zone), sha256(body)
    if _received(database, envelope, digest):
        return False
    check_institutions(message)
    check_sender(envelope, message)
    with transaction.atomic(using=database):
        if not _noted(database, envelope, digest):
            return False
        handler(message, envelope)
        record(
            database, None, "courier.receive", object_type="letter", object_id=envelope.id,
            details={
                "kind": envelope.kind, "from": envelope.from_installation, "from_zone": envelope.from_zone,
                "sequence": envelope.sequence,
            },
        )  # fmt: skip
    return True


def _received(database: str, envelope: Envelope, digest: str) -> bool:
    """Is it in the inbox? Refuses one that is there with another content."""
    key = {"from_installation": envelope.from_installation, "letter": envelope.id}
    there = Incoming.objects.using(database).filter(**key).first()
    if there is not None and there.hash != digest:
        raise GijaError("courier.altered")
    return there is not None


def _noted(database: str, envelope: Envelope, digest: str) -> bool:
    """Write the inbox row; False where another worker was first (its transaction is over then)."""
    try:
        with transaction.atomic(using=database):
            Incoming.objects.using(database).create(
                from_installation=envelope.from_installation,
                letter=envelope.id,
                from_zone=envelope.from_zone,
                sequence=envelope.sequence,
                kind=envelope.kind,
                version=envelope.version,
                hash=digest,
                sent_at=envelope.sent_at,
                received_at=timezone.now(),
            )
    except IntegrityError:
        return not _received(database, envelope, digest)
    return True


def check_institutions(message: Message) -> None:
    """Refuse a message that names an institution the directory does not know: its code could be anybody's name."""
    named = set(message.institutions())
    if named and Institution.objects.filter(code__in=named).count() < len(named):
        raise GijaError("courier.unknown_institution", kind=message.kind)  # which one is not said: it may be a name


def check_sender(envelope: Envelope, message: Message) -> None:
    """Refuse what is sent in the name of an institution its installation is not tied to."""
    sender = getattr(message, "sender", "")
    there = Peer.objects.using("default").filter(pk=envelope.from_installation).first()
    if sender and there is not None and there.institutions and sender not in there.institutions:
        raise GijaError("courier.not_its_institution", peer=there.code)


@contextmanager
def _plain_faults(envelope: Envelope, strict: bool) -> Iterator[None]:
    """A fault of ours becomes `courier.handler_failed`; the log names type and place, not what it was about."""
    try:
        yield
    except GijaError:
        raise
    except Exception as fault:
        if strict:
            raise
        last = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
        log.error("letter %s %s: %s at %s", envelope.kind, envelope.id, type(fault).__name__, where)
        raise GijaError("courier.handler_failed", kind=envelope.kind) from None
