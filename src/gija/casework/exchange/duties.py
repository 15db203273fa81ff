"""What is done each day: call back what rests on a consent that was taken back; forget what has expired."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.exchange import queries
from gija.casework.exchange.letters import send_letter, step
from gija.casework.exchange.models import OPEN, Exchange, Side, State
from gija.casework.exchange.services import settle
from gija.commons.audit.services import record
from gija.commons.directory.queries import name_on

ZONE = FILE.zone


def recall_withdrawn() -> int:
    """For each exchange of which we gave or offered something and whose person agrees no more: the other side is told
    to delete it. Returns how many."""
    ours = Exchange.objects.filter(side=Side.GIVES, case__isnull=False, state__in=(*OPEN, State.RECEIVED))
    return sum(_recalled(pk) for pk in ours.values_list("pk", flat=True))


def _recalled(pk: str) -> bool:
    with transaction.atomic(using=ZONE):
        found = Exchange.objects.select_for_update(of=("self",)).select_related("case").get(pk=pk)
        if found.case is None or queries.agrees(found.case):
            return False
        settle(found, State.RECALLED)
        letter = send_letter(found, "receipt", {"outcome": State.RECALLED.value})
        step(found, State.RECALLED, name_on(found.institution), letter)
        _audit("casework.exchange.recall", found, letter)
    return True


def expire() -> int:
    """Forget what was received and whose last day has passed; end what nobody answered. Returns how many."""
    over = Exchange.objects.filter(expires_on__lt=timezone.localdate())
    over = over.filter(state__in=OPEN) | over.filter(state=State.RECEIVED, side=Side.TAKES)
    return sum(_expired(pk) for pk in over.values_list("pk", flat=True))


def _expired(pk: str) -> bool:
    with transaction.atomic(using=ZONE):
        found = Exchange.objects.select_for_update(of=("self",)).get(pk=pk)
        settle(found, State.EXPIRED)
        step(found, State.EXPIRED, name_on(found.institution))
        _audit("casework.exchange.expire", found, "")
    return True


def _audit(action: str, found: Exchange, letter: str) -> None:
    details = {"exchange": found.exchange, "partner": found.partner, "letter": letter}
    record(ZONE, None, action, object_type="exchange", object_id=str(found.pk), details=dict(details))
