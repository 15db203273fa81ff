"""The contract of a grant: signed with instalments and reports owed, told to the institution, amended, paid."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gija.commons.courier.services import send
from gija.commons.permissions import Actor, require
from gija.messages.fields import Words
from gija.messages.grants import GrantAward
from gija.rapporteur.activities import rules
from gija.rapporteur.activities.checks import MISSING, application_in, no_person, state_is, total, within
from gija.rapporteur.activities.models import (
    ZONE,
    Amendment,
    Application,
    ApplicationState,
    Call,
    CallState,
    Grant,
    Instalment,
    Outcome,
    Owed,
    Verdict,
)  # fmt: skip
from gija.rapporteur.bodies import trail
from gija.vocabulary.errors import GijaError

FIRST, LAST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)  # days a contract can have


@dataclass(frozen=True, slots=True)
class Contract:
    """What is signed. `instalments`: (due, condition, amount); `reports`: (period, due)."""

    number: str
    signed_on: dt.date
    starts: dt.date
    ends: dt.date
    instalments: tuple[tuple[dt.date, str, Decimal], ...]
    reports: tuple[tuple[str, dt.date], ...]


def sign(actor: Actor | None, pk: int, version: int, contract: Contract) -> Grant:
    """The contract of an awarded application, over the sum that was awarded; the institution is told its number.

    Refuses days in the wrong order and no number (`activities.contract`), instalments that are not the sum
    (`activities.instalments`), no report at all, and one about other days than the contract's (`activities.reports`).
    """
    actor = require(actor, rules.DECIDE)
    with transaction.atomic(using=ZONE):
        of, call = application_in(pk, version, ApplicationState.SUBMITTED)
        state_is(call.state, CallState.AWARDED)
        if of.outcome != Outcome.AWARDED or of.awarded is None or Grant.objects.filter(application=of).exists():
            raise GijaError("activities.state")
        _whole(contract, of.awarded)
        of.save()
        made = _made(of, call, contract, of.awarded)
        _tell(made)
        trail.note(actor, rules.DECIDE, "grant", made.number, "sign")
    return made


def _whole(contract: Contract, amount: Decimal) -> None:
    no_person(contract.number, *(condition for _due, condition, _amount in contract.instalments))
    unsigned = contract.signed_on > timezone.localdate() or len(contract.number.strip()) < 2
    if unsigned or not FIRST <= contract.starts <= contract.ends <= LAST:
        raise GijaError("activities.contract")
    sums = [one for _due, _condition, one in contract.instalments]
    if total(sums) != amount or any(one <= 0 for one in sums):
        raise GijaError("activities.instalments", amount=str(amount))
    asked = [period for period, _due in contract.reports]
    known = all(within(period, contract.starts, contract.ends) for period in asked)
    if not asked or not known or len(set(asked)) != len(asked):
        raise GijaError("activities.reports")


def _made(of: Application, call: Call, contract: Contract, amount: Decimal) -> Grant:
    earlier = Grant.objects.filter(application__call=call).count()
    made = Grant.objects.create(
        application=of, number=f"{call.code}-g{earlier + 1}", contract=contract.number.strip(), amount=amount,
        signed_on=contract.signed_on, starts=contract.starts, ends=contract.ends,
    )  # fmt: skip
    for due, condition, part in contract.instalments:
        Instalment.objects.create(grant=made, due_on=due, condition=condition.strip(), amount=part)
    for period, due in contract.reports:
        Owed.objects.create(grant=made, period=period, due_on=due)
    return made


def _tell(of: Grant) -> None:
    call = of.application.call
    award = GrantAward(
        grant=of.number, title=Words(en=call.title_en, lt=call.title_lt), institution=of.application.institution,
        year=call.year, first_day=of.starts.isoformat(), last_day=of.ends.isoformat(), revision=of.revision,
    )  # fmt: skip
    send(ZONE, award, to_zone="casework")


def amend(
    actor: Actor | None,
    number: str,
    version: int,
    day: dt.date,
    ends: dt.date,
    amount: Decimal,
    reason: str,
    report: tuple[str, dt.date] | None = None,
) -> Grant:
    """Another last day or another sum, and with them another report (period, due). A report about days that the
    contract has no more is not asked for any longer, unless something of it was told.

    Refuses days in the wrong order and a sum below what was paid (`activities.contract`), or above what is left of the
    call (`activities.left`), and a report asked for already or about other days (`activities.reports`).
    """
    actor, plain = require(actor, rules.DECIDE), trail.reason(reason)
    no_person(plain)
    with transaction.atomic(using=ZONE):
        found = locked(number, version)
        call = Call.objects.select_for_update().get(pk=found.application.call_id)
        others = Grant.objects.filter(application__call=call).exclude(pk=found.pk).values_list("amount", flat=True)
        noted = found.signed_on <= day <= timezone.localdate()
        if not noted or not found.starts <= ends <= LAST or amount < paid(found) or amount <= 0:
            raise GijaError("activities.contract")
        if amount + total(others) > call.amount:
            raise GijaError("activities.left", left=str(call.amount - total(others)))
        Amendment.objects.create(grant=found, day=day, ended=found.ends, amount=found.amount, reason=plain)
        found.ends, found.amount, found.revision = ends, amount, found.revision + 1
        found.save()
        _ask(found, report)
        _tell(found)
        trail.note(actor, rules.DECIDE, "grant", number, "amend", plain)
    return found


def _ask(of: Grant, report: tuple[str, dt.date] | None) -> None:
    """What an amendment changes of the reports owed."""
    if report:
        period, due = report
        if not within(period, of.starts, of.ends) or of.owed.filter(period=period).exists():
            raise GijaError("activities.reports")
        Owed.objects.create(grant=of, period=period, due_on=due)
    told = {one.period for kind in (of.persons, of.money) for one in kind.all()}
    for one in of.owed.exclude(period__in=told):
        if not within(one.period, of.starts, of.ends):
            one.delete()


def locked(number: str, version: int) -> Grant:
    pk = Grant.objects.filter(number=number).values_list("pk", flat=True).first()
    return trail.locked(Grant, pk, version, MISSING)


def paid(of: Grant) -> Decimal:
    return total(of.instalments.values_list("paid", flat=True))


def back(of: Grant) -> Decimal | None:
    """What was paid beyond all that is eligible, and goes back; None while a period is not told and accepted."""
    accepted = of.money.filter(state=Verdict.ACCEPTED)
    if set(of.owed.values_list("period", flat=True)) - set(accepted.values_list("period", flat=True)):
        return None
    return max(Decimal("0.00"), paid(of) - total(accepted.values_list("eligible", flat=True)))


def pay(actor: Actor | None, pk: int, version: int, day: dt.date, amount: Decimal) -> Instalment:
    """An instalment was paid, once. Never more than the contract in all (`activities.paid`)."""
    actor = require(actor, rules.DECIDE)
    with transaction.atomic(using=ZONE):
        found = trail.locked(Instalment, pk, version, MISSING)
        grant = Grant.objects.select_for_update().get(pk=found.grant_id)
        if found.paid is not None:
            raise GijaError("activities.state")
        if amount <= 0 or paid(grant) + amount > grant.amount or not grant.signed_on <= day <= timezone.localdate():
            raise GijaError("activities.paid", left=str(grant.amount - paid(grant)))
        found.paid, found.paid_on = amount, day
        found.save()
        trail.note(actor, rules.DECIDE, "grant", grant.number, "pay")
    return found


def instalment(
    actor: Actor | None, number: str, version: int, due: dt.date, condition: str, amount: Decimal
) -> Instalment:
    """One more instalment, as after an amendment; all together never more than the contract."""
    actor = require(actor, rules.DECIDE)
    no_person(condition)
    with transaction.atomic(using=ZONE):
        found = locked(number, version)
        planned = found.instalments.values_list("amount", flat=True)
        if amount <= 0 or len(condition.strip()) < 3 or total(planned) + amount > found.amount:
            raise GijaError("activities.instalments", amount=str(found.amount))
        found.save()
        made = Instalment.objects.create(grant=found, due_on=due, condition=condition.strip(), amount=amount)
        trail.note(actor, rules.DECIDE, "grant", number, "instalment")
    return made
