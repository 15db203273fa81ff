"""The requests of an institution's data subjects, and what belongs to one of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.police.requests.models import OwnerRequest
from gija.police.search.models import Candidate, SearchQuery
from gija.police.search.queries import Result, result
from gija.police.subjects.asked import about
from gija.police.subjects.models import SubjectRequest
from gija.police.subjects.words import State
from gija.vocabulary.errors import GijaError

HANDLE = "police.subject.handle"
EXPORT = "police.subject.export"


def own(actor: Actor, *, state: str = "") -> QuerySet[SubjectRequest]:
    """The requests made to the actor's institution, those due first."""
    if not may(actor, HANDLE, actor.institution):
        return SubjectRequest.objects.none()
    found = SubjectRequest.objects.filter(institution=actor.institution)
    if state == "overdue":
        return found.filter(state=State.OPEN, due_on__lt=timezone.localdate())
    return found.filter(state=state) if state else found


def one(actor: Actor | None, request_id: str, right: str = HANDLE) -> SubjectRequest:
    """One request of the actor's institution. Refused: `subjects.not_found`; another's is `NotPermittedError`."""
    actor = require(actor, right)
    found = SubjectRequest.objects.filter(pk=request_id).first()
    if found is None:
        raise GijaError("subjects.not_found")
    require(actor, right, found.institution)
    return found


def waiting(actor: Actor) -> int:
    """How many requests are open."""
    return own(actor, state=State.OPEN).count()


def search_of(actor: Actor, found: SubjectRequest) -> Result | None:
    """The latest search for what is held, with each database's answer; None before the first."""
    query = SearchQuery.objects.filter(pk=found.query, institution=found.institution).first()
    return result(actor, query) if query else None


def candidates(found: SubjectRequest) -> dict[str, Candidate]:
    """The hits of the latest search by id."""
    rows = Candidate.objects.filter(answer__query=found.query).select_related("answer__query")
    return {row.pk: row for row in rows}


def owner_requests(found: SubjectRequest) -> Sequence[OwnerRequest]:
    """What was asked of owners for this person: corrections, erasures, leave to tell."""
    return list(OwnerRequest.objects.filter(subject=found.pk, institution=found.institution).order_by("sent_at"))


def needed(query_ids: Sequence[str]) -> set[str]:
    """Which of these questions a request that is still open rests on: its own, and those about the person who asks."""
    open_ = SubjectRequest.objects.filter(state=State.OPEN)
    found = set(open_.filter(query__in=list(query_ids)).values_list("query", flat=True))
    left = SearchQuery.objects.filter(pk__in=set(query_ids) - found, type="person")
    for request in open_:
        mine = left.filter(institution=request.institution).exclude(purpose="subject_access")
        found |= {one.pk for one in mine.only("values") if about(one.values, request.values())}
    return found
