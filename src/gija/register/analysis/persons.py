"""Who is counted in a period, as codes by dimension: a cluster of records is a person, as is a record without one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from gija.methods.tables import Known, Period
from gija.methods.tables import Revision as Counted
from gija.methods.tables.counting import COUNTED
from gija.register.analysis.dimensions import NOT_SAID, Way
from gija.register.records import answered, rules
from gija.register.records.leaving import this_month
from gija.register.records.models import Consent, Record, Revision
from gija.register.records.queries import STATISTICS, counted, current

CLUSTERS = "gija.register.clusters"
HIGHEST = ("recognised", "identified", "presumed", "declined")  # of several records of one person


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the codes of each dimension, and the institutions that sent records of them."""

    codes: Mapping[str, frozenset[str]]
    senders: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What one record says."""

    record: str
    sender: str
    registered: str
    codes: Mapping[str, frozenset[str]]


def persons(
    period: Period, ways: Sequence[Way], *, records: QuerySet[Record] | None = None, common: bool = True
) -> list[Person]:
    """The people counted in a period. `records`: only these; `common`: only with consent where there is no duty."""
    return merged(said(period, ways, records=records, common=common), ways)


def said(
    period: Period, ways: Sequence[Way], *, records: QuerySet[Record] | None = None, common: bool = True
) -> list[Said]:
    """What the records counted in a period say, by number."""
    taken = counted if common else current
    held = taken(period.last_month).filter(registration_month__gte=period.first_month).order_by("record_id")
    if records is not None:
        held = held.filter(record__in=records)
    parts = {way.name.partition(".")[0] for way in ways if way.where == "part"}
    parts |= {"forms"} if any(way.where == "main_form" for way in ways) else set()
    found = list(held.prefetch_related(*parts, *(["answers"] if any(w.where == "answer" for w in ways) else [])))
    agreed = _agreed(found) | _leaving(found) if common else None
    kept = [r for r in found if agreed is None or r.sender_kind not in rules.BY_CONSENT or r.pk in agreed]
    statuses = _statuses(kept, period)
    return [
        Said(r.record_id, r.record.sender, r.registration_month, _codes(r, ways, statuses[r.record_id]))
        for r in kept
        if statuses[r.record_id] in COUNTED
    ]


def _agreed(revisions: Iterable[Revision]) -> set[str]:
    return set(
        Consent.objects.filter(revision__in=[r.pk for r in revisions], scope=STATISTICS).values_list(
            "revision_id", flat=True
        )
    )


def _leaving(revisions: Iterable[Revision]) -> set[str]:
    """Those whose consent was taken back since this half-year's tables were first counted: they leave with the next."""
    return {r.pk for r in revisions if r.record.leaves and r.record.leaves > this_month()}


def _statuses(held: Iterable[Revision], period: Period) -> dict[str, str]:
    """The last status of the period, record by record, by the rule of the half-year table."""
    of_record: dict[str, list[Counted]] = {r.record_id: [] for r in held}
    fields = ("record_id", "number", "registration_month", "status", "status_month")
    for record, number, registered, status, month in Revision.objects.filter(record__in=of_record).values_list(*fields):
        of_record[record].append(Counted(number, registered, status, month, "", "", ""))
    return {record: Known(record, "", "", tuple(several)).status_in(period) for record, several in of_record.items()}


def _codes(revision: Revision, ways: Iterable[Way], status: str) -> dict[str, frozenset[str]]:
    return {way.code: frozenset(_said(revision, way, status)) or frozenset({NOT_SAID}) for way in ways}


def _said(revision: Any, way: Way, status: str) -> Iterable[str]:
    if way.where == "status":
        return [status]
    if way.where == "organisation":
        return [revision.sender_kind]
    if way.where == "main_form":
        return [one.form for one in revision.forms.all() if one.place == 1]
    if way.where == "column":
        return [value] if (value := getattr(revision, way.name)) else []
    if way.where == "answer":
        return [a.code for a in revision.answers.all() if (a.group, a.field) == (answered.RECORD, way.name) and a.code]
    model, _, field = way.name.partition(".")
    return [getattr(one, field) for one in getattr(revision, model).all() if not way.role or one.role == way.role]


def merged(records: Sequence[Said], ways: Sequence[Way]) -> list[Person]:
    """Records put together to people by their clusters."""
    return [person_of_records(several, ways) for several in together(records)]


def together(records: Sequence[Said]) -> list[list[Said]]:
    """The records of each person."""
    clusters = clusters_of([one.record for one in records])
    people: dict[str, list[Said]] = {}
    for one in records:
        people.setdefault(clusters.get(one.record, one.record), []).append(one)
    return list(people.values())


def person_of_records(several: Sequence[Said], ways: Sequence[Way]) -> Person:
    """What several records of one person say together."""
    order = sorted(several, key=lambda one: (one.registered, one.record))
    return Person({way.code: _one(order, way) for way in ways}, frozenset(one.sender for one in order))


def _one(order: Sequence[Said], way: Way) -> frozenset[str]:
    told = [one.codes[way.code] for one in order if one.codes[way.code] != {NOT_SAID}]
    if not told:
        return frozenset({NOT_SAID})
    if way.many:
        return frozenset().union(*told)
    if way.where == "status":
        return frozenset({min((next(iter(one)) for one in told), key=HIGHEST.index)})
    return told[-1]


def linked() -> bool:
    """Have clusters of records come to this installation?"""
    return apps.is_installed(CLUSTERS) and import_module(f"{CLUSTERS}.queries").latest() is not None


def clusters_of(records: Collection[str]) -> Mapping[str, str]:
    """Record -> cluster, as far as records are linked."""
    found: Mapping[str, str] = import_module(f"{CLUSTERS}.queries").person_of(records) if linked() else {}
    return found


def bounds(records: Sequence[Said]) -> tuple[int, int]:
    """Between how many and how many people these records are: the interval of the linkage where there is one, else the
    longest list of one institution and all records."""
    if told := interval(records):
        return told
    lists: dict[str, int] = {}
    for one in records:
        lists[one.sender] = lists.get(one.sender, 0) + 1
    return max(lists.values(), default=0), len(records)


def interval(records: Sequence[Said]) -> tuple[int, int] | None:
    """The 90 % interval of the linkage for the number of people these records are; None where it says nothing."""
    told = import_module(f"{CLUSTERS}.queries").interval([one.record for one in records]) if linked() else None
    return (int(told[0]), int(told[1])) if told else None
