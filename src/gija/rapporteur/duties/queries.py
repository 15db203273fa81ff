"""What is due, late, done; whose it is."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.rapporteur.duties import rules
from gija.rapporteur.duties.models import Due, State
from gija.rapporteur.reports.models import Report
from gija.vocabulary.errors import GijaError


def all_of(actor: Actor | None, year: int | None = None, state: str = "") -> QuerySet[Due]:
    """Duties by the year they are about and by state; `late` is open past its day."""
    require(actor, rules.READ)
    found = Due.objects.all()
    if year is not None:
        found = found.filter(Q(period__startswith=str(year)) | Q(period="", due_on__year=year))
    if state == "late":
        return found.filter(state=State.OPEN, due_on__lt=timezone.localdate())
    return found.filter(state=state) if state else found


def one(actor: Actor | None, pk: int) -> Due:
    """`duties.not_found` where it is not there."""
    found = all_of(actor).filter(pk=pk).first()
    if found is None:
        raise GijaError("duties.not_found")
    return found


def late(of: Due, today: dt.date | None = None) -> bool:
    return of.state == State.OPEN and of.due_on < (today or timezone.localdate())


def published() -> list[tuple[str, str]]:
    """(release, SHA-256 of its data) of the reports that stand published, the latest first."""
    found = Report.objects.filter(state="published").order_by("-changed_at", "-pk")
    return [(one.release, one.hash) for one in found]


def waiting(actor: Actor) -> int:
    """What is late or due within a month: all, for who keeps the calendar, else what the actor's institution owes."""
    soon = Due.objects.filter(state=State.OPEN, due_on__lte=timezone.localdate() + dt.timedelta(days=30))
    return (soon if may(actor, rules.KEEP) else soon.filter(owes=actor.institution)).count()
