"""The proof of a mapping on real rows: what came out of each table, and every row that does not fit."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import islice

from gija.methods.names import identifiers
from gija.police.databases import index
from gija.police.databases.mapping import Mapping, Table
from gija.police.databases.parallel import now
from gija.police.databases.readers import reader
from gija.police.databases.readers.base import Reader, Stop, Unreadable
from gija.police.databases.readers.privileges import beyond_reading
from gija.police.databases.rows import MappedRow, RowProblem, map_row
from gija.vocabulary.errors import GijaError

NAMED = 1_000  # problems named for each table; the rest is counted
KEYS = 5_000_000  # keys remembered to find one that stands twice
TOLD_EVERY = 500


@dataclass(slots=True)
class TableCheck:
    """One table: rows read, entities and relations found, columns no one reads, and what does not fit."""

    table: str
    rows: int = 0
    entities: Counter[str] = field(default_factory=Counter)  # by "alias (type)"
    relations: Counter[str] = field(default_factory=Counter)
    unmapped: tuple[str, ...] = ()
    problems: list[RowProblem] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    bad: int = 0  # rows of which something is lost
    doubtful: int = 0  # values kept, though their check digit is wrong
    error: GijaError | None = None

    @property
    def passed(self) -> bool:
        return not (self.bad or self.unreadable or self.error)


@dataclass(slots=True)
class Check:
    """The whole proof. `passed` is False if any row lost something or a table could not be read."""

    database: str
    sample: int | None
    tables: list[TableCheck] = field(default_factory=list)
    error: GijaError | None = None  # the database could not be opened at all
    seconds: float = 0.0
    writes: tuple[str, ...] | None = None  # what the account may do besides reading; None where nobody can tell

    @property
    def passed(self) -> bool:
        return self.error is None and all(table.passed for table in self.tables)


@dataclass(frozen=True, slots=True)
class LastCheck:
    """What is kept of a check for the page of the database: numbers only."""

    at: str
    rows: int
    bad: int
    doubtful: int
    passed: bool
    sample: int | None = None
    writes: bool | None = None  # may the account do more than read?


def check(mapping: Mapping, rows: int | None = None, told: Callable[[int], None] | None = None) -> Check:
    """Read all rows (or the first `rows` of each table) through the mapping. A fault is in the report, never raised."""
    started = time.monotonic()
    report = Check(mapping.code, rows)
    seconds = mapping.limits.index_time.total_seconds()
    try:
        with closing(reader(mapping, seconds)) as opened:
            for table in mapping.tables:
                found = TableCheck(table.name)
                report.tables.append(found)
                try:
                    _table(mapping, table, opened, found, rows, told)
                except GijaError as error:
                    found.error = error
        report.writes = beyond_reading(mapping, mapping.timeout.total_seconds())
    except GijaError as error:
        report.error = error
    report.seconds = round(time.monotonic() - started, 3)
    return report


def _table(
    mapping: Mapping,
    table: Table,
    opened: Reader,
    found: TableCheck,
    rows: int | None,
    told: Callable[[int], None] | None,
) -> None:
    columns = mapping.columns(table)
    found.unmapped = tuple(name for name in opened.columns(table.name) if name not in columns)
    stop = Stop(mapping.limits.index_time.total_seconds(), mapping.limits.index_rows, index.NO_LIMIT)
    as_of, keys = now(), set[int]()
    for row in islice(opened.rows(table.name, columns, None, stop), rows):
        found.rows += 1
        mapped = map_row(mapping, table, row, as_of)
        _count(table, mapped, found)
        problems = [*mapped.problems, *_doubts(table, mapped, row.number), *_twice(table, mapped, row.number, keys)]
        found.bad += any(problem.lost for problem in problems)
        found.doubtful += sum(not problem.lost for problem in problems)
        found.problems += problems[: max(NAMED - len(found.problems), 0)]
        if told and row.number % TOLD_EVERY == 0:
            told(row.number)
    found.unreadable = stop.unreadable


def _count(table: Table, mapped: MappedRow, found: TableCheck) -> None:
    found.entities.update(f"{alias} ({entity.type})" for alias, entity in mapped.entities.items())
    found.relations.update(relation.type for relation in mapped.relations)


def _doubts(table: Table, mapped: MappedRow, number: int) -> list[RowProblem]:
    """Identifiers that are none, or whose check digit is wrong: kept as written, yet named."""
    key = mapped.id.partition(":")[2]
    return [
        RowProblem(table.name, number, key, f"{alias}.{name}", "row.check_digit", lost=False)
        for alias, entity in mapped.entities.items()
        for name, values in entity.attributes.items()
        if identifiers.is_identifier(entity.type, name)
        and name not in ("text", "handle")
        and not all(identifiers.valid(entity.type, name, value) for value in values)
    ]


def _twice(table: Table, mapped: MappedRow, number: int, keys: set[int]) -> list[RowProblem]:
    key = hash(mapped.id)
    if key in keys and not any(p.reason == "row.no_key" for p in mapped.problems):
        return [RowProblem(table.name, number, mapped.id.partition(":")[2], ", ".join(table.key), "row.key_twice")]
    if len(keys) < KEYS:
        keys.add(key)
    return []


def remember(mapping: Mapping, report: Check) -> None:
    """Keep the numbers of this check for the page of the database."""
    index.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    rows, bad = (sum(getattr(table, name) for table in report.tables) for name in ("rows", "bad"))
    doubtful = sum(table.doubtful for table in report.tables)
    writes = None if report.writes is None else bool(report.writes)
    last = LastCheck(now().isoformat(), rows, bad, doubtful, report.passed, report.sample, writes)
    index.write(index.folder() / f"{mapping.code}.check.json", json.dumps(asdict(last)))


def last(mapping: Mapping) -> LastCheck | None:
    """The numbers of the last check; None where there was none."""
    try:
        return LastCheck(**json.loads((index.folder() / f"{mapping.code}.check.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
