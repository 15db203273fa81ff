"""Handing cases over: given by a supervisor, acknowledged by the receiver, undone until then.

The receiver leads from the act on, so that no case is without anybody; what is not acknowledged waits for both. One act
leaves one entry of the audit trail with the numbers of its cases.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.casework.teams import queries
from gija.casework.teams.models import Handover, Member, Passed
from gija.casework.teams.queries import LEADS
from gija.casework.teams.rules import GIVE, LEAD, TAKE
from gija.casework.teams.services import ZONE, Said, joined
from gija.commons.audit.services import record
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError

OPEN = Q(acknowledged_at=None, undone_at=None)
UNTAKEN = Q(passed__acknowledged_at=None, passed__undone_at=None)


def cases_of(actor: Actor, giver: int | None) -> QuerySet[Any]:
    """The open cases that somebody leads; None: that nobody leads."""
    if giver is None:
        return queries.without_lead(actor)
    led = Member.objects.filter(LEADS, institution=actor.institution, colleague=giver).values("case")
    return queries.open_cases(actor).filter(pk__in=led)


def own(actor: Actor) -> QuerySet[Handover]:
    """The handovers an actor sees: a supervisor all of the institution, others those given to them."""
    rows = Handover.objects.filter(institution=actor.institution).prefetch_related("passed")
    if may(actor, GIVE, actor.institution):
        return rows
    return rows.filter(receiver=actor.account) if may(actor, TAKE, actor.institution) else rows.none()


def one(actor: Actor | None, pk: str, action: str = TAKE) -> Handover:
    """One handover. Refused: `handing.not_found`; of another institution, or given to another, `NotPermittedError`."""
    found = Handover.objects.filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("handing.not_found")
    who = require(actor, action, found.institution)
    if found.receiver != who.account:
        require(actor, GIVE, found.institution)
    return found


def waiting(actor: Actor) -> int:
    """Cases handed over and not acknowledged: to the receiver, and to the supervisor who hands over; to a supervisor
    also the cases that nobody leads."""
    open_ = Passed.objects.filter(OPEN, of__in=own(actor)).count()
    return open_ + (queries.without_lead(actor).count() if may(actor, GIVE, actor.institution) else 0)


def give(
    actor: Actor | None, giver: int | None, receiver: int | None, cases: Collection[str], reason: str, number: str = ""
) -> Handover:
    """Give cases of one worker to another. The same form sent twice (`number`) gives once.

    Refuses faults (`FaultsError`): no reason, a receiver who does not work here or is the giver, no case, and cases
    that the giver does not lead any more (`handing.changed`).
    """
    if number and not is_id(number):
        raise GijaError("handing.not_found")
    who = require(actor, GIVE, actor.institution if actor else None)
    with transaction.atomic(using=ZONE):
        if there := Handover.objects.filter(pk=number or "-", institution=who.institution).first():
            return there
        there_ = queries.colleagues(who.institution)
        found = list(cases_of(who, giver).filter(pk__in=list(cases)).order_by("pk"))
        if faults := [*_faults(there_, giver, receiver, cases, found, reason)]:
            raise FaultsError(faults)
        made = _made(who, giver, int(receiver or 0), reason, number or new_id(), there_)
        for case in found:
            _pass(who, made, case)
        _audit(who, "give", made, found)
    return made


def _faults(
    there: dict[int, str], giver: int | None, receiver: int | None, asked: Collection[str], found: list[Any], why: str
) -> Iterator[Fault]:
    if not why.strip():
        yield Fault("reason", "casefile.required")
    if receiver not in there:
        yield Fault("receiver", "casefile.required" if receiver is None else "teams.no_colleague")
    elif receiver == giver:
        yield Fault("receiver", "handing.same")
    if not asked:
        yield Fault("cases", "casefile.required")
    elif len(found) != len(set(asked)):
        yield Fault("cases", "handing.changed")


def _made(who: Actor, giver: int | None, receiver: int, why: str, number: str, there: dict[int, str]) -> Handover:
    last = Member.objects.filter(institution=who.institution, colleague=giver or 0).order_by("-entered_at").first()
    made = Handover(
        id=number, institution=who.institution, giver=giver, receiver=receiver, receiver_name=there[receiver],
        giver_name=there.get(giver or 0) or (last.colleague_name if last else ""), reason=why.strip()[:1000],
        account=who.account, actor_name=who.name, made_at=timezone.now(),
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _pass(who: Actor, made: Handover, case: Any) -> None:
    before = queries.lead(case)
    if before:
        before.to_on, before.ended_at = max(timezone.localdate(), before.from_on), timezone.now()
        before.save()
    after = joined(who, case, Said(LEAD, made.receiver), new_id())
    Passed(institution=made.institution, of=made, case=case, before=before, after=after).save(force_insert=True)


def acknowledge(actor: Actor | None, pk: str, cases: Collection[str]) -> Handover:
    """The receiver has seen these cases. Only the receiver may (`NotPermittedError`)."""
    with _held(actor, pk, TAKE, cases) as (who, found, rows):
        if found.receiver != who.account:
            require(None, TAKE)
        for row in rows:
            row.acknowledged_at = timezone.now()
            row.save()
        _audit(who, "acknowledge", found, [row.case for row in rows])
    return found


def undo(actor: Actor | None, pk: str, cases: Collection[str]) -> Handover:
    """The cases that were not acknowledged go back: whoever led them leads them again, if anybody did.

    Refuses a case whose lead was changed since (`handing.changed`).
    """
    with _held(actor, pk, GIVE, cases) as (who, found, rows):
        for row in rows:
            _back(who, row)
        _audit(who, "undo", found, [row.case for row in rows])
    return found


def _back(who: Actor, row: Passed) -> None:
    now = queries.lead(row.case)
    if now is None or now.pk != row.after_id:
        raise FaultsError([Fault("cases", "handing.changed")])
    now.struck_at, now.struck_by_name, now.struck_reason = timezone.now(), who.name, row.of.short
    now.save()
    if row.before:
        row.before.to_on = row.before.ended_at = None
        row.before.save()
    row.undone_at = timezone.now()
    row.save()


@contextmanager
def _held(
    actor: Actor | None, pk: str, action: str, cases: Collection[str]
) -> Iterator[tuple[Actor, Handover, list[Passed]]]:
    """A handover with those of its cases that are meant and still open (`handing.over` where there are none)."""
    with transaction.atomic(using=ZONE):
        found = one(actor, pk, action)
        Handover.objects.select_for_update().get(pk=found.pk)
        rows = list(found.passed.filter(OPEN, case__in=list(cases)).select_related("case", "before", "after", "of"))
        if not rows:
            raise FaultsError([Fault("cases", "handing.over" if cases else "casefile.required")])
        yield require(actor, action, found.institution), found, rows
        found.version += 1
        found.save(update_fields=["version"])


def _audit(who: Actor, act: str, found: Handover, cases: Collection[Any]) -> None:
    record(
        ZONE, who, f"casework.handover.{act}", object_type="handover", object_id=str(found.pk),
        details={"giver": found.giver, "receiver": found.receiver, "cases": [str(case.pk) for case in cases]},
    )  # fmt: skip
