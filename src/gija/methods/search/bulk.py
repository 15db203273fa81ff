"""Many questions to many indexes, the answers as lines of a file: one line for each question and database.

A line is JSON: `query` (its number, from 0), `database`, `as_of`, `cut`, and `hits`: `record`, `score`, `type`,
`category`, `handling`, `evaluation`, `kind` and the record's `fields`. The lines hold personal data.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gija.methods.search.index import Index
from gija.methods.search.scoring import HIT_THRESHOLD
from gija.methods.search.values import Query, Record

Numbered = tuple[int, Query]
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def search_files(
    indexes: Mapping[str, Path | str],
    queries: Iterable[Query],
    out: Path | str,
    *,
    limit: int = 20,
    at_least: float = HIT_THRESHOLD,
) -> int:
    """Ask each index each question and write the answers to `out` (readable by the owner only); give their number.

    `indexes`: database code to the folder of its index. The questions are streamed. Errors: as `Index.open`.
    """
    return write_lines(Path(out), answers(opened(indexes), enumerate(queries), limit, at_least))


def opened(indexes: Mapping[str, Path | str]) -> dict[str, Index]:
    return {code: Index.open(path) for code, path in indexes.items()}


def answers(indexes: Mapping[str, Index], queries: Iterable[Numbered], limit: int, at_least: float) -> Iterator[str]:
    """The lines of the answers, question by question, databases in their order."""
    for number, query in queries:
        for code, index in indexes.items():
            best, cut = index.scored(query, limit, at_least=at_least)
            line = {"query": number, "database": code, "as_of": index.as_of.isoformat(), "cut": cut}
            yield _JSON.encode({**line, "hits": [_hit(reached, record) for reached, record in best]})


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Whole or not at all: what others may read is never half an answer."""
    half, count = path.with_name(f".half-{path.name}"), 0
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        for count, line in enumerate(lines, 1):  # noqa: B007 - the last number is the answer
            file.write(line + "\n")
    half.replace(path)
    return count


def _hit(score: float, record: Record) -> dict[str, Any]:
    return {
        "record": record.id,
        "score": score,
        "type": record.type,
        "category": record.category,
        "handling": record.handling,
        "evaluation": record.evaluation,
        "kind": record.kind,
        "fields": {name: list(values) for name, values in record.fields.items()},
    }
