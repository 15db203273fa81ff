"""What happens to a claim: begun, changed, one turn more, one struck out. One act, one transaction, one audit entry.

A claim that is filed, awarded or paid is told to the case file in the same transaction, by code and sum in euro: the
figures of compensation are counted from there, by rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.clocks.queries import running
from gija.casework.clocks.services import Begun
from gija.casework.clocks.services import begin as begin_period
from gija.casework.clocks.services import strike as strike_period
from gija.casework.compensation import queries
from gija.casework.compensation.models import Claim, Turn
from gija.casework.compensation.rules import EXPORT, NEXT, PAYING, TOLD, WITH_SUM, WRITE
from gija.casework.pathway.queries import refuse_closed
from gija.commons.audit.services import record
from gija.commons.casefile import parts
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.acts import touched
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.permissions import Actor, require
from gija.methods.clocks import clock
from gija.methods.money import Money
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a claim."""

    source: str
    asked: Money | None = None
    before: str = ""
    reference: str = ""
    documents: Collection[str] = ()


def begin(actor: Actor | None, case_id: str, said: Said, number: str = "") -> Claim:
    """Prepare a claim in a case. The same form sent twice (`number`) begins one. Refuses an unknown source."""
    if number and not is_id(number):
        raise GijaError("claims.not_found")
    if not case_id:
        raise FaultsError([Fault("case", "casefile.required")])
    with case_held(FILE, actor, case_id, "read") as (_reader, case):
        who = require(actor, WRITE, case.institution)
        if there := Claim.objects.filter(pk=number or "-", institution=who.institution).first():
            return there
        refuse_closed(case)
        if said.source not in code_list("compensation_source"):
            raise FaultsError([Fault("source", "casefile.required")])
        made = Claim(
            id=number or new_id(), institution=case.institution, case=case, source=said.source, account=who.account,
            actor_name=who.name, entered_at=timezone.now(),
        )  # fmt: skip
        _put(made, said)
        made.save(force_insert=True)
        audited(who, "begin", made)
    return made


def change(actor: Actor | None, pk: str, version: int, said: Said) -> Claim:
    """Write anew what is said of a claim; its source stays."""
    with held(actor, pk, version) as (who, found):
        refuse_closed(found.case)
        _put(found, said)
        saved(found)
        audited(who, "change", found)
    return found


def _put(found: Claim, said: Said) -> None:
    found.amount = said.asked.amount if said.asked else None
    found.currency = said.asked.currency if said.asked else "EUR"
    found.before, found.reference = said.before.strip()[:300], said.reference.strip()[:200]
    found.documents = sorted(set(said.documents) & set(queries.documents(found.source)))


def turn(
    actor: Actor | None,
    pk: str,
    version: int,
    what: str,
    on: dt.date | None,
    money: Money | None = None,
    note: str = "",
) -> Claim:
    """What happened to a claim. A refusal or an award begins the period of its appeal, unless it is over.

    Refuses a turn that cannot follow (`claims.order`), a day in the future or before the last turn, a missing sum, and
    more paid than awarded (`claims.more_than_awarded`).
    """
    with held(actor, pk, version) as (who, found):
        if what not in PAYING:
            refuse_closed(found.case)
        _check(found, what, on, money)
        day = on or timezone.localdate()
        part = _told(who, found, what, day, money)
        Turn(
            institution=found.institution, of=found, turn=what, on=day, amount=money.amount if money else None,
            currency=money.currency if money else "EUR", note=note.strip()[:1000], by=who.name, at=timezone.now(),
            part=part,
        ).save(force_insert=True)  # fmt: skip
        found.state = what
        saved(found)
        audited(who, "turn", found, turn=what)
        kind = _appeal(found)
        if what in ("decided", "refused") and clock(kind).last_day(day) >= timezone.localdate():
            begin_period(actor, found.case_id, Begun(kind, day))
    return found


