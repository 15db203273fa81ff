"""Tasks the actor sees."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.rapporteur.tasks import rules
from gija.rapporteur.tasks.models import Act, State, Task
from gija.vocabulary.errors import GijaError


def of_institution(actor: Actor | None, state: str = "") -> QuerySet[Task]:
    """What the actor's institution has been asked to do."""
    actor = require(actor, rules.DO, actor.institution if actor else None)
    found = Task.objects.filter(institution=actor.institution)
    return found.filter(state=state) if state in State.values else found


def given(actor: Actor | None, state: str = "") -> QuerySet[Task]:
    """All that was given to anybody, for who gives tasks; for others nothing."""
    if not may(actor, rules.GIVE):
        return Task.objects.none()
    return Task.objects.filter(state=state) if state in State.values else Task.objects.all()


def one(actor: Actor | None, pk: int) -> Task:
    """`tasks.not_found` where there is none or it is not the actor's."""
    found = Task.objects.filter(pk=pk).first()
    if found is None or actor is None or not rules.sees(actor, found):
        raise GijaError("tasks.not_found")
    return found


def acts(task: Task) -> list[Act]:
    return list(Act.objects.filter(task=task.pk))


def of(about_kind: str, about_id: str) -> list[Task]:
    """The tasks that came from one thing, for the room it belongs to."""
    return list(Task.objects.filter(about_kind=about_kind, about_id=about_id))


def late(task: Task, today: dt.date | None = None) -> bool:
    return task.state == State.OPEN and task.due_on < (today or timezone.localdate())


def waiting(actor: Actor) -> int:
    """What the actor's institution has yet to do."""
    return of_institution(actor, State.OPEN).count()
