"""The outbox as the worker sees it: what is due, taking a letter in hand, writing down how it went."""

from __future__ import annotations

import datetime as dt
import os
import random
import secrets
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.packets import told
from gija.vocabulary.errors import GijaError

State = Outgoing.State
IN_HAND = dt.timedelta(seconds=10)  # then another worker may take it: received twice it cannot be
MOST_TRIES = 8  # answers that refuse a letter, over about an hour, before it is given up
FIRST_WAIT, LONGEST_WAIT = 1.0, 3600.0  # seconds
SOON = dt.timedelta(seconds=30)


def longest_wait() -> float:
    """Seconds between tries at most: `GIJA_COURIER_LONGEST_WAIT`, else an hour."""
    return float(os.environ.get("GIJA_COURIER_LONGEST_WAIT", LONGEST_WAIT))


def back_off(failures: int) -> dt.timedelta:
    """How long to wait after so many failures: four times as long each time, half of it at random, so that
    installations that lost the same line do not all come back at once."""
    full = min(longest_wait(), FIRST_WAIT * 4 ** min(failures - 1, 20) if failures else 0)
    return dt.timedelta(seconds=full * random.uniform(0.5, 1.0))  # noqa: S311  spreads load, hides nothing


def due(database: str) -> Iterator[tuple[str, str]]:
    """The streams (zone, installation) in which a letter is due."""
    rows = _free(database).order_by().values_list("to_zone", "to_installation").distinct()
    yield from sorted(rows)


def in_stream(database: str, zone: str, installation: str, limit: int = 500) -> list[Outgoing]:
    """The due letters of a stream, in order."""
    found = _free(database).filter(to_zone=zone, to_installation=installation)
    return list(found.order_by("sequence")[:limit])


def _free(database: str) -> QuerySet[Outgoing]:
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    return Outgoing.objects.using(database).filter(free, state=State.WAITING, next_try_at__lte=now)


def take(letter: Outgoing) -> bool:
    """Take a letter in hand; False where another worker was quicker."""
    letter.claim = secrets.token_hex(8)
    return bool(_free(str(letter._state.db)).filter(pk=letter.pk).update(
        claim=letter.claim, claimed_until=timezone.now() + IN_HAND
    ))  # fmt: skip


def delivered(letter: Outgoing) -> None:
    """It was received: this holds whoever carried it, and also if it had been given up meanwhile."""
    _rows(letter).exclude(state=State.DELIVERED).update(
        state=State.DELIVERED, settled_at=timezone.now(), claim="", claimed_until=None, error_code="", error_values={}
    )


def refused(letter: Outgoing, error: GijaError) -> bool:
    """The other side said no. Tried again later, and given up after `MOST_TRIES`: True, with an audit entry."""
    database, now = str(letter._state.db), timezone.now()
    tries = letter.tries + 1
    dead = tries >= MOST_TRIES
    kept = told(error)
    with transaction.atomic(using=database):
        mine = _rows(letter).filter(state=State.WAITING, claim=letter.claim)
        changed = mine.update(
            state=State.DEAD if dead else State.WAITING,
            settled_at=now if dead else None,
            tries=tries,
            next_try_at=now + back_off(tries),
            claim="",
            claimed_until=None,
            error_code=kept["code"],
            error_values=kept["values"],
        )
        if dead and changed:
            details: dict[str, JSON] = {"kind": letter.kind, "error": error.code, "tries": tries}
            record(database, None, "courier.give_up", object_type="letter", object_id=letter.pk, details=details)
    return bool(dead and changed)


def put_back(letter: Outgoing) -> None:
    """The line failed, not the letter: it stays as it was."""
    _rows(letter).filter(claim=letter.claim, state=State.WAITING).update(claim="", claimed_until=None)


def hold(database: str, zone: str, installation: str, error: GijaError) -> None:
    """No way leads there at present: say why, and look again soon."""
    kept = told(error)
    _free(database).filter(to_zone=zone, to_installation=installation).update(
        next_try_at=timezone.now() + SOON, error_code=kept["code"], error_values=kept["values"]
    )


def _rows(letter: Outgoing) -> QuerySet[Outgoing]:
    return Outgoing.objects.using(str(letter._state.db)).filter(pk=letter.pk)


def line_failed(peer: Peer, error: GijaError) -> None:
    """The line to a peer is down: leave it alone for a while that grows each time."""
    kept = told(error)
    peer.failures += 1
    peer.next_try_at = timezone.now() + back_off(peer.failures)
    peer.error_code, peer.error_values = kept["code"], kept["values"]
    peer.save(update_fields=["failures", "next_try_at", "error_code", "error_values"])


def line_works(peer: Peer) -> None:
    if peer.failures or peer.error_code:
        peer.failures, peer.next_try_at, peer.error_code, peer.error_values = 0, None, "", {}
        peer.save(update_fields=["failures", "next_try_at", "error_code", "error_values"])


def take_from_files(peer: Peer) -> None:
    """There is a line now: letters in sealed files that have no receipt yet go over it, too."""
    for_peer = Q(to_installation=peer.code) | Q(to_installation="", to_zone__in=peer.zones)
    for database in settings.DATABASES:
        filed = Outgoing.objects.using(database).filter(for_peer, state=State.FILED)
        filed.update(state=State.WAITING, next_try_at=timezone.now())
