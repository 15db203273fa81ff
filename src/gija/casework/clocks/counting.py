"""How many reflection periods and permits began and ended from a day to a day, and how. One entered in error counts
nowhere; each permit of a chain is one."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Q, QuerySet

from gija.casework.clocks.models import Period
from gija.casework.clocks.services import PERMIT, REFLECTION

Cells = dict[tuple[str, ...], int]


def begun_reflections(institution: str, first: dt.date, end: dt.date) -> Cells:
    """By age group at registration: those whose first day lies from `first` to before `end`."""
    rows = _began(institution, REFLECTION, first, end)
    return dict(Counter((age,) for age in rows.values_list("case__age_group", flat=True)))


def ended_reflections(institution: str, first: dt.date, end: dt.date) -> Cells:
    """By what the person decided; ended early by a decision comes before what the person decided."""
    return dict(Counter((_end(one),) for one in _ended(institution, REFLECTION, first, end)))


def begun_permits(institution: str, first: dt.date, end: dt.date) -> Cells:
    """First permits and renewals."""
    times = _began(institution, PERMIT, first, end).values_list("times", flat=True)
    return dict(Counter(("first" if of == 1 else "renewal",) for of in times))


def ended_permits(institution: str, first: dt.date, end: dt.date) -> Cells:
    """Those that no renewal followed: taken back before their last day, or run out."""
    rows = _ended(institution, PERMIT, first, end)
    return dict(Counter(("ended_early" if one.interrupted_on else "expired",) for one in rows))


def _of(institution: str, kind: str) -> Q:
    return Q(institution=institution, kind=kind, struck_at=None)


def _began(institution: str, kind: str, first: dt.date, end: dt.date) -> QuerySet[Period]:
    return Period.objects.filter(_of(institution, kind), began_on__gte=first, began_on__lt=end)


def _ended(institution: str, kind: str, first: dt.date, end: dt.date) -> QuerySet[Period]:
    early = Q(interrupted_on__gte=first, interrupted_on__lt=end)
    late = Q(interrupted_on=None, last_on__gte=first, last_on__lt=end)
    return Period.objects.filter(_of(institution, kind) & (early | late), replaced=False)


def _end(one: Period) -> str:
    if one.interrupted_on:
        return "ended_early"
    return {True: "cooperates", False: "declines", None: "undecided"}[one.cooperates]
