"""The index of one database: built beside the old one and swapped, its freshness told, opened once a process."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from gija.methods.search.values import Record
from gija.police.databases.mapping import Mapping
from gija.police.databases.parallel import now
from gija.police.databases.readers import reader
from gija.police.databases.readers.base import Stop
from gija.police.databases.rows import searchable
from gija.police.databases.values import DatabaseFaultError, State
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.search import Index

NO_LIMIT = 1 << 62
WHOLE = timedelta(hours=24)  # at least so often a database is read whole: only then what is gone from it leaves
TOLD_EVERY = 1_000  # rows between two words on progress


@dataclass(slots=True)
class IndexReport:
    """What an indexing did. `problems` counts rows and fields that were left out; `gija database check` names them."""

    database: str
    as_of: str = ""  # ISO, UTC: when the reading began
    rows: int = 0
    records: int = 0
    problems: int = 0
    types: dict[str, int] = field(default_factory=dict)
    edition: str = ""  # fingerprint of the mapping it was made with
    seconds: float = 0.0
    whole: str = ""  # when the database was last read whole; later only what had changed (empty: then as_of)

    @property
    def read_whole(self) -> datetime:
        return datetime.fromisoformat(self.whole or self.as_of)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How an index stands: its state, its time, and the error that tells why it is silent."""

    state: State
    as_of: datetime | None
    error: GijaError | None = None


def folder() -> Path:
    from django.conf import settings

    return Path(settings.INDEX_FOLDER)


def place(mapping: Mapping) -> Path:
    return folder() / mapping.code


def _report_file(mapping: Mapping) -> Path:
    return folder() / f"{mapping.code}.json"


@lru_cache(maxsize=1000)
def _edition(identity: tuple[str, int, int]) -> str:
    return hashlib.sha256(Path(identity[0]).read_bytes()).hexdigest()


def edition(mapping: Mapping) -> str:
    """A fingerprint of the mapping: an index made by another one no longer speaks for the database."""
    return _edition(mapping.identity)


def last_report(mapping: Mapping) -> IndexReport | None:
    """What the last whole indexing did; None where there was none."""
    try:
        return IndexReport(**json.loads(_report_file(mapping).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def refresh(mapping: Mapping, told: Callable[[int], None] | None = None) -> IndexReport:
    """Read the whole database and swap in a new index; `told` hears the rows read so far.

    Refused, and the old index stays whole: `mapping.*` of a broken mapping, `DatabaseFaultError` of the database,
    `database.index_live`, `database.index_limit`, `database.index_running`.
    """
    from gija.methods.search import Index

    if mapping.broken is not None:
        raise mapping.broken
    if mapping.access != "indexed":
        raise GijaError("database.index_live", database=mapping.code)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(mapping):
        started, as_of = time.monotonic(), now()
        report = IndexReport(mapping.code, as_of.isoformat(), edition=edition(mapping))
        Index.build(_records(mapping, report, told), place(mapping), as_of=as_of)
        report.seconds = round(time.monotonic() - started, 3)
        keep(mapping, report)
    return report


def keep(mapping: Mapping, report: IndexReport) -> None:
    write(_report_file(mapping), json.dumps(asdict(report)))


@contextmanager
def alone(mapping: Mapping) -> Iterator[None]:
    """One indexing of a database at a time; a killed one leaves no lock behind."""
    with (folder() / f"{mapping.code}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise GijaError("database.index_running", database=mapping.code) from None
        yield


def write(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_suffix(f".{os.getpid()}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _records(mapping: Mapping, report: IndexReport, told: Callable[[int], None] | None) -> Iterator[Record]:
    limit = mapping.limits.index_rows
    seconds = mapping.limits.index_time.total_seconds()
    types: Counter[str] = Counter()
    with closing(reader(mapping, seconds)) as opened:
        for table in mapping.tables:
            stop = Stop(seconds, limit - report.rows, NO_LIMIT)
            for row in opened.rows(table.name, mapping.columns(table), None, stop):
                report.rows += 1
                records, problems = searchable(mapping, table, row)
                report.problems += problems
                for record in records:
                    types[record.type] += 1
                    yield record
                if told and report.rows % TOLD_EVERY == 0:
                    told(report.rows)
            if stop.cut:
                raise DatabaseFaultError(State.DOWN, "database.index_limit", database=mapping.code, limit=limit)
            report.problems += len(stop.unreadable)
    report.types = dict(sorted(types.items()))
    report.records = types.total()


_opened: dict[tuple[object, ...], Index] = {}
_lock = Lock()


def opened(mapping: Mapping) -> Index:
    """The open index, the newest whole one. Refused: `database.not_indexed`, `database.index_broken`."""
    from gija.methods.search import Index

    path = place(mapping)
    key = (*mapping.identity, str(path), *_stamp(path), *_stamp(_report_file(mapping)))
    with _lock:
        if key not in _opened:
            if not path.exists():
                raise DatabaseFaultError(State.STALE, "database.not_indexed", database=mapping.code)
            try:
                index = Index.open(path)
            except Exception:
                raise DatabaseFaultError(State.DOWN, "database.index_broken", database=mapping.code) from None
            for old in [k for k in _opened if k[0] == key[0] and k[3] == key[3]]:
                del _opened[old]
            _opened[key] = index
        return _opened[key]


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0, 0)
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def freshness(mapping: Mapping, as_of: datetime) -> Freshness:
    """Does an index of this time still speak for the database? Not when older than `refresh` or made otherwise."""
    if now() - as_of > mapping.refresh:
        when = as_of.strftime("%Y-%m-%d %H:%M UTC")
        return Freshness(State.STALE, as_of, GijaError("database.index_old", database=mapping.code, as_of=when))
    report = last_report(mapping)
    if report is None or report.edition != edition(mapping):
        return Freshness(State.STALE, as_of, GijaError("database.index_other", database=mapping.code))
    if now() - report.read_whole > max(WHOLE, mapping.refresh):
        when = report.read_whole.strftime("%Y-%m-%d %H:%M UTC")
        return Freshness(State.STALE, as_of, GijaError("database.index_old", database=mapping.code, as_of=when))
    return Freshness(State.ANSWERED, as_of)
