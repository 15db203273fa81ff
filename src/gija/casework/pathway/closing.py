"""Closing a case: asked for by a case worker, approved or returned by somebody else, reopened. What is decided is also
told to the case file (state of the case, why it was closed), from where the register counts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from gija.casework.pathway import queries
from gija.casework.pathway.acts import Faults, held, noted, sent_twice, text
from gija.casework.pathway.models import Closure
from gija.casework.pathway.rules import APPROVE, WRITE
from gija.commons.casefile import answers
from gija.commons.casefile.acts import enter, touched
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import Fault
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError

OUTCOMES = ("closed", "closed_referred")  # of the code list `case_status`
OPEN = "active"


def ask(actor: Actor | None, case_id: str, reason: str, outcome: str, words: str = "", number: str = "") -> Closure:
    """Ask for the closure of a case. Refuses a second question while one waits (`pathway.asked_already`)."""
    with held(actor, case_id) as (who, case):
        if there := sent_twice("closure", number, case):
            return there  # type: ignore[no-any-return]
        if queries.asked(case.institution).filter(case=case).exists():
            raise GijaError("pathway.asked_already")
        faults = Faults()
        faults.coded("closure_reason", reason=reason)
        if outcome not in OUTCOMES:
            faults.add("outcome")
        if reason == "other":
            faults.required(words=words)
        faults.refuse()
        made: Closure = enter(
            Closure, who, case, number or new_id(), reason=reason, outcome=outcome, words=text(words)
        )  # fmt: skip
        touched(case, told=False)
        noted(who, case, "close_ask", reason, made)
    return made


def approve(actor: Actor | None, pk: str, answer: str = "", why: str = "") -> Closure:
    """Close the case. Refused: to who asked for it (`pathway.own_closure`); a child's case with required steps missing,
    unless the supervisor says why (`pathway.child_missing`)."""
    seen = queries.one(actor, "closure", pk, APPROVE)
    with held(actor, str(seen.case_id), APPROVE) as (who, case):
        found = _asked(actor, who, pk)
        absent = queries.child_missing(case)
        if absent and not why.strip():
            faults = Faults()
            faults.add("why", "pathway.child_missing")
            faults.refuse()
        found.missing, found.why = list(absent), text(why) if absent else ""
        _decided(who, found, Closure.State.APPROVED, answer)
        answers.put(case, {"case_status": found.outcome, "closure_reason": found.reason})
        touched(case)
        noted(who, case, "close", found.reason, found, missing=list(absent))
    return found


def give_back(actor: Actor | None, pk: str, answer: str) -> Closure:
    """Do not close it yet: the case worker is told why. Refused to who asked for it."""
    seen = queries.one(actor, "closure", pk, APPROVE)
    with held(actor, str(seen.case_id), APPROVE) as (who, case):
        found = _asked(actor, who, pk)
        faults = Faults()
        faults.required(answer=answer)
        faults.refuse()
        _decided(who, found, Closure.State.RETURNED, answer)
        noted(who, case, "close_return", found.reason, found)
    return found


def _asked(actor: Actor | None, who: Actor, pk: str) -> Closure:
    found: Closure = queries.one(actor, "closure", pk, APPROVE)
    if found.struck_at or found.state != Closure.State.ASKED:
        raise GijaError("pathway.decided")
    if found.account == who.account:
        raise GijaError("pathway.own_closure")
    return found


def _decided(who: Actor, found: Closure, state: Closure.State, answer: str) -> None:
    found.state, found.answer = state, text(answer)
    found.decided_on, found.decided_by = timezone.localdate(), who.name
    found.save()


def reopen(actor: Actor | None, pk: str, reason: str) -> Closure:
    """Open a closed case again: it stands where it stood before."""
    seen = queries.one(actor, "closure", pk, WRITE)
    with held(actor, str(seen.case_id), WRITE, closed=True) as (who, case):
        found: Closure = queries.one(actor, "closure", pk, WRITE)
        if found.state != Closure.State.APPROVED:
            raise GijaError("pathway.not_closed")
        faults = Faults()
        faults.required(reason=reason)
        faults.refuse()
        found.state, found.reopened_why = Closure.State.REOPENED, text(reason)
        found.reopened_on, found.reopened_by = timezone.localdate(), who.name
        found.save()
        answers.put(case, {"case_status": OPEN})
        touched(case)
        noted(who, case, "reopen", found.reason, found)
    return found


def in_wait(case: Any) -> Closure | None:
    """The closure of a case that waits for a supervisor."""
    return queries.asked(case.institution).filter(case=case.pk).first()


def guard(case: Any, before: Mapping[str, Any]) -> Iterator[Fault]:
    """By hand no case is closed, and what its closure said stays until it is reopened (`pathway.state`). An imported
    case that says it is closed and never was here may be put right."""
    was, now = before.get("case_status"), case.answers.get("case_status")
    if was != now and (now in OUTCOMES or queries.closed(case)):
        yield Fault("case_status", "pathway.state")
    elif before.get("closure_reason") != case.answers.get("closure_reason") and queries.closed(case):
        yield Fault("closure_reason", "pathway.state")
