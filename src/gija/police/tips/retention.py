"""How long what tips say is kept after they were closed, and the sweep that erases it. Data in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.police.search import retention
from gija.police.search.retention import Period
from gija.police.tips.models import POLICE, Event, Link, Piece, Tip, TipFile, Writing
from gija.police.tips.words import State

TORN = timedelta(days=7)  # a tip of which pieces never came: its sender got no code, and sends it again
AT_ONCE = 50  # tips erased in one transaction, with one audit entry
GONE = {
    "sender_index": "", "text_index": "", "acknowledge_to": "", "account": None, "account_name": "", "answers_by": "",
    "automatic": "", "unread": "", "authentic": False, "size": 0,
}  # fmt: skip


@cache
def periods() -> Mapping[str, Period]:
    """The period of each outcome."""
    return retention.read("gija.police.tips")


def kept_until(found: Tip) -> date | None:
    """The last day on which what it says is kept; None while it is open."""
    if found.is_open or found.closed_at is None:
        return None
    return timezone.localdate(found.closed_at) + timedelta(days=periods()[found.outcome].days)


def sweep(today: date | None = None) -> int:
    """Erase what every closed tip past its day says; how many. Safe to run at any time and by two at once."""
    today = today or timezone.localdate()
    due = [
        pk
        for outcome, period in periods().items()
        for pk in Tip.objects.filter(
            state=State.CLOSED, outcome=outcome, closed_at__lt=period.start(today), erased_at=None
        ).order_by("pk").values_list("pk", flat=True)
    ]  # fmt: skip
    return sum(_erase(due[start : start + AT_ONCE], today) for start in range(0, len(due), AT_ONCE)) + _torn(today)


def _torn(today: date) -> int:
    """Delete what came in part a week ago: nobody can open it, and no more of it comes."""
    with transaction.atomic(using=POLICE):
        rows = Tip.objects.select_for_update().filter(pieces_due__gt=0, received_at__date__lt=today - TORN)
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        if ids:
            Tip.objects.filter(pk__in=ids).delete()  # with its pieces
            record(POLICE, None, "police.tip.erase", object_type="tip", details={"tips": list(ids), "torn": True})
    return len(ids)


def _erase(ids: list[str], today: date) -> int:
    """Looked at again while they are held: one may have been closed anew since."""
    with transaction.atomic(using=POLICE):
        rows = Tip.objects.select_for_update().filter(pk__in=ids, erased_at=None, state=State.CLOSED)
        there = [one for one in rows.order_by("pk") if (until := kept_until(one)) and until < today]
        gone = [one.pk for one in there]
        for model in (Piece, TipFile, Writing, Link, Event):
            model.objects.filter(tip__in=gone).delete()
        for one in there:
            for name, value in GONE.items():
                setattr(one, name, value)
            one.erased_at = timezone.now()
            one.save()
        if gone:
            record(POLICE, None, "police.tip.erase", object_type="tip", details={"tips": list(gone)})
    return len(there)
