"""Saved questions asked again: after each new index of a database, and once a day of those that are asked live."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gija.commons.accounts.models import Account
from gija.commons.api.tokens import still
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, may
from gija.commons.rowlevel.session import EVERY, acting_for
from gija.methods.search.values import Query
from gija.police.alerts.models import POLICE, Alert, Saved
from gija.police.alerts.services import READ
from gija.police.databases.mapping import Mapping
from gija.police.databases.values import Answer
from gija.police.search import rules
from gija.police.search.models import Candidate, SearchQuery
from gija.police.search.words import Level

AT_ONCE = 500  # questions
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A saved question whose asker may still be told, and what was asked."""

    saved: Saved
    actor: Actor
    query: SearchQuery


def look(database: str) -> int:
    """Ask every saved question of one database that had nothing on it; gives the number of alerts raised.

    Runs for the installation, whoever had the index made: an index holds what concerns all who saved a question.
    """
    from gija.police.databases.registry import get

    with acting_for(EVERY):
        return _look(get(database))


def daily() -> int:
    """The same for databases that are asked live and so never have a new index."""
    from gija.police.databases.registry import all_mappings

    with acting_for(EVERY):
        return sum(_look(m) for m in all_mappings() if m.access == "live" and m.broken is None)


def _look(mapping: Mapping) -> int:
    from gija.police.databases.bulk import ask_many

    raised = 0
    waiting = _waiting(mapping.code)
    while some := list(islice(waiting, AT_ONCE)):
        asked = [Query(one.query.type, one.query.values) for one in some]
        for one, (answer,) in zip(some, ask_many(asked, [mapping]), strict=True):
            raised += _tell(one, mapping, answer)
    return raised


def _waiting(database: str) -> Iterator[_Waiting]:
    """Saved questions that this database could newly answer: it had nothing, and nobody was told yet."""
    due = Saved.objects.filter(ended_at=None, expires_on__gte=timezone.localdate())
    due = due.exclude(alerts__database=database)
    for saved in due.order_by("pk").iterator(chunk_size=AT_ONCE):
        query = SearchQuery.objects.filter(pk=saved.query).first()
        if query is None or Candidate.objects.filter(answer__query=query, answer__database=database).exists():
            continue
        actor = still(saved.account, saved.role, saved.institution)
        if actor is not None and may(actor, READ, saved.institution) and may(actor, "police.search.ask"):
            yield _Waiting(saved, actor, query)


def _tell(one: _Waiting, mapping: Mapping, answer: Answer) -> int:
    """Raise the alert, if there is something that this asker may be told. Once, whoever else looks at the same time."""
    today = timezone.localdate()
    levels = [rules.seen(one.actor, one.query.purpose, m, mapping, today=today) for m in answer.matches.found]
    if not levels:
        return 0
    refer = all(level is Level.REFER for level in levels)
    with transaction.atomic(using=POLICE):
        alert, new = Alert.objects.get_or_create(
            saved=one.saved,
            database=mapping.code,
            defaults={
                "name_en": mapping.name.en,
                "name_lt": mapping.name.lt,
                "refer": refer,
                "as_of": answer.as_of,
                "raised_at": timezone.now(),
            },
        )
        if new:
            details = {"query": one.saved.query, "database": mapping.code, "tag": "refer" if refer else "hit"}
            record(POLICE, None, "police.alert.raise", object_type="alert", object_id=alert.pk, details=details)
    if new:
        _mail(one.actor)
    return int(new)


def _mail(actor: Actor) -> None:
    """Where the installation sends mail: that there is something to look at, nothing more."""
    person = Account.objects.filter(pk=actor.account).first() if settings.SENDS_MAIL else None
    if person is None:
        return
    with translation.override(person.language):
        subject, text = _("Gija: an alert"), _("A saved question has become a hit. Sign in to Gija to look at it.")
        try:
            send_mail(subject, text, None, [person.email])
        except OSError as fault:  # the mail server is not here: the page tells it all the same
            log.warning("the mail about an alert was not sent: %s", type(fault).__name__)
