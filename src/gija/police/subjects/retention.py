"""How long a data subject's request is kept after it was closed, and the sweep that erases it. Data in YAML."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.rowlevel.session import EVERY, acting_for
from gija.police.requests.models import OwnerRequest
from gija.police.requests.words import State as OwnerState
from gija.police.search import retention
from gija.police.search.retention import Period, Swept
from gija.police.subjects.models import POLICE, Finding, SubjectRequest


@cache
def periods() -> Mapping[str, Period]:
    """The period of each way a request was closed."""
    return retention.read("gija.police.subjects")


def kept_until(found: SubjectRequest) -> date | None:
    """The last day it is kept, unless an owner has not answered about it yet; None while it is open."""
    if found.is_open or found.closed_at is None:
        return None
    return timezone.localdate(found.closed_at) + timedelta(days=periods()[found.state].days)


def there(request_ids: Collection[str]) -> set[str]:
    """Which of these requests are still kept: what they asked of owners is kept with them."""
    return set(SubjectRequest.objects.filter(pk__in=request_ids).values_list("pk", flat=True))


def sweep(today: date | None = None) -> Swept:
    """Erase every closed request past its day, with what was found and told. One audit entry each; safe by two at once.

    Held is one about which an owner has still to answer: a correction or erasure that nobody has settled.
    """
    today = today or timezone.localdate()
    erased = held = 0
    with acting_for(EVERY):
        for state, period in periods().items():
            due = SubjectRequest.objects.filter(state=state, closed_at__lt=period.start(today)).order_by("pk")
            for request_id in list(due.values_list("pk", flat=True)):
                if OwnerRequest.objects.filter(subject=request_id, state=OwnerState.SENT).exists():
                    held += 1
                else:
                    erased += _erase(request_id)
    return Swept(erased, held)


def _erase(request_id: str) -> int:
    with transaction.atomic(using=POLICE):
        Finding.objects.filter(request=request_id).delete()
        gone, _ = SubjectRequest.objects.filter(pk=request_id).delete()
        if gone:
            record(
                POLICE, None, "police.subject.erase",
                purpose="subject_access", object_type="subject_request", object_id=request_id,
            )  # fmt: skip
    return gone
