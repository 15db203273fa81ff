"""What institutions owe under their contracts: what is late, and the letter about it, once for each report."""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.commons import letters
from gija.commons.audit.services import record
from gija.rapporteur.activities.models import ZONE, Owed, Verdict
from gija.rapporteur.activities.rules import SUPPLIERS


def missing(of: Owed) -> bool:
    """Is a part of it, persons or money, neither received nor accepted?"""
    told = (list(of.grant.persons.all()), list(of.grant.money.all()))
    return any(
        not any(one.period == of.period and one.state != Verdict.RETURNED for one in kind) for kind in told
    )  # fmt: skip


def late_one(of: Owed, today: dt.date | None = None) -> bool:
    """Is it past its day, and a part of it missing?"""
    return of.due_on < (today or timezone.localdate()) and missing(of)


def late(today: dt.date | None = None, institution: str = "") -> list[Owed]:
    """Reports past their day of which a part is missing."""
    due = Owed.objects.filter(due_on__lt=today or timezone.localdate()).select_related("grant__application")
    if institution:
        due = due.filter(grant__application__institution=institution)
    return [one for one in due.prefetch_related("grant__persons", "grant__money") if missing(one)]


def remind(today: dt.date | None = None) -> int:
    """Write to the institutions whose report is late, once for each; of how many reports. Where nobody can be written
    to, it is tried again the next day. Refuses where no mail server is set up (`letters.no_mail`); where the server
    took none, that reaches the caller (`OSError`, `SMTPException`)."""
    letters.check_server()
    day, sent, refused = today or timezone.localdate(), 0, None
    for one in late(day):
        try:
            sent += one.reminded_on is None and _one(one, day)
        except SMTPException as fault:  # of this institution's letters; the others are written to
            refused = fault
    if refused is not None and not sent:
        raise refused
    return sent


def remind_daily() -> int:
    """The worker's duty of each day; nothing where no mail server is set up."""
    return remind() if letters.server() else 0


def _one(one: Owed, day: dt.date) -> bool:
    """Noted before the letter goes: should the server fail then, it is not noted and is sent again the next time."""
    people = list(letters.people(one.grant.application.institution, SUPPLIERS))
    if not people:
        return False
    with transaction.atomic(using=ZONE):
        new = Owed.objects.filter(pk=one.pk, reminded_on=None).update(reminded_on=day)
        if new:
            details = {"people": len(people)}
            record(
                ZONE, None, "rapporteur.grant.remind", object_type="grant", object_id=one.grant.number, details=details
            )  # fmt: skip
            letters.send(people, lambda _language: _written(one))
    return bool(new)


def _written(one: Owed) -> tuple[str, tuple[str, ...]]:
    told = {"grant": one.grant.number, "period": one.period, "day": one.due_on.isoformat()}
    return (
        _("A report on a grant is late: %(grant)s, %(period)s") % told,
        (_("The report on grant %(grant)s for %(period)s was due on %(day)s. Please send persons and money.") % told,),
    )
