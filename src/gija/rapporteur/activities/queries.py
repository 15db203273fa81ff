"""Who sees what: the officer and the Rapporteur all that was submitted; an assessor what is to be assessed, without
people; an institution its own."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.rapporteur.activities import rules
from gija.rapporteur.activities.assessments import scoring
from gija.rapporteur.activities.checks import MISSING
from gija.rapporteur.activities.contracts import reminding
from gija.rapporteur.activities.models import (
    Application,
    ApplicationState,
    Assessment,
    Call,
    CallState,
    Grant,
    MoneyReport,
    PersonsReport,
    Verdict,
)  # fmt: skip
from gija.rapporteur.bodies.models import Act
from gija.vocabulary.errors import GijaError

TOLD = (CallState.AWARDED, CallState.CLOSED)  # institutions know what was decided


def calls(actor: Actor | None) -> QuerySet[Call]:
    """All; what was never published only for who decides."""
    who = require(actor, rules.READ)
    return Call.objects.all() if may(who, rules.DECIDE) else published()


def published() -> QuerySet[Call]:
    """Calls that were told to everybody, those that were called off afterwards too."""
    out = Act.objects.filter(kind="grant_call", act="publish").values("about")
    return Call.objects.filter(code__in=out)


def call(actor: Actor | None, code: str) -> Call:
    """`activities.not_found` where there is none."""
    found = calls(actor).filter(code=code).first()
    if found is None:
        raise GijaError(MISSING)
    return found


def applications(actor: Actor | None) -> QuerySet[Application]:
    """What was submitted, to who reads grants; drafts belong to their institution alone."""
    require(actor, rules.READ)
    return Application.objects.filter(submitted_at__isnull=False).select_related("call")


def application(actor: Actor | None, pk: int) -> Application:
    found = applications(actor).filter(pk=pk).first()
    if found is None:
        raise GijaError(MISSING)
    return found


def offers(actor: Actor | None) -> QuerySet[Call]:
    """Calls that were published and take applications, now or later."""
    require(actor, rules.APPLY)
    return Call.objects.filter(state=CallState.OPEN, closes_at__gte=timezone.now())


def offer(actor: Actor | None, code: str) -> Call:
    require(actor, rules.APPLY)
    found = published().filter(code=code).first()
    if found is None:
        raise GijaError(MISSING)
    return found


def own(actor: Actor | None) -> QuerySet[Application]:
    """The applications of the actor's institution."""
    who = require(actor, rules.APPLY)
    return Application.objects.filter(institution=who.institution).select_related("call")


def own_one(actor: Actor | None, pk: int) -> Application:
    found = own(actor).filter(pk=pk).first()
    if found is None:
        raise GijaError(MISSING)
    return found


def told(of: Application) -> bool:
    """May the institution know what was decided?"""
    return bool(of.outcome) and of.call.state in TOLD


def assessed(actor: Actor | None) -> QuerySet[Application]:
    """Applications of calls that are being assessed, but those of the assessor's institution."""
    who = require(actor, rules.ASSESS)
    found = Application.objects.filter(state=ApplicationState.SUBMITTED, call__state=CallState.ASSESSING)
    return found.exclude(institution=who.institution).select_related("call").prefetch_related("assessments")


def to_assess(actor: Actor | None, pk: int) -> Application:
    found = assessed(actor).filter(pk=pk).first()
    if found is None:
        raise GijaError(MISSING)
    return found


def mine(actor: Actor, of: Application) -> Assessment | None:
    """What this assessor said."""
    return next((one for one in of.assessments.all() if one.account == actor.account), None)


def others(actor: Actor, of: Application) -> list[Assessment]:
    """What the others gave, once one's own and a second are in; before that nothing."""
    own = mine(actor, of)
    given = scoring.done(of)
    if own is None or own.done_at is None or own.conflict or len(given) < scoring.FEWEST:
        return []
    return [one for one in given if one.pk != own.pk]


def grants(actor: Actor | None) -> QuerySet[Grant]:
    """All, to who reads grants; else those of the actor's institution."""
    found = Grant.objects.select_related("application__call")
    if may(actor, rules.READ):
        return found
    who = require(actor, rules.APPLY)
    return found.filter(application__institution=who.institution)


def grant(actor: Actor | None, number: str) -> Grant:
    found = grants(actor).filter(number=number).first()
    if found is None:
        raise GijaError(MISSING)
    return found


def waiting(_actor: Actor) -> int:
    """What waits for the officer: reports to look at, reports that are late, calls past their last moment."""
    received = sum(kind.objects.filter(state=Verdict.RECEIVED).count() for kind in (PersonsReport, MoneyReport))
    over = Call.objects.filter(Q(state=CallState.OPEN) & Q(closes_at__lt=timezone.now())).count()
    return received + over + len(reminding.late())


def to_score(actor: Actor) -> int:
    """Applications that this assessor has said nothing of, or not scored yet."""
    waits = 0
    for one in assessed(actor):
        said = mine(actor, one)
        waits += said is None or (not said.conflict and said.done_at is None)
    return waits


def owes(actor: Actor) -> int:
    """Late reports of the actor's institution."""
    return len(reminding.late(institution=actor.institution))


def own_grant(actor: Actor | None, number: str) -> Grant:
    """A grant of the actor's institution."""
    who = require(actor, rules.APPLY)
    found = Grant.objects.select_related("application__call").filter(
        number=number, application__institution=who.institution
    ).first()  # fmt: skip
    if found is None:
        raise GijaError(MISSING)
    return found
