"""What is done each day: call back what rests on a consent that was taken back; forget what has expired."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.exchange import queries
from gija.casework.exchange.letters import send_letter, step
from gija.casework.exchange.models import OPEN, Exchange, Side, State
from gija.casework.exchange.services import settle
from gija.commons.audit.services import record
from gija.commons.directory.queries import name_on
from gija.vocabulary.errors import GijaError

ZONE = FILE.zone


def recall_withdrawn() -> int:
    """For each exchange of which we gave or offered something and whose person agrees no more: the other side is told
    to delete it. Returns how many."""
    return each(_recalled, _given())


def each(act: Callable[[str], bool], rows: QuerySet[Any]) -> int:
    """Do it for each of these rows, one after the other; gives for how many it was done. One that fails keeps no other
    from being done; its error is raised when all had their turn, so that the duty is tried again."""
    done, faults = 0, list[GijaError]()
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            done += act(pk)
        except GijaError as error:
            faults.append(error)
    if faults:
        raise faults[0]
    return done


def _given() -> QuerySet[Exchange]:
    return Exchange.objects.filter(side=Side.GIVES, case__isnull=False, state__in=(*OPEN, State.RECEIVED))


def _recalled(pk: str) -> bool:
    with transaction.atomic(using=ZONE):
        found = _held(_given(), pk)
        if found is None or queries.agrees(found.case):
            return False
        settle(found, State.RECALLED)
        letter = send_letter(found, "receipt", {"outcome": State.RECALLED.value})
        step(found, State.RECALLED, name_on(found.institution), letter)
        _audit("casework.exchange.recall", found, letter)
    return True


def expire() -> int:
    """Forget what was received and whose last day has passed; end what nobody answered. Returns how many."""
    return each(_expired, _over())


def _over() -> QuerySet[Exchange]:
    over = Exchange.objects.filter(expires_on__lt=timezone.localdate())
    return over.filter(state__in=OPEN) | over.filter(state=State.RECEIVED, side=Side.TAKES)


def _held(rows: QuerySet[Exchange], pk: str) -> Exchange | None:
    """One of these rows, held until the transaction ends; nothing where it is none of them any more."""
    Exchange.objects.select_for_update().filter(pk=pk).first()
    return rows.select_related("case").filter(pk=pk).first()


def _expired(pk: str) -> bool:
    with transaction.atomic(using=ZONE):
        found = _held(_over(), pk)
        if found is None:
            return False
        settle(found, State.EXPIRED)
        step(found, State.EXPIRED, name_on(found.institution))
        _audit("casework.exchange.expire", found, "")
    return True


def _audit(action: str, found: Exchange, letter: str) -> None:
    details = {"exchange": found.exchange, "partner": found.partner, "letter": letter}
    record(ZONE, None, action, object_type="exchange", object_id=str(found.pk), details=dict(details))
