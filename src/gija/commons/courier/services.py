"""Putting a letter into the outbox, and what an administrator may do with one that failed."""

from __future__ import annotations

import uuid

from django.db import connections, transaction
from django.db.models import Max
from django.utils import timezone

from gija.commons.audit.services import LOCK, record
from gija.commons.courier.delivery import check_institutions
from gija.commons.courier.models import Outgoing
from gija.commons.courier.zones import zone_of
from gija.commons.permissions import Actor, require
from gija.messages.base import Message, canonical
from gija.messages.registry import crossing
from gija.messages.registry import message as type_of
from gija.vocabulary.errors import GijaError


def send(database: str, message: Message, *, to_zone: str, to_installation: str = "") -> Outgoing:
    """Put a message into the outbox of `database`, in the transaction of the act it tells of.

    `to_installation` empty: this one if it runs the zone, else the one peer that does; decided when it is carried, so
    that an act never waits for a line. The audit entry is that of the act. Raises `TransactionManagementError` outside
    `transaction.atomic(using=database)`; refuses what no crossing lists (`messages.not_crossing`) and a record of an
    institution the directory does not know.
    """
    connection = connections[database]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"a letter must be written in a transaction on {database!r}")
    crossing(message.kind, zone_of(database), to_zone)
    if type_of(message.kind) is not type(message):
        raise GijaError("messages.unknown_kind", kind=message.kind)
    check_institutions(message)
    if connection.vendor == "postgresql":  # the lock of the audit chain, so that there is one order of locks only
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    outbox = Outgoing.objects.using(database)
    stream = outbox.filter(to_zone=to_zone, to_installation=to_installation)
    now = timezone.now()
    return outbox.create(
        id=str(uuid.uuid4()),
        kind=message.kind,
        version=message.version,
        to_zone=to_zone,
        to_installation=to_installation,
        sequence=(stream.aggregate(last=Max("sequence"))["last"] or 0) + 1,
        body=canonical(message.data()).decode(),
        made_at=now,
        next_try_at=now,
    )


def retry(actor: Actor, database: str, letter_id: str, reason: str) -> Outgoing:
    """Try a letter that was given up once more, from the beginning. Refuses any other (`courier.not_dead`)."""
    return _settle(actor, "courier.retry", database, letter_id, reason, Outgoing.State.WAITING)


def undo(actor: Actor, database: str, letter_id: str, reason: str) -> Outgoing:
    """Withdraw a letter that was given up: it is never sent. Refuses any other (`courier.not_dead`)."""
    return _settle(actor, "courier.undo", database, letter_id, reason, Outgoing.State.UNDONE)


def _settle(actor: Actor, action: str, database: str, letter_id: str, reason: str, state: Outgoing.State) -> Outgoing:
    require(actor, "courier.manage")
    if not reason.strip():
        raise GijaError("courier.reason_missing")
    with transaction.atomic(using=database):
        dead = Outgoing.objects.using(database).filter(pk=letter_id, state=Outgoing.State.DEAD)
        now = timezone.now()
        settled = None if state == Outgoing.State.WAITING else now
        if not dead.update(state=state, tries=0, next_try_at=now, claim="", claimed_until=None, settled_at=settled):
            raise GijaError("courier.not_dead")
        record(database, actor, action, reason=reason.strip(), object_type="letter", object_id=letter_id)
    return Outgoing.objects.using(database).get(pk=letter_id)
