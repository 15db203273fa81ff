"""What happens to a support plan: written, handed in, approved or returned, followed up, replaced by a new edition.

One act, one transaction, one audit entry. The words of a plan never leave the institution.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.assistance.models import Aim, Plan, Review, Step
from gija.casework.assistance.plans import queries
from gija.casework.assistance.plans.queries import APPROVED, CLOSED, DRAFT, REPLACED, RETURNED, SUBMITTED, WRITABLE
from gija.casework.assistance.rules import APPROVE, WRITE, happened
from gija.casework.cases.file import FILE
from gija.casework.pathway.queries import refuse_closed
from gija.commons.audit.services import record
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.ids import is_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.directory.queries import institutions, name_on
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone
LONGEST = 4000
WRITING = ("wish", "aim", "step", "review", "remove", "submit")


@dataclass(frozen=True, slots=True)
class SaidStep:
    """A step as it was written. `who`: `account:12`, `body:code`, or nothing: the person themselves."""

    text: str
    by: dt.date | None
    who: str = ""


def begin(actor: Actor | None, case_id: str) -> Plan:
    """A plan of a case, or the one that is being written: a case has one plan in many editions.

    After an approved edition, a new one that says the same, to be changed: aims, steps that are open, reviews to come.
    """
    with case_held(FILE, actor, case_id, "read") as (_reader, case):
        who = require(actor, WRITE, case.institution)
        refuse_closed(case)
        last = Plan.objects.filter(case=case, struck_at=None).order_by("-edition").first()
        if last and last.state in (*WRITABLE, SUBMITTED):
            return last
        there = Plan.objects.filter(case=case, struck_at=None, state=APPROVED).first()  # a later one may be given up
        wants = (there or last).wants if last else ""
        made = Plan(
            institution=case.institution, case=case, edition=last.edition + 1 if last else 1, account=who.account,
            actor_name=who.name, entered_at=timezone.now(), wants=wants, writers=[who.account],
        )  # fmt: skip
        made.save(force_insert=True)
        if there:
            _copied(there, made)
        _reckon(made)
        _audited(who, "begin", made)
    return made


def _copied(old: Plan, new: Plan) -> None:
    for aim in old.aims.all():
        copy = Aim(institution=new.institution, plan=new, field=aim.field, text=aim.text, place=aim.place)
        copy.save(force_insert=True)
        for step in aim.steps.all():
            if step.open:  # field by field: what is encrypted is bound to its own row
                kept = {name: getattr(step, name) for name in ("text", "account", "body", "responsible", "by", "place")}
                Step(institution=new.institution, aim=copy, **kept).save(force_insert=True)
    for review in old.reviews.all():
        if review.held_on is None:
            Review(institution=new.institution, plan=new, on=review.on).save(force_insert=True)


def wish(
    actor: Actor | None, pk: str, version: int, wants: str, agreed_on: dt.date | None = None, interpreted: str = ""
) -> Plan:
    """What the person wants, in their own words; when they agreed, through an interpreter of which language.

    Refuses a day to come, and a language that is none.
    """
    with _held(actor, pk, version, WRITABLE) as (who, found):
        if agreed_on and agreed_on > timezone.localdate():
            raise FaultsError([Fault("agreed_on", "casefile.future")])
        if interpreted and interpreted not in code_list("language"):
            raise FaultsError([Fault("interpreted", "casefile.required")])
        found.wants, found.agreed_on, found.interpreted = wants.strip()[:LONGEST], agreed_on, interpreted
        _saved(who, "wish", found)
    return found


def add_aim(actor: Actor | None, pk: str, version: int, field: str, text: str) -> Plan:
    """One aim more."""
    with _held(actor, pk, version, WRITABLE) as (who, found):
        faults = [Fault("field", "casefile.required")] if field not in code_list("support_field") else []
        if faults := faults + ([] if text.strip() else [Fault("text", "casefile.required")]):
            raise FaultsError(faults)
        place = found.aims.count()
        Aim(institution=found.institution, plan=found, field=field, text=text.strip()[:LONGEST], place=place).save()
        _saved(who, "aim", found)
    return found


def add_step(actor: Actor | None, pk: str, version: int, aim: str, said: SaidStep) -> Plan:
    """One step more for an aim, with who does it and until when."""
    with _held(actor, pk, version, WRITABLE) as (who, found):
        of = found.aims.filter(pk=aim).first()
        faults = [] if of else [Fault("aim", "casefile.required")]
        faults += [] if said.text.strip() else [Fault("text", "casefile.required")]
        faults += [] if said.by else [Fault("by", "casefile.required")]
        if faults or of is None or said.by is None:
            raise FaultsError(faults)
        Step(
            institution=found.institution, aim=of, text=said.text.strip()[:LONGEST], by=said.by,
            place=of.steps.count(), **_responsible(who, said.who),
        ).save(force_insert=True)  # fmt: skip
        _saved(who, "step", found)
    return found


def _responsible(who: Actor, said: str) -> dict[str, Any]:
    """Who does a step; the name is kept as it was."""
    kind, _colon, code = said.partition(":")
    if not said:
        return {}
    colleagues = queries.colleagues(who)
    if kind == "account" and code.isdecimal() and int(code) in colleagues:
        return {"account": int(code), "responsible": colleagues[int(code)]}
    if kind == "body" and institutions().filter(code=code).exists():
        return {"body": code, "responsible": name_on(code)}
    raise FaultsError([Fault("who", "casefile.required")])


def add_review(actor: Actor | None, pk: str, version: int, on: dt.date | None) -> Plan:
    """A day on which the plan is looked at with the person. Of a plan in force too."""
    with _held(actor, pk, version, (*WRITABLE, APPROVED)) as (who, found):
        if on is None or on < timezone.localdate():
            raise FaultsError([Fault("on", "assistance.passed" if on else "casefile.required")])
        Review(institution=found.institution, plan=found, on=on).save(force_insert=True)
        _saved(who, "review", found)
    return found


def remove(actor: Actor | None, pk: str, version: int, thing: str) -> Plan:
    """Take an aim, a step or a review out of what is being written; what was once approved stays readable there."""
    with _held(actor, pk, version, WRITABLE) as (who, found):
        parts = (found.aims.all(), Step.objects.filter(aim__plan=found), found.reviews.filter(held_on=None))
        if not is_id(thing) or not sum(rows.filter(pk=thing).delete()[0] for rows in parts):
            raise GijaError("assistance.not_found")
        _saved(who, "remove", found)
    return found


def submit(actor: Actor | None, pk: str, version: int) -> Plan:
    """Hand it in to the supervisor. Refuses a plan without an aim, a step or a day of review (`assistance.thin_plan`),
    and one the person has not agreed to (`assistance.not_agreed`)."""
    with _held(actor, pk, version, WRITABLE) as (who, found):
        if found.agreed_on is None:
            raise GijaError("assistance.not_agreed")
        if not Step.objects.filter(aim__plan=found).exists() or not found.reviews.exists():
            raise GijaError("assistance.thin_plan")
        found.state, found.submitted_by = SUBMITTED, who.account
        _saved(who, "submit", found)
    return found


def decide(actor: Actor | None, pk: str, version: int, approves: bool, why: str = "") -> Plan:
    """Approve it, so that it replaces the one in force, or return it with the reason.

    Refuses whoever wrote it or handed it in (`assistance.own_plan`), and a return without a reason.
    """
    with _held(actor, pk, version, (SUBMITTED,), APPROVE) as (who, found):
        if queries.wrote(who, found):
            raise GijaError("assistance.own_plan")
        if not approves and not why.strip():
            raise FaultsError([Fault("why", "casefile.required")])
        found.decided_by, found.decided_by_name, found.decided_at = who.account, who.name, timezone.now()
        found.decision, found.state = why.strip()[:LONGEST], APPROVED if approves else RETURNED
        if approves:
            Plan.objects.filter(case=found.case_id, state=APPROVED).exclude(pk=found.pk).update(state=REPLACED)
        _saved(who, "approve" if approves else "return", found)
    return found


def step_done(actor: Actor | None, pk: str, version: int, step: str, on: dt.date | None, dropped: bool = False) -> Plan:
    """A step was done on a day, or is no longer needed."""
    with _held(actor, pk, version, (APPROVED,)) as (who, found):
        there = Step.objects.filter(pk=step, aim__plan=found).first()
        if there is None or not there.open:
            raise GijaError("assistance.not_found")
        if not dropped and (faults := happened("on", on)):
            raise FaultsError(faults)
        there.done_on, there.dropped = (None, True) if dropped else (on, False)
        there.save(update_fields=["done_on", "dropped"])
        _saved(who, "step_dropped" if dropped else "step_done", found)
    return found


def review_held(actor: Actor | None, pk: str, version: int, review: str, on: dt.date | None, note: str = "") -> Plan:
    """A review was held."""
    with _held(actor, pk, version, (APPROVED,)) as (who, found):
        there = found.reviews.filter(pk=review, held_on=None).first()
        if there is None:
            raise GijaError("assistance.not_found")
        if faults := happened("on", on):
            raise FaultsError(faults)
        there.held_on, there.note = on, note.strip()[:LONGEST]
        there.save(update_fields=["held_on", "note"])
        _saved(who, "review_held", found)
    return found


def close(actor: Actor | None, pk: str, version: int) -> Plan:
    """It has served its time: nothing of it waits any more."""
    with _held(actor, pk, version, (*WRITABLE, APPROVED), ends=True) as (who, found):
        found.state = CLOSED
        _saved(who, "close", found)
    return found


@contextmanager
def _held(
    actor: Actor | None,
    pk: str,
    version: int,
    states: tuple[str, ...] = (DRAFT,),
    action: str = WRITE,
    *,
    ends: bool = False,
) -> Iterator[tuple[Actor, Plan]]:
    """The plan as it was when its page was opened (`assistance.changed_meanwhile`), in a state that allows the act
    (`assistance.not_now`). In a closed case a plan may only end (`ends`)."""
    queries.one(actor, pk, action)
    with transaction.atomic(using=ZONE):
        found = Plan.objects.select_for_update().get(pk=pk)
        if found.version != version:
            raise GijaError("assistance.changed_meanwhile")
        if found.state not in states or found.struck_at:
            raise GijaError("assistance.not_now")
        if not ends:
            refuse_closed(found.case)
        yield require(actor, action, found.institution), found


def _reckon(found: Plan) -> None:
    """The nearest open day, for lists: nothing where none is open."""
    days = [one.on for one in queries.due(found)]
    found.next_on = min(days, default=None)
    found.save(update_fields=["next_on"])


def _saved(who: Actor, act: str, found: Plan) -> None:
    found.version += 1
    if act in WRITING and who.account not in found.writers:
        found.writers = [*found.writers, who.account]
    found.save()
    _reckon(found)
    _audited(who, act, found)


def _audited(who: Actor, act: str, found: Plan) -> None:
    record(
        ZONE, who, f"casework.plan.{act}", object_type="support_plan", object_id=str(found.pk),
        details={"case": str(found.case_id), "edition": found.edition},
    )  # fmt: skip
