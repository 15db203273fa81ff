"""What a contract asks for: delivered, accepted or returned, paid; and hand-overs from one to the next.

One transaction, one audit entry each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gija.commons.permissions import Actor, require
from gija.methods.money import Money
from gija.rapporteur.bodies import trail
from gija.rapporteur.evaluators import rules
from gija.rapporteur.evaluators.models import ZONE, Deliverable, Delivery, Handover, Office
from gija.vocabulary.errors import GijaError

MISSING = "evaluators.not_found"


def deliver(actor: Actor | None, pk: int, version: int, day: dt.date, reference: str, sha256: str) -> Deliverable:
    """It was delivered: when, where it is found, and the hash of the document."""
    if len(reference.strip()) < 2 or day > timezone.localdate() or len(sha256) not in (0, 64):
        raise GijaError("evaluators.delivery")

    def put(found: Deliverable) -> None:
        found.delivered_on, found.reference, found.hash = day, reference.strip(), sha256.lower()

    return _step(actor, pk, version, (Delivery.DUE, Delivery.RETURNED), Delivery.DELIVERED, "deliver", put=put)


def accept(actor: Actor | None, pk: int, version: int) -> Deliverable:
    return _step(actor, pk, version, (Delivery.DELIVERED,), Delivery.ACCEPTED, "accept")


def send_back(actor: Actor | None, pk: int, version: int, reason: str) -> Deliverable:
    """Return it, with the reason."""
    return _step(actor, pk, version, (Delivery.DELIVERED,), Delivery.RETURNED, "return", trail.reason(reason))


def pay(actor: Actor | None, pk: int, version: int, day: dt.date, price: Money) -> Deliverable:
    """It was paid. Refuses more than the contract's amount (`evaluators.money`)."""

    def put(found: Deliverable) -> None:
        own = found.contract.deliverables.exclude(pk=found.pk).filter(currency=price.currency)
        before = sum((one.paid or Decimal(0) for one in own), Decimal(0))
        agreed = found.contract.amount
        if price.currency != found.contract.currency or (agreed is not None and before + price.amount > agreed):
            raise GijaError("evaluators.money")
        found.paid, found.currency, found.paid_on = price.amount, price.currency, day

    return _step(actor, pk, version, (Delivery.ACCEPTED,), Delivery.PAID, "pay", put=put)


def _step(
    actor: Actor | None, pk: int, version: int, states: tuple[Delivery, ...], after: Delivery, act: str,
    reason: str = "", put: Callable[[Deliverable], None] | None = None,
) -> Deliverable:  # fmt: skip
    actor = require(actor, rules.KEEP)
    with transaction.atomic(using=ZONE):
        found = trail.locked(Deliverable, pk, version, MISSING)
        if found.state not in states:
            raise GijaError("evaluators.state")
        found.state = after
        if put:
            put(found)
        found.save()
        trail.note(actor, rules.KEEP, "tender", found.contract.tender.code, act, reason)
    return found


def hand_over(
    actor: Actor | None, office: str, given_by: str, taken_by: str, day: dt.date, what: str, reference: str = "",
    sha256: str = "",
) -> Handover:  # fmt: skip
    """Keep that an office, or the evaluator's work, went from one to the next; by office or organisation, never by
    person."""
    actor, plain = require(actor, rules.KEEP), trail.reason(what)
    if office not in Office.values or len(taken_by.strip()) < 2 or day > timezone.localdate():
        raise GijaError("evaluators.handover")
    if len(sha256) not in (0, 64):
        raise GijaError("evaluators.delivery")
    with transaction.atomic(using=ZONE):
        made = Handover.objects.create(
            office=office, given_by=given_by.strip() or "–", taken_by=taken_by.strip(), day=day, what=plain,
            reference=reference.strip(), hash=sha256.lower(), **trail.who(actor),
        )  # fmt: skip
        trail.note(actor, rules.KEEP, "handover", made.pk, "hand_over")
    return made