def _check(found: Claim, what: str, on: dt.date | None, money: Money | None) -> None:
    if what not in NEXT[found.state]:
        raise FaultsError([Fault("turn", "claims.order")])
    last = max((one.on for one in queries.turns(found)), default=None)
    faults = []
    if on is None or on > timezone.localdate() or (last and on < last):
        faults.append(Fault("on", "claims.day"))
    if what in WITH_SUM and (money is None or not money.amount):
        faults.append(Fault("amount", "casefile.required"))
    elif what == "paid" and money and queries.paid(found) + money.euro > queries.awarded(found):
        faults.append(Fault("amount", "claims.more_than_awarded"))
    if faults:
        raise FaultsError(faults)


def _told(who: Actor, found: Claim, what: str, day: dt.date, money: Money | None) -> str:
    """Tell the case file; the number of the part, or none. A sum too large for the record is left out."""
    if what not in TOLD:
        return ""
    said: dict[str, Any] = {
        "compensation_source": found.source, "compensation_stage": TOLD[what], "compensation_month": day.isoformat(),
    }  # fmt: skip
    sum_ = (found.asked if what == "filed" else money) or None
    if sum_ and sum_.euro < Decimal(1_000_000):
        said["compensation_amount"] = str(sum_.euro)
    made = parts.enter_part(FILE, who, found.case, parts.group_of("compensation"), said)
    touched(found.case)
    return str(made.pk)


def exported(actor: Actor | None) -> list[queries.Row]:
    """The figures by year, to be taken away: one entry."""
    who = require(actor, EXPORT, actor.institution if actor else None)
    rows = queries.by_year(queries.own(who))
    with transaction.atomic(using=ZONE):
        record(ZONE, who, EXPORT, object_type="figures", object_id="compensation", details={"rows": len(rows)})
    return rows


def strike(actor: Actor | None, pk: str, version: int, reason: str) -> Claim:
    """Take back the last turn, entered in error: it stays readable, and the case file is told nothing of it."""
    with held(actor, pk, version) as (who, found):
        refuse_closed(found.case)
        there = queries.turns(found)
        if not reason.strip():
            raise FaultsError([Fault("reason", "casefile.required")])
        if not there:
            raise GijaError("claims.nothing")
        last, before = there[-1], there[:-1]
        last.struck_at = timezone.now()
        last.save(update_fields=["struck_at"])
        if last.part:
            part = parts.one_part(found.case, last.part)
            part.struck_at, part.struck_by_name, part.struck_reason = timezone.now(), who.name, reason.strip()[:1000]
            part.save(update_fields=["struck_at", "struck_by_name", "struck_reason"])
            touched(found.case)
        _strike_appeal(actor, found, last, reason)
        found.state = before[-1].turn if before else ""
        saved(found)
        audited(who, "strike", found, turn=last.turn)
    return found


def _strike_appeal(actor: Actor | None, found: Claim, last: Turn, reason: str) -> None:
    """The period of appeal that the decision began, or the like begun by hand: it would remind of nothing."""
    if last.turn not in ("decided", "refused"):
        return
    for period in running(found.case):
        if (period.kind, period.began_on) == (_appeal(found), last.on):
            strike_period(actor, period.pk, period.version, reason)


def _appeal(found: Claim) -> str:
    return "decision_appeal" if found.source == "state" else "court_appeal"


@contextmanager
def held(actor: Actor | None, pk: str, version: int) -> Iterator[tuple[Actor, Claim]]:
    """The claim, as it was when its page was opened (`casefile.changed_meanwhile`), and its case, held."""
    seen = queries.one(actor, pk, WRITE)
    with case_held(FILE, actor, str(seen.case_id), "read") as (_reader, case):
        found = Claim.objects.select_for_update().get(pk=seen.pk)
        found.case = case
        if found.version != version:
            raise GijaError("casefile.changed_meanwhile")
        yield require(actor, WRITE, found.institution), found


def saved(found: Claim) -> None:
    """Written, as its next version."""
    found.version += 1
    found.save()


def audited(who: Actor, act: str, found: Claim, **details: Any) -> None:
    """The entry of an act on a claim."""
    with transaction.atomic(using=ZONE):
        record(
            ZONE, who, f"casework.claim.{act}", object_type="claim", object_id=str(found.pk),
            details={"case": str(found.case_id), "source": found.source, **details},
        )  # fmt: skip
