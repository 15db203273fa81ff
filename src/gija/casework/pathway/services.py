"""What happens on the way of a case: a stage entered, a screening, a risk assessment, a way to reach the person, a step
for a child; one struck out. One act, one transaction, one audit entry; a form sent twice (`number`) acts once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.pathway import book, queries
from gija.casework.pathway.acts import SHORT, ZONE, Faults, held, known, noted, sent_twice, text
from gija.casework.pathway.childhood import AGE
from gija.casework.pathway.definitions import next_of, stages
from gija.casework.pathway.models import ChildStep, Contact, Risk, Screening, Step
from gija.casework.pathway.proposals import level, proposal
from gija.casework.pathway.rules import EXPORT, WRITE
from gija.commons.audit.services import record
from gija.commons.casefile.acts import enter, touched
from gija.commons.casefile.ids import new_id
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Entered:
    """A stage as it is entered: by which kind of institution, which one, on which day."""

    stage: str
    on: dt.date | None
    authority_kind: str
    authority: str = ""
    note: str = ""


def stage(actor: Actor | None, case_id: str, said: Entered, number: str = "") -> Any:
    """Enter a stage. One that means a status of the person is an entry among the statuses of the case file.

    Refuses a stage that may not follow (`pathway.order`), a kind of institution that is not competent for it
    (`pathway.not_competent`), a day before the stage in which the case stands, and a day in the future.
    """
    with held(actor, case_id) as (who, case):
        if there := _stage_there(case, number):
            return there
        _check_stage(case, said)
        entry, of = number or new_id(), stages()[said.stage]
        told = {"on": said.on, "authority_kind": said.authority_kind, "authority": text(said.authority, SHORT)}
        if of.status:
            made = enter(FILE.status, who, case, entry, status=of.status, **told)
        else:
            made = enter(Step, who, case, entry, stage=said.stage, note=text(said.note), **told)
        touched(case, told=bool(of.status))
        noted(who, case, "stage", said.stage, made, missing=queries.needs_of(case, said.stage))
    return made


def _stage_there(case: Any, number: str) -> Any | None:
    if there := sent_twice("step", number, case):
        return there
    status = FILE.status.objects.filter(pk=number or "-").first()
    if status is not None and status.case_id != case.pk:
        raise GijaError("pathway.not_found")
    return status


def _check_stage(case: Any, said: Entered) -> None:
    stands, faults = queries.standing(case), Faults()
    if said.stage not in {one.code for one in next_of(stands.stage)}:
        faults.add("stage", "pathway.order")
    elif said.authority_kind not in stages()[said.stage].competent:
        faults.add("authority_kind", "pathway.not_competent")
    faults.past("on", said.on)
    if said.on and said.on < stands.since:
        faults.add("on", "pathway.day")
    faults.refuse()


@dataclass(frozen=True, slots=True)
class Screened:
    """What a first screening brought."""

    on: dt.date | None
    asked_by: str
    answers: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    interpreter: str = ""
    note: str = ""


def screen(actor: Actor | None, case_id: str, said: Screened, number: str = "") -> Screening:
    """Keep a first screening with what the rule proposes. What is left out was not asked: it is never taken as "no".

    Refuses no day, nobody who asked, and a kind of institution that is not competent for it.
    """
    with held(actor, case_id) as (who, case):
        if there := sent_twice("screening", number, case):
            return there  # type: ignore[no-any-return]
        queries.refuse_screening(case)
        faults = Faults()
        faults.past("on", said.on)
        faults.required(asked_by=said.asked_by)
        faults.refuse()
        child = queries.childhood_of(case).treated
        answers = known(said.answers, "screening_indicator", "screening_answer")
        made: Screening = enter(
            Screening, who, case, number or new_id(), on=said.on, asked_by=text(said.asked_by, SHORT), answers=answers,
            language=said.language, interpreter=text(said.interpreter, SHORT), note=text(said.note), child=child,
            proposed=proposal(answers, child).result,
        )  # fmt: skip
        touched(case, told=False)
        noted(who, case, "screening", made.proposed, made)
    return made


def decide(actor: Actor | None, pk: str, decided: str, reason: str) -> Screening:
    """A person decides on a screening, with a reason; the stage that follows is entered apart."""
    seen = queries.one(actor, "screening", pk, WRITE)
    with held(actor, str(seen.case_id)) as (who, case):
        found: Screening = queries.one(actor, "screening", pk, WRITE)
        if found.decided or found.struck_at:
            raise GijaError("pathway.decided")
        faults = Faults()
        faults.coded("screening_result", decided=decided)
        faults.required(reason=reason)
        faults.refuse()
        found.decided, found.reason = decided, text(reason)
        found.decided_by, found.decided_at = who.name, timezone.now()
        found.save()
        noted(who, case, "decide", decided, found, proposed=found.proposed)
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """A risk assessment: a level for each factor, the level of the whole, what was agreed."""

    on: dt.date | None
    level: str
    review_on: dt.date | None
    factors: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    measures: str = ""


def assess(actor: Actor | None, case_id: str, said: Judged, number: str = "") -> Risk:
    """Keep a risk assessment; it takes the place of the one before.

    Refuses another level than the rule proposes without a reason, and a day of review that is not after the day of the
    assessment.
    """
    with held(actor, case_id) as (who, case):
        if there := sent_twice("risk", number, case):
            return there  # type: ignore[no-any-return]
        factors = known(said.factors, "risk_factor", "risk_level")
        proposed, faults = level(factors), Faults()
        faults.past("on", said.on)
        faults.coded("risk_level", level=said.level)
        if said.level != proposed:
            faults.required(reason=said.reason)
        if said.review_on is None or (said.on and said.review_on <= said.on):
            faults.add("review_on", "pathway.review")
        faults.refuse()
        _replaced(Risk, case)
        made: Risk = enter(
            Risk, who, case, number or new_id(), on=said.on, factors=factors, proposed=proposed, level=said.level,
            reason=text(said.reason), measures=text(said.measures), review_on=said.review_on,
        )  # fmt: skip
        touched(case, told=False)
        noted(who, case, "risk", made.level, made)
    return made


@dataclass(frozen=True, slots=True)
class Reached:
    """One way to reach the person, and whether it is safe."""

    channel: str
    safety: str
    where: str = ""
    hours: str = ""
    word: str = ""


def contact(actor: Actor | None, case_id: str, said: Reached, number: str = "") -> Contact:
    """Note whether one way to reach the person is safe; it takes the place of what was said of that way before.

    Refuses *only at certain times* without the times, and *through somebody* without whom.
    """
    with held(actor, case_id) as (who, case):
        if there := sent_twice("contact", number, case):
            return there  # type: ignore[no-any-return]
        faults = Faults()
        faults.coded("contact_channel", channel=said.channel)
        faults.coded("contact_safety", safety=said.safety)
        if said.safety == "only_when":
            faults.required(hours=said.hours)
        if said.channel == "through" and said.safety != "unsafe":
            faults.required(where=said.where)
        faults.refuse()
        _replaced(Contact, case, channel=said.channel)
        made: Contact = enter(
            Contact, who, case, number or new_id(), channel=said.channel, safety=said.safety,
            where=text(said.where, SHORT), hours=text(said.hours, SHORT), word=text(said.word, SHORT),
        )  # fmt: skip
        touched(case, told=False)
        noted(who, case, "contact", made.channel, made, safety=made.safety)
    return made


def _replaced(model: Any, case: Any, **where: str) -> None:
    model.objects.filter(case=case, struck_at=None, replaced=False, **where).update(replaced=True)


@dataclass(frozen=True, slots=True)
class ForChild:
    """A step for a child: done by whom on a day, or not needed."""

    step: str
    on: dt.date | None
    who: str = ""
    note: str = ""
    needless: bool = False


def child_step(actor: Actor | None, case_id: str, said: ForChild, number: str = "") -> ChildStep:
    """Note a step for a child. Refuses *not needed* without a reason or of the age (`pathway.age`), and a guardian
    without a name."""
    with held(actor, case_id) as (who, case):
        if there := sent_twice("child", number, case):
            return there  # type: ignore[no-any-return]
        faults = Faults()
        faults.coded("child_step", step=said.step)
        faults.past("on", said.on)
        if said.needless and said.step in AGE:
            faults.add("needless", "pathway.age")
        elif said.needless:
            faults.required(note=said.note)
        elif said.step == "guardian":
            faults.required(who=said.who)
        faults.refuse()
        made: ChildStep = enter(
            ChildStep, who, case, number or new_id(), step=said.step, on=said.on, who=text(said.who, SHORT),
            note=text(said.note), needless=said.needless,
        )  # fmt: skip
        touched(case, told=False)
        noted(who, case, "child", made.step, made, needless=made.needless)
    return made


def strike(actor: Actor | None, kind: str, pk: str, reason: str) -> Any:
    """Strike out an entry made in error; it stays readable. What it had replaced holds again. Again: nothing happens.

    Refused for a closure that was decided: a case is reopened instead. A status is struck out in the case file.
    """
    seen = queries.one(actor, kind, pk, WRITE)
    with held(actor, str(seen.case_id)) as (who, case):
        found = queries.one(actor, kind, pk, WRITE)
        if found.struck_at:
            return found
        if kind == "closure" and found.state != found.State.ASKED:
            raise GijaError("pathway.decided")
        faults = Faults()
        faults.required(reason=reason)
        faults.refuse()
        found.struck_at, found.struck_by_name, found.struck_reason = timezone.now(), who.name, text(reason, 1000)
        found.save(update_fields=["struck_at", "struck_by_name", "struck_reason"])
        if kind in ("risk", "contact") and not found.replaced:
            _brought_back(kind, found)
        touched(case, told=False)
        noted(who, case, "strike", kind, found)
    return found


def _brought_back(kind: str, struck: Any) -> None:
    where = {"channel": struck.channel} if kind == "contact" else {}
    before = queries.KINDS[kind].objects.filter(case=struck.case_id, struck_at=None, **where)
    if last := before.order_by("entered_at").last():
        last.replaced = False
        last.save(update_fields=["replaced"])


def looked(actor: Actor | None, case_id: str) -> Any:
    """The case for the pages of its way, which say how to reach the person or what was answered: each look leaves one
    entry."""
    with transaction.atomic(using=ZONE):
        found = queries.case_of(actor, case_id)
        record(ZONE, actor, "casework.pathway.look", object_type="case", object_id=str(found.pk))
    return found


def exported(actor: Actor | None) -> list[book.Row]:
    """Where every case of the institution stands, to be taken away: no identity, one entry."""
    who = require(actor, EXPORT, actor.institution if actor else None)
    with transaction.atomic(using=ZONE):
        rows = book.rows(who.institution)
        record(ZONE, who, EXPORT, object_type="pathway", object_id=who.institution, details={"rows": len(rows)})
    return rows
