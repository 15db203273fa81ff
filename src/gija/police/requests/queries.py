"""Which requests an institution has sent and received, and one of them with the side one stands on.

The owner's side reads past the wall between institutions, here and nowhere else, for requests addressed to it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may
from gija.commons.permissions.matrix import NotPermittedError
from gija.commons.rowlevel.session import EVERY, acting_for
from gija.police.requests.deadlines import remind_before
from gija.police.requests.models import OwnerRequest, RequestEvent
from gija.police.requests.words import State
from gija.vocabulary.errors import GijaError

READ = "police.request.read"
SEND = "police.request.send"
ANSWER = "police.request.answer"


class Side(StrEnum):
    """On which side of a request one stands; of one to one's own institution, the asker is `ASKER`."""

    ASKER = "asker"
    OWNER = "owner"


def sent(actor: Actor, *, state: str = "", mine: bool = False) -> QuerySet[OwnerRequest]:
    """What the actor's institution has asked of owners, latest first."""
    if not may(actor, READ, actor.institution):
        return OwnerRequest.objects.none()
    found = _filtered(OwnerRequest.objects.filter(institution=actor.institution), state)
    return found.filter(account=actor.account) if mine else found


def received(actor: Actor, *, state: str = "") -> Sequence[OwnerRequest]:
    """What others, and colleagues, ask of the actor's institution: open ones by their day, then the rest."""
    if not may(actor, ANSWER, actor.institution):
        return []
    with acting_for(EVERY):
        found = _filtered(OwnerRequest.objects.filter(owner=actor.institution), state)
        return sorted(found, key=lambda one: (not one.is_open, one.due_on, one.id))


def _filtered(rows: QuerySet[OwnerRequest], state: str) -> QuerySet[OwnerRequest]:
    if state == "overdue":
        return rows.filter(state=State.SENT, due_on__lt=timezone.localdate())
    return rows.filter(state=state) if state else rows


def one(actor: Actor, request_id: str) -> tuple[OwnerRequest, Side]:
    """A request the actor may see, with their side. Refused: `requests.not_found`; another's is `NotPermittedError`."""
    with acting_for(EVERY):
        found = OwnerRequest.objects.filter(pk=request_id).first()
    if found is None:
        raise GijaError("requests.not_found")
    if found.owner == actor.institution and found.account != actor.account and may(actor, ANSWER, found.owner):
        return found, Side.OWNER
    if found.institution == actor.institution and may(actor, READ, found.institution):
        return found, Side.ASKER
    raise NotPermittedError(actor, READ)


def events(found: OwnerRequest) -> list[RequestEvent]:
    """What happened to it, oldest first. Call only for a request that `one` gave."""
    with acting_for(EVERY):
        return list(found.events.all())


def waiting(actor: Actor) -> int:
    """How many requests wait for this actor: to answer, and their own that are overdue."""
    late = sent(actor, state="overdue", mine=True).count()
    with acting_for(EVERY):
        mine = OwnerRequest.objects.filter(owner=actor.institution, state=State.SENT).exclude(account=actor.account)
        return late + (mine.count() if may(actor, ANSWER, actor.institution) else 0)


def due(today: date) -> QuerySet[OwnerRequest]:
    """Open requests whose day is near or past."""
    return OwnerRequest.objects.filter(Q(state=State.SENT) & Q(due_on__lte=today + remind_before()))


def of_query(actor: Actor, query_id: str) -> dict[str, OwnerRequest]:
    """The latest request sent about a question, by database."""
    found = sent(actor).filter(query=query_id, kind="tell").order_by("sent_at")
    return {one.database: one for one in found}


def values(found: OwnerRequest) -> dict[str, str]:
    """What was sought, by field."""
    return dict(json.loads(found.values or "{}"))


def records(found: OwnerRequest) -> list[str]:
    """The ids of the records in the owner's database: for the owner's side only."""
    return list(json.loads(found.records or "[]"))


def open_queries(query_ids: Sequence[str]) -> set[str]:
    """Which of these questions an open request still needs."""
    with acting_for(EVERY):
        rows = OwnerRequest.objects.filter(query__in=list(query_ids), state=State.SENT)
        return set(rows.values_list("query", flat=True))
