"""What happens to a return: prepared, under way, settled, asked after; what was given for it. One act, one audit entry.

A return does not begin without a risk assessment, the person's own consent, and somebody who meets the person.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.pathway.queries import refuse_closed
from gija.casework.referral import queries as referrals
from gija.casework.returns import queries
from gija.casework.returns.models import FollowUp, Help, Return
from gija.casework.returns.rules import BEFORE, OPEN, READ, WRITE, parts
from gija.commons.audit.services import record
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.permissions import Actor, require
from gija.methods.money import Money
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written of a return; `parts`: of `parts.yaml`."""

    risk: str = ""
    risk_on: dt.date | None = None
    consent_on: dt.date | None = None
    travel_on: dt.date | None = None
    parts: Mapping[str, str] = field(default_factory=dict)


def begin(actor: Actor | None, case_id: str, country: str, referral: str = "", number: str = "") -> Return:
    """Prepare the return of the person of a case. The same form sent twice (`number`) begins one.

    `referral`: one's own referral of this case that it belongs to (`returns.other_case`). Refuses no country, and a
    second return while one is open (`returns.there`).
    """
    if number and not is_id(number):
        raise GijaError("returns.not_found")
    if not case_id:
        raise FaultsError([Fault("case", "casefile.required")])
    with case_held(FILE, actor, case_id, "read") as (_reader, case):
        who = require(actor, WRITE, case.institution)
        if there := Return.objects.filter(pk=number or "-", institution=who.institution).first():
            return there
        refuse_closed(case)
        if faults := [*_faults(who, case, country, referral)]:
            raise FaultsError(faults)
        made = Return(
            id=number or new_id(), institution=case.institution, case=case, referral=referral, country=country,
            account=who.account, actor_name=who.name, entered_at=timezone.now(),
        )  # fmt: skip
        made.save(force_insert=True)
        _audit(who, "begin", made)
    return made


def _faults(who: Actor, case: Any, country: str, referral: str) -> Iterator[Fault]:
    if country not in code_list("country"):
        yield Fault("country", "casefile.required")
    if Return.objects.filter(case=case, state__in=OPEN, struck_at=None).exists():
        yield Fault("case", "returns.there")
    if referral and not referrals.own(who).filter(pk=referral, case=case).exists():
        yield Fault("case", "returns.other_case")


def write(actor: Actor | None, pk: str, version: int, said: Plan) -> Return:
    """Write the plan anew. A day of assessment or consent in the future is refused."""
    with _held(actor, pk, version, OPEN) as (who, found):
        refuse_closed(found.case)
        late = timezone.localdate()
        days = {"risk_on": said.risk_on, "consent_on": said.consent_on}
        if faults := [Fault(name, "returns.day") for name, day in days.items() if day and day > late]:
            raise FaultsError(faults)
        found.risk = said.risk if said.risk in code_list("return_risk") else ""
        found.risk_on, found.consent_on, found.travel_on = said.risk_on, said.consent_on, said.travel_on
        kept = {code: said.parts.get(code, "").strip()[:2000] for code in parts()}
        found.plan = json.dumps({code: text for code, text in kept.items() if text}, ensure_ascii=False)
        if found.state == "under_way" and (faults := missing(found)):
            raise FaultsError(faults)
        _saved(who, "write", found)
    return found


def missing(found: Return) -> list[Fault]:
    """What keeps a return from beginning; empty: it may."""
    said = queries.written(found)
    needed = {"risk": found.risk, "consent_on": found.consent_on, "travel_on": found.travel_on}
    needed |= {code: said.get(code) for code in BEFORE}
    faults = [Fault(name, "returns.needed") for name, value in needed.items() if not value]
    return [*faults, *([Fault("risk", "returns.too_risky")] if found.risk == "too_high" else [])]


def start(actor: Actor | None, pk: str, version: int) -> Return:
    """The person leaves. Refuses what is not ready (`missing`)."""
    with _held(actor, pk, version, ("planned",)) as (who, found):
        refuse_closed(found.case)
        if faults := missing(found):
            raise FaultsError(faults)
        found.state = "under_way"
        _saved(who, "start", found)
    return found


