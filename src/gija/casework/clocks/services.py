"""What happens to a period: begun, interrupted, decided on, renewed, met, struck out. One act, one audit entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.clocks import queries
from gija.casework.clocks.models import OWN, Period, Turn
from gija.casework.clocks.rules import WRITE
from gija.casework.pathway.queries import refuse_closed
from gija.commons.audit.services import record
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.permissions import Actor, require
from gija.methods.clocks import clock, clocks
from gija.vocabulary.errors import GijaError

ZONE = FILE.zone
REFLECTION, PERMIT = "reflection_period", "residence_permit"


@dataclass(frozen=True, slots=True)
class Begun:
    """What is said when a period begins. `last_on`: as the decision says; left out, it is counted. Of an own date
    `title` and `last_on` are asked for."""

    kind: str
    began_on: dt.date | None
    last_on: dt.date | None = None
    title: str = ""
    reference: str = ""
    met: Collection[str] = ()


def begin(actor: Actor | None, case_id: str, said: Begun, number: str = "") -> Period:
    """Begin a period in a case. The same form sent twice (`number`) begins one.

    Refuses faults (`FaultsError`): no day, a day in the future, an end before the beginning, a reflection period or a
    permit of a citizen of the Union (who need none), a second reflection period while one runs.
    """
    if number and not is_id(number):
        raise GijaError("clocks.not_found")
    if not case_id:
        raise FaultsError([Fault("case", "casefile.required")])
    with case_held(FILE, actor, case_id, "read") as (_reader, case):
        who = require(actor, WRITE, case.institution)
        if there := Period.objects.filter(pk=number or "-", institution=who.institution).first():
            return there
        refuse_closed(case)
        began, last = _checked(case, said)
        made = Period(
            id=number or new_id(), institution=case.institution, case=case, kind=said.kind, title=said.title[:200],
            began_on=began, first_on=began, last_on=last, written=said.last_on is not None,
            reference=said.reference[:200], met=sorted(said.met), account=who.account, actor_name=who.name,
            entered_at=timezone.now(),
        )  # fmt: skip
        made.save(force_insert=True)
        _turned(who, made, "begin", began)
    return made


def _checked(case: Any, said: Begun) -> tuple[dt.date, dt.date]:
    faults = [*_faults_of_days(said)]
    if said.kind in (REFLECTION, PERMIT) and queries.of_the_union(case):
        faults.append(Fault("kind", "clocks.union_citizen"))
    if said.kind == REFLECTION and any(one.kind == REFLECTION for one in queries.running(case)):
        faults.append(Fault("kind", "clocks.runs_already"))
    if faults:
        raise FaultsError(faults)
    began = said.began_on or timezone.localdate()
    return began, said.last_on or clock(said.kind).last_day(began)


def _faults_of_days(said: Begun) -> Iterator[Fault]:
    if said.kind != OWN and said.kind not in clocks():
        yield Fault("kind", "casefile.required")
    if said.kind == OWN:
        yield from (Fault(name, "casefile.required") for name in ("title", "last_on") if not getattr(said, name))
    elif said.began_on is None:
        yield Fault("began_on", "casefile.required")
    elif said.began_on > timezone.localdate():
        yield Fault("began_on", "clocks.future")
    if said.last_on and said.began_on and said.last_on < said.began_on:
        yield Fault("last_on", "clocks.backwards")


def renew(
    actor: Actor | None,
    pk: str,
    version: int,
    *,
    began_on: dt.date,
    last_on: dt.date | None = None,
    reference: str = "",
) -> Period:
    """The next permit of a chain. Counted from the first one, so that short months cost no day.

    Refuses what is not renewed by law (`clocks.not_renewable`) or was taken back (`clocks.over`), and a beginning after
    the day on which the last one ended (`clocks.gap`: that is a new permit) or before the last one.
    """
    with _held(actor, pk, version) as (who, found):
        refuse_closed(found.case)
        if found.kind not in clocks() or not clock(found.kind).renewable:
            raise GijaError("clocks.not_renewable")
        _still(found.interrupted_on)
        if began_on > found.last_on + dt.timedelta(days=1):
            raise FaultsError([Fault("on", "clocks.gap")])
        if began_on < found.began_on:
            raise FaultsError([Fault("on", "clocks.backwards")])
        times = found.times + 1
        last = last_on or clock(found.kind).last_day(found.first_on, times)
        if last <= found.last_on:
            raise FaultsError([Fault("last_on", "clocks.backwards")])
        made = Period(
            id=new_id(), institution=found.institution, case=found.case, kind=found.kind, began_on=began_on,
            first_on=found.first_on, last_on=last, written=last_on is not None, times=times, reference=reference[:200],
            met=found.met, account=who.account, actor_name=who.name, entered_at=timezone.now(),
        )  # fmt: skip
        made.save(force_insert=True)
        found.replaced = True
        found.version += 1
        found.save()
        _turned(who, made, "renew", began_on)
    return made


def interrupt(actor: Actor | None, pk: str, version: int, on: dt.date, ground: str) -> Period:
    """A decision ended it before its last day. Refuses what protects nobody (`clocks.wrong_kind`), a ground that is
    none of its kind, a day outside the period, and doing it twice (`clocks.over`)."""
    with _held(actor, pk, version) as (who, found):
        if found.kind not in (REFLECTION, PERMIT):
            raise GijaError("clocks.wrong_kind")
        _still(found.interrupted_on)
        if ground not in queries.grounds(found.kind):
            raise FaultsError([Fault("ground", "casefile.required")])
        if not found.began_on <= on <= min(found.last_on, timezone.localdate()):
            raise FaultsError([Fault("on", "clocks.outside")])
        found.interrupted_on, found.ground = on, ground
        _turned(who, found, "interrupt", on)
    return found


def decide(actor: Actor | None, pk: str, version: int, on: dt.date, cooperates: bool) -> Period:
    """The person decided to cooperate, or not to. The period runs on to its end all the same."""
    with _held(actor, pk, version) as (who, found):
        if found.kind != REFLECTION:
            raise GijaError("clocks.wrong_kind")
        _passed(found, on)
        found.decided_on, found.cooperates = on, cooperates
        _turned(who, found, "decide", on)
    return found


def done(actor: Actor | None, pk: str, version: int, on: dt.date) -> Period:
    """The deadline was met: it reminds nobody any more."""
    with _held(actor, pk, version) as (who, found):
        if found.kind in (REFLECTION, PERMIT):
            raise GijaError("clocks.wrong_kind")
        _still(found.done_on)
        _passed(found, on)
        found.done_on = on
        _turned(who, found, "done", on)
    return found


def _still(over: dt.date | None) -> None:
    """What was ended or met once is not again."""
    if over is not None:
        raise GijaError("clocks.over")


def _passed(found: Period, on: dt.date) -> None:
    if not found.began_on <= on <= timezone.localdate():
        raise FaultsError([Fault("on", "clocks.outside")])


def strike(actor: Actor | None, pk: str, version: int, reason: str) -> Period:
    """It was entered in error: it runs no more and stays readable. Of a renewal the permit before it stands again."""
    with _held(actor, pk, version) as (who, found):
        if not reason.strip():
            raise FaultsError([Fault("reason", "casefile.required")])
        found.struck_at, found.struck_by_name, found.struck_reason = timezone.now(), who.name, reason.strip()[:1000]
        if found.times > 1:
            _given_back(found)
        _turned(who, found, "strike", timezone.localdate())
    return found


def _given_back(renewal: Period) -> None:
    chain = {"case": renewal.case_id, "kind": renewal.kind, "first_on": renewal.first_on, "struck_at": None}
    before = Period.objects.select_for_update().filter(**chain, times=renewal.times - 1, replaced=True)
    for one in before:
        one.replaced = False
        one.version += 1
        one.save()


@contextmanager
def _held(actor: Actor | None, pk: str, version: int) -> Iterator[tuple[Actor, Period]]:
    """The period, as it was when its page was opened (`casefile.changed_meanwhile`), not struck out."""
    with transaction.atomic(using=ZONE):
        found = queries.one(actor, pk, WRITE)
        found.refresh_from_db(from_queryset=Period.objects.select_for_update())  # as it is now that nobody else writes
        if found.version != version:
            raise GijaError("casefile.changed_meanwhile")
        if found.struck_at or found.replaced:
            raise GijaError("clocks.over")
        yield require(actor, WRITE, found.institution), found


def _turned(who: Actor, found: Period, act: str, on: dt.date) -> None:
    if act not in ("begin", "renew"):
        found.version += 1
        found.save()
    Turn(institution=found.institution, of=found, act=act, on=on, by=who.name, at=timezone.now()).save(
        force_insert=True
    )
    record(
        ZONE, who, f"casework.period.{act}", object_type="period", object_id=str(found.pk),
        details={"case": str(found.case_id), "kind": found.kind},
    )  # fmt: skip
