"""One question to many databases: in parallel, each within its time, each with its own state and *as of*."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gija.methods.search.values import Match, Matches, Query, Record
from gija.police.databases import index, questions, registry
from gija.police.databases.mapping import Mapping
from gija.police.databases.parallel import Task, now, together
from gija.police.databases.readers import reader
from gija.police.databases.readers.base import Stop
from gija.police.databases.rows import searchable
from gija.police.databases.values import Answer, State
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.names.persons import Person


@dataclass(slots=True)
class _Asking:
    """What one database has found so far; a late one keeps what came in time."""

    mapping: Mapping
    query: Query
    limit: int
    found: list[Match] = field(default_factory=list)
    cut: bool = False
    person: Person | None = None  # the query read once, not for every candidate
    task: Task = field(init=False)

    def __post_init__(self) -> None:
        self.task = Task(self.mapping, self.indexed if self.mapping.access == "indexed" else self.live)

    def indexed(self) -> None:
        opened = index.opened(self.mapping)
        fresh = index.freshness(self.mapping, opened.as_of)
        self.task.as_of = fresh.as_of
        matches = opened.search(self.query, limit=self.limit)
        self.found, self.cut = list(matches.found), matches.cut
        if fresh.error is not None:
            self.task.fail(fresh.error, fresh.state)

    def live(self) -> None:
        from gija.methods.search.scoring import person_of_query

        mapping, seconds = self.mapping, self.mapping.timeout.total_seconds()
        self.person = person_of_query(self.query.values) if self.query.type == "person" else None
        stop = Stop(seconds, mapping.limits.rows, mapping.limits.megabytes * 1_000_000)
        asked = [(table, questions.for_query(table, self.query)) for table in mapping.tables]
        with closing(reader(mapping, seconds)) as opened:
            self.task.as_of = now()
            for table, where in asked:
                if where is not None and not stop.cut:
                    for row in opened.rows(table.name, mapping.columns(table), where, stop):
                        self._compare(searchable(mapping, table, row)[0])
        self.cut = self.cut or stop.cut
        if stop.cut:  # not everything was seen: what is missing here proves nothing
            self.task.fail(GijaError("database.cut", database=mapping.code), State.LATE)

    def _compare(self, records: Iterable[Record]) -> None:
        from gija.methods.search.scoring import HIT_THRESHOLD, number, score

        for record in records:
            if number(self.query, record, self.person) >= HIT_THRESHOLD:
                self.found.append(Match(record, score(self.query, record)))

    def answer(self) -> Answer:
        task = self.task
        best = sorted(self.found, key=lambda m: (-m.comparison.score, m.record.id))
        partly = task.state in (State.LATE, State.DOWN, State.WRONG_SCHEMA) and bool(best)
        matches = Matches(tuple(best[: self.limit]), self.cut or partly or len(best) > self.limit)
        return Answer(self.mapping.code, task.state, task.as_of, matches, task.seconds, task.error)


def ask(query: Query, mappings: Iterable[Mapping] | None = None, limit: int = 20) -> tuple[Answer, ...]:
    """The answers of the databases (all of the installation by default), in their order, best matches first.

    Promised: one answer for each database, within the longest time limit among them; a fault is a state, never raised.
    """
    chosen = registry.all_mappings() if mappings is None else tuple(mappings)
    asking = [_Asking(mapping, query, limit) for mapping in chosen]
    together([one.task for one in asking])
    return tuple(one.answer() for one in asking)
