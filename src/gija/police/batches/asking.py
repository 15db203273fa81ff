"""What the databases say to the rows of a chunk, cut to what the asker may see before anything is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor
from gija.methods.search.values import Match, Query
from gija.police.batches.reading import Asked
from gija.police.databases.mapping import Mapping
from gija.police.databases.values import Answer
from gija.police.search import rules
from gija.police.search.queries import overall
from gija.police.search.words import Level, Outcome
from gija.vocabulary.errors import GijaError

LIMIT = 20  # records of one database that are counted for a row, as for a single question
NO_HIT, SILENT, REFER = 0, 1, 2  # how an answer without a hit is kept; a hit is [records, best score]
TAGS = {NO_HIT: "no_hit", SILENT: "silent", REFER: "refer"}
Kept = int | list[Any]
Answers = Callable[[Iterable[Query], Sequence[Mapping]], Iterator[tuple[Answer, ...]]]


@dataclass(slots=True)
class Found:
    """What a chunk came to: for each row `[outcome, answer of each database, ...]`, and the counts that pages show."""

    rows: list[list[Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    states: dict[str, Counter[str]] = field(default_factory=dict)
    as_of: dict[str, str] = field(default_factory=dict)
    told: int = 0


def chosen(codes: Sequence[str] | None = None) -> tuple[Mapping, ...]:
    """The databases that are asked. Refused: none connected, one unknown (as for a single question)."""
    from gija.police.databases.registry import all_mappings

    known = {m.code: m for m in all_mappings()}
    if not known:
        raise GijaError("search.no_database")
    for code in codes or ():
        if code not in known:
            raise GijaError("search.database_unknown", database=code[:60])
    return tuple(known[code] for code in codes) if codes else tuple(known.values())


def as_kept(mapping: Mapping) -> dict[str, str]:
    """A database as it is told with the result: names, owner, contact and handling code as they are now."""
    owner = text_on(mapping.owner.institution)
    return {
        "code": mapping.code, "en": mapping.name.en, "lt": mapping.name.lt, "owner_en": owner.en,
        "owner_lt": owner.lt, "contact": mapping.owner.contact, "handling": mapping.handling,
    }  # fmt: skip


def found(
    actor: Actor,
    purpose: str,
    rows: Sequence[Asked],
    mappings: Sequence[Mapping],
    today: date,
    beat: Callable[[], None] = lambda: None,
    answers: Answers | None = None,
) -> Found:
    """Ask every row of every database. `beat` is called after each row: it may raise to break off."""
    queries = [Query(type_, values) for _, _, type_, values in rows]
    result = Found(states={m.code: Counter() for m in mappings})
    for said in (answers or _through_databases)(queries, mappings):
        kept = [_kept(actor, purpose, answer, one, today) for one, answer in zip(mappings, said, strict=True)]
        tags = ["hit" if isinstance(one, list) else TAGS[one] for one in kept]
        outcome = overall(tags, any(answer.state.silent for answer in said))
        result.rows.append([outcome.value, *kept])
        result.counts[outcome.value] += 1
        result.told += outcome in (Outcome.HIT, Outcome.REFER)
        for answer in said:
            _note(result, answer)
        beat()
    return result


def _through_databases(queries: Iterable[Query], mappings: Sequence[Mapping]) -> Iterator[tuple[Answer, ...]]:
    from gija.police.databases.bulk import ask_many

    return ask_many(queries, mappings, limit=LIMIT)


def _kept(actor: Actor, purpose: str, answer: Answer, mapping: Mapping, today: date) -> Kept:
    """What of an answer may be kept: of what is referred neither score nor number."""
    levels = [(match, _level(actor, purpose, match, mapping, today)) for match in answer.matches.found]
    shown = [match.comparison.score for match, level in levels if level is not Level.REFER]
    if shown:
        return [len(shown), round(max(shown), 4)] + ([REFER] if len(shown) < len(levels) else [])
    return REFER if levels else SILENT if answer.state.silent else NO_HIT


def _level(actor: Actor, purpose: str, match: Match, mapping: Mapping, today: date) -> Level:
    return rules.seen(actor, purpose, match, mapping, today=today)


def _note(result: Found, answer: Answer) -> None:
    result.states[answer.database][answer.state.value] += 1
    if answer.as_of:
        moment = answer.as_of.isoformat()
        result.as_of[answer.database] = min(result.as_of.get(answer.database, moment), moment)
