"""What lies in the outboxes and inboxes of this installation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, QuerySet

from gija.commons.courier.models import Incoming, Outgoing, Peer
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Stock:
    """How many letters of one database are in each state, and how many were received."""

    database: str
    states: dict[str, int]
    received: int


def stocks() -> list[Stock]:
    """Every database of this installation, accounts first."""
    found = []
    for database in settings.DATABASES:
        counted = Outgoing.objects.using(database).order_by().values_list("state").annotate(n=Count("pk"))
        states = dict.fromkeys(Outgoing.State.values, 0) | dict(counted)
        found.append(Stock(database, states, Incoming.objects.using(database).count()))
    return found


def count_dead(actor: Actor | None = None) -> int:
    """Letters that were given up and wait for an administrator."""
    return sum(Outgoing.objects.using(d).filter(state=Outgoing.State.DEAD).count() for d in settings.DATABASES)


def letters(databases: list[str], state: str = "") -> Iterator[QuerySet[Outgoing]]:
    """For each database its letters, newest first, without what is in them."""
    for database in databases:
        found = Outgoing.objects.using(database).defer("body").order_by("-made_at", "-sequence")
        yield found.filter(state=state) if state else found


def peer(code: str) -> Peer:
    """The peer with this code; `courier.unknown_peer` where there is none that is active."""
    try:
        return Peer.objects.get(pk=code, active=True)
    except Peer.DoesNotExist:
        raise GijaError("courier.unknown_peer", peer=code[:60]) from None


def error_text(code: str, values: dict[str, object]) -> Text | None:
    """The sentence of an error that was kept with a letter or a peer; a code we have no sentence for is told bare."""
    if not code:
        return None
    try:
        return GijaError(code, **values).text
    except (KeyError, IndexError):  # another version of this program, with other places in its sentence
        return Text(code, code)
