"""Writing one letter of an exchange, and one line of its log."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.exchange.models import Exchange, Step
from gija.casework.exchange.sealing import seal
from gija.commons.courier.services import send
from gija.messages import exchange as kinds

MESSAGES: dict[str, type[Any]] = {
    "offer": kinds.VictimInformationOffer,
    "request": kinds.VictimInformationRequest,
    "package": kinds.VictimInformationPackage,
    "receipt": kinds.VictimInformationReceipt,
}


def send_letter(found: Exchange, name: str, content: dict[str, Any]) -> str:
    """Put the letter to the partner into the outbox, in the transaction of the act; gives its number."""
    kind = MESSAGES[name]
    sealed = seal(kind.kind, found.exchange, found.institution, found.partner, found.installation, content)
    message = kind(exchange_id=found.exchange, sealed=sealed)
    return send(FILE.zone, message, to_zone=FILE.zone, to_installation=found.installation).pk


def step(found: Exchange, act: str, by: str, letter: str = "", *, ours: bool = True) -> None:
    """A line of the log."""
    Step(institution=found.institution, of=found, act=act, ours=ours, by=by, at=timezone.now(), letter=letter).save(
        force_insert=True
    )
