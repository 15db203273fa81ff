"""Which records are one person, and how many people there are, for whoever counts in the register.

Nothing here asks who may: these numbers go into tables made by who may make them (`register.tables`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gija.register.clusters.models import Assignment, Run
from gija.register.records.models import Record

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class People:
    """How many different people the records of the register are; `low` to `high` hold the truth in 90 of 100 cases."""

    value: int
    low: int
    high: int
    records: int


def latest() -> Run | None:
    """The run of the latest half-year."""
    return Run.objects.first()


def person_of(record_ids: Collection[str], run: Run | None = None) -> dict[str, str]:
    """Record -> cluster in the latest run (or in this one); records that it does not name are left out."""
    run, wanted = run or latest(), sorted(set(record_ids))
    found: dict[str, str] = {}
    for at in range(0, len(wanted) if run else 0, AT_ONCE):
        rows = Assignment.objects.filter(run=run, record__in=wanted[at : at + AT_ONCE])
        found.update(rows.values_list("record", "cluster"))
    return found


def count(year: int, half: int) -> People | None:
    """How many people the records of a half-year's run are that the register holds; None where no run came.

    Clusters of which the register has no record (invented ones, withdrawn ones, such as have not come yet) are taken
    off the unit's count and both ends of its interval.
    """
    run = Run.objects.filter(year=year, half=half).first()
    return _people(run) if run is not None else None


def interval(record_ids: Collection[str]) -> tuple[int, int] | None:
    """The 90 % interval of the number of people among these records: known where they are all that the latest run
    counted and the register holds. None for any other choice, of which the unit's interval says nothing."""
    run = latest()
    if run is None or set(record_ids) != _held(run):
        return None
    people = _people(run)
    return people.low, people.high


def _people(run: Run) -> People:
    held = _held(run)
    ours, every = set(), set()
    for record, cluster in run.assignments.values_list("record", "cluster"):
        every.add(cluster)
        if record in held:
            ours.add(cluster)
    gone = len(every - ours)
    value = min(max(run.people - gone, 0), len(held))
    return People(value, min(max(run.low - gone, 0), value), max(min(run.high - gone, len(held)), value), len(held))


def _held(run: Run) -> set[str]:
    """The records of a run that the register holds."""
    named = set(run.assignments.values_list("record", flat=True))
    return named & set(Record.objects.filter(withdrawn=False).values_list("id", flat=True))
