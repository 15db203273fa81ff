"""Reminders before a memorandum ends: by e-mail to supervisors of its institution, once for each day of the calendar.

A letter names no person: the subject of the memorandum and its last day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.memoranda import queries
from gija.casework.memoranda.models import Memorandum, Told
from gija.casework.memoranda.rules import REMIND, TOLD
from gija.casework.memoranda.services import ZONE
from gija.commons import letters
from gija.commons.audit.services import record


def due() -> Iterator[tuple[Memorandum, dt.date, int]]:
    """What is to be written now: of each that ends soon the latest day of its calendar that has come, unless it was
    written for this last day already. What was ended by hand reminds nobody."""
    today = timezone.localdate()
    rows = queries.expiring(Memorandum.objects.filter(ended_on=None)).prefetch_related("told")
    for one in rows:
        until = one.valid_to or today
        come = min(n for n in REMIND if until - dt.timedelta(days=n) <= today)
        if (until, come) not in {(told.last_on, told.before) for told in one.told.all()}:
            yield one, until, come


def remind_daily() -> int:
    """The worker's duty of each day, of how many memoranda; nothing where no mail server is set up. Letters that are
    refused keep no other memorandum from being told of; the refusal is raised only where none could be."""
    sent, refused = 0, None
    for found in list(due()) if letters.server() else ():
        try:
            sent += _one(*found)
        except SMTPException as fault:
            refused = fault
    if refused is not None and not sent:
        raise refused
    return sent


def _one(one: Memorandum, until: dt.date, before: int) -> bool:
    """Noted before the letters go: should the server fail then, it is not noted and is sent again the next time."""
    people = list(letters.people(one.institution, TOLD))
    if not people:
        return False
    with transaction.atomic(using=ZONE):
        _made, new = Told.objects.get_or_create(
            of=one, last_on=until, before=before, defaults={"people": len(people), "at": timezone.now()}
        )
        if new:
            record(
                ZONE, None, "casework.memorandum.remind", object_type="memorandum", object_id=str(one.pk),
                details={"before": before, "people": len(people)},
            )  # fmt: skip
            letters.send(people, lambda _language: _written(one, until))
    return new


def _written(one: Memorandum, until: dt.date) -> tuple[str, Iterable[str]]:
    subject = _("Memorandum %(short)s ends on %(day)s") % {"short": one.short, "day": f"{until:%Y-%m-%d}"}
    return subject, (f"{subject}: {one.subject}.", _("Sign in to Gija to renew or end it."))
