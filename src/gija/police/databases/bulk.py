"""Many questions to the same databases: indexes are asked in bulk, live databases one question after another."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from gija.methods.search.values import Matches, Query
from gija.police.databases import grades, index, registry
from gija.police.databases.ask import ask
from gija.police.databases.mapping import Mapping
from gija.police.databases.values import Answer, State
from gija.vocabulary.errors import GijaError

CHUNK = 500  # questions put to an index at a time; between chunks its freshness is looked at again
PATIENCE = 3  # silences one after another, after which a live database is left alone
REST = 60.0  # seconds
SILENT = (State.LATE, State.DOWN, State.REFUSED, State.WRONG_SCHEMA)
Key = tuple[str, int, int]


def ask_many(
    queries: Iterable[Query], mappings: Iterable[Mapping] | None = None, limit: int = 20
) -> Iterator[tuple[Answer, ...]]:
    """For each query, in order, the answers of the databases in their order: as `ask`, and as lazily as they are taken.

    A live database that was silent three times running is not asked for a minute; until then it answers as before.
    """
    chosen = registry.all_mappings() if mappings is None else tuple(mappings)
    indexed = [m for m in chosen if m.access == "indexed" and m.broken is None]
    live = _Live(tuple(m for m in chosen if m not in indexed))
    waiting = iter(queries)
    while chunk := list(islice(waiting, CHUNK)):
        held = {m.identity: _through_index(m, chunk, limit) for m in indexed}
        for number, query in enumerate(chunk):
            found = {key: answers[number] for key, answers in held.items()} | live.ask(query, limit)
            yield tuple(found[m.identity] for m in chosen)


def _through_index(mapping: Mapping, queries: Sequence[Query], limit: int) -> list[Answer]:
    """One answer a query, whatever happens: a fault in the middle is the answer to those that are left."""
    started = time.monotonic()
    found: list[Answer] = []
    try:
        opened = index.opened(mapping)
        fresh = index.freshness(mapping, opened.as_of)
        for matches in opened.search_many(queries, limit=limit):
            kept, said = grades.taken(mapping, matches.found)
            seconds = (time.monotonic() - started) / (len(found) + 1)
            one = Matches(kept, matches.cut)
            found.append(Answer(mapping.code, fresh.state, fresh.as_of, one, seconds, fresh.error, said))
    except Exception as error:  # an unforeseen one may quote data: only its kind is told
        told = (
            error
            if isinstance(error, GijaError)
            else GijaError("database.fault", database=mapping.code, kind=type(error).__name__)
        )
        state = getattr(told, "state", State.DOWN)
        found += [Answer(mapping.code, state, None, Matches(), 0.0, told)] * (len(queries) - len(found))
    return found


@dataclass(slots=True)
class _Live:
    """Live databases of a bulk: one that stays silent is left alone for a while, or a million questions take years."""

    mappings: tuple[Mapping, ...]
    silences: dict[Key, list[Answer]] = field(default_factory=dict)
    until: dict[Key, float] = field(default_factory=dict)

    def ask(self, query: Query, limit: int) -> dict[Key, Answer]:
        now = time.monotonic()
        awake = [m for m in self.mappings if self.until.get(m.identity, 0.0) <= now]
        found = {m.identity: self._resting(m) for m in self.mappings if m not in awake}
        for mapping, answer in zip(awake, ask(query, awake, limit) if awake else (), strict=True):
            found[mapping.identity] = answer
            self._remember(mapping.identity, answer)
        return found

    def _remember(self, key: Key, answer: Answer) -> None:
        if answer.state not in SILENT or answer.matches.found:
            self.silences.pop(key, None)
            return
        self.silences.setdefault(key, []).append(answer)
        if len(self.silences[key]) >= PATIENCE:
            self.until[key] = time.monotonic() + REST
            self.silences[key] = self.silences[key][-PATIENCE + 1 :]  # one more silence, and it rests again

    def _resting(self, mapping: Mapping) -> Answer:
        last = self.silences[mapping.identity][-1]
        error = GijaError("database.left_alone", database=mapping.code, seconds=round(REST))
        return Answer(mapping.code, last.state, last.as_of, Matches(), 0.0, error)
