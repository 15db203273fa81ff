"""What the worker does besides carrying letters: once each day, or at every pass what has come due by the minute.

A room says it in the `ready` of its `apps.py`:

@daily("audit.anchors")
def write_anchors() -> None: ...
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from gija.commons.courier.models import Duty

AGAIN = dt.timedelta(minutes=15)  # after a failure
UNFINISHED = "unfinished"  # begun; its worker was killed, if it stays so
log = logging.getLogger(__name__)
_DUTIES: dict[str, Callable[[], object]] = {}
_ALWAYS: dict[str, Callable[[], object]] = {}


def daily(name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register what is to be done once each day (of Vilnius), by whichever worker is first."""

    def registered(duty: Callable[[], object]) -> Callable[[], object]:
        _DUTIES[name] = duty
        return duty

    return registered


def always(name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register what is to be done at every pass of the worker. It must be cheap where nothing is due, and may be done
    by several workers at once; it gives whatever it did, or nothing."""

    def registered(duty: Callable[[], object]) -> Callable[[], object]:
        _ALWAYS[name] = duty
        return duty

    return registered


def names() -> tuple[str, ...]:
    return tuple(_DUTIES)


def do_due() -> list[str]:
    """Do each duty that was not done today; gives the names of those done. One that fails is tried again a quarter of
    an hour later, and never keeps another from being done."""
    each_day = [name for name, duty in _DUTIES.items() if _turn(name) and _done(name, duty)]
    return each_day + [name for name, duty in _ALWAYS.items() if _did(name, duty)]


def _did(name: str, duty: Callable[[], object]) -> bool:
    """Was anything done? A fault is told by its kind and tried again at the next pass."""
    try:
        return bool(duty())
    except Exception as fault:  # whatever it is: letters must go on being carried
        log.error("the duty %s failed: %s", name, type(fault).__name__)
        return False


def _turn(name: str) -> bool:
    """Is it due, and are we the one to do it? The row is locked while we look, and marked before we begin: as
    unfinished, so that what a killed worker left is done again like what failed."""
    now = timezone.now()
    with transaction.atomic(using="default"):
        Duty.objects.using("default").get_or_create(name=name)
        duty = Duty.objects.using("default").select_for_update().get(pk=name)
        if duty.done_at and not _again(duty, duty.done_at, now):
            return False
        duty.done_at, duty.error = now, UNFINISHED
        duty.save(update_fields=["done_at", "error"])
    return True


def _again(duty: Duty, done_at: dt.datetime, now: dt.datetime) -> bool:
    """On another day, or some time after it failed or was begun and not ended."""
    return timezone.localdate(done_at) != timezone.localdate(now) or bool(duty.error and now - done_at > AGAIN)


def _done(name: str, duty: Callable[[], object]) -> bool:
    row = Duty.objects.using("default").filter(pk=name)
    try:
        duty()
    except Exception as fault:  # whatever it is: letters must go on being carried
        log.error("the daily duty %s failed: %s", name, type(fault).__name__)
        row.update(error=type(fault).__name__)
        return False
    row.update(error="")
    return True
