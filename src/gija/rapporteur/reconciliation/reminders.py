"""Reminders by e-mail to the bodies of a dialogue whose deadline has gone by, each deadline once; without a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.commons import letters
from gija.commons.accounts.models import Account
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.commons.permissions.matrix import matrix
from gija.rapporteur.reconciliation import queries, rules
from gija.rapporteur.reconciliation.families import families
from gija.rapporteur.reconciliation.models import ZONE, Dialogue, Entry


def due(today: dt.date | None = None) -> list[Dialogue]:
    """The open dialogues whose deadline has gone by, and nobody was reminded of that deadline yet."""
    late = [one for one in queries.late(today or timezone.localdate()) if one.bodies]
    codes = [one.code for one in late]
    told = set(Entry.objects.filter(dialogue__in=codes, act="remind").values_list("dialogue", "due_on"))
    return [one for one in late if (one.code, one.due_on) not in told]


def remind(actor: Actor | None, today: dt.date | None = None) -> int:
    """Send what is due; of how many dialogues. Refuses where no mail server is set up (`letters.no_mail`).

    A reminder is noted before its letters go, in one transaction: should the server fail, it is not noted.
    """
    actor = require(actor, rules.SETTLE)
    letters.check_server()
    sent = 0
    for one in due(today):
        people = [person for body in one.bodies for person in letters.people(body, _answering())]
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
        letters.send(people, lambda language: _written(one, language))


def _answering() -> list[str]:
    """The roles that answer for an institution."""
    return [role for role, actions in matrix().items() if rules.ANSWER in actions]


def _written(of: Dialogue, language: str) -> tuple[str, Iterable[str]]:
    about = {"family": families()[of.family].text.in_(language), "period": of.period}
    day = of.due_on.isoformat() if of.due_on else ""
    return _("Waiting for an answer: %(family)s, %(period)s") % about, (
        _("The National Rapporteur asked why two figures differ: %(family)s, %(period)s.") % about,
        _("The deadline was %(day)s.") % {"day": day},
        _("Sign in to Gija to answer. Do not send figures by e-mail."),
    )
