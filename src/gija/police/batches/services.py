"""What happens to a batch: started, paused, resumed, cancelled, asked again where it was silent, erased, exported.

One act, one audit entry; the same act twice does nothing the second time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.commons.permissions.matrix import NotPermittedError
from gija.police.batches import asking
from gija.police.batches.models import POLICE, Batch, Chunk, State
from gija.police.batches.reading import ASK, make
from gija.police.search import questions
from gija.vocabulary.errors import GijaError

__all__ = ["again", "cancel", "erase", "exported", "looked_at", "make", "pause", "resume", "start", "sweep"]

KEPT = 30  # days after it has ended
GOING = (State.WAITING, State.RUNNING)
ENDED = (State.DONE, State.CANCELLED, State.STOPPED)


def start(
    actor: Actor | None, batch_id: str, purpose: str, reason: str, databases: Sequence[str] | None = None
) -> Batch:
    """Ask it, in the background, of all databases or those named. Refused: no purpose, no reason in words, no row
    without a fault (`batches.nothing_to_ask`), one that has already ended (`batches.settled`)."""
    with _held(actor, batch_id) as (who, found):
        if found.state in (*GOING, State.PAUSED):
            return found
        if found.state != State.PREVIEW:
            raise GijaError("batches.settled")
        if not found.rows:
            raise GijaError("batches.nothing_to_ask")
        found.purpose, found.reason = questions.purpose(purpose), questions.reason(reason)
        found.databases = [asking.as_kept(mapping) for mapping in asking.chosen(databases)]
        found.state, found.retain_until = State.WAITING, None
        found.save()
        _audit(who, "police.batch.ask", found, rows=found.rows, databases=[d["code"] for d in found.databases])
    return found


def pause(actor: Actor | None, batch_id: str) -> Batch:
    """No further chunk is asked until it is resumed; what is in hand is given up or finished."""
    return _turned(actor, batch_id, "police.batch.pause", GOING, State.PAUSED)


def resume(actor: Actor | None, batch_id: str) -> Batch:
    """Go on where it stopped; also after a fault, and for one whose worker was killed."""
    return _turned(actor, batch_id, "police.batch.resume", (State.PAUSED, State.STOPPED), State.WAITING)


def cancel(actor: Actor | None, batch_id: str) -> Batch:
    """Ask no more. What was answered stays until its day."""
    return _turned(actor, batch_id, "police.batch.cancel", (*GOING, State.PAUSED, State.STOPPED), State.CANCELLED)


def _turned(actor: Actor | None, batch_id: str, act: str, before: Sequence[str], after: State) -> Batch:
    with _held(actor, batch_id) as (who, found):
        if found.state == after or (after is State.WAITING and found.state in GOING):
            return found
        if found.state not in before:
            raise GijaError("batches.settled")
        found.state, found.error = after, ""
        if after in ENDED:
            settle(found, after)
        elif after is State.PAUSED:
            found.retain_until = timezone.localdate() + dt.timedelta(days=KEPT)  # a forgotten one is erased, too
        found.save()
        _audit(who, act, found)
    return found


def settle(found: Batch, state: State) -> None:
    """It has ended: from now on the days until its rows are erased are counted. The caller saves it."""
    found.state, found.settled_at = state, timezone.now()
    found.retain_until = timezone.localdate() + dt.timedelta(days=KEPT)


def again(actor: Actor | None, batch_id: str) -> Batch:
    """Ask the chunks anew in which a database was silent. Refused: none was (`batches.none_silent`)."""
    with _held(actor, batch_id) as (who, found):
        if found.state in GOING:
            return found
        if found.state not in (State.DONE, State.CANCELLED):
            raise GijaError("batches.settled")
        silent = [one.pk for one in found.chunks.exclude(done_at=None).only("pk", "states") if was_silent(one)]
        if not silent:
            raise GijaError("batches.none_silent")
        for at in range(0, len(silent), 500):
            found.chunks.filter(pk__in=silent[at : at + 500]).update(done_at=None, claim="", claimed_until=None)
        found.state, found.settled_at, found.retain_until = State.WAITING, None, None
        found.save()
        _audit(who, "police.batch.again", found, chunks=len(silent))
    return found


def was_silent(chunk: Chunk) -> bool:
    """Did any database not answer freshly to some row of it?"""
    return any(state != "answered" for states in chunk.states.values() for state in states)


def erase(actor: Actor | None, batch_id: str) -> Batch:
    """Rows and answers are gone at once, before their day. That it was asked stays."""
    with _held(actor, batch_id) as (who, found):
        if found.state == State.ERASED:
            return found
        if found.state in (*GOING, State.READING):
            raise GijaError("batches.still_going")
        _erased(found)
        _audit(who, "police.batch.erase", found)
    return found


def _erased(found: Batch) -> None:
    found.chunks.all().delete()
    found.state, found.faults = State.ERASED, []
    found.settled_at = found.settled_at or timezone.now()
    found.save()


def sweep(today: dt.date | None = None) -> int:
    """Erase what has had its day; drop files nobody started, and those whose reading broke off. A daily duty."""
    today = today or timezone.localdate()
    due = Batch.objects.filter(retain_until__lt=today).exclude(state=State.ERASED)
    count = 0
    for batch_id in list(due.values_list("pk", flat=True)):
        with transaction.atomic(using=POLICE):
            found = Batch.objects.select_for_update().filter(pk=batch_id, retain_until__lt=today).first()
            if found is None or found.state in (*GOING, State.ERASED):
                continue
            never_asked = found.state in (State.READING, State.PREVIEW)
            _audit(None, "police.batch.erase", found, by="retention")
            if never_asked:
                found.delete()
            else:
                _erased(found)
            count += 1
    return count


def looked_at(found: Batch) -> None:
    """The asker has seen that there is a result: it no longer waits on the home page."""
    Batch.objects.filter(pk=found.pk, looked_at=None).update(looked_at=timezone.now())


def exported(actor: Actor, found: Batch, form: str) -> None:
    """Keep that the result left the system as a file."""
    require(actor, "police.batch.export", found.institution)
    with transaction.atomic(using=POLICE):
        _audit(actor, "police.batch.export", found, form=form)


@contextmanager
def _held(actor: Actor | None, batch_id: str) -> Iterator[tuple[Actor, Batch]]:
    """A batch of one's own, held against others until the transaction of the act ends."""
    actor = require(actor, ASK)
    with transaction.atomic(using=POLICE):
        found = Batch.objects.select_for_update().filter(pk=batch_id).first()
        if found is None:
            raise GijaError("batches.not_found")
        require(actor, ASK, found.institution)
        if found.account != actor.account:
            raise NotPermittedError(actor, ASK)
        yield actor, found


def _audit(actor: Actor | None, act: str, found: Batch, **details: object) -> None:
    record(
        POLICE,
        actor,
        act,
        purpose=found.purpose,
        reason=found.reason if act == "police.batch.ask" else "",
        object_type="batch",
        object_id=found.pk,
        details=details,  # type: ignore[arg-type]
    )
