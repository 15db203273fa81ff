"""How long the hotline keeps what tells of people, and the sweep that erases it. Data in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gija.commons.audit.services import record
from gija.police.hotline.models import POLICE, Outreach, Shift
from gija.police.search import retention
from gija.police.search.retention import Period


@cache
def periods() -> Mapping[str, Period]:
    """The period of each outcome, and of `handover`."""
    return retention.read("gija.police.hotline")


def sweep(today: date | None = None) -> int:
    """Erase who was warned, and what shifts told each other, past their day; how many. Safe at any time."""
    today = today or timezone.localdate()
    return sum(_warnings(outcome, today) for outcome in periods() if outcome != "handover") + _handovers(today)


def _warnings(outcome: str, today: date) -> int:
    start = periods()[outcome].start(today)
    old = Q(settled_at__lt=start) | Q(settled_at=None, at__lt=start)
    with transaction.atomic(using=POLICE):
        found = list(Outreach.objects.select_for_update().filter(old, outcome=outcome, erased_at=None))
        for one in found:
            one.person = one.contact = one.offer = one.tip = ""
            one.erased_at = timezone.now()
            one.save()
        _told("warning", [one.pk for one in found])
    return len(found)


def _handovers(today: date) -> int:
    with transaction.atomic(using=POLICE):
        start = periods()["handover"].start(today)
        found = list(Shift.objects.select_for_update().filter(ended_at__lt=start).exclude(handover=""))
        for one in found:
            one.handover = ""
            one.save(update_fields=["handover"])
        _told("shift", [one.pk for one in found])
    return len(found)


def _told(kind: str, ids: list[str]) -> None:
    if ids:
        record(POLICE, None, "police.hotline.erase", object_type=f"hotline_{kind}", details={"ids": list(ids)})
