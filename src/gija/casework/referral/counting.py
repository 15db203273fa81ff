"""How many referrals were sent and received from a day to a day, by the state known now and by reason, each once."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.utils import timezone

from gija.casework.referral.models import Referral, Side

Cells = dict[tuple[str, ...], int]


def sent(institution: str, first: dt.date, end: dt.date) -> Cells:
    """By `referral_status` and `referral_reason`: made from the day `first` to before `end`, as Vilnius reckons."""
    return _counted(institution, Side.SENDS, first, end)


def received(institution: str, first: dt.date, end: dt.date) -> Cells:
    """The same of those that came."""
    return _counted(institution, Side.TAKES, first, end)


def _counted(institution: str, side: Side, first: dt.date, end: dt.date) -> Cells:
    zone = timezone.get_current_timezone()
    begin, until = (dt.datetime.combine(day, dt.time(), zone) for day in (first, end))
    rows = Referral.objects.filter(institution=institution, side=side, made_at__gte=begin, made_at__lt=until)
    return dict(Counter(rows.values_list("state", "reason")))
