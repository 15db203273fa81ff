"""A file read in: each row a question or a fault, kept in encrypted chunks, nothing asked yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.police.batches import columns, sheets
from gija.police.batches.models import POLICE, Batch, Chunk, State, packed
from gija.police.search import questions
from gija.vocabulary.errors import GijaError

ASK = "police.batch.ask"
MOST = 1_000_000  # rows
ROWS = 500  # of a chunk; as many as the databases are asked at a time
AT_ONCE = 20  # chunks written in one transaction: others write between
FAULTS = 5_000  # kept at most; all are counted
PREVIEW_KEPT = dt.timedelta(days=1)

Asked = list[Any]  # [row, reference, type, values]
Told = Callable[[int], None]


@dataclass(slots=True)
class _Read:
    """What was read so far."""

    faults: list[list[Any]] = field(default_factory=list)
    faulty: int = 0
    rows: int = 0

    def wrong(self, row: int, error: GijaError) -> None:
        self.faulty += 1
        if len(self.faults) < FAULTS:
            places = {k: v for k, v in error.values.items() if isinstance(v, str | int)}
            self.faults.append([row, str(error.values.get("field", "")), error.code, places])


def make(actor: Actor | None, file: Path, type_: str = "person", told: Told | None = None) -> Batch:
    """Read a file in: the batch, to be looked at, with its faults by row, field and reason.

    Rows with a fault are left out and told. `type_`: of rows that have no column for it. `told` hears rows read.
    Refused: no right, an unknown type, what is no such file (see `sheets.rows`), no column that is known
    (`batches.no_columns`), one twice (`batches.column_twice`), no row (`batches.file_empty`), too many
    (`batches.file_rows`). A refused or broken-off file leaves nothing.
    """
    actor = require(actor, ASK, actor.institution if actor else None)
    questions.question(type_)
    lines = sheets.rows(file)
    known = columns.matched(next(lines, []), type_)
    batch = Batch.objects.create(
        account=actor.account, actor_name=actor.name, role=actor.role, institution=actor.institution,
        institution_name=actor.institution_name, made_at=timezone.now(), fields=list(known.fields),
        unknown=list(known.unknown), retain_until=timezone.localdate() + PREVIEW_KEPT,
    )  # fmt: skip
    try:
        read = _read(batch, lines, known, told)
        if not read.rows and not read.faulty:
            raise GijaError("batches.file_empty")
    except BaseException:
        batch.delete()
        raise
    with transaction.atomic(using=POLICE):
        batch.rows, batch.faulty, batch.faults = read.rows, read.faulty, read.faults
        batch.state = State.PREVIEW
        batch.save()
        details = {"rows": read.rows, "faulty": read.faulty}
        record(POLICE, actor, "police.batch.preview", object_type="batch", object_id=batch.pk, details=details)
    return batch


def _read(batch: Batch, lines: Iterator[list[str]], known: columns.Columns, told: Told | None) -> _Read:
    read, waiting, made = _Read(), [], []
    for asked in _questions(lines, known, read):
        waiting.append(asked)
        read.rows += 1
        if len(waiting) == ROWS:
            made.append(_chunk(batch, read.rows // ROWS, waiting))
            waiting = []
        if len(made) == AT_ONCE:
            Chunk.objects.bulk_create(made)
            made = []
            if told:
                told(read.rows)
    if waiting:
        made.append(_chunk(batch, read.rows // ROWS + 1, waiting))
    Chunk.objects.bulk_create(made)
    return read


def _chunk(batch: Batch, number: int, asked: list[Asked]) -> Chunk:
    return Chunk(batch=batch, number=number, rows=len(asked), asked=packed(asked))


def _questions(lines: Iterator[list[str]], known: columns.Columns, read: _Read) -> Iterator[Asked]:
    """Each row that is a question, with its number in the file (the header is row 1); the others are noted."""
    for number, line in enumerate(lines, 2):
        if not any(cell.strip() for cell in line):
            continue
        if read.rows + read.faulty >= MOST:
            raise GijaError("batches.file_rows", limit=MOST)
        reference, type_, values = known.read(line)
        try:
            query = questions.asked(type_, {k: v for k, v in values.items() if k in questions.question(type_).fields})
        except GijaError as error:
            read.wrong(number, _without_values(error))
        else:
            yield [number, reference, query.type, dict(query.values)]


def _without_values(error: GijaError) -> GijaError:
    """An error that would repeat a cell says only what is wrong."""
    if error.code == "search.type_unknown":
        return GijaError("batches.type_unknown", field="type")
    fields = {"search.birth_date_wrong": "birth_date", "search.sex_unknown": "sex"}
    places = {k: v for k, v in error.values.items() if k in ("field", "limit", "type")}
    return GijaError(error.code, **({"field": fields.get(error.code, "")} | places))
