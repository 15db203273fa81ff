"""What the hotline shows: shifts, calls and warnings of one's institution."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.police.hotline.models import Call, Outreach, Shift
from gija.police.hotline.rules import READ
from gija.vocabulary.errors import GijaError


def open_shift(actor: Actor) -> Shift | None:
    """The shift this officer has open."""
    return Shift.objects.filter(institution=actor.institution, account=actor.account, ended_at=None).first()


def shifts(actor: Actor) -> QuerySet[Shift]:
    """The shift log, latest first."""
    if not may(actor, READ, actor.institution):
        return Shift.objects.none()
    return Shift.objects.filter(institution=actor.institution)


def handed_over(actor: Actor) -> Shift | None:
    """The last shift that ended with something to be told."""
    since = timezone.now() - timedelta(days=3)
    return shifts(actor).filter(ended_at__gte=since).exclude(handover="").first()


def calls(actor: Actor) -> QuerySet[Call]:
    if not may(actor, READ, actor.institution):
        return Call.objects.none()
    return Call.objects.filter(institution=actor.institution)


def today(actor: Actor) -> list[tuple[str, int]]:
    """How many calls of each result there were today."""
    rows = calls(actor).filter(at__date=timezone.localdate()).values_list("result", flat=True)
    return sorted(Counter(rows).items())


def warnings(actor: Actor, outcome: str = "") -> QuerySet[Outreach]:
    """Who was warned, those to be followed up first."""
    if not may(actor, READ, actor.institution):
        return Outreach.objects.none()
    found = Outreach.objects.filter(institution=actor.institution)
    return found.filter(outcome=outcome) if outcome else found


def due(actor: Actor) -> QuerySet[Outreach]:
    """Those whose outcome is not known and whose day has come."""
    return warnings(actor).filter(Q(outcome="unknown") & Q(follow_up_on__lte=timezone.localdate()), erased_at=None)


def warning(actor: Actor | None, warning_id: str, action: str = READ) -> Outreach:
    """One of them. Refused: no right, another institution's (`NotPermittedError`); `tips.not_found`."""
    found = Outreach.objects.filter(pk=warning_id).first()
    require(actor, action, found.institution if found else None)
    if found is None:
        raise GijaError("tips.not_found")
    return found
