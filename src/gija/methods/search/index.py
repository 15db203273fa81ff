"""The index: built by streaming, opened by mapping, refreshed by what changed; candidates are scored in full."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path

from gija.methods.names.rarity import Rarity
from gija.methods.search import refreshing, storage
from gija.methods.search.part import Part, write_part
from gija.methods.search.question import Question
from gija.methods.search.scoring import HIT_THRESHOLD
from gija.methods.search.values import Match, Matches, Query, Record
from gija.vocabulary.errors import GijaError

FEW = 2_000  # persons from which the index says how rare a name is


class Index:
    """Records of one database, searchable. Open it once and share it: searching is safe from several threads."""

    def __init__(self, path: Path, parts: Collection[Part], state: storage.State) -> None:
        self.path, self._parts, self._state = path, tuple(parts), state

    @classmethod
    def build(cls, records: Iterable[Record], path: Path | str, *, as_of: datetime) -> Index:
        """Build beside what is there and swap it in whole; the old one serves until then and outlives a killed build.

        Records are streamed, never held together in memory. `as_of` must carry a time zone: the moment the records
        were true. Errors: `index.busy`, and whatever the records raise.
        """
        _with_zone(as_of)
        with storage.building(Path(path)) as fresh:
            size = write_part(records, fresh / storage.BASE)
            storage.write_state(fresh, as_of, size)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path | str) -> Index:
        """Open the index in use. Errors: `index.missing`, `index.damaged`, `index.format`."""
        for attempt in range(5):
            generation = storage.current(Path(path))
            try:
                state = storage.read_state(generation)
                return cls(Path(path), refreshing.parts(generation), state)
            except (OSError, ValueError, KeyError) as error:
                # A rebuild may swap and sweep between reading the pointer and opening: then the pointer has moved.
                if attempt == 4 or storage.current(Path(path)) == generation:
                    raise GijaError("index.damaged") from error
        raise GijaError("index.damaged")

    def refresh(self, changed: Iterable[Record], removed: Collection[str] = (), as_of: datetime | None = None) -> Index:
        """The index in use with these records put in place of those with the same id, and those ids taken out.

        Made beside and swapped in whole, like a build; the cost is that of what changed since the last whole build (and
        about a second a million records to look up their ids). Build anew when much has changed, at least daily.
        `as_of`: the moment the changes were read, with a time zone. Errors: as `build` and `open`.
        """
        if as_of is None:
            raise ValueError("as_of must be said")
        _with_zone(as_of)
        with storage.building(self.path) as fresh:
            size = refreshing.write(storage.current(self.path), fresh, changed, removed)
            storage.write_state(fresh, as_of, size)
        return type(self).open(self.path)

    @property
    def as_of(self) -> datetime:
        return self._state.moment

    @property
    def size(self) -> int:
        return self._state.size

    @cached_property
    def rarity(self) -> Rarity | None:
        """How rare each name is among the persons of the index; None where they are too few to tell."""
        persons = self._parts[0].persons
        return persons.rarity if persons and persons.rarity.people >= FEW else None

    def search(self, query: Query, limit: int = 20, *, at_least: float = HIT_THRESHOLD) -> Matches:
        """The best `limit` records that score `at_least` (hits only, unless a lower score is asked for), best first.

        `cut` says that more may score so much: the limit, or the number of candidates scored in full, was reached.
        """
        question = Question(query, self.rarity)
        best, cut = self._best(question, limit, at_least)
        return Matches(tuple(Match(record, question.explained(record)) for _, record in best), cut)

    def scored(
        self, query: Query, limit: int = 20, *, at_least: float = HIT_THRESHOLD
    ) -> tuple[list[tuple[float, Record]], bool]:
        """What `search` finds, without its reasons, and whether it was cut: for many questions at once."""
        return self._best(Question(query, self.rarity), limit, at_least)

    def _best(self, question: Question, limit: int, at_least: float) -> tuple[list[tuple[float, Record]], bool]:
        good, cut = list[tuple[float, Part, int]](), False
        for part in self._parts:
            found = part.candidates(question, limit, at_least)
            cut = cut or found.cut
            for number, reached in zip(found.numbers, question.scores(part, found.numbers), strict=True):
                if reached >= at_least and reached > 0:
                    good.append((reached, part, number))
        # Only records that may be told are read: the best, and those that are tied with the last of them.
        least = heapq.nlargest(limit, [reached for reached, _, _ in good])[-1:] or [0.0]
        told = [(-r, record.id, record) for r, part, n in good if r >= least[0] for record in (part.records[n],)]
        best = heapq.nsmallest(limit, told, key=lambda one: one[:2])
        return [(-reached, record) for reached, _, record in best], cut or len(good) > len(best)

    def search_many(
        self, queries: Iterable[Query], limit: int = 20, *, at_least: float = HIT_THRESHOLD
    ) -> Iterator[Matches]:
        """The answers to many queries, in their order, one after another as they are taken."""
        for query in queries:
            yield self.search(query, limit, at_least=at_least)


def _with_zone(as_of: datetime) -> None:
    if as_of.tzinfo is None:
        raise ValueError("as_of must carry a time zone")
