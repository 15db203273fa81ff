"""Which records are one person, and how many people there are, for whoever counts in the register.

Nothing here asks who may: these numbers go into tables made by who may make them (`register.tables`). What the pages
show is asked in `runs`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from gija.register.clusters.decisions import Decided, decide
from gija.register.clusters.models import Assignment, Run
from gija.register.records.models import Record
from gija.vocabulary.text import Text

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class People:
    """How many different people the records of the register are; `low` to `high` hold the truth in 90 of 100 cases.
    `notes`: what institutions decided, in both languages."""

    value: int
    low: int
    high: int
    records: int
    notes: tuple[Text, ...] = ()


def latest() -> Run | None:
    """The run of the latest half-year."""
    return Run.objects.first()


def person_of(record_ids: Collection[str], run: Run | None = None) -> dict[str, str]:
    """Record -> cluster in the latest run (or in this one), after what institutions decided; records that it does not
    name are left out."""
    run, wanted = run or latest(), set(record_ids)
    if run is None:
        return {}
    confirmed, refused = _edges()
    asked = sorted(wanted | {record for pair in confirmed | refused for record in pair})
    found = _assigned(run, asked)
    # Who shares a cluster with a record that was decided about may be moved by that, too.
    touched = sorted({found[record] for pair in confirmed | refused for record in pair if record in found})
    for at in range(0, len(touched), AT_ONCE):
        rows = Assignment.objects.filter(run=run, cluster__in=touched[at : at + AT_ONCE])
        found.update(rows.values_list("record", "cluster"))
    decided = decide(found, confirmed, refused).of
    return {record: cluster for record, cluster in decided.items() if record in wanted}


def count(year: int, half: int) -> People | None:
    """How many people the records of a half-year's run are that the register holds; None where no run came.

    Clusters of which the register has no record (invented ones, withdrawn ones, such as have not come yet) are taken
    off the unit's count and both ends of its interval; what institutions decided moves all three.
    """
    run = Run.objects.filter(year=year, half=half).first()
    return people(run) if run is not None else None


def interval(record_ids: Collection[str]) -> tuple[int, int] | None:
    """The 90 % interval of the number of people among these records: known where they are all that the latest run
    counted and the register holds. None for any other choice, of which the unit's interval says nothing."""
    run = latest()
    if run is None or set(record_ids) != held(run):
        return None
    found = people(run)
    return found.low, found.high


def people(run: Run) -> People:
    """As `count`, for this run."""
    there, every = held(run), dict(run.assignments.values_list("record", "cluster"))
    ours = {record: cluster for record, cluster in every.items() if record in there}
    gone = len(set(every.values()) - set(ours.values()))
    value = min(max(run.people - gone, 0), len(there))
    low, high = min(max(run.low - gone, 0), value), max(min(run.high - gone, len(there)), value)
    decided = decided_on(ours)
    return _moved(People(value, low, high, len(there)), ours, decided)


def decided_on(of: dict[str, str]) -> Decided:
    """Clusters with the decisions of institutions laid over them."""
    return decide(of, *_edges())


def held(run: Run) -> set[str]:
    """The records of a run that the register holds."""
    named = set(run.assignments.values_list("record", flat=True))
    return named & set(Record.objects.filter(withdrawn=False).values_list("id", flat=True))


def _moved(found: People, before: dict[str, str], decided: Decided) -> People:
    by = len(set(decided.of.values())) - len(set(before.values()))
    least = min(1, found.records)
    low, value, high = (min(max(end + by, least), found.records) for end in (found.low, found.value, found.high))
    return replace(found, value=value, low=low, high=high, notes=decided.notes)


def _assigned(run: Run, records: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for at in range(0, len(records), AT_ONCE):
        rows = Assignment.objects.filter(run=run, record__in=records[at : at + AT_ONCE])
        found.update(rows.values_list("record", "cluster"))
    return found


def _edges() -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    from gija.register.hints import queries as hints  # they ask for clusters, too

    return hints.confirmed(), hints.refused()
