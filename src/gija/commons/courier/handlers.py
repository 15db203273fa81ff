"""Who receives what. A room of the receiving zone says it once; the sender knows only the message.

In a room's `handlers.py`, imported in the `ready` of its `apps.py`:

    @receives("victim_record", "register")
    def keep(message: VictimRecord, envelope: Envelope) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from gija.commons.courier.envelope import Envelope
from gija.messages.crossings import ANY, ZONES, crossings
from gija.vocabulary.errors import GijaError

Handler = Callable[[Any, Envelope], None]
H = TypeVar("H", bound=Handler)

_HANDLERS: dict[tuple[str, str], Handler] = {}


def receives(kind: str, zone: str) -> Callable[[H], H]:
    """Register the handler of a kind in a zone.

    It runs once for each letter, in one transaction of the zone's database together with the inbox row and the audit
    entry of receiving, which it therefore does not write itself. Raise `GijaError` to refuse; nothing is kept then.
    Letters may come in another order than they were sent. Refuses what no crossing lists (`messages.not_crossing`).
    """
    if zone not in ZONES or not any(c.message == kind and c.to_zone in (ANY, zone) for c in crossings()):
        raise GijaError("messages.not_crossing", kind=kind, from_zone=ANY, to_zone=zone)

    def registered(handler: H) -> H:
        _HANDLERS[kind, zone] = handler
        return handler

    return registered


def handler_of(kind: str, zone: str) -> Handler:
    """The handler; `courier.no_handler` where the zone has none for this kind."""
    try:
        return _HANDLERS[kind, zone]
    except KeyError:
        raise GijaError("courier.no_handler", kind=kind, zone=zone) from None
