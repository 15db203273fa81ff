"""Handing cases over: given by a supervisor, acknowledged by the receiver, undone until then.

The receiver leads from the act on, so that no case is without anybody; what is not acknowledged waits for both, until
another leads the case. One act is one transaction, of however many cases, and leaves one entry of the audit trail with
their numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.teams import queries
from gija.casework.teams.models import Handover, Member, Passed
from gija.casework.teams.queries import LEADS
from gija.casework.teams.rules import GIVE, LEAD, TAKE
from gija.casework.teams.services import ZONE, Said, member
from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError

OPEN = Q(acknowledged_at=None, undone_at=None, after__struck_at=None, after__ended_at=None)
OPEN_IN = Q(**{f"passed__{name}": value for name, value in OPEN.children})  # type: ignore[misc]
Row = TypeVar("Row")
AT_ONCE = 500  # cases written by one statement


def cases_of(actor: Actor, giver: int | None) -> QuerySet[Any]:
    """The open cases that somebody leads; None: that nobody leads."""
    if giver is None:
        return queries.without_lead(actor)
    led = Member.objects.filter(LEADS, institution=actor.institution, colleague=giver).values("case")
    return queries.open_cases(actor).filter(pk__in=led)


def own(actor: Actor) -> QuerySet[Any]:
    """The handovers an actor sees: a supervisor all of the institution, others those given to them. Each with how
    many cases it has (`n`), how many of them wait (`left`), how many were undone."""
    return _counted(_seen(actor))


def _seen(actor: Actor) -> QuerySet[Handover]:
    rows = Handover.objects.filter(institution=actor.institution)
    if may(actor, GIVE, actor.institution):
        return rows
    return rows.filter(receiver=actor.account) if may(actor, TAKE, actor.institution) else rows.none()


def _counted(rows: QuerySet[Handover]) -> QuerySet[Any]:
    undone = Q(passed__undone_at__isnull=False)
    return rows.annotate(n=Count("passed"), left=Count("passed", OPEN_IN), undone=Count("passed", undone))


def one(actor: Actor | None, pk: str, action: str = TAKE) -> Any:
    """One handover, with its numbers as in `own`. Refused: `handing.not_found`; of another institution, or given to
    another, `NotPermittedError`."""
    found = _counted(Handover.objects.filter(pk=pk)).first()
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
    open_ = Passed.objects.filter(OPEN, of__in=_seen(actor)).count()
    return open_ + (queries.without_lead(actor).count() if may(actor, GIVE, actor.institution) else 0)


def give(
    actor: Actor | None, giver: int | None, receiver: int | None, cases: Collection[str] | None, reason: str,
    number: str = "", *, expected: int | None = None,
) -> Handover:  # fmt: skip
    """Give cases of one worker to another; None: all of them, which are as many as were `expected`. The same form sent
    twice (`number`) gives once.

    Refuses faults (`FaultsError`): no reason, a receiver who does not work here or is the giver, no case, and cases
    that the giver does not lead any more, or more of them than were expected (`handing.changed`).
    """
    if number and not is_id(number):
        raise GijaError("handing.not_found")
    who = require(actor, GIVE, actor.institution if actor else None)
    with transaction.atomic(using=ZONE):
        found = _in_hand(who, giver, cases)  # first: who sent the same form a moment ago is waited for
        if there := Handover.objects.filter(pk=number or "-", institution=who.institution).first():
            return there
        people = queries.colleagues(who.institution)
        asked = expected if cases is None else len(set(cases))
        if faults := [*_faults(people, giver, receiver, asked, len(found), reason)]:
            raise FaultsError(faults)
        made = _made(who, giver, int(receiver or 0), reason, number or new_id(), people)
        for some in _parts(found):
            _pass(who, made, some)
        _audit(who, "give", made, [str(case.pk) for case in found])
    return made


def _in_hand(who: Actor, giver: int | None, cases: Collection[str] | None) -> list[Any]:
    """The cases that are meant and that the giver leads, held until the act ends: whoever else changes who leads them
    waits, or is seen here."""
    meant = cases_of(who, giver) if cases is None else cases_of(who, giver).filter(pk__in=list(cases))
    held = {case.pk for case in meant.select_for_update().only("pk")}
    return [case for case in meant.only("pk", "institution").order_by("pk") if case.pk in held]


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _faults(
    there: dict[int, str], giver: int | None, receiver: int | None, asked: int | None, found: int, why: str
) -> Iterator[Fault]:
    if not why.strip():
        yield Fault("reason", "casefile.required")
    if receiver not in there:
        yield Fault("receiver", "casefile.required" if receiver is None else "teams.no_colleague")
    elif receiver == giver:
        yield Fault("receiver", "handing.same")
    if asked == 0:
        yield Fault("cases", "casefile.required")
    elif found != asked:
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


def _pass(who: Actor, made: Handover, cases: Sequence[Any]) -> None:
    """Each of these cases gets its new lead."""
    leads = list(Member.objects.select_for_update().filter(LEADS, case__in=cases))
    before = {one.case_id: one for one in leads}
    _of(leads).update(to_on=timezone.localdate(), ended_at=timezone.now())
    said = Said(LEAD, made.receiver)
    after = [member(who, case, said, new_id(), made.receiver_name) for case in cases]
    Member.objects.bulk_create(after)
    Passed.objects.bulk_create(
        Passed(institution=made.institution, of=made, case=one.case, before=before.get(one.case_id), after=one)
        for one in after
    )


def _of(rows: Iterable[Member]) -> QuerySet[Member]:
    return Member.objects.filter(pk__in=[one.pk for one in rows])


def acknowledge(actor: Actor | None, pk: str, cases: Collection[str] | None) -> Handover:
    """The receiver has seen these cases; None: all of them. Only the receiver may (`NotPermittedError`)."""
    with _held(actor, pk, TAKE, cases) as (who, found, rows):
        if found.receiver != who.account:
            require(None, TAKE)
        for some in _parts(rows):
            Passed.objects.filter(pk__in=[row.pk for row in some]).update(acknowledged_at=timezone.now())
        _audit(who, "acknowledge", found, [str(row.case_id) for row in rows])
    return found


def undo(actor: Actor | None, pk: str, cases: Collection[str] | None) -> Handover:
    """The cases that were not acknowledged go back (None: all of them): whoever led them leads them again, if anybody
    did."""
    with _held(actor, pk, GIVE, cases) as (who, found, rows):
        for some in _parts(rows):
            _back(who, found, some)
        _audit(who, "undo", found, [str(row.case_id) for row in rows])
    return found


def _back(who: Actor, found: Handover, rows: Sequence[Passed]) -> None:
    for row in rows:
        if row.after:
            row.after.struck_at, row.after.struck_by_name = timezone.now(), who.name
            row.after.struck_reason = found.short
            row.after.save()
    _of(row.before for row in rows if row.before).update(to_on=None, ended_at=None)
    Passed.objects.filter(pk__in=[row.pk for row in rows]).update(undone_at=timezone.now())


@contextmanager
def _held(
    actor: Actor | None, pk: str, action: str, cases: Collection[str] | None
) -> Iterator[tuple[Actor, Handover, list[Passed]]]:
    """A handover with those of its cases that are meant and still open (`handing.over` where there are none), held
    against others together with its cases."""
    with transaction.atomic(using=ZONE):
        Handover.objects.select_for_update().filter(pk=pk).first()
        found = one(actor, pk, action)
        meant = found.passed.filter(OPEN) if cases is None else found.passed.filter(OPEN, case__in=list(cases))
        held = FILE.case.objects.filter(pk__in=meant.values("case")).select_for_update().only("pk")
        there = {case.pk for case in held}
        rows = [row for row in meant.select_related("before", "after") if row.case_id in there]
        if not rows:
            asked = cases is None or cases
            raise FaultsError([Fault("cases", "handing.over" if asked else "casefile.required")])
        yield require(actor, action, found.institution), found, rows
        found.version += 1
        found.save(update_fields=["version"])


def _audit(who: Actor, act: str, found: Handover, cases: list[JSON]) -> None:
    record(
        ZONE, who, f"casework.handover.{act}", object_type="handover", object_id=str(found.pk),
        details={"giver": found.giver, "receiver": found.receiver, "cases": cases},
    )  # fmt: skip
