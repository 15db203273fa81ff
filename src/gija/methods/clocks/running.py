"""What a period is on a given day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where a period stands."""

    AHEAD = "ahead"  # it has not begun
    RUNNING = "running"
    SOON = "soon"  # it runs, and a reminder of its end is due
    INTERRUPTED = "interrupted"  # a decision ended it before its last day
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Standing:
    """`day` of `days` (the day after the event is day 1; 0 before), `left`: days to the last day, 0 on it."""

    status: Status
    last: dt.date
    day: int
    days: int
    left: int

    @property
    def runs(self) -> bool:
        """Does it protect, or bind, on this day?"""
        return self.status in (Status.RUNNING, Status.SOON)


def standing(
    start: dt.date, last: dt.date, today: dt.date, soon: int = 0, interrupted: dt.date | None = None
) -> Standing:
    """Where a period from an event on `start` to `last` stands on `today`.

    It runs from the event to the end of its last day. Interrupted, it runs to the end of the day of the decision, for
    the person must be told first. `soon`: how many days before the end count as soon.
    """
    end = min(last, interrupted) if interrupted else last
    days = (last - start).days
    status = _status(start, end, today, soon, interrupted is not None and interrupted < last)
    return Standing(status, end, max(0, min((today - start).days, days)), days, max(0, (end - today).days))


def _status(start: dt.date, end: dt.date, today: dt.date, soon: int, cut: bool) -> Status:
    if today < start:
        return Status.AHEAD
    if today > end:
        return Status.INTERRUPTED if cut else Status.ENDED
    return Status.SOON if (end - today).days <= soon else Status.RUNNING
