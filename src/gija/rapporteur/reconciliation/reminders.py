"""Dialogues whose deadline has gone by: a task for each body and a letter, once for each deadline; without a figure."""

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
from gija.rapporteur.tasks import services as tasks
from gija.vocabulary.text import Text

ANSWER_IN = dt.timedelta(days=7)  # after the reminder
TITLE = Text("Why two figures differ: {family}, {period}", "Kodėl skiriasi dvi reikšmės: {family}, {period}")
DETAIL = Text(
    "The deadline of a question about a difference has gone by. Answer it under “Questions about differences”; this "
    "task is then done by itself.",
    "Klausimo apie skirtumą terminas praėjo. Atsakykite puslapyje „Klausimai apie skirtumus“; tada ši užduotis bus "
    "atlikta savaime.",
)
AGAIN = "Terminas pakeistas. / The deadline was moved."


def due(today: dt.date | None = None) -> list[Dialogue]:
    """The open dialogues whose deadline has gone by, and nobody was reminded of that deadline yet."""
    late = [one for one in queries.late(today or timezone.localdate()) if one.bodies]
    codes = [one.code for one in late]
    told = set(Entry.objects.filter(dialogue__in=codes, act="remind").values_list("dialogue", "due_on"))
    return [one for one in late if (one.code, one.due_on) not in told]


def remind(actor: Actor | None, today: dt.date | None = None) -> int:
    """Send what is due; of how many dialogues. Refuses where no mail server is set up (`letters.no_mail`).

    Each body gets a task, done when the dialogue moves on. A reminder is noted, and its tasks given, before its letters
    go, in one transaction: should the server fail, nothing of it stands.
    """
    actor = require(actor, rules.SETTLE)
    letters.check_server()
    sent = 0
    for one in due(today):
        people = [person for body in one.bodies for person in letters.people(body, _answering())]
        if people:
            sent += _remind(actor, one, people, today or timezone.localdate())
    return sent


def _remind(actor: Actor, seen: Dialogue, people: list[Account], today: dt.date) -> bool:
    """Was it due still? A colleague may remind, settle or put off at the same moment."""
    with transaction.atomic(using=ZONE):
        one = Dialogue.objects.select_for_update().get(pk=seen.pk)
        if one not in due(today):
            return False
        Entry(
            dialogue=one.code, act="remind", due_on=one.due_on, account=actor.account, actor_name=actor.name,
            institution=actor.institution, institution_name=actor.institution_name, at=timezone.now(),
        ).save(using=ZONE)  # fmt: skip
        record(
            ZONE, actor, "rapporteur.reconciliation.remind", object_type="dialogue", object_id=one.code,
            details={"family": one.family, "period": one.period, "people": len(people)},
        )  # fmt: skip
        tasks.close(actor, about(one), AGAIN)  # of an earlier deadline
        for body in one.bodies:
            _give(actor, one, body, today + ANSWER_IN)
        letters.send(people, lambda language: _written(one, language))
    return True


def about(one: Dialogue) -> tasks.About:
    """What the tasks of a dialogue came from."""
    return tasks.About("dialogue", one.code)


def _give(actor: Actor, one: Dialogue, body: str, until: dt.date) -> None:
    """The task in both languages: who gives it does not know which its reader has chosen."""
    name = families()[one.family].text
    title = TITLE.fill(family=name, period=one.period)
    tasks.give(actor, about(one), f"{title.lt} / {title.en}", f"{DETAIL.lt}\n\n{DETAIL.en}", body, until)


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
