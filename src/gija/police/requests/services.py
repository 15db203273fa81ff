"""What happens to a request: sent, answered, refused, noted, withdrawn, reminded. One act, one audit entry."""

from __future__ import annotations

import json
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.commons.permissions.matrix import NotPermittedError
from gija.commons.rowlevel.session import EVERY, acting_for
from gija.police.requests import queries
from gija.police.requests.deadlines import due
from gija.police.requests.models import POLICE, OwnerRequest, RequestEvent
from gija.police.requests.queries import Side
from gija.police.requests.words import Kind, State
from gija.police.search.models import DatabaseAnswer, SearchQuery
from gija.police.search.questions import reason as in_words
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

LONGEST = 4000  # letters of an answer


def send(actor: Actor | None, query_id: str, database: str, question: str) -> OwnerRequest:
    """Ask the owner of a database about what it holds on one's own question; what was sought goes with it.

    Refused: no right; a colleague's question (`NotPermittedError`); a database that had nothing
    (`requests.nothing_there`); a request still open (`requests.already_sent`); a question that is not in words.
    """
    actor = require(actor, queries.SEND)
    query = SearchQuery.objects.filter(pk=query_id).first()
    if query is None:
        raise GijaError("search.not_found")
    require(actor, queries.SEND, query.institution)
    if query.account != actor.account:
        raise NotPermittedError(actor, queries.SEND)
    return send_about(actor, query, database, in_words(question), Kind.TELL)


def send_about(
    actor: Actor, query: SearchQuery, database: str, question: str, kind: Kind, subject: str = ""
) -> OwnerRequest:
    """Send a request of any kind about a question; the right to is the caller's to check (see `police.subjects`)."""
    answer = query.answers.filter(database=database).first()
    records = list(answer.candidates.values_list("record_id", flat=True)) if answer else []
    if answer is None or not records:
        raise GijaError("requests.nothing_there")
    made = _new(actor, query, answer, kind, subject)
    made.question, made.records = question, json.dumps(records)
    try:
        with transaction.atomic(using=POLICE):
            made.save(force_insert=True)
            _note(made, "send", actor)
            _audit(actor, "police.request.send", made)
    except IntegrityError:
        raise GijaError("requests.already_sent") from None
    return made


def _new(actor: Actor, query: SearchQuery, answer: DatabaseAnswer, kind: Kind, subject: str) -> OwnerRequest:
    now = timezone.now()
    return OwnerRequest(
        kind=kind.value,
        account=actor.account,
        actor_name=actor.name,
        role=actor.role,
        institution=actor.institution,
        institution_name=actor.institution_name,
        owner=answer.owner,
        owner_en=answer.owner_en,
        owner_lt=answer.owner_lt,
        contact=answer.contact,
        database=answer.database,
        database_en=answer.name_en,
        database_lt=answer.name_lt,
        query=query.pk,
        subject=subject,
        type=query.type,
        purpose=query.purpose,
        values=json.dumps(query.values, ensure_ascii=False),
        sent_at=now,
        due_on=due(answer.database, timezone.localdate(now)),
    )


def answer(actor: Actor | None, request_id: str, text: str, handling: str = "") -> OwnerRequest:
    """The owner answers. Refused: not the owner's side, one's own request, not open, no words, an unknown code."""
    if handling and handling not in code_list("handling_code"):
        raise GijaError("requests.handling_unknown")
    return _settle(actor, request_id, text, State.ANSWERED, handling=handling)


def refuse(actor: Actor | None, request_id: str, text: str) -> OwnerRequest:
    """The owner refuses, and says why. Refused as for `answer`."""
    return _settle(actor, request_id, text, State.REFUSED)


