"""What happens to a saved question: saved, ended; and to an alert: opened. One act, one audit entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.commons.permissions.matrix import NotPermittedError
from gija.methods.search.values import Query
from gija.police.alerts.models import POLICE, Alert, Saved
from gija.police.search import queries as search
from gija.police.search import questions
from gija.police.search.models import SearchQuery
from gija.police.search.services import ask
from gija.police.search.words import Outcome
from gija.vocabulary.errors import GijaError

SAVE = "police.alert.save"
READ = "police.alert.read"
LONGEST = 366  # days a question may stay saved; then it is to be thought over


def save(actor: Actor | None, search_query_id: str, reason: str, expires_on: dt.date) -> Saved:
    """Tell me when this question of mine, which had no hit, becomes one. Saved twice, it is one.

    Refused: another's question (`NotPermittedError`), one that has a hit (`alerts.is_a_hit`), no reason in words, a
    day that is past or too far (`alerts.expiry`).
    """
    actor = require(actor, SAVE, actor.institution if actor else None)
    reason = questions.reason(reason)
    today = timezone.localdate()
    if not today <= expires_on <= today + dt.timedelta(days=LONGEST):
        raise GijaError("alerts.expiry", days=LONGEST)
    query = search.query(actor, search_query_id)
    if query.account != actor.account:
        raise NotPermittedError(actor, SAVE)
    if query.outcome not in (Outcome.NO_HIT, Outcome.NO_HIT_SO_FAR):
        raise GijaError("alerts.is_a_hit")
    with transaction.atomic(using=POLICE):
        there = Saved.objects.filter(query=query.pk, account=actor.account, ended_at=None).first()
        if there is not None and there.expires_on >= today:
            return there
        if there is not None:
            Saved.objects.filter(pk=there.pk).update(ended_at=timezone.now())
        made = Saved.objects.create(
            query=query.pk,
            account=actor.account,
            actor_name=actor.name,
            role=actor.role,
            institution=actor.institution,
            institution_name=actor.institution_name,
            reason=reason,
            saved_at=timezone.now(),
            expires_on=expires_on,
        )
        _audit(actor, "police.alert.save", made, reason=reason, expires_on=expires_on.isoformat())
    return made


def end(actor: Actor | None, saved_id: str) -> Saved:
    """Ask no more. Again: nothing happens."""
    with _held(actor, saved_id) as (who, found):
        if found.ended_at is None:
            found.ended_at = timezone.now()
            found.save(update_fields=["ended_at"])
            _audit(who, "police.alert.end", found)
    return found


@contextmanager
def _held(actor: Actor | None, saved_id: str) -> Iterator[tuple[Actor, Saved]]:
    """A saved question of one's own, held against others until the transaction ends."""
    actor = require(actor, SAVE)
    with transaction.atomic(using=POLICE):
        found = Saved.objects.select_for_update().filter(pk=saved_id).first()
        if found is None:
            raise GijaError("alerts.not_found")
        require(actor, SAVE, found.institution)
        if found.account != actor.account:
            raise NotPermittedError(actor, SAVE)
        yield actor, found


def opened(actor: Actor | None, alert_id: str) -> SearchQuery:
    """Ask the saved question anew, for its purpose and the reason it was saved for; the answer shows what may be seen.

    Opened again: the answer of the first time. Refused: another's (`NotPermittedError`), `alerts.not_found`.
    """
    actor = require(actor, READ)
    alert = Alert.objects.select_related("saved").filter(pk=alert_id).first()
    if alert is None:
        raise GijaError("alerts.not_found")
    require(actor, READ, alert.saved.institution)
    if alert.saved.account != actor.account:
        raise NotPermittedError(actor, READ)
    before = SearchQuery.objects.filter(pk=alert.asked_as).first() if alert.asked_as else None
    if before is not None:
        return before
    query = SearchQuery.objects.filter(pk=alert.saved.query).first()
    if query is None:
        raise GijaError("alerts.not_found")
    kept = ask(actor, Query(query.type, query.values), query.purpose, alert.saved.reason)
    Alert.objects.filter(pk=alert.pk).update(asked_as=kept.pk, seen_at=timezone.now())
    return kept


def _audit(actor: Actor, act: str, found: Saved, reason: str = "", **details: str) -> None:
    record(
        POLICE,
        actor,
        act,
        reason=reason,
        object_type="saved_query",
        object_id=found.pk,
        details={"query": found.query, **details},
    )
