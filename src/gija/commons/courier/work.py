"""The worker: carries what is due, by the way that leads there, until there is nothing left or it is told to stop."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from gija.commons.courier import envelope as outside
from gija.commons.courier import outbox
from gija.commons.courier.delivery import deliver
from gija.commons.courier.keys import identity
from gija.commons.courier.line import HttpsLine, Line, LineError
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.zones import local_zones
from gija.vocabulary.errors import GijaError

log = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What one pass did: letters delivered, refused (to be tried again), given up, held back for want of a way."""

    delivered: int = 0
    refused: int = 0
    dead: int = 0
    held: int = 0

    def __iadd__(self, other: Outcome) -> Outcome:
        for name in ("delivered", "refused", "dead", "held"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


@dataclass
class _Pass:
    """One walk through all outboxes."""

    strict: bool
    open_line: Callable[[Peer], Line]
    going_on: Callable[[], bool]
    lines: dict[str, Line] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    outcome: Outcome = field(default_factory=Outcome)


def run_once(
    *,
    strict: bool = False,
    open_line: Callable[[Peer], Line] = HttpsLine,
    going_on: Callable[[], bool] = lambda: True,
) -> Outcome:
    """Carry every letter that is due now, in all databases, and what its reception brings about, too.

    `strict`: raise what a handler raised instead of keeping the letter for later (for tests).
    """
    total = Outcome()
    while going_on():
        walk = _Pass(strict, open_line, going_on)
        try:
            for database in settings.DATABASES:
                for zone, installation in outbox.due(database):
                    _stream(walk, database, zone, installation)
        finally:
            for line in walk.lines.values():
                line.close()
        total += walk.outcome
        if not walk.outcome.delivered:  # what was delivered may have put new letters into an outbox
            break
    return total


def _stream(walk: _Pass, database: str, zone: str, installation: str) -> None:
    """The letters of one stream, in order, until its line breaks."""
    try:
        peer = route(zone, installation)
    except GijaError as error:
        outbox.hold(database, zone, installation, error)
        walk.outcome.held += 1
        return
    if peer is not None and (peer.code in walk.down or (peer.next_try_at and peer.next_try_at > timezone.now())):
        walk.outcome.held += 1
        return
    for letter in outbox.in_stream(database, zone, installation):
        if not walk.going_on():
            return
        if outbox.take(letter) and not _one(walk, letter, peer):
            return


def route(zone: str, installation: str = "") -> Peer | None:
    """The peer to which letters for a zone go; None: they stay in this installation.

    Refuses where nobody known runs the zone (`courier.no_peer`), where several do and none is named
    (`courier.several_peers`), and where there is no line (`courier.only_by_file`).
    """
    own = identity().code
    if installation == own or (not installation and zone in local_zones()):
        return None
    known = Peer.objects.filter(active=True)
    found = [p for p in known if (p.code == installation if installation else zone in p.zones)]
    if not found:
        raise GijaError("courier.no_peer", zone=zone)
    if len(found) > 1:
        raise GijaError("courier.several_peers", zone=zone)
    if not found[0].url:
        raise GijaError("courier.only_by_file", peer=found[0].code)
    return found[0]


def _one(walk: _Pass, letter: Outgoing, peer: Peer | None) -> bool:
    """Carry one letter; False where the line broke and the rest of its stream must wait."""
    try:
        if peer is None:
            own = identity().code
            deliver(outside.of(letter, own, own), json.loads(letter.body), strict=walk.strict)
        else:
            if peer.code not in walk.lines:
                walk.lines[peer.code] = walk.open_line(peer)
            walk.lines[peer.code].carry(letter)
    except LineError as error:
        outbox.put_back(letter)
        if peer is not None:
            outbox.line_failed(peer, error)
            walk.down.add(peer.code)
            log.warning("the line to %s failed: %s", peer.code, error.code)
        walk.outcome.held += 1
        return False
    except GijaError as error:
        if walk.strict:
            raise
        log.warning("letter %s %s was refused: %s", letter.kind, letter.pk, error.code)
        dead = outbox.refused(letter, error)
        walk.outcome.dead += dead
        walk.outcome.refused += not dead
    else:
        outbox.delivered(letter)
        walk.outcome.delivered += 1
    if peer is not None:
        outbox.line_works(peer)
    return True
