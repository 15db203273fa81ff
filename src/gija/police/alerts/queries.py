"""What is shown of saved questions and alerts: one's own alone, and only while the right holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may
from gija.police.alerts.models import Alert, Saved
from gija.police.alerts.services import READ
from gija.police.search.models import SearchQuery

UNSEEN = timedelta(days=90)  # an alert waits so long to be looked at


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved question with what was asked, for the one who asked it; `values` empty where it was erased."""

    saved: Saved
    type: str
    values: tuple[str, ...]
    holds: bool


def alerts(actor: Actor) -> QuerySet[Alert]:
    """The actor's own alerts in this role and institution: who has left it sees none."""
    if not may(actor, READ, actor.institution):
        return Alert.objects.none()
    return Alert.objects.filter(
        saved__account=actor.account, saved__role=actor.role, saved__institution=actor.institution
    ).select_related("saved")


def unseen(actor: Actor) -> QuerySet[Alert]:
    """Those that were not opened yet."""
    return alerts(actor).filter(seen_at=None)


def saved(actor: Actor) -> list[Shown]:
    """The actor's own saved questions, latest first."""
    if not may(actor, READ, actor.institution):
        return []
    rows = list(Saved.objects.filter(account=actor.account, role=actor.role, institution=actor.institution)[:500])
    asked = {q.pk: q for q in SearchQuery.objects.filter(pk__in=[one.query for one in rows])}
    return [_shown(one, asked.get(one.query)) for one in rows]


def _shown(one: Saved, query: SearchQuery | None) -> Shown:
    holds = one.ended_at is None and one.expires_on >= timezone.localdate()
    if query is None:
        return Shown(one, "", (), holds=False)
    return Shown(one, query.type, tuple(query.values.values()), holds)


def needed(query_ids: Collection[str]) -> set[str]:
    """Which of these questions are saved and still asked again, or have become a hit that nobody has looked at yet."""
    there = Saved.objects.filter(query__in=query_ids, ended_at=None)
    since = timezone.now() - UNSEEN
    told = Alert.objects.filter(seen_at=None, raised_at__gte=since).values("saved")
    due = there.filter(Q(expires_on__gte=timezone.localdate()) | Q(pk__in=told))
    return set(due.values_list("query", flat=True))
