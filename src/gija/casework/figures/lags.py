"""How long it took from the first contact to the first step of each kind, case by case, in bands of days.

A step counts in the half-year in which it came first, so nothing is censored: what has not happened yet is in no band.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone

from gija.casework.cases.models import Assistance, Case, Status
from gija.casework.clocks.models import Period
from gija.casework.clocks.services import PERMIT
from gija.casework.compensation.models import Turn
from gija.casework.pathway.models import Step
from gija.casework.referral.models import Referral, Side

BANDS = ((7, "d7"), (30, "d8_30"), (90, "d31_90"), (365, "d91_365"))  # days at most -> code of `time_lag_band`
OVER, UNKNOWN = "over_365", "unknown"
IDENTIFIED = ("identified", "recognised")
Cells = dict[tuple[str, ...], int]
Days = Mapping[str, dt.date | None]  # case -> the day of its first step; None: it came, but its day is not noted


def counted(institution: str, first: dt.date, end: dt.date) -> Cells:
    """By `time_lag` and `time_lag_band`: the cases whose first step of a kind came from the day `first` to before
    `end`. Unknown: its day is not noted (it counts where it was entered), or lies before the first contact."""
    contact = _contacts(institution)
    found: Counter[tuple[str, ...]] = Counter()
    for kind, days in _steps(institution, first, end):
        found.update((kind, _band(contact.get(case), day)) for case, day in days.items())
    return dict(found)


def _band(contact: dt.date | None, day: dt.date | None) -> str:
    lag = (day - contact).days if day and contact else -1
    if lag < 0:
        return UNKNOWN
    return next((code for most, code in BANDS if lag <= most), OVER)


def _contacts(institution: str) -> dict[str, dt.date]:
    """The first day the institution knew of each case: it was registered, or a signal came before."""
    found = dict(Case.objects.filter(institution=institution).order_by().values_list("pk", "registered_on"))
    signals = Step.objects.filter(institution=institution, stage="signal", struck_at=None)
    for case, day in _firsts(signals, "on"):
        found[case] = min(found[case], day)
    return found


def _steps(institution: str, first: dt.date, end: dt.date) -> Iterator[tuple[str, Days]]:
    own: dict[str, Any] = {"institution": institution}
    noted = own | {"struck_at": None}

    def within(rows: QuerySet[Any], name: str, case: str = "case") -> Days:
        return {key: day for key, day in _firsts(rows, name, case) if first <= day < end}

    yield "identification", _identified(institution, first, end)
    yield "referral", within(Referral.objects.filter(**own, side=Side.SENDS, case__isnull=False), "made_at")
    yield "assistance", within(Assistance.objects.filter(**noted), "start")
    yield "permit", within(Period.objects.filter(**noted, kind=PERMIT), "began_on")
    yield "award", within(Turn.objects.filter(**noted, turn="decided"), "on", "of__case")


def _identified(institution: str, first: dt.date, end: dt.date) -> Days:
    """A status may stand without its day: the day it was entered then tells the half-year, not the lag."""
    rows = Status.objects.filter(institution=institution, status__in=IDENTIFIED, struck_at=None).order_by()
    found = rows.values_list("case").annotate(day=Min("on"), entered=Min("entered_at"))
    return {case: day for case, day, entered in found if first <= (day or timezone.localdate(entered)) < end}


def _firsts(rows: QuerySet[Any], name: str, case: str = "case") -> Iterator[tuple[str, dt.date]]:
    """Of each case the earliest of these days; a moment by the day it falls on in Vilnius."""
    for key, day in rows.order_by().values_list(case).annotate(first=Min(name)):
        yield key, timezone.localdate(day) if isinstance(day, dt.datetime) else day
