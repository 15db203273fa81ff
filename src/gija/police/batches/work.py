"""The worker: takes a chunk, asks it, keeps the answer, until nothing waits. Any number of workers at once.

A chunk in hand is claimed for some minutes and the claim renewed while it is asked; a killed worker's claim runs out
and another takes the chunk. An answer is kept once, by whoever still holds the claim.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from gija.commons.api.tokens import still
from gija.commons.audit.refusals import record_refusal
from gija.commons.permissions import Actor, may
from gija.police.batches import asking
from gija.police.batches.asking import Found
from gija.police.batches.models import POLICE, Batch, Chunk, State, packed, unpacked
from gija.police.batches.reading import ASK
from gija.police.batches.services import GOING, settle
from gija.police.search.ids import new_id
from gija.vocabulary.errors import GijaError

CLAIM = dt.timedelta(minutes=3)
BEAT = 20.0  # seconds between two looks whether to go on
log = logging.getLogger(__name__)


class _GivenUpError(Exception):
    """The batch was paused, cancelled or erased, or another worker has the chunk."""


def run(
    going_on: Callable[[], bool] = lambda: True,
    told: Callable[[Batch, int], None] | None = None,
    *,
    only: str = "",
    source: Callable[[Chunk], asking.Answers] | None = None,
) -> int:
    """Ask what waits, of all batches or of one (`only`), until nothing does; gives the number of chunks done.

    `told` hears the batch and the rows just answered. `source`: who answers a chunk, if not the databases in this
    process. A fault stops its batch and no other.
    """
    done = 0
    while going_on():
        chunk = take(only)
        if chunk is None:
            break
        if _one(chunk, going_on, source(chunk) if source else None):
            done += 1
            if told:
                told(chunk.batch, chunk.rows)
    return done


def take(only: str = "") -> Chunk | None:
    """The next chunk that nobody has in hand, claimed; None when nothing waits."""
    now = timezone.now()
    free = Chunk.objects.filter(batch__state__in=GOING, done_at=None).exclude(claimed_until__gt=now)
    with transaction.atomic(using=POLICE):
        locked = free.select_for_update(of=("self",), skip_locked=True) if _skips() else free
        chosen = locked.filter(batch=only) if only else locked
        chunk = chosen.select_related("batch").order_by("batch__made_at", "batch", "number").first()
        if chunk is None:
            return None
        chunk.claim, chunk.claimed_until = new_id(), now + CLAIM
        Chunk.objects.filter(pk=chunk.pk).update(claim=chunk.claim, claimed_until=chunk.claimed_until)
        Batch.objects.filter(pk=chunk.batch_id, state=State.WAITING).update(state=State.RUNNING)
        Batch.objects.filter(pk=chunk.batch_id, started_at=None).update(started_at=now)
    return chunk


def _skips() -> bool:
    return bool(transaction.get_connection(POLICE).features.has_select_for_update_skip_locked)


def _one(chunk: Chunk, going_on: Callable[[], bool], answers: asking.Answers | None) -> bool:
    batch = chunk.batch
    actor = still(batch.account, batch.role, batch.institution)
    if actor is None or not may(actor, ASK, batch.institution):
        _stop(batch, "batches.right_ended")
        record_refusal(_then(batch), ASK)
        return False
    try:
        found = asking.found(
            actor,
            batch.purpose,
            unpacked(chunk.asked),
            asking.chosen([one["code"] for one in batch.databases]),
            timezone.localdate(),
            _Beat(chunk, going_on).beat,
            answers,
        )
    except _GivenUpError:
        Chunk.objects.filter(pk=chunk.pk, claim=chunk.claim, done_at=None).update(claim="", claimed_until=None)
        return False
    except GijaError as error:
        _stop(batch, error.code)
        return False
    except Exception as fault:  # its message may quote data: only its kind is told
        log.error("a chunk of a batch failed: %s", type(fault).__name__)
        _stop(batch, "batches.fault")
        return False
    return _keep(chunk, found)


def _then(batch: Batch) -> Actor:
    """Who asked, as they were."""
    return Actor(batch.account, batch.actor_name, batch.role, batch.institution, batch.institution_name)


class _Beat:
    """Renews the claim now and then, and breaks off when the chunk is no longer to be asked."""

    def __init__(self, chunk: Chunk, going_on: Callable[[], bool]) -> None:
        self.chunk, self.going_on, self.last = chunk, going_on, time.monotonic()

    def beat(self) -> None:
        if not self.going_on():
            raise _GivenUpError
        if time.monotonic() - self.last < BEAT:
            return
        self.last = time.monotonic()
        mine = Chunk.objects.filter(pk=self.chunk.pk, claim=self.chunk.claim, batch__state__in=GOING)
        if not mine.exists():
            raise _GivenUpError
        Chunk.objects.filter(pk=self.chunk.pk).update(claimed_until=timezone.now() + CLAIM)


def _keep(chunk: Chunk, found: Found) -> bool:
    """Keep the answer, unless somebody else has; the last chunk ends the batch."""
    with transaction.atomic(using=POLICE):
        batch = Batch.objects.select_for_update().filter(pk=chunk.batch_id).first()
        row = Chunk.objects.filter(pk=chunk.pk, claim=chunk.claim, done_at=None).first()
        if batch is None or row is None:
            return False
        row.found, row.told = packed(found.rows), found.told
        row.counts, row.as_of = dict(found.counts), found.as_of
        row.states = {code: dict(states) for code, states in found.states.items()}
        row.done_at, row.claim, row.claimed_until = timezone.now(), "", None
        row.save()
        if batch.state in GOING and not batch.chunks.filter(done_at=None).exists():
            settle(batch, State.DONE)
            batch.save()
    return True


def _stop(batch: Batch, code: str) -> None:
    with transaction.atomic(using=POLICE):
        held = Batch.objects.select_for_update().filter(pk=batch.pk, state__in=GOING).first()
        if held is not None:
            settle(held, State.STOPPED)
            held.error = code
            held.save()
