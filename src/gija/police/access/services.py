"""What happens to a break-glass: opened, ended early, reviewed. One act, one transaction, one audit entry."""

from __future__ import annotations

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, may, require
from gija.commons.permissions.matrix import NotPermittedError
from gija.commons.rowlevel.session import EVERY, acting_for
from gija.methods.names import fold
from gija.police.access import queries
from gija.police.access.models import BreakGlass
from gija.police.access.table import Level, table
from gija.police.access.words import FINDINGS
from gija.vocabulary.errors import GijaError

POLICE = "police"


def break_glass(actor: Actor | None, query_id: str, reason: str) -> str:
    """Open the glass for one's own question and ask it anew under it; the id of the question with the wider answer.

    Refused: no right; another's question (`NotPermittedError`); nothing closed in its answer (`access.nothing_closed`);
    a glass already open for it (`access.already_open`); a reason not in words (`search.reason_missing`), or one used
    before (`access.reason_used`).
    """
    from gija.police.search import asking, questions
    from gija.police.search.models import SearchQuery
    from gija.police.search.queries import query as read

    actor = require(actor, queries.OPEN)
    found = read(actor, query_id)
    if found.account != actor.account or actor.role not in table().glass.roles:
        raise NotPermittedError(actor, queries.OPEN)
    glass = queries.open_for(actor, query_id)
    if glass and SearchQuery.objects.filter(glass=glass.pk).exists():
        raise GijaError("access.already_open")
    if glass is None:  # one that is open without an answer: the databases failed, and are asked again under it
        glass = _open(actor, found, questions.reason(reason))
    return asking.ask_under(actor, found, glass).pk


def _open(actor: Actor, found: object, reason: str) -> BreakGlass:
    from gija.police.search.models import SearchQuery
    from gija.police.search.queries import result

    assert isinstance(found, SearchQuery)  # noqa: S101 - narrows the type; imported late
    if not any(
        line.refer or any(h.level is not Level.CONTENT for h in line.hits) for line in result(actor, found).lines
    ):
        raise GijaError("access.nothing_closed")
    now = timezone.now()
    glass = BreakGlass(
        account=actor.account,
        actor_name=actor.name,
        role=actor.role,
        institution=actor.institution,
        institution_name=actor.institution_name,
        query=found.pk,
        purpose=found.purpose,
        reason=reason,
        reason_key=reason_key(reason),
        opened_at=now,
        ends_at=now + table().glass.lasts,
    )
    try:
        with transaction.atomic(using=POLICE):
            glass.save(force_insert=True)
            _audit(actor, "police.glass.open", glass, reason, query=found.pk, ends_at=glass.ends_at.isoformat())
    except IntegrityError:
        raise GijaError("access.reason_used") from None
    return glass


def reason_key(reason: str) -> str:
    """Two reasons of the same words, whatever their case, marks and spaces, have one key."""
    words = "".join(c if c.isalnum() else " " for c in fold(reason)).split()
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def end(actor: Actor | None, glass_id: str, reason: str = "") -> BreakGlass:
    """End a glass before its time: by who opened it, or by the auditor. One that is over already: nothing happens."""
    if actor is None or not (may(actor, queries.OPEN) or may(actor, queries.REVIEW)):
        raise NotPermittedError(actor, queries.OPEN)
    with acting_for(EVERY), transaction.atomic(using=POLICE):  # the auditor's act on another institution's row
        found = _locked(queries.one_use(actor, glass_id).pk)
        if not found.is_open:
            return found
        found.ended_at, found.ended_by_name = timezone.now(), actor.name
        found.save(update_fields=["ended_at", "ended_by_name"])
        _audit(actor, "police.glass.end", found, reason)
    return found


def review(actor: Actor | None, glass_id: str, finding: str, note: str) -> BreakGlass:
    """The auditor's finding on a use, with a note in words; may be changed, each time with its entry.

    Refused: no right, one's own use (`access.own_use`), an unknown finding, a note that is not in words.
    """
    from gija.police.search import questions

    actor = require(actor, queries.REVIEW)
    if finding not in FINDINGS or not finding:
        raise GijaError("access.finding_unknown")
    note = questions.reason(note)
    with acting_for(EVERY), transaction.atomic(using=POLICE):
        found = _locked(queries.one_use(actor, glass_id).pk)
        if found.account == actor.account:
            raise GijaError("access.own_use")
        found.finding, found.review_note = finding, note
        found.reviewed_by, found.reviewed_by_name, found.reviewed_at = actor.account, actor.name, timezone.now()
        found.save(update_fields=["finding", "review_note", "reviewed_by", "reviewed_by_name", "reviewed_at"])
        _audit(actor, "police.glass.review", found, note, finding=finding)
    return found


def _locked(glass_id: str) -> BreakGlass:
    rows = BreakGlass.objects.all()
    if transaction.get_connection(POLICE).features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.get(pk=glass_id)


def _audit(actor: Actor, act: str, glass: BreakGlass, reason: str, **details: str) -> None:
    record(
        POLICE,
        actor,
        act,
        purpose=glass.purpose,
        reason=reason,
        object_type="break_glass",
        object_id=glass.pk,
        details=details,
    )
