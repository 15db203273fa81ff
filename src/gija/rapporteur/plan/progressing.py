"""Progress on measures: written by the institution that answers for one, sent, approved or returned; and evaluation.

What was sent stands in the acts as it was, so a return and a second sending lose nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, may, require
from gija.methods.money import Money
from gija.rapporteur.plan import queries, rules
from gija.rapporteur.plan.models import OPEN, ZONE, Evaluation, Plan, Progress, ProgressAct, State
from gija.rapporteur.plan.services import who
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

SHORTEST_REASON = 10
GRADES = (1, 2, 3, 4)
NOTHING = Text("", "")
HALF = re.compile(r"(19|20)\d\d-H[12]")


@dataclass(frozen=True, slots=True)
class Told:
    """What an institution tells of a measure. `actuals`: what was reached, in the order of the measure's targets."""

    execution: str = ""
    text: Text = NOTHING
    actuals: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()  # what it is, where it is found
    spent: Money | None = None


def begin(actor: Actor | None, code: str, measure: str, period: str) -> Progress:
    """The progress of the actor's institution on a measure and half-year: made if it is not there yet.

    Refuses a measure that the institution does not answer for (`plan.no_measure`) and a period that is no half-year of
    the plan (`plan.period`).
    """
    actor = require(actor, rules.REPORT, actor.institution if actor else None)
    plan = queries.plan(code)
    found = queries.tree(plan).measure(measure)
    if actor.institution not in found.responsible:
        raise GijaError("plan.no_measure", measure=measure)
    if not HALF.fullmatch(period) or not plan.starts.year <= int(period[:4]) <= plan.ends.year + 1:
        raise GijaError("plan.period")
    with transaction.atomic(using=ZONE):
        made, new = Progress.objects.get_or_create(
            plan=plan, measure=measure, period=period, institution=actor.institution,
            defaults={"changed_at": timezone.now(), "actuals": ["" for _ in found.targets]},
        )  # fmt: skip
        if new:
            _note(actor, rules.REPORT, made, "begin")
    return made


def write(actor: Actor | None, pk: int, version: int, told: Told) -> Progress:
    """Keep what was written so far; may be unfinished."""
    with acting(actor, pk, version, rules.REPORT, OPEN) as (by, found):
        _put(found, told)
        act_on(by, rules.REPORT, found, "write")
    return found


def _put(found: Progress, told: Told) -> None:
    if told.execution and told.execution not in code_list("plan_execution").codes:
        raise GijaError("plan.execution")
    wanted = len(queries.tree(found.plan).measure(found.measure).targets)
    if len(told.actuals) > wanted or any(not title or not place for title, place in told.evidence):
        raise GijaError("plan.evidence")
    found.execution, found.text_en, found.text_lt = told.execution, told.text.en.strip(), told.text.lt.strip()
    found.actuals = [*told.actuals, *([""] * (wanted - len(told.actuals)))]
    found.evidence = [list(one) for one in told.evidence]
    found.spent = told.spent.amount if told.spent else None
    found.currency = told.spent.currency if told.spent else "EUR"


def send(actor: Actor | None, pk: int, version: int) -> Progress:
    """To the coordinator. Refuses what says nothing of execution or lacks a text (`plan.unfinished`), and what says
    that a measure was carried out without evidence (`plan.no_evidence`)."""
    with acting(actor, pk, version, rules.REPORT, OPEN) as (by, found):
        if not found.execution or not found.text_lt:
            raise GijaError("plan.unfinished")
        if found.execution in ("done", "partly") and not found.evidence and not found.files:
            raise GijaError("plan.no_evidence")
        found.state = State.SENT
        act_on(by, rules.REPORT, found, "send")
    return found


def approve(actor: Actor | None, pk: int, version: int) -> Progress:
    """It holds. Not by who sent it (`plan.second_person`)."""
    with acting(actor, pk, version, rules.APPROVE, (State.SENT,)) as (by, found):
        _check_other(by, found)
        found.state = State.APPROVED
        act_on(by, rules.APPROVE, found, "approve")
    return found


