"""The stages that a case went through, from everything that says so, and where it stands.

Statuses of the case file, screenings and closures say their stage themselves; only what none of them says has a `Step`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gija.casework.pathway.definitions import CLOSURE, SCREENING, SIGNAL, moves, of_status
from gija.casework.pathway.models import Closure

CLOSED = (Closure.State.APPROVED, Closure.State.REOPENED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands, and since which day."""

    stage: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class Stood:
    """One stage of the way. `holds`: neither struck out nor (a closure) reopened; `source`: what says it."""

    stage: str
    since: dt.date
    entered_at: dt.datetime
    holds: bool = True
    source: str = ""
    entry: Any = None


def of(case: Any) -> list[Stood]:
    """The whole way of a case in order of days, what was struck out too; it begins with its registration."""
    begun = Stood(SIGNAL, case.registered_on, case.opened_at, source="case")
    statuses = [
        Stood(of_status()[s.status], s.on or case.registered_on, s.entered_at, s.struck_at is None, "status", s)
        for s in case.statuses.all() if s.status in of_status()
    ]  # fmt: skip
    steps = [Stood(s.stage, s.on, s.entered_at, s.struck_at is None, "step", s) for s in case.way_steps.all()]
    screened = [Stood(SCREENING, s.on, s.entered_at, s.struck_at is None, "screening", s)
                for s in case.screenings.all()]  # fmt: skip
    closed = [
        Stood(CLOSURE, c.decided_on, c.entered_at, c.state == Closure.State.APPROVED, "closure", c)
        for c in case.closures.all() if c.state in CLOSED and c.decided_on
    ]  # fmt: skip
    return _moved(sorted([begun, *statuses, *steps, *screened, *closed], key=order))


def _moved(found: Iterable[Stood]) -> list[Stood]:
    """Without the screenings that moved nothing."""
    way: list[Stood] = []
    before = SIGNAL
    for one in found:
        if not one.holds or moves(before, one.stage):
            way.append(one)
            before = one.stage if one.holds else before
    return way


def order(one: Stood) -> tuple[int, dt.date, dt.datetime]:
    """The beginning is the first of all and a closure that holds the last; else by day, of one day as entered."""
    rank = 0 if one.source == "case" else 2 if one.stage == CLOSURE and one.holds else 1
    return rank, one.since, one.entered_at


def stands(way: Iterable[Stood]) -> Standing:
    """The last stage that holds."""
    last = max((one for one in way if one.holds), key=order)
    return Standing(last.stage, last.since)
