"""The worker: takes a run that waits, computes it, keeps the result once. A killed worker's claim runs out."""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from gija.commons.api.tokens import still
from gija.commons.permissions import may
from gija.rapporteur.estimates import queries, rules
from gija.rapporteur.estimates.models import GOING, ZONE, Job, Result, Run, State
from gija.rapporteur.estimates.values import Asked, sha256
from gija.vocabulary.errors import GijaError

CLAIM = dt.timedelta(minutes=10)
BEAT = 1.0  # seconds between two looks whether to go on
log = logging.getLogger(__name__)


class _GivenUpError(BaseException):
    """The run was cancelled, or another worker has it. No `Exception`: a method's own refusals must not catch it."""


def run(going_on: Callable[[], bool] = lambda: True) -> int:
    """Compute what waits until nothing does; gives the number of runs done. A fault stops its run and no other."""
    done = 0
    while going_on():
        job = take()
        if job is None:
            break
        done += _one(job, going_on)
    return done


def take() -> Job | None:
    """The next run that nobody has in hand, claimed; None when nothing waits."""
    now = timezone.now()
    with transaction.atomic(using=ZONE):
        free = Job.objects.filter(state__in=GOING).exclude(claimed_until__gt=now)
        job: Job | None = free.select_for_update().order_by("run").first()
        if job is None:
            return None
        job.claim, job.claimed_until, job.state = uuid.uuid4().hex, now + CLAIM, State.RUNNING
        job.save()
    return job


def _one(job: Job, going_on: Callable[[], bool]) -> bool:
    from gija.rapporteur.estimates.computing import computed

    found = Run.objects.get(pk=job.run)
    actor = still(found.account, found.role, found.institution)
    if actor is None or not may(actor, rules.RUN):
        _stop(job, "estimates.right_ended")
        return False
    try:
        asked = Asked.of(found.asked)
        content = computed(asked, queries.given(asked.tables), _Beat(job, going_on).beat, os.cpu_count() or 1)
    except _GivenUpError:
        Job.objects.filter(pk=job.pk, claim=job.claim).update(claim="", claimed_until=None)
        return False
    except GijaError as error:
        _stop(job, error.code)
        return False
    except Exception as fault:  # its message may quote data: only its kind is told
        log.error("an estimate failed: %s", type(fault).__name__)
        _stop(job, "estimates.fault")
        return False
    return _keep(job, content)


class _Beat:
    """Tells how far a run is, renews its claim, and breaks off when it is not to be computed any more."""

    def __init__(self, job: Job, going_on: Callable[[], bool]) -> None:
        self.job, self.going_on, self.last, self.method = job, going_on, 0.0, ""

    def beat(self, method: str, done: int, of: int) -> None:
        if not self.going_on():
            raise _GivenUpError
        if method == self.method and time.monotonic() - self.last < BEAT:
            return
        self.last, self.method = time.monotonic(), method
        mine = Job.objects.filter(pk=self.job.pk, claim=self.job.claim, state__in=GOING)
        if not mine.update(method=method, done=done, of=of, claimed_until=timezone.now() + CLAIM):
            raise _GivenUpError


def _keep(job: Job, content: str) -> bool:
    """Keep the result, unless the run was cancelled or somebody else has done it."""
    import json

    with transaction.atomic(using=ZONE):
        mine = Job.objects.select_for_update().filter(pk=job.pk, claim=job.claim, state__in=GOING).first()
        if mine is None:
            return False
        label = json.loads(content)["record"]["label"]
        Result(run=job.run, content=content, sha256=sha256(content), label=label, at=timezone.now()).save(using=ZONE)
        mine.state, mine.claim, mine.claimed_until = State.DONE, "", None
        mine.save()
    return True


def _stop(job: Job, code: str) -> None:
    mine = Job.objects.filter(pk=job.pk, claim=job.claim, state__in=GOING)
    mine.update(state=State.STOPPED, error=code, claim="", claimed_until=None)
