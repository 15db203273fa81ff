"""Reminders by e-mail to those who have not sent: on the days of the calendar, each once; no figure is in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial
from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.commons import letters
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.rapporteur.collection import calendar, rules
from gija.rapporteur.collection.models import SENT, ZONE, Reminder, Submission

ROLES = ("data_supplier", "supplier_head")


def due(today: dt.date | None = None) -> Iterator[tuple[Submission, int]]:
    """Who is to be reminded now: of each call the latest reminder whose day has come, where it was not sent yet."""
    today = today or timezone.localdate()
    silent = Submission.objects.filter(call__opens_on__lte=today).exclude(state__in=SENT).defer("cells", "answers")
    for one in silent.select_related("call").prefetch_related("reminders").order_by("-call__due_on", "institution"):
        come = [days for days in calendar.reminder_days() if one.call.due_on + dt.timedelta(days=days) <= today]
        if come and max(come) not in {sent.days for sent in one.reminders.all()}:
            yield one, max(come)


def remind(actor: Actor | None, today: dt.date | None = None) -> int:
    """Send what is due; how many suppliers were written to. Refuses where no mail server is set up.

    A supplier's reminder is noted before its letters go: should none of them go then, it is not noted and is sent again
    the next time (`OSError`, `SMTPException` reach the caller where no supplier could be written to).
    """
    actor = require(actor, rules.CALL)
    letters.check_server()
    return _sent(actor, today)


def remind_daily(today: dt.date | None = None) -> int:
    """The worker's duty of each day; nothing where no mail server is set up."""
    return _sent(None, today) if letters.server() else 0


def _sent(actor: Actor | None, today: dt.date | None) -> int:
    sent, refused = 0, None
    for one, days in list(due(today)):
        try:
            sent += _one(actor, one, days)
        except SMTPException as fault:  # of this supplier's letters; the others are written to
            refused = fault
    if refused is not None and not sent:
        raise refused
    return sent


def _one(actor: Actor | None, one: Submission, days: int) -> bool:
    people = list(letters.people(one.institution, ROLES))
    if not people:
        return False
    with transaction.atomic(using=ZONE):
        _made, new = Reminder.objects.get_or_create(
            submission=one, days=days, defaults={"people": len(people), "sent_at": timezone.now()}
        )
        if new:
            record(
                ZONE, actor, "rapporteur.collection.remind", object_type="submission", object_id=str(one.pk),
                details={"call": one.call.code, "supplier": one.institution, "people": len(people)},
            )  # fmt: skip
            letters.send(people, partial(_written, one))
    return new


def _written(of: Submission, language: str) -> tuple[str, Iterable[str]]:
    title = of.call.title_lt if language == "lt" else of.call.title_en
    day = of.call.due_on.isoformat()
    late = of.call.due_on < timezone.localdate()
    said = _("The deadline was %(day)s.") if late else _("The deadline is %(day)s.")
    return _("Figures not sent yet: %(call)s") % {"call": of.call.code}, (
        _("The figures of this data call have not been sent yet: %(call)s, %(period)s.")
        % {"call": title, "period": of.call.period},
        said % {"day": day},
        _("Sign in to Gija to fill them in. Do not send figures by e-mail."),
    )
