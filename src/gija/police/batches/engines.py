"""Answers that another engine has made for all indexed databases at once (Spark); live databases are asked here.

The engine's file holds personal data: it lies in a folder of its own that nobody else can read, and goes with it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.models import Sum

from gija.methods.names.values import Comparison
from gija.methods.search.values import Match, Matches, Query, Record
from gija.police.batches import asking
from gija.police.batches.models import Batch, Chunk, unpacked
from gija.police.databases import grades, index
from gija.police.databases.mapping import Mapping
from gija.police.databases.values import Answer

Line = dict[str, Any]


@contextmanager
def spark(batch: Batch, master: str = "local[*]") -> Iterator[Callable[[Chunk], asking.Answers]]:
    """Ask every row of every index through Spark; what is given answers the chunks, in order, from what came of it.

    Refused: what Spark's lane refuses where pyspark is not installed.
    """
    from gija.methods.search.spark import search_files

    mappings = [m for m in asking.chosen([one["code"] for one in batch.databases]) if _indexed(m)]
    folder = Path(tempfile.mkdtemp(prefix="gija-batch-"))  # 0700
    try:
        out = folder / "answers.jsonl"
        queries = (Query(row[2], row[3]) for chunk in _chunks(batch) for row in unpacked(chunk.asked))
        search_files({m.code: index.place(m) for m in mappings}, queries, out, limit=asking.LIMIT, master=master)
        with out.open(encoding="utf-8") as lines:
            yield _Answers(map(json.loads, lines)).of
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _indexed(mapping: Mapping) -> bool:
    return mapping.access == "indexed" and mapping.broken is None and index.place(mapping).exists()


def _chunks(batch: Batch) -> Iterator[Chunk]:
    return batch.chunks.order_by("number").iterator(chunk_size=20)


class _Answers:
    """Lines `{"query": n, "database": code, …}` in the order of the queries, read once from front to back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self.lines = lines
        self.next: Line | None = next(lines, None)

    def of(self, chunk: Chunk) -> asking.Answers:
        """Who answers the rows of this chunk. Chunks come in order; those that another worker did are passed over."""

        def answers(queries: Iterable[Query], mappings: Sequence[Mapping]) -> Iterator[tuple[Answer, ...]]:
            from gija.police.databases.bulk import ask_many

            asked = list(queries)
            earlier = Chunk.objects.filter(batch=chunk.batch_id, number__lt=chunk.number)
            before = earlier.aggregate(rows=Sum("rows"))["rows"] or 0
            elsewhere = [m for m in mappings if not _indexed(m)]
            live = ask_many(asked, elsewhere, asking.LIMIT) if elsewhere else iter([()] * len(asked))
            for number, others in enumerate(live, before):
                held = self._held(number)
                said = {answer.database: answer for answer in others}
                yield tuple(said.get(m.code) or _answer(m, held.get(m.code)) for m in mappings)

        return answers

    def _held(self, number: int) -> dict[str, Line]:
        found: dict[str, Line] = {}
        while self.next is not None and self.next["query"] <= number:
            if self.next["query"] == number:
                found[self.next["database"]] = self.next
            self.next = next(self.lines, None)
        return found


def _answer(mapping: Mapping, line: Line | None) -> Answer:
    """As the database itself would have answered: as fresh as its index, without what has expired."""
    fresh = index.freshness(mapping, index.opened(mapping).as_of)
    hits = [_match(mapping, hit) for hit in (line or {}).get("hits", ())]
    kept, said = grades.taken(mapping, hits)
    return Answer(
        mapping.code, fresh.state, fresh.as_of, Matches(kept, bool(line and line["cut"])), 0.0, fresh.error, said
    )


def _match(mapping: Mapping, hit: Line) -> Match:
    fields = {name: tuple(values) for name, values in hit["fields"].items()}
    graded = {name: hit.get(name, "") for name in ("handling", "evaluation", "kind")}
    record = Record(hit["record"], mapping.code, hit["type"], fields, hit["category"], **graded)
    return Match(record, Comparison(hit["score"], ()))
