"""Reports on a grant: money by the institution; both kinds accepted or returned by the officer."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gija.commons.permissions import Actor, require
from gija.rapporteur.activities import rules
from gija.rapporteur.activities.checks import MISSING, no_person, state_is, total
from gija.rapporteur.activities.models import ZONE, Grant, MoneyReport, PersonsReport, Verdict
from gija.rapporteur.bodies import trail
from gija.vocabulary.errors import GijaError


def money(actor: Actor | None, number: str, period: str, spent: list[Decimal]) -> MoneyReport:
    """What the actor's institution spent in a period on each line of its budget, in their order.

    Refuses a period the contract does not ask about (`activities.period`), one that waits or was accepted already
    (`activities.reported`), and another number of lines (`activities.lines`).
    """
    actor = require(actor, rules.APPLY)
    with transaction.atomic(using=ZONE):
        mine = Grant.objects.select_for_update().filter(application__institution=actor.institution)
        found = mine.filter(number=number).first()
        if found is None:
            raise GijaError(MISSING)
        if not found.owed.filter(period=period).exists():
            raise GijaError("activities.period")
        if found.money.filter(period=period).exclude(state=Verdict.RETURNED).exists():
            raise GijaError("activities.reported")
        budget = found.application.budget
        if len(spent) != len(budget) or any(one < 0 for one in spent):
            raise GijaError("activities.lines")
        lines = [
            {"words": one["words"], "budget": one["amount"], "spent": str(amount)}
            for one, amount in zip(budget, spent, strict=True)
        ]
        made = MoneyReport.objects.create(
            grant=found, period=period, lines=lines, spent=total(spent), sent_at=timezone.now()
        )
        trail.note(actor, rules.APPLY, "grant", number, "money")
    return made


def accept_money(actor: Actor | None, pk: int, version: int, eligible: Decimal) -> MoneyReport:
    """Accept it, with what is eligible: never more than was spent (`activities.eligible`)."""
    actor = require(actor, rules.DECIDE)
    with transaction.atomic(using=ZONE):
        found = trail.locked(MoneyReport, pk, version, MISSING)
        state_is(found.state, Verdict.RECEIVED)
        if not 0 <= eligible <= found.spent:
            raise GijaError("activities.eligible", spent=str(found.spent))
        found.state, found.eligible = Verdict.ACCEPTED, eligible
        found.save()
        trail.note(actor, rules.DECIDE, "grant", found.grant.number, "accept_money")
    return found


def return_money(actor: Actor | None, pk: int, version: int, reason: str) -> MoneyReport:
    """Return it with the reason; the institution sends another."""
    actor, plain = require(actor, rules.DECIDE), trail.reason(reason)
    no_person(plain)
    with transaction.atomic(using=ZONE):
        found = trail.locked(MoneyReport, pk, version, MISSING)
        state_is(found.state, Verdict.RECEIVED)
        found.state, found.reason = Verdict.RETURNED, plain
        found.save()
        trail.note(actor, rules.DECIDE, "grant", found.grant.number, "return_money", plain)
    return found


def judge_persons(actor: Actor | None, pk: int, version: int, reason: str = "") -> PersonsReport:
    """Accept a report of persons, or return it with a reason; only accepted ones are in the figures of the year."""
    actor, plain = require(actor, rules.DECIDE), trail.reason(reason) if reason else ""
    no_person(plain)
    with transaction.atomic(using=ZONE):
        found = trail.locked(PersonsReport, pk, version, MISSING)
        state_is(found.state, Verdict.RECEIVED)
        found.state, found.reason = (Verdict.RETURNED, plain) if plain else (Verdict.ACCEPTED, "")
        found.save()
        act = "return_persons" if plain else "accept_persons"
        trail.note(actor, rules.DECIDE, "grant", found.grant.number, act, plain)
    return found
