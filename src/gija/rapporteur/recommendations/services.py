"""What happens to a recommendation: entered, answered by its addressees, approved or returned, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gija.commons.directory.queries import institution as known
from gija.commons.permissions import Actor, may, require
from gija.rapporteur.bodies import trail
from gija.rapporteur.plan import queries as plans
from gija.rapporteur.recommendations import rules, seeds
from gija.rapporteur.recommendations.models import WRITABLE, ZONE, FollowUp, Recommendation, Source, State
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

NOTHING = Text("", "")
MISSING = "recommendations.not_found"


@dataclass(frozen=True, slots=True)
class Advice:
    """What is recommended: in which document, to whom, until when; the measure of a plan that answers it."""

    source: str
    document: Text
    day: dt.date
    text: Text
    addressees: tuple[str, ...]
    action: Text = NOTHING
    place: str = ""
    due_on: dt.date | None = None
    plan: str = ""
    measure: str = ""


def load(actor: Actor | None) -> list[Recommendation]:
    """Make those of the source documents; what is there stays as it is."""
    actor = require(actor, rules.KEEP)
    here = set(Recommendation.objects.values_list("code", flat=True))
    with transaction.atomic(using=ZONE):
        made = [_make(code, fields) for code, fields in seeds.known().items() if code not in here]
        if made:
            trail.note(actor, rules.KEEP, "recommendation", "load", "load")
    return made


def _make(code: str, fields: dict[str, Any]) -> Recommendation:
    made = Recommendation.objects.create(code=code, **fields)
    FollowUp.objects.bulk_create(FollowUp(recommendation=made, institution=one) for one in made.addressees)
    return made


def add(actor: Actor | None, code: str, of: Advice) -> Recommendation:
    """Enter a recommendation. Refuses a code that is taken (`recommendations.taken`), one without addressee
    (`recommendations.addressee`), a deadline before its day, a measure that the plan does not have."""
    actor = require(actor, rules.KEEP)
    text, document = trail.both(of.text), trail.both(of.document)
    if of.source not in Source.values or not of.addressees:
        raise GijaError("recommendations.addressee")
    for one in of.addressees:
        known(one)
    if of.due_on and of.due_on < of.day:
        raise GijaError("bodies.order")
    if of.plan and of.measure:
        plans.tree(plans.plan(of.plan)).measure(of.measure)
    if Recommendation.objects.filter(code=code).exists():
        raise GijaError("recommendations.taken", taken=code)
    with transaction.atomic(using=ZONE):
        made = _make(code, {
            "source": of.source, "document_en": document.en, "document_lt": document.lt, "place": of.place.strip(),
            "day": of.day, "text_en": text.en, "text_lt": text.lt, "action_en": of.action.en.strip(),
            "action_lt": of.action.lt.strip(), "addressees": list(dict.fromkeys(of.addressees)), "due_on": of.due_on,
            "plan": of.plan, "measure": of.measure,
        })  # fmt: skip
        trail.note(actor, rules.KEEP, "recommendation", made.pk, "add")
    return made


def withdraw(actor: Actor | None, pk: int, version: int, reason: str) -> Recommendation:
    """It need not be followed any more, with the reason."""
    actor, plain = require(actor, rules.KEEP), trail.reason(reason)
    with transaction.atomic(using=ZONE):
        found = trail.locked(Recommendation, pk, version, MISSING)
        if found.withdrawn:
            raise GijaError("recommendations.state")
        found.withdrawn = True
        found.save()
        trail.note(actor, rules.KEEP, "recommendation", pk, "withdraw", plain)
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What an addressee tells: how far it is followed, in words, with evidence."""

    execution: str
    text: Text
    evidence: Sequence[tuple[str, str]] = ()


def write(actor: Actor | None, pk: int, version: int, told: Told) -> FollowUp:
    """Keep what was written so far; may be unfinished."""
    with _answering(actor, pk, version) as (by, found):
        if told.execution and told.execution not in code_list("plan_execution").codes:
            raise GijaError("recommendations.unfinished")
        found.state, found.execution = State.WRITING, told.execution
        found.text_en, found.text_lt = told.text.en.strip(), told.text.lt.strip()
        found.evidence = [list(one) for one in told.evidence if all(one)]
        _kept(by, rules.ANSWER, found, "write")
    return found


def send(actor: Actor | None, pk: int, version: int) -> FollowUp:
    """To who decides. Refuses what says nothing (`recommendations.unfinished`), and what says that it was carried out
    without evidence (`recommendations.no_evidence`)."""
    with _answering(actor, pk, version) as (by, found):
        if found.state not in (State.WRITING, State.RETURNED):
            raise GijaError("recommendations.state")
        if not found.execution or not found.text_lt:
            raise GijaError("recommendations.unfinished")
        if found.execution in ("done", "partly") and not found.evidence:
            raise GijaError("recommendations.no_evidence")
        found.state, found.sent_by = State.SENT, by.account
        _kept(by, rules.ANSWER, found, "send")
    return found


@contextmanager
def _answering(actor: Actor | None, pk: int, version: int) -> Iterator[tuple[Actor, FollowUp]]:
    """Under its lock, by its own institution; refuses what waits for a decision and what was withdrawn."""
    by = require(actor, rules.ANSWER, actor.institution if actor else None)
    with transaction.atomic(using=ZONE):
        there = FollowUp.objects.select_related("recommendation").filter(pk=pk).first()
        if there is None or not may(by, rules.ANSWER, there.institution):
            raise GijaError(MISSING)
        found = trail.locked(FollowUp, pk, version, MISSING)
        if found.state not in WRITABLE or there.recommendation.withdrawn:
            raise GijaError("recommendations.state")
        yield by, found


def approve(actor: Actor | None, pk: int, version: int) -> FollowUp:
    """What was told holds. Not by who sent it (`recommendations.second_person`)."""
    actor = require(actor, rules.KEEP)
    with _deciding(pk, version) as found:
        if found.sent_by == actor.account:
            raise GijaError("recommendations.second_person")
        found.state, found.approved = State.APPROVED, found.execution
        _kept(actor, rules.KEEP, found, "approve")
    return found


def send_back(actor: Actor | None, pk: int, version: int, reason: str) -> FollowUp:
    """Return what was sent, with the reason."""
    actor, plain = require(actor, rules.KEEP), trail.reason(reason)
    with _deciding(pk, version) as found:
        found.state = State.RETURNED
        _kept(actor, rules.KEEP, found, "return", plain)
    return found


@contextmanager
def _deciding(pk: int, version: int) -> Iterator[FollowUp]:
    with transaction.atomic(using=ZONE):
        found = trail.locked(FollowUp, pk, version, MISSING)
        if found.state != State.SENT:
            raise GijaError("recommendations.state")
        yield found


def _kept(by: Actor, action: str, found: FollowUp, act: str, reason: str = "") -> None:
    found.save()
    content = {
        "execution": found.execution, "en": found.text_en, "lt": found.text_lt, "evidence": found.evidence,
    }  # fmt: skip
    trail.note(by, action, "follow_up", found.pk, act, reason, content)
