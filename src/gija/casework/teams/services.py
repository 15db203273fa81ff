"""Who joins and leaves the team of a case. One act, one transaction, one audit entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.exchange.contents import KINDS
from gija.casework.pathway.queries import refuse_closed
from gija.casework.teams import queries
from gija.casework.teams.models import Member
from gija.casework.teams.rules import LEAD, READ, WRITE
from gija.commons.audit.services import record
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.queries import case as one_case
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.directory.queries import institutions, name_on
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of somebody who joins: a `colleague` (account), or `name` and `body` of an outsider. `told`: kinds
    of `exchange.contents` that an outsider may be told."""

    role: str = ""
    colleague: int | None = None
    body: str = ""
    name: str = ""
    contact: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    told: Collection[str] = ()
    told_note: str = ""


def add(actor: Actor | None, case_id: str, said: Said, number: str = "") -> Member:
    """Somebody joins the team. The same form sent twice (`number`) adds one.

    Refuses faults (`FaultsError`): nobody or two people named, an unknown colleague or body, a second lead, a lead who
    is no colleague, days that do not follow.
    """
    if number and not is_id(number):
        raise GijaError("teams.not_found")
    with case_held(FILE, actor, case_id, "read") as (_reader, case):
        who = require(actor, WRITE, case.institution)
        if there := Member.objects.filter(pk=number or "-", institution=who.institution).first():
            return there
        refuse_closed(case)
        if faults := [*_faults(case, said)]:
            raise FaultsError(faults)
        made = joined(who, case, said, number or new_id())
        _audit(who, "add", case, made)
    return made


def joined(who: Actor, case: Any, said: Said, number: str) -> Member:
    """Write a member that was checked; for `add`, which writes the audit entry."""
    there = queries.colleagues(case.institution) if said.colleague else {}
    made = member(who, case, said, number, there.get(said.colleague or 0, ""))
    made.save(force_insert=True)
    return made


def member(who: Actor, case: Any, said: Said, number: str, colleague_name: str) -> Member:
    """A member that was checked, not written yet."""
    return Member(
        id=number, institution=case.institution, case=case, role=said.role, colleague=said.colleague,
        colleague_name=colleague_name, body=said.body, body_name=name_on(said.body) if said.body else "",
        name=said.name.strip()[:200], contact=said.contact.strip()[:300], told=sorted(set(said.told) & set(KINDS)),
        told_note=said.told_note.strip()[:1000], from_on=said.from_on or timezone.localdate(), to_on=said.to_on,
        account=who.account, actor_name=who.name, entered_at=timezone.now(),
    )  # fmt: skip


def _faults(case: Any, said: Said) -> Iterator[Fault]:
    if said.role not in code_list("team_role"):
        yield Fault("role", "casefile.required")
    if said.colleague and (said.body or said.name.strip()):
        yield Fault("colleague", "teams.one_of_two")
    elif said.colleague and said.colleague not in queries.colleagues(case.institution):
        yield Fault("colleague", "teams.no_colleague")
    elif not said.colleague:
        yield from _faults_of_outsider(case, said)
    yield from _faults_of_lead(case, said)
    if said.to_on and said.to_on < (said.from_on or timezone.localdate()):
        yield Fault("to_on", "teams.backwards")


def _faults_of_outsider(case: Any, said: Said) -> Iterator[Fault]:
    if said.role == LEAD:
        yield Fault("colleague", "teams.lead_is_colleague")
    elif not said.name.strip():
        yield Fault("name", "casefile.required")
    if said.body == case.institution or (said.body and not institutions().filter(code=said.body).exists()):
        yield Fault("body", "teams.other_body")


def _faults_of_lead(case: Any, said: Said) -> Iterator[Fault]:
    if said.role != LEAD:
        return
    if queries.lead(case):
        yield Fault("role", "teams.lead_there")
    if said.to_on or (said.from_on and said.from_on > timezone.localdate()):
        yield Fault("from_on", "teams.lead_now")


def end(actor: Actor | None, pk: str, on: dt.date | None) -> Member:
    """Somebody leaves the team; `on`: their last day. Refuses a day before they joined or in the future."""
    with _held(actor, pk) as (who, found):
        refuse_closed(found.case)
        if on is None or not found.from_on <= on <= timezone.localdate():
            raise FaultsError([Fault("on", "teams.day")])
        found.to_on, found.ended_at = on, timezone.now()
        found.save()
        _audit(who, "end", found.case, found)
    return found


def strike(actor: Actor | None, pk: str, reason: str) -> Member:
    """Entered in error: it stays readable."""
    with _held(actor, pk) as (who, found):
        refuse_closed(found.case)
        if not reason.strip():
            raise FaultsError([Fault("reason", "casefile.required")])
        found.struck_at, found.struck_by_name, found.struck_reason = timezone.now(), who.name, reason.strip()[:1000]
        found.save()
        _audit(who, "strike", found.case, found)
    return found


def opened(actor: Actor | None, case_id: str) -> Any:
    """The case for the page of its team. A look at outsiders, whose names and contacts are shown, leaves one entry."""
    case = one_case(FILE, actor, case_id)
    who = require(actor, READ, case.institution)
    if any(not one.colleague for one in queries.history(case)):
        with transaction.atomic(using=ZONE):
            record(ZONE, who, READ, object_type="case", object_id=str(case.pk))
    return case


@contextmanager
def _held(actor: Actor | None, pk: str) -> Iterator[tuple[Actor, Member]]:
    """A member who is in the team still (`teams.over`)."""
    with transaction.atomic(using=ZONE):
        Member.objects.select_for_update().filter(pk=pk).first()  # judged is what stands once it is held
        found = queries.one(actor, pk, WRITE)
        if found.struck_at or found.ended_at:
            raise GijaError("teams.over")
        yield require(actor, WRITE, found.institution), found


def _audit(who: Actor, act: str, case: Any, found: Member) -> None:
    with transaction.atomic(using=ZONE):
        record(
            ZONE, who, f"casework.team.{act}", object_type="member", object_id=str(found.pk),
            details={"case": str(case.pk), "role": found.role, "body": found.body},
        )  # fmt: skip
