"""Anchoring: each day the head of every chain is written down here and sent to every other installation we know."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction

from gija.commons.audit import anchors
from gija.commons.audit.services import record
from gija.commons.courier.duties import daily
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.commons.courier.keys import identity
from gija.commons.courier.models import Peer
from gija.commons.courier.queries import peer
from gija.commons.courier.services import send
from gija.commons.courier.zones import COMMONS
from gija.messages.anchors import ChainHead
from gija.vocabulary.errors import GijaError


@daily("audit.anchors")
def anchor_daily() -> None:
    """The worker's daily duty."""
    anchor()


def anchor(file: Path | None = None) -> tuple[ChainHead, ...]:
    """Write the head of every chain of this installation down, in `file` (else the usual one), and put it into the
    outbox for every peer. One audit entry, itself after the heads. The messages leave even where the file fails."""
    heads = tuple(head for database in settings.DATABASES if (head := anchors.head_of(database)))
    try:
        anchors.append(heads, file or anchors.own_files()[0])
    finally:
        with transaction.atomic(using="default"):
            told = list(Peer.objects.using("default").filter(active=True).values_list("code", flat=True))
            record(
                "default", None, "audit.anchor",
                details={"heads": {head.database: head.number for head in heads}, "to": [*told]},
            )  # fmt: skip
            for code in told:
                for head in heads:
                    send("default", head, to_zone=COMMONS, to_installation=code)
    return heads


@receives("chain_head", COMMONS)
def keep(message: ChainHead, envelope: Envelope) -> None:
    """Keep the head of another installation's chain. Refuses one that is not its own or not signed with its key.

    A letter that comes twice after a fault may be written twice; that changes nothing.
    """
    sender = envelope.from_installation
    if message.installation != sender:
        raise GijaError("audit.anchor_foreign", installation=sender)
    key = identity().public if sender == identity().code else peer(sender).signing
    if not anchors.genuine(message, key):
        raise GijaError("audit.anchor_unsigned", installation=sender)
    anchors.append([message], anchors.received_file(sender))
