"""How long requests to owners are kept after they were settled, and the sweep that erases them. Data in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.rowlevel.session import EVERY, acting_for
from gija.police.requests import keepers
from gija.police.requests.models import POLICE, OwnerRequest, RequestEvent
from gija.police.search import retention
from gija.police.search.retention import Period, Swept

AT_ONCE = 200  # requests erased in one transaction, with one audit entry


@cache
def periods() -> Mapping[str, Period]:
    """The period of each way a request was settled."""
    return retention.read("gija.police.requests")


def kept_until(found: OwnerRequest) -> date | None:
    """The last day it is kept, as long as nothing else rests on it; None while it is open."""
    if found.is_open or found.answered_at is None:
        return None
    return timezone.localdate(found.answered_at) + timedelta(days=periods()[found.state].days)


def sweep(today: date | None = None) -> Swept:
    """Erase every settled request past its day on which nothing rests. Safe to run at any time and by two at once."""
    today = today or timezone.localdate()
    erased = held = 0
    with acting_for(EVERY):
        due = [
            one
            for state, period in periods().items()
            for one in OwnerRequest.objects.filter(state=state, answered_at__lt=period.start(today)).order_by("pk")
        ]
        for start in range(0, len(due), AT_ONCE):
            some = due[start : start + AT_ONCE]
            gone = sorted({one.pk for one in some} - _resting(some))
            erased, held = erased + _erase(gone), held + len(some) - len(gone)
    return Swept(erased, held)


def _resting(some: list[OwnerRequest]) -> set[str]:
    """Those that belong to an open or kept matter."""
    questions = retention.needed({one.query for one in some})
    subjects = keepers.needed({one.subject for one in some if one.subject})
    return {one.pk for one in some if one.query in questions or one.subject in subjects}


def _erase(requests: list[str]) -> int:
    with transaction.atomic(using=POLICE):
        there = list(OwnerRequest.objects.filter(pk__in=requests).order_by("pk").values_list("pk", flat=True))
        if there:
            RequestEvent.objects.filter(request__in=there).delete()
            OwnerRequest.objects.filter(pk__in=there).delete()
            record(POLICE, None, "police.request.erase", object_type="owner_request", details={"requests": list(there)})
    return len(there)
