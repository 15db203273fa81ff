"""Databases asked side by side, each within its own time. One that is late is left behind; nobody waits for it.

A thread left behind is a daemon, so it never keeps the process alive; its reader ends it soon (see readers), and a
database that still owes too many answers is not asked again until then.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Lock, Thread

from gija.police.databases.mapping import Mapping
from gija.police.databases.values import DatabaseFaultError, State
from gija.vocabulary.errors import GijaError

GRACE = 0.3  # seconds beyond a database's own time, in which its reader says itself what went wrong
OWED = 4  # answers a database may owe at once

_owed: Counter[tuple[str, int, int]] = Counter()
_lock = Lock()


@dataclass(slots=True)
class Task:
    """One database's part. `work` fills what its owner keeps; here stand its state, its error and its time."""

    mapping: Mapping
    work: Callable[[], None]
    state: State = State.ANSWERED
    error: GijaError | None = None
    as_of: datetime | None = None
    seconds: float = 0.0
    _done: Event = field(default_factory=Event)

    def fail(self, error: GijaError, state: State = State.DOWN) -> None:
        self.state, self.error = getattr(error, "state", state), error


def now() -> datetime:
    return datetime.now(UTC)


def together(tasks: Sequence[Task]) -> None:
    """Run all side by side; return when each has ended or its time is over. Never raises for one's fault."""
    started = time.monotonic()
    for task in tasks:
        _start(task)
    for task in tasks:
        limit = task.mapping.timeout.total_seconds() + GRACE
        if not task._done.wait(max(limit - (time.monotonic() - started), 0)):
            seconds = round(task.mapping.timeout.total_seconds(), 1)
            task.work = _nothing
            task.seconds = time.monotonic() - started
            task.fail(DatabaseFaultError(State.LATE, "database.late", database=task.mapping.code, seconds=seconds))


def _nothing() -> None: ...


def _start(task: Task) -> None:
    key = task.mapping.identity
    if task.mapping.broken is not None:
        task.fail(task.mapping.broken, State.WRONG_MAPPING)
        task._done.set()
        return
    with _lock:
        if _owed[key] >= OWED:
            task.fail(DatabaseFaultError(State.LATE, "database.busy", database=task.mapping.code, number=_owed[key]))
            task._done.set()
            return
        _owed[key] += 1
    Thread(target=_run, args=(task, key), name=f"gija-{task.mapping.code}", daemon=True).start()


def _run(task: Task, key: tuple[str, int, int]) -> None:
    started = time.monotonic()
    work = task.work
    failed: GijaError | None = None
    try:
        work()
    except GijaError as error:
        failed = error
    except Exception as error:  # the message of an unforeseen error may quote data: only its kind is told
        code, kind = task.mapping.code, type(error).__name__
        failed = DatabaseFaultError(State.DOWN, "database.fault", database=code, kind=kind)
    finally:
        with _lock:
            _owed[key] -= 1
        if task.work is work:  # not given up meanwhile
            task.seconds = time.monotonic() - started
            if failed is not None:
                task.fail(failed)
        task._done.set()