def note_outside(actor: Actor | None, request_id: str, text: str, refused: bool = False) -> OwnerRequest:
    """Who asked notes what the owner said by letter or telephone: for owners who do not work with Gija."""
    actor = require(actor, queries.SEND)
    found, side = queries.one(actor, request_id)
    if side is not Side.ASKER or found.account != actor.account:
        raise NotPermittedError(actor, queries.SEND)
    return _close(actor, found.pk, State.REFUSED if refused else State.ANSWERED, "note", _words(text), outside=True)


def withdraw(actor: Actor | None, request_id: str, reason: str) -> OwnerRequest:
    """Who asked needs it no longer."""
    actor = require(actor, queries.SEND)
    found, side = queries.one(actor, request_id)
    if side is not Side.ASKER or found.account != actor.account:
        raise NotPermittedError(actor, queries.SEND)
    return _close(actor, found.pk, State.WITHDRAWN, "withdraw", in_words(reason))


def _settle(actor: Actor | None, request_id: str, text: str, state: State, handling: str = "") -> OwnerRequest:
    actor = require(actor, queries.ANSWER)
    found, side = queries.one(actor, request_id)
    if side is not Side.OWNER:  # nobody answers themselves, whoever owns the database
        raise NotPermittedError(actor, queries.ANSWER)
    act = "answer" if state is State.ANSWERED else "refuse"
    return _close(actor, found.pk, state, act, _words(text), handling=handling)


def _words(text: str) -> str:
    """An answer may be long and in lines; it must say something."""
    said = text.replace("\r\n", "\n").strip()
    in_words(said[:1000])
    if len(said) > LONGEST:
        raise GijaError("requests.too_long", limit=LONGEST)
    return said


def _close(
    actor: Actor, request_id: str, state: State, act: str, text: str, *, outside: bool = False, handling: str = ""
) -> OwnerRequest:
    with acting_for(EVERY), transaction.atomic(using=POLICE):  # the side was checked; the owner's row is the asker's
        found = _locked(request_id)
        if not found.is_open:
            raise GijaError("requests.not_open")
        found.state, found.answer, found.handling, found.outside = state.value, text, handling, outside
        found.answered_by, found.answered_by_name, found.answered_at = actor.account, actor.name, timezone.now()
        found.save()
        _note(found, act, actor)
        _audit(actor, f"police.request.{act}", found)
    return found


def opened(actor: Actor, found: OwnerRequest, side: Side) -> None:
    """Keep that somebody read a request: an owner's person, or a colleague of who sent it."""
    if side is Side.ASKER and found.account == actor.account:
        return
    with transaction.atomic(using=POLICE):
        _audit(actor, "police.request.read", found, side=side.value)


def remind(today: date | None = None) -> int:
    """Note, once each, that a request is due soon and that it is overdue; how many were noted. For the daily duty."""
    today = today or timezone.localdate()
    noted = 0
    for found in queries.due(today):
        act = {"overdue": "overdue", "soon": "remind"}[found.clock(today)]
        with transaction.atomic(using=POLICE):
            locked = _locked(found.pk)
            if locked.is_open and not locked.events.filter(act=act).exists():
                _note(locked, act, None)
                _audit(None, f"police.request.{act}", locked)
                noted += 1
    return noted


def _locked(request_id: str) -> OwnerRequest:
    rows = OwnerRequest.objects.all()
    if transaction.get_connection(POLICE).features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.get(pk=request_id)


def _note(found: OwnerRequest, act: str, actor: Actor | None) -> None:
    RequestEvent.objects.create(
        request=found,
        act=act,
        at=timezone.now(),
        account=actor.account if actor else None,
        actor_name=actor.name if actor else "",
        place_name=actor.institution_name if actor else "",
    )


def _audit(actor: Actor | None, act: str, found: OwnerRequest, **details: str) -> None:
    about = {"query": found.query, "database": found.database, "owner": found.owner, "kind": found.kind}
    subject = {"subject": found.subject} if found.subject else {}
    record(
        POLICE,
        actor,
        act,
        purpose=found.purpose,
        object_type="owner_request",
        object_id=found.pk,
        details={**about, **subject, **details},
    )