def send_back(actor: Actor | None, pk: int, version: int, reason: str) -> Progress:
    """Return what was sent, or open again what was approved, with the reason."""
    plain = _reason(reason)
    with acting(actor, pk, version, rules.APPROVE, (State.SENT, State.APPROVED)) as (by, found):
        found.state = State.RETURNED
        act_on(by, rules.APPROVE, found, "return", plain)
    return found


def _check_other(by: Actor, found: Progress) -> None:
    last = found.acts.filter(act="send").last()
    if last is not None and last.account == by.account:
        raise GijaError("plan.second_person")


def _reason(reason: str) -> str:
    plain = " ".join(reason.split())[:2000]
    if len(plain) < SHORTEST_REASON:
        raise GijaError("plan.reason", shortest=SHORTEST_REASON)
    return plain


def evaluate(
    actor: Actor | None, code: str, criterion: str, grade: int | None, text: Text, measure: str = ""
) -> Evaluation:
    """A judgement by a criterion, of a measure or of the whole plan. `grade` None: it cannot be judged, and the text
    says why. The last by the same institution counts; earlier ones stay readable."""
    by = require(actor, rules.EVALUATE)
    plan = queries.plan(code)
    if measure:
        queries.tree(plan).measure(measure)
    if criterion not in code_list("evaluation_criterion").codes or grade not in (None, *GRADES):
        raise GijaError("plan.grade")
    if len(text.lt.strip()) < SHORTEST_REASON:
        raise GijaError("plan.reason", shortest=SHORTEST_REASON)
    with transaction.atomic(using=ZONE):
        made = Evaluation.objects.create(
            plan=plan, measure=measure, criterion=criterion, grade=grade, text_en=text.en.strip(),
            text_lt=text.lt.strip(), **who(by),
        )  # fmt: skip
        record(
            ZONE, by, rules.EVALUATE, object_type="plan", object_id=plan.code,
            details={"measure": measure, "criterion": criterion},
        )  # fmt: skip
    return made


def judged(plan: Plan, measure: str = "") -> Mapping[str, list[Evaluation]]:
    """Criterion -> the last judgement of each institution."""
    found: dict[str, dict[str, Evaluation]] = {}
    for one in plan.evaluations.filter(measure=measure):
        found.setdefault(one.criterion, {})[one.institution] = one
    return {criterion: list(own.values()) for criterion, own in found.items()}


@contextmanager
def acting(
    actor: Actor | None, pk: int, version: int, action: str, states: tuple[str, ...]
) -> Iterator[tuple[Actor, Progress]]:
    """Under its lock; refuses another institution's, a wrong state (`plan.state`), an older version
    (`plan.version`)."""
    by = require(actor, action, actor.institution if action == rules.REPORT and actor else None)
    with transaction.atomic(using=ZONE):
        found = Progress.objects.select_for_update().select_related("plan").filter(pk=pk).first()
        if found is None or not may(by, action, found.institution):
            raise GijaError("plan.not_found")
        if found.version != version:
            raise GijaError("plan.version")
        if found.state not in states:
            raise GijaError("plan.state")
        yield by, found


def act_on(by: Actor, action: str, found: Progress, act: str, reason: str = "") -> None:
    found.version += 1
    found.changed_at = timezone.now()
    found.save()
    ProgressAct.objects.create(
        progress=found, act=act, reason=reason, content=content(found), version=found.version, **who(by)
    )
    _note(by, action, found, act)


def content(of: Progress) -> dict[str, Any]:
    """What it says, as plain values."""
    return {
        "execution": of.execution, "en": of.text_en, "lt": of.text_lt, "actuals": of.actuals, "evidence": of.evidence,
        "files": of.files,
        "spent": str(Decimal(of.spent).quantize(Decimal("0.01"))) if of.spent is not None else None,
        "currency": of.currency,
    }  # fmt: skip


def _note(by: Actor, action: str, found: Progress, act: str) -> None:
    record(
        ZONE, by, action, object_type="progress", object_id=str(found.pk),
        details={"act": act, "plan": found.plan.code, "measure": found.measure, "period": found.period},
    )  # fmt: skip