def settle(actor: Actor | None, pk: str, version: int, state: str, on: dt.date | None, obstacle: str = "") -> Return:
    """How it ended: returned safely (only what was under way), or it did not take place, and why."""
    with _held(actor, pk, version, ("under_way",) if state == "returned_safely" else OPEN) as (who, found):
        if state not in ("returned_safely", "not_taken_place"):
            raise GijaError("returns.wrong_state")
        faults = []
        if on is None or on > timezone.localdate():
            faults.append(Fault("on", "returns.day"))
        if state == "not_taken_place" and obstacle not in code_list("return_obstacle"):
            faults.append(Fault("obstacle", "casefile.required"))
        if faults:
            raise FaultsError(faults)
        found.state, found.settled_on = state, on
        found.obstacle = obstacle if state == "not_taken_place" else ""
        _saved(who, "settle", found, state=state)
    return found


def follow(actor: Actor | None, pk: str, version: int, on: dt.date | None, safe: bool | None, note: str = "") -> Return:
    """Somebody asked how the person is after the return; `safe` None: it could not be told."""
    with _held(actor, pk, version, ("returned_safely",)) as (who, found):
        if on is None or not (found.settled_on or on) <= on <= timezone.localdate():
            raise FaultsError([Fault("on", "returns.day")])
        FollowUp(
            institution=found.institution, of=found, on=on, safe=safe, note=note.strip()[:1000], by=who.name,
            at=timezone.now(),
        ).save(force_insert=True)  # fmt: skip
        _saved(who, "follow", found)
    return found


def give(
    actor: Actor | None, pk: str, version: int, kind: str, on: dt.date | None, money: Money | None, note: str = ""
) -> Return:
    """Something was given for the return. Money needs its sum."""
    with _held(actor, pk, version, (*OPEN, "returned_safely", "not_taken_place")) as (who, found):
        faults = [] if kind in code_list("return_assistance") else [Fault("kind", "casefile.required")]
        day = on or dt.date.max
        if day > timezone.localdate():
            faults.append(Fault("on", "returns.day"))
        if kind == "money" and not (money and money.amount):
            faults.append(Fault("amount", "casefile.required"))
        if faults:
            raise FaultsError(faults)
        Help(
            institution=found.institution, of=found, kind=kind, on=day, amount=money.amount if money else None,
            currency=money.currency if money else "EUR", note=note.strip()[:500], by=who.name, at=timezone.now(),
        ).save(force_insert=True)  # fmt: skip
        _saved(who, "give", found, kind=kind)
    return found


def strike_help(actor: Actor | None, pk: str, version: int, help_: str) -> Return:
    """What was given was entered in error: it stays readable and is not counted."""
    with _held(actor, pk, version, (*OPEN, "returned_safely", "not_taken_place")) as (who, found):
        row = found.helped.filter(pk=help_, struck_at=None).first()
        if row is None:
            raise GijaError("returns.not_found")
        row.struck_at = timezone.now()
        row.save(update_fields=["struck_at"])
        _saved(who, "strike", found, kind=row.kind)
    return found


def opened(actor: Actor | None, pk: str) -> Return:
    """A return for its page, which tells where the person will be: each look leaves one entry."""
    found = queries.one(actor, pk)
    with transaction.atomic(using=ZONE):
        _audit(require(actor, READ, found.institution), "read", found)
    return found


@contextmanager
def _held(actor: Actor | None, pk: str, version: int, states: Collection[str]) -> Iterator[tuple[Actor, Return]]:
    with transaction.atomic(using=ZONE):
        Return.objects.select_for_update().filter(pk=pk).first()  # judged is what stands once it is held
        found = queries.one(actor, pk, WRITE)
        if found.version != version:
            raise GijaError("casefile.changed_meanwhile")
        if found.state not in states or found.struck_at:
            raise GijaError("returns.wrong_state")
        yield require(actor, WRITE, found.institution), found


def _saved(who: Actor, act: str, found: Return, **details: Any) -> None:
    found.version += 1
    found.save()
    _audit(who, act, found, **details)


def _audit(who: Actor, act: str, found: Return, **details: Any) -> None:
    with transaction.atomic(using=ZONE):
        record(
            ZONE, who, f"casework.return.{act}", object_type="return", object_id=str(found.pk),
            details={"case": str(found.case_id), **details},
        )  # fmt: skip
