"""One question to many databases: in parallel, each within its time, each with its own state and *as of*."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gija.methods.search.values import Match, Matches, Query, Record
from gija.police.databases import grades, index, questions, registry
from gija.police.databases.conditions import Condition, by_words
from gija.police.databases.mapping import Mapping, Table
from gija.police.databases.parallel import Task, now, together
from gija.police.databases.readers import reader
from gija.police.databases.readers.base import Reader, Stop
from gija.police.databases.rows import searchable
from gija.police.databases.values import Answer, State
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.names.persons import Person

FEW = 3_000  # rows of a live table that are all compared, so that no spelling is missed; asked by beginnings above it
MORE = 3  # times the limit, where expired records took places of the first answer


@dataclass(slots=True)
class Asking:
    """What one database has found so far; a late one keeps what came in time."""

    mapping: Mapping
    query: Query
    limit: int
    found: list[Match] = field(default_factory=list)
    cut: bool = False
    partial: bool = False
    person: Person | None = None  # the query read once, not for every candidate
    task: Task = field(init=False)

    def __post_init__(self) -> None:
        self.task = Task(self.mapping, self.indexed if self.mapping.access == "indexed" else self.live)

    def indexed(self) -> None:
        opened = index.opened(self.mapping)
        fresh = index.freshness(self.mapping, opened.as_of)
        self.task.as_of = fresh.as_of
        matches = opened.search(self.query, limit=self.limit)
        if matches.cut and len(grades.taken(self.mapping, matches.found)[0]) < len(matches.found):
            matches = opened.search(self.query, limit=self.limit * MORE)
        self.found, self.cut = list(matches.found), matches.cut
        if fresh.error is not None:
            self.task.fail(fresh.error, fresh.state)

    def live(self) -> None:
        asked = [(table, questions.for_query(table, self.query)) for table in self.mapping.tables]
        self.read([(table, where) for table, where in asked if where is not None])
        if self.partial and self.task.error is None:
            self.task.fail(GijaError("database.partial", database=self.mapping.code), State.PARTIAL)

    def read(self, asked: Iterable[tuple[Table, Condition]], wanted: frozenset[str] | None = None) -> None:
        """Compare the rows that these conditions let through, of `wanted` record ids only; with none, of all."""
        from gija.methods.search.scoring import person_of_query

        mapping, seconds = self.mapping, self.mapping.timeout.total_seconds()
        self.person = person_of_query(self.query.values) if self.query.type == "person" else None
        stop = Stop(seconds, mapping.limits.rows, mapping.limits.megabytes * 1_000_000)
        with closing(reader(mapping, seconds)) as opened:
            self.task.as_of = now()
            for table, where in asked:
                if stop.cut:
                    break
                for row in opened.rows(table.name, mapping.columns(table), self._widened(opened, table, where), stop):
                    records = searchable(mapping, table, row)[0]
                    self._compare(r for r in records if wanted is None or r.id in wanted)
        self.cut = self.cut or stop.cut
        if stop.cut:  # not everything was seen: what is missing here proves nothing
            self.task.fail(GijaError("database.cut", database=mapping.code), State.LATE)

    def _widened(self, opened: Reader, table: Table, where: Condition) -> Condition | None:
        """No condition at all for a small table: the beginnings of words miss a slip in a first letter."""
        if not by_words(where):
            return where
        seconds = self.mapping.timeout.total_seconds()
        if opened.few(table.name, FEW, Stop(seconds, FEW, 0)):
            return None
        self.partial = True
        return where

    def _compare(self, records: Iterable[Record]) -> None:
        from gija.methods.search.scoring import HIT_THRESHOLD, number, score

        for record in records:
            if number(self.query, record, self.person) >= HIT_THRESHOLD:
                self.found.append(Match(record, score(self.query, record)))

    def answer(self) -> Answer:
        task = self.task
        kept, said = grades.taken(self.mapping, list(self.found))
        best = sorted(kept, key=lambda m: (-m.comparison.score, m.record.id))
        partly = task.state in (State.LATE, State.DOWN, State.WRONG_SCHEMA) and bool(best)
        matches = Matches(tuple(best[: self.limit]), self.cut or partly or len(best) > self.limit)
        graded = {match.record.id: said[match.record.id] for match in matches.found}
        return Answer(self.mapping.code, task.state, task.as_of, matches, task.seconds, task.error, graded)


def ask(query: Query, mappings: Iterable[Mapping] | None = None, limit: int = 20) -> tuple[Answer, ...]:
    """The answers of the databases (all of the installation by default), in their order, best matches first.

    Promised: one answer for each database, within the longest time limit among them; a fault is a state, never raised.
    """
    chosen = registry.all_mappings() if mappings is None else tuple(mappings)
    asking = [Asking(mapping, query, limit) for mapping in chosen]
    together([one.task for one in asking])
    return tuple(one.answer() for one in asking)
