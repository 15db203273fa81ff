"""Asking: one question to all databases at once, kept with every answer in one transaction with one audit entry."""

from __future__ import annotations

import time
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor, require
from gija.methods.names.values import Part
from gija.methods.search.values import Match, Query
from gija.police.access.models import BreakGlass
from gija.police.access.table import table
from gija.police.databases.mapping import Mapping
from gija.police.databases.values import Answer, Grades, State
from gija.police.search import questions, retention, rules
from gija.police.search.models import POLICE, Candidate, DatabaseAnswer, SearchQuery
from gija.police.search.queries import overall
from gija.police.search.words import Level
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

LIMIT = 20  # records from one database; more make a list that nobody reads, and the answer says that it was cut


def ask(
    actor: Actor | None, query: Query, purpose: str, reason: str, databases: Sequence[str] | None = None
) -> SearchQuery:
    """Ask all databases (or those named by code) and keep question and answers; nothing is shown that is not kept.

    Refused: no right (`NotPermittedError`, whose catcher leaves the audit entry), no purpose, no reason in words, no
    question, an unknown database. A database's own fault refuses nothing: its answer says so, never counting as no hit.
    """
    actor = require(actor, "police.search.ask")
    return _ask(actor, query, questions.purpose(purpose), reason, databases)


def ask_for_subject(actor: Actor, query: Query, reason: str) -> SearchQuery:
    """Ask everything held on a person who has asked for it. The right is that of `police.subjects`, checked there."""
    return _ask(actor, query, questions.purpose("subject_access", elsewhere=True), reason, None)


def ask_under(actor: Actor, before: SearchQuery, glass: BreakGlass) -> SearchQuery:
    """Ask the same question of the same databases anew, under an open break-glass; the wider answer is kept with it."""
    codes = list(before.answers.values_list("database", flat=True))
    return _ask(actor, Query(before.type, before.values), before.purpose, glass.reason, codes, glass)


def _ask(
    actor: Actor,
    query: Query,
    purpose: str,
    reason: str,
    databases: Sequence[str] | None,
    glass: BreakGlass | None = None,
) -> SearchQuery:
    reason = questions.reason(reason)
    query = questions.asked(query.type, query.values)
    mappings = _mappings(databases)
    # The databases are asked outside the transaction: a slow one must not hold the lock on our own.
    asked_at, started = timezone.now(), time.monotonic()
    answers = _answers(query, mappings)
    seconds = time.monotonic() - started
    owners = {code: text_on(code) for code in {m.owner.institution for m in mappings.values()}}
    kept = _query(actor, query, purpose, reason, asked_at, seconds)
    kept.glass = glass.pk if glass else ""
    found = [_answer(kept, mappings[a.database], a, _Asker(actor, purpose, glass), owners) for a in answers]
    kept.outcome = overall((one.tag for one in found), any(a.state.silent for a in answers))
    kept.retain_until = retention.until(kept.outcome, bool(glass), asked_at)
    with transaction.atomic(using=POLICE):
        kept.save(force_insert=True)
        DatabaseAnswer.objects.bulk_create([one.row for one in found])
        Candidate.objects.bulk_create([candidate for one in found for candidate in one.candidates])
        _audit(actor, kept, found)
    return kept


def _mappings(codes: Sequence[str] | None) -> dict[str, Mapping]:
    from gija.police.databases.registry import all_mappings

    known = {m.code: m for m in all_mappings()}
    if not known:
        raise GijaError("search.no_database")
    for code in codes or ():
        if code not in known:
            raise GijaError("search.database_unknown", database=code[:60])
    return {code: known[code] for code in codes} if codes else known


def _answers(query: Query, mappings: Dict[str, Mapping]) -> tuple[Answer, ...]:
    from gija.police.databases.ask import ask as ask_databases

    return ask_databases(query, tuple(mappings.values()), limit=LIMIT)


