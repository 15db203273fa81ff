"""What the grant officer decides: a sum or a refusal for each application with reasons, the award, an appeal."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gija.commons.permissions import Actor, require
from gija.rapporteur.activities import rules
from gija.rapporteur.activities.assessments import scoring
from gija.rapporteur.activities.checks import application_in, call_in, no_person, state_is, total
from gija.rapporteur.activities.models import ZONE, Application, ApplicationState, Call, CallState, Outcome
from gija.rapporteur.bodies import trail
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


def decide(actor: Actor | None, pk: int, version: int, awarded: Decimal | None, reasons: Text) -> Application:
    """A sum, or None for a refusal; both with reasons in both languages. May be decided anew until the award.

    Refuses who assessed it (`activities.apart`), one whose assessments are missing or too far apart
    (`activities.not_assessed`), more than was asked for (`activities.more`) and more than is left of the call
    (`activities.left`).
    """
    actor, told = require(actor, rules.DECIDE), trail.both(reasons)
    no_person(told.en, told.lt)
    with transaction.atomic(using=ZONE):
        found, call = application_in(pk, version, ApplicationState.SUBMITTED)
        state_is(call.state, CallState.ASSESSING)
        if found.assessments.filter(account=actor.account).exists():
            raise GijaError("activities.apart")
        if scoring.standing(call, found).open:
            raise GijaError("activities.not_assessed")
        _enough(call, found, awarded)
        found.awarded, found.outcome = awarded, Outcome.REFUSED if awarded is None else Outcome.AWARDED
        found.reason_en, found.reason_lt = told.en, told.lt
        found.save()
        trail.note(actor, rules.DECIDE, "grant_application", pk, "decide")
    return found


def _enough(call: Call, of: Application, awarded: Decimal | None) -> None:
    if awarded is None:
        return
    if not 0 < awarded <= of.requested:
        raise GijaError("activities.more", most=str(of.requested))
    others = call.applications.exclude(pk=of.pk).filter(state=ApplicationState.SUBMITTED)
    left = call.amount - total(others.values_list("awarded", flat=True))
    if awarded > left:
        raise GijaError("activities.left", left=str(left))


def award(actor: Actor | None, code: str, version: int) -> Call:
    """Every application is decided: the letters go, institutions see theirs. Refuses while one is not decided
    (`activities.undecided`) or the sums are more than the money (`activities.left`)."""
    actor = require(actor, rules.DECIDE)
    with transaction.atomic(using=ZONE):
        found = call_in(code, version, CallState.ASSESSING)
        all_of = found.applications.filter(state=ApplicationState.SUBMITTED)
        if not all_of.exists() or all_of.filter(outcome="").exists():
            raise GijaError("activities.undecided")
        if total(all_of.values_list("awarded", flat=True)) > found.amount:
            raise GijaError("activities.left", left=str(found.amount))
        found.applications.filter(state=ApplicationState.DRAFT).update(state=ApplicationState.WITHDRAWN)
        found.state, found.awarded_on = CallState.AWARDED, timezone.localdate()
        found.save()
        trail.note(actor, rules.DECIDE, "grant_call", code, "award")
    return found


def appeal(actor: Actor | None, pk: int, version: int, day: dt.date, words: str, outcome: str) -> Application:
    """Note that the institution appealed, and later what came of it."""
    actor, plain = require(actor, rules.DECIDE), trail.reason(words)
    no_person(plain, outcome)
    with transaction.atomic(using=ZONE):
        found, call = application_in(pk, version, ApplicationState.SUBMITTED)
        state_is(call.state, CallState.AWARDED, CallState.CLOSED)
        if not found.outcome or not (call.awarded_on or day) <= day <= timezone.localdate():
            raise GijaError("activities.appeal")
        found.appeal_on, found.appeal, found.appeal_outcome = day, plain, outcome.strip()
        found.save()
        trail.note(actor, rules.DECIDE, "grant_application", pk, "appeal")
    return found
