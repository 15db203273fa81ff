"""Reminders by e-mail to the bodies of a dialogue whose deadline has gone by, each deadline once; without a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import roles_of
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.commons.permissions.matrix import matrix
from gija.rapporteur.reconciliation import queries, rules
from gija.rapporteur.reconciliation.families import families
from gija.rapporteur.reconciliation.models import ZONE, Dialogue, Entry
from gija.vocabulary.errors import GijaError


def due(today: dt.date | None = None) -> list[Dialogue]:
    """The open dialogues whose deadline has gone by, and nobody was reminded of that deadline yet."""
    late = [one for one in queries.late(today or timezone.localdate()) if one.bodies]
    codes = [one.code for one in late]
    told = set(Entry.objects.filter(dialogue__in=codes, act="remind").values_list("dialogue", "due_on"))
    return [one for one in late if (one.code, one.due_on) not in told]


def remind(actor: Actor | None, today: dt.date | None = None) -> int:
    """Send what is due; of how many dialogues. Refuses where no mail server is set up (`reconciliation.no_mail`).

    A reminder is noted before its letters go, in one transaction: should the server fail, it is not noted.
    """
    actor = require(actor, rules.SETTLE)
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        raise GijaError("reconciliation.no_mail")
    sent = 0
    for one in due(today):
        people = [person for body in one.bodies for person in _people(body)]
        if people:
            _remind(actor, one, people)
            sent += 1
    return sent


def _remind(actor: Actor, one: Dialogue, people: list[Account]) -> None:
    with transaction.atomic(using=ZONE):
        Entry(
            dialogue=one.code, act="remind", due_on=one.due_on, account=actor.account, actor_name=actor.name,
            institution=actor.institution, institution_name=actor.institution_name, at=timezone.now(),
        ).save(using=ZONE)  # fmt: skip
        record(
            ZONE, actor, "rapporteur.reconciliation.remind", object_type="dialogue", object_id=one.code,
            details={"family": one.family, "period": one.period, "people": len(people)},
        )  # fmt: skip
        with get_connection() as connection:
            connection.send_messages([_letter(one, person) for person in people])


def _people(institution: str) -> Iterator[Account]:
    """Who may answer for an institution today."""
    answering = [role for role, actions in matrix().items() if rules.ANSWER in actions]
    held = Account.objects.filter(roles__institution=institution, roles__role__in=answering, is_active=True)
    for account in held.distinct().order_by("pk"):
        if roles_of(account).filter(institution=institution, role__in=answering).exists():
            yield account


def _letter(of: Dialogue, to: Account) -> EmailMessage:
    with translation.override(to.language):
        about = {"family": families()[of.family].text.in_(to.language), "period": of.period}
        day = of.due_on.isoformat() if of.due_on else ""
        lines = (
            _("The National Rapporteur asked why two figures differ: %(family)s, %(period)s.") % about,
            _("The deadline was %(day)s.") % {"day": day},
            _("Sign in to Gija to answer. Do not send figures by e-mail."),
        )
        return EmailMessage(
            _("Waiting for an answer: %(family)s, %(period)s") % about, "\n\n".join(lines), to=[to.email]
        )