def _query(actor: Actor, query: Query, purpose: str, reason: str, asked_at: datetime, seconds: float) -> SearchQuery:
    return SearchQuery(
        account=actor.account,
        actor_name=actor.name,
        role=actor.role,
        institution=actor.institution,
        institution_name=actor.institution_name,
        type=query.type,
        values=dict(query.values),
        purpose=purpose,
        reason=reason,
        asked_at=asked_at,
        seconds=seconds,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """One database's answer as it will be kept, and its tag for the asker."""

    row: DatabaseAnswer
    candidates: list[Candidate]

    @property
    def tag(self) -> str:
        if any(not c.referred for c in self.candidates):
            return "hit"
        return "refer" if self.candidates else ("silent" if State(self.row.state).silent else "no_hit")


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asks, for which purpose, under which glass: what decides the level of each match."""

    actor: Actor
    purpose: str
    glass: BreakGlass | None


def _answer(kept: SearchQuery, mapping: Mapping, answer: Answer, asker: _Asker, owners: Dict[str, Text]) -> _Found:
    owner = owners[mapping.owner.institution]
    row = DatabaseAnswer(
        query=kept,
        database=mapping.code,
        name_en=mapping.name.en,
        name_lt=mapping.name.lt,
        owner=mapping.owner.institution,
        owner_en=owner.en,
        owner_lt=owner.lt,
        contact=mapping.owner.contact,
        handling=mapping.handling,
        state=answer.state.value,
        as_of=answer.as_of,
        seconds=answer.seconds,
        cut=answer.matches.cut,
        four_eyes=mapping.confirm == "four_eyes",
        error=answer.error.code if answer.error else "",
        error_values=_places(answer.error) if answer.error else {},
    )
    today = timezone.localdate(kept.asked_at)
    said = answer.grades
    return _Found(row, [_candidate(row, one, mapping, asker, today, said) for one in answer.matches.found])


def _candidate(
    row: DatabaseAnswer, match: Match, mapping: Mapping, asker: _Asker, today: date, said: Dict[str, Grades]
) -> Candidate:
    """The candidate to keep. What is referred keeps neither score nor reasons: what is not kept cannot leak."""
    found = match.record
    facts = rules.facts_of(asker.actor, asker.purpose, match, mapping, today, asker.glass)
    level = table().decide(facts).level
    referred = level is Level.REFER
    grades = said.get(found.id)
    return Candidate(
        answer=row,
        record_id=found.id,
        category=found.category,
        child=facts.child,
        referred=referred,
        level=level.value,
        handling=facts.handling,
        evaluation=found.evaluation or mapping.evaluation.constant or "",
        kind=found.kind or mapping.kind,
        review_on=grades.review_on if grades and level is Level.CONTENT else "",
        expires=rules.latest(grades.expires) if grades else None,
        score=None if referred else match.comparison.score,
        explanation=[_raw(part) for part in match.comparison.parts] if level is Level.CONTENT else [],
    )


def _raw(part: Part) -> dict[str, str | float]:
    return {
        "left": part.left,
        "right": part.right,
        "how": part.how,
        "weight": part.weight,
        "en": part.text.en,
        "lt": part.text.lt,
    }


def _places(error: GijaError) -> dict[str, object]:
    """What fills the places of an error's sentence, as JSON."""

    def plain(value: object) -> object:
        if isinstance(value, Text):
            return {"en": value.en, "lt": value.lt}
        return value if isinstance(value, str | int | float | bool) or value is None else str(value)

    return {name: plain(value) for name, value in error.values.items()}


def _audit(actor: Actor, kept: SearchQuery, found: Sequence[_Found]) -> None:
    record(
        POLICE,
        actor,
        "police.search.ask",
        purpose=kept.purpose,
        reason=kept.reason,
        object_type="search_query",
        object_id=kept.id,
        details={
            "type": kept.type,
            "outcome": str(kept.outcome),
            "databases": {one.row.database: one.tag for one in found},
            "silent": [one.row.database for one in found if State(one.row.state).silent],
            **({"glass": kept.glass} if kept.glass else {}),
        },
    )
