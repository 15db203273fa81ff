"""Reminders before a period ends: by e-mail to the case workers of its institution, once for each day of the calendar.

A letter names no person: the number of the case, the period and its last day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.clocks import words
from gija.casework.clocks.models import Period, Told
from gija.casework.clocks.queries import LIVE, SOON
from gija.casework.clocks.services import ZONE
from gija.commons import letters
from gija.commons.audit.services import record
from gija.methods.clocks import clocks

ROLES = ("case_worker", "case_supervisor")
OWN_DAYS = (SOON, 3, 1)


def due(today: dt.date | None = None) -> Iterator[tuple[Period, int]]:
    """What is to be written now: of each live period the latest day of its calendar that has come, unless it was
    written for this last day already."""
    today = today or timezone.localdate()
    for one in Period.objects.filter(LIVE, last_on__gte=today).select_related("case").prefetch_related("told"):
        of = clocks().get(one.kind)
        come = [n for n in (of.remind if of else OWN_DAYS) if one.last_on - dt.timedelta(days=n) <= today]
        if come and (one.last_on, min(come)) not in {(told.last_on, told.before) for told in one.told.all()}:
            yield one, min(come)


def remind_daily() -> int:
    """The worker's duty of each day, of how many periods; nothing where no mail server is set up. Letters that are
    refused keep no other period from being told of; the refusal is raised only where none could be."""
    sent, refused = 0, None
    for one, before in list(due()) if letters.server() else ():
        try:
            sent += _one(one, before)
        except SMTPException as fault:
            refused = fault
    if refused is not None and not sent:
        raise refused
    return sent


def _one(one: Period, before: int) -> bool:
    """Noted before the letters go: should the server fail then, it is not noted and is sent again the next time."""
    people = list(letters.people(one.institution, ROLES))
    if not people:
        return False
    with transaction.atomic(using=ZONE):
        _made, new = Told.objects.get_or_create(
            of=one, last_on=one.last_on, before=before, defaults={"people": len(people), "at": timezone.now()}
        )
        if new:
            record(
                ZONE, None, "casework.period.remind", object_type="period", object_id=str(one.pk),
                details={"before": before, "people": len(people)},
            )  # fmt: skip
            letters.send(people, lambda language: _written(one, language))
    return new


def _written(one: Period, language: str) -> tuple[str, Iterable[str]]:
    said = {"case": one.case.short, "period": words.kind(one.kind, language), "day": f"{one.last_on:%Y-%m-%d}"}
    subject = _("Case %(case)s: %(period)s ends on %(day)s") % said
    return subject, (subject + ".", _("Sign in to Gija to see what is to be done."))
