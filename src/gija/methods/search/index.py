"""The index: built by streaming, opened by mapping, searched by candidates that are then scored one by one."""

from __future__ import annotations

import heapq
import json
import mmap
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import tantivy

from gija.methods.names.persons import Person
from gija.methods.search import storage
from gija.methods.search.candidates import FOUND, SCORED, identifier_query, name_query, nearest
from gija.methods.search.scoring import HIT_THRESHOLD, number, person_of_query, score
from gija.methods.search.terms import identifier_terms, name_terms, person_sounds, sounds
from gija.methods.search.values import Match, Matches, Query, Record
from gija.vocabulary.errors import GijaError

_HEAP = 128_000_000
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # made once: the making costs more than the use


def _schema() -> Any:
    build = tantivy.SchemaBuilder()
    build.add_text_field("names", tokenizer_name="whitespace", index_option="basic")
    build.add_text_field("identifiers", tokenizer_name="whitespace", index_option="basic")
    build.add_integer_field("offset", fast=True)
    return build.build()


def _dumped(record: Record) -> bytes:
    """One line: how the names sound, a tab, the record as JSON (in which a tab is always escaped)."""
    text = _JSON.encode([record.id, record.database, record.type, record.category, dict(record.fields)])
    heard = person_sounds(record.fields) if record.type == "person" else ""
    return f"{heard}\t{text}\n".encode(errors="surrogatepass")


def _loaded(line: bytes) -> Record:
    id_, database, type_, category, fields = json.loads(line)
    return Record(id_, database, type_, {k: tuple(v) for k, v in fields.items()}, category)


class Index:
    """Records of one database, searchable. Open it once and share it: searching is safe from several threads."""

    def __init__(self, terms: Any, records: mmap.mmap | bytes, state: storage.State) -> None:
        self._terms, self._records, self._state = terms, records, state
        self._searcher = terms.searcher()

    @classmethod
    def build(cls, records: Iterable[Record], path: Path | str, *, as_of: datetime) -> Index:
        """Build beside what is there and swap it in whole; the old one serves until then and outlives a killed build.

        Records are streamed, never held together in memory. `as_of` must carry a time zone: the moment the records
        were true. Errors: `index.busy`, and whatever the records raise.
        """
        if as_of.tzinfo is None:
            raise ValueError("as_of must carry a time zone")
        with storage.building(Path(path)) as fresh:
            size = _write(records, fresh)
            storage.write_state(fresh, as_of, size)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path | str) -> Index:
        """Open the index in use. Errors: `index.missing`, `index.damaged`, `index.format`."""
        for attempt in range(5):
            generation = storage.current(Path(path))
            try:
                state = storage.read_state(generation)
                with (generation / storage.RECORDS).open("rb") as file:
                    held = _mapped(file)
                return cls(tantivy.Index.open(str(generation / storage.TERMS)), held, state)
            except (OSError, ValueError) as error:
                # A rebuild may swap and sweep between reading the pointer and opening: then the pointer has moved.
                if attempt == 4 or storage.current(Path(path)) == generation:
                    raise GijaError("index.damaged") from error
        raise GijaError("index.damaged")

    @property
    def as_of(self) -> datetime:
        return self._state.moment

    @property
    def size(self) -> int:
        return self._state.size

    def search(self, query: Query, limit: int = 20, *, at_least: float = HIT_THRESHOLD) -> Matches:
        """The best `limit` records that score `at_least` (hits only, unless a lower score is asked for), best first."""
        asked = person_of_query(query.values) if query.type == "person" else None
        scored = [(number(query, record, asked), record) for record in self._candidates(query, asked, limit)]
        good = [(s, r) for s, r in scored if s >= at_least and s > 0]
        best = heapq.nsmallest(limit, good, key=lambda found: (-found[0], found[1].id))
        return Matches(tuple(Match(r, score(query, r)) for _, r in best), len(good) > len(best))

    def search_many(
        self, queries: Iterable[Query], limit: int = 20, *, at_least: float = HIT_THRESHOLD
    ) -> Iterator[Matches]:
        """The answers to many queries, in their order, one after another as they are taken."""
        for query in queries:
            yield self.search(query, limit, at_least=at_least)

    def _candidates(self, query: Query, asked: Person | None, limit: int) -> list[Record]:
        """The records worth scoring in full: by identifier, then by name, the nearest by sound."""
        schema = self._terms.schema
        exact = self._offsets(identifier_query(schema, query))
        named = self._offsets(name_query(schema, query, narrow=True))
        if len(named) < limit and query.type == "person":
            named += self._offsets(name_query(schema, query, narrow=False))
        rest = list(dict.fromkeys(o for o in named if o not in set(exact)))
        if asked:
            said = sounds((*asked.names, *asked.former_names))
            rest = [rest[i] for i in nearest(said, [self._sounds(o) for o in rest], max(SCORED, 2 * limit))]
        found = [self._record(offset) for offset in (*exact, *rest)]
        return [record for record in found if record.type == query.type]

    def _offsets(self, query: Any | None) -> list[int]:
        if query is None:
            return []
        hits = self._searcher.search(query, FOUND, count=False).hits
        return [int(o) for o in self._searcher.fast_field_values("offset", [a for _, a in hits]) if o is not None]

    def _sounds(self, offset: int) -> str:
        return self._records[offset : self._records.find(b"\t", offset)].decode()

    def _record(self, offset: int) -> Record:
        start = self._records.find(b"\t", offset) + 1
        return _loaded(self._records[start : self._records.find(b"\n", start)])


def _mapped(file: BinaryIO) -> mmap.mmap | bytes:
    """The file mapped into memory; an empty file cannot be mapped."""
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.seek(0, 2) else b""


def _write(records: Iterable[Record], fresh: Path) -> int:
    """Write every record to the line file and its terms to the index; give their number."""
    writer = tantivy.Index(_schema(), path=str(fresh / storage.TERMS)).writer(heap_size=_HEAP, num_threads=1)
    size = offset = 0
    try:
        with (fresh / storage.RECORDS).open("wb") as file:
            for record in records:
                writer.add_document(_document(record, offset))
                offset += file.write(_dumped(record))
                size += 1
        writer.commit()
    except BaseException:
        writer.rollback()  # else its threads go on writing into a folder that is being taken away
        raise
    finally:
        writer.wait_merging_threads()
    return size


def _document(record: Record, offset: int) -> Any:
    return tantivy.Document(
        names=" ".join(sorted(name_terms(record.type, record.fields))),
        identifiers=" ".join(sorted(identifier_terms(record.type, record.fields))),
        offset=offset,
    )
