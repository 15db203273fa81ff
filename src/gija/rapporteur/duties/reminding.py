"""Reminders before a deadline, escalation after it: by e-mail, once for each day of the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.commons import letters
from gija.commons.accounts.models import Account
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.rapporteur.duties import calendar, rules
from gija.rapporteur.duties.models import ZONE, Due, Letter, State

OWE = ("national_rapporteur", "supplier_head", "data_supplier", "childrens_ombudsman")
ABOVE = ("national_coordinator", "supplier_head")  # of what is late: the coordinator, and the head of who owes it


def due(today: dt.date | None = None) -> Iterator[tuple[Due, int]]:
    """What is to be written now: of each open duty the latest day of the calendar that has come, where it was not
    written yet for this deadline."""
    today = today or timezone.localdate()
    days = sorted((*calendar.reminder_days(), *calendar.escalation_days()))
    for one in Due.objects.filter(state=State.OPEN).prefetch_related("letters"):
        come = [n for n in days if one.due_on + dt.timedelta(days=n) <= today]
        sent = {(letter.due_on, letter.days) for letter in one.letters.all()}
        if come and (one.due_on, come[-1]) not in sent:
            yield one, come[-1]


def remind(actor: Actor | None, today: dt.date | None = None) -> int:
    """Send what is due; of how many duties. Refuses where no mail server is set up (`letters.no_mail`).

    `SMTPException` reaches the caller where letters were refused and none went.
    """
    actor = require(actor, rules.KEEP)
    return _sent(actor, today)


def remind_daily() -> int:
    """The worker's duty of each day; nothing where no mail server is set up."""
    return _sent(None, None) if letters.server() else 0


def _sent(actor: Actor | None, today: dt.date | None) -> int:
    letters.check_server()
    sent, refused = 0, None
    for one, days in list(due(today)):
        try:
            sent += _one(actor, one, days)
        except SMTPException as fault:  # of this duty's letters; the others are written
            refused = fault
    if refused is not None and not sent:
        raise refused
    return sent


def _one(actor: Actor | None, one: Due, days: int) -> bool:
    """Noted before the letters go: should the server fail then, it is not noted and is sent again the next time."""
    people = list(addressees(one, late=days > 0))
    if not people:
        return False
    with transaction.atomic(using=ZONE):
        _made, new = Letter.objects.get_or_create(
            due=one, due_on=one.due_on, days=days, defaults={"people": len(people), "sent_at": timezone.now()}
        )
        if new:
            record(
                ZONE, actor, "rapporteur.duty.remind", object_type="duty", object_id=str(one.pk),
                details={"days": days, "people": len(people)},
            )  # fmt: skip
            letters.send(people, lambda language: _written(one, language, late=days > 0))
    return new


def addressees(one: Due, *, late: bool) -> list[Account]:
    """Who owes it; of what is late also who stands above them. Each once."""
    found: dict[int, Account] = {a.pk: a for a in letters.people(one.owes, OWE)}
    if late:
        found |= {a.pk: a for a in (*letters.people(one.owes, ABOVE), *letters.holders(ABOVE[:1]))}
    return list(found.values())


def _written(one: Due, language: str, *, late: bool) -> tuple[str, Iterable[str]]:
    about = f"{one.text.in_(language)} {one.period}".strip()
    day = one.due_on.isoformat()
    if late:
        subject = _("Late: %(duty)s") % {"duty": about}
        said = _("This was due on %(day)s and has not been noted as sent.") % {"day": day}
    else:
        subject = _("Due on %(day)s: %(duty)s") % {"duty": about, "day": day}
        said = _("This is due on %(day)s.") % {"day": day}
    return subject, (about, said, _("Sign in to Gija to note that it was sent, or to have it put off."))
