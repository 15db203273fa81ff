"""What happens to a data subject's request: registered, checked, searched, judged, answered. One audit entry each."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.methods.search.values import Query
from gija.police.requests import services as owners
from gija.police.requests.models import OwnerRequest
from gija.police.requests.words import Kind
from gija.police.search import asking, questions
from gija.police.search.models import SearchQuery
from gija.police.search.queries import result
from gija.police.search.words import Level
from gija.police.subjects import answers, queries
from gija.police.subjects.models import POLICE, Finding, SubjectRequest
from gija.police.subjects.queries import EXPORT, HANDLE
from gija.police.subjects.terms import answer_by, extended_to
from gija.police.subjects.words import State, Verdict
from gija.vocabulary.errors import GijaError


def register(
    actor: Actor | None, values: dict[str, str], received_on: date, wishes: str, identity_checked: str = ""
) -> SubjectRequest:
    """Register a person's request; the month runs from its receipt. `identity_checked` says how, empty: not yet.

    Refused: no right, nothing to look for, a receipt in the future (`subjects.received_later`), no wish in words.
    """
    actor = require(actor, HANDLE, actor.institution if actor else None)
    known = questions.asked("person", values).values
    if received_on > timezone.localdate():
        raise GijaError("subjects.received_later")
    found = SubjectRequest(
        account=actor.account,
        actor_name=actor.name,
        role=actor.role,
        institution=actor.institution,
        institution_name=actor.institution_name,
        name=known.get("name", ""),
        birth_date=known.get("birth_date", ""),
        personal_code=known.get("personal_code", ""),
        wishes=questions.reason(wishes),
        received_on=received_on,
        due_on=answer_by(received_on),
        identity_checked=questions.clean(identity_checked)[:200],
        registered_at=timezone.now(),
    )
    with transaction.atomic(using=POLICE):
        found.save(force_insert=True)
        _audit(actor, "police.subject.register", found)
    return found


def check_identity(actor: Actor | None, request_id: str, how: str) -> SubjectRequest:
    """Note how it was checked that who asks is who they say. Nothing is searched or told before."""
    how = questions.clean(how)[:200]
    if len(how) < 3:
        raise GijaError("subjects.identity_how")
    return _change(actor, request_id, "police.subject.identity", identity_checked=how)


def extend(actor: Actor | None, request_id: str, reason: str) -> SubjectRequest:
    """Take the two further months, once, within the first; the person is told why. Refused: `subjects.no_extension`."""
    found = queries.one(actor, request_id)
    if found.extended_because or found.is_overdue():
        raise GijaError("subjects.no_extension")
    said = questions.reason(reason)
    return _change(
        actor, request_id, "police.subject.extend", due_on=extended_to(found.received_on), extended_because=said
    )


def _change(actor: Actor | None, request_id: str, act: str, **fields: object) -> SubjectRequest:
    actor = require(actor, HANDLE)
    queries.one(actor, request_id)
    with transaction.atomic(using=POLICE):
        found = _open(request_id)
        for name, value in fields.items():
            setattr(found, name, value)
        found.save()
        _audit(actor, act, found)
    return found


def run(actor: Actor | None, request_id: str) -> SubjectRequest:
    """Ask every database what it holds on the person; each hit becomes a finding to be judged. May be run again.

    The databases are asked outside the transaction. Refused: identity not checked (`subjects.identity_first`).
    """
    actor = require(actor, HANDLE)
    found = _checked(actor, request_id)
    query = asking.ask_for_subject(actor, Query("person", found.values()), found.wishes)
    with transaction.atomic(using=POLICE):
        found = _open(request_id)
        found.query = query.pk
        found.save()
        for database, record_id, candidate in _hits(actor, query):
            Finding.objects.update_or_create(
                request=found, database=database, record_id=record_id, defaults={"candidate": candidate}
            )
        _audit(actor, "police.subject.search", found, query=query.pk)
    return found


def _checked(actor: Actor, request_id: str) -> SubjectRequest:
    found = queries.one(actor, request_id)
    if not found.is_open:
        raise GijaError("subjects.not_open")
    if not found.identity_checked:
        raise GijaError("subjects.identity_first")
    return found


def _hits(actor: Actor, query: SearchQuery) -> list[tuple[str, str, str]]:
    """Database, record and candidate of every hit whose content may be read here."""
    shown = {hit.id for line in result(actor, query).lines for hit in line.hits if hit.level is Level.CONTENT}
    rows = [c for a in query.answers.prefetch_related("candidates") for c in a.candidates.all() if c.pk in shown]
    return [(row.answer.database, row.record_id, row.pk) for row in rows]


def judge(actor: Actor | None, finding_id: str, verdict: str) -> Finding:
    """Say whether a record is about the person who asks, and whether it is told. The same again does nothing."""
    actor = require(actor, HANDLE)
    one = Finding.objects.select_related("request").filter(pk=finding_id).first()
    if one is None:
        raise GijaError("subjects.not_found")
    queries.one(actor, one.request_id)
    if verdict not in set(Verdict) or not verdict:
        raise GijaError("subjects.verdict_unknown")
    with transaction.atomic(using=POLICE):
        found = _open(one.request_id)
        one = Finding.objects.get(pk=finding_id)
        if one.verdict == verdict:
            return one
        one.verdict, one.decided_by_name, one.decided_at = verdict, actor.name, timezone.now()
        one.save()
        _audit(actor, "police.subject.judge", found, database=one.database, finding=one.pk, verdict=verdict)
    return one


def ask_owner(actor: Actor | None, request_id: str, database: str, kind: str, text: str) -> OwnerRequest:
    """Ask an owner to correct or erase the person's data, or for leave to tell of it; their answer is the trace.

    Refused: no right, not searched yet (`subjects.search_first`), a kind there is not, and what `requests` refuses.
    """
    actor = require(actor, HANDLE)
    found = _checked(actor, request_id)
    query = SearchQuery.objects.filter(pk=found.query).first()
    if query is None:
        raise GijaError("subjects.search_first")
    if kind not in set(Kind):
        raise GijaError("subjects.kind_unknown")
    require(actor, "police.request.send", found.institution)
    return owners.send_about(actor, query, database, questions.reason(text), Kind(kind), subject=found.pk)


def close(actor: Actor | None, request_id: str, state: str, because: str) -> SubjectRequest:
    """Answer or refuse. What was told is kept, encrypted, as it was at that moment.

    Refused: identity not checked; never searched; findings not judged (`subjects.judge_first`); told "in full" or
    "nothing" against the findings (`subjects.not_so`); a record that cannot be read now (`subjects.unread`).
    """
    actor = require(actor, HANDLE)
    found, said = _checked(actor, request_id), questions.reason(because)
    if state not in set(State) - {State.OPEN}:
        raise GijaError("subjects.state_unknown")
    answer = None if state == State.REFUSED else _answer(found, State(state))
    with transaction.atomic(using=POLICE):
        found = _open(request_id)
        found.state, found.closed_because = state, said
        found.closed_at, found.closed_by_name = timezone.now(), actor.name
        found.answer = answers.to_json(answer) if answer else ""
        found.save()
        _audit(actor, "police.subject.close", found, state=state)
    return found


def _answer(found: SubjectRequest, state: State) -> answers.Answer:
    if not found.query:
        raise GijaError("subjects.search_first")
    verdicts = set(found.findings.values_list("verdict", flat=True))
    if Verdict.OPEN in verdicts:
        raise GijaError("subjects.judge_first")
    fits = {
        State.FULL: Verdict.THEIRS in verdicts and Verdict.WITHHELD not in verdicts,
        State.NOTHING: not verdicts & {Verdict.THEIRS, Verdict.WITHHELD},
    }
    if not fits.get(state, True):
        raise GijaError("subjects.not_so")
    answer = answers.compose(found)
    if not answer.whole:
        raise GijaError("subjects.unread")
    return answer


def told(actor: Actor | None, request_id: str) -> tuple[SubjectRequest, answers.Answer]:
    """The answer as it was given, to print or hand over. Refused: not answered (`subjects.no_answer`)."""
    actor = require(actor, EXPORT)
    found = queries.one(actor, request_id, EXPORT)
    if not found.answer:
        raise GijaError("subjects.no_answer")
    with transaction.atomic(using=POLICE):
        _audit(actor, "police.subject.export", found)
    return found, answers.from_json(found.answer)


def opened(actor: Actor, found: SubjectRequest) -> None:
    """Keep that a request was read; it holds who the person is."""
    with transaction.atomic(using=POLICE):
        _audit(actor, "police.subject.read", found)


def _open(request_id: str) -> SubjectRequest:
    """The request, locked, if it is still open."""
    rows = SubjectRequest.objects.all()
    if transaction.get_connection(POLICE).features.has_select_for_update:
        rows = rows.select_for_update()
    found = rows.get(pk=request_id)
    if not found.is_open:
        raise GijaError("subjects.not_open")
    return found


def _audit(actor: Actor, act: str, found: SubjectRequest, **details: str) -> None:
    record(
        POLICE,
        actor,
        act,
        purpose="subject_access",
        object_type="subject_request",
        object_id=found.pk,
        details=details,
    )
