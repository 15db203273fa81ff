"""What earlier releases of a rounded series were shown too high or too low, so that the next one makes up for it.

Looks at true counts and gives how far off they were shown: as secret as the counts, for the gate alone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from gija.methods.disclosure.values import Release
from gija.rapporteur.gate import kept, populations
from gija.rapporteur.gate.going import sort
from gija.rapporteur.gate.rounding import Series, Where, untimed
from gija.rapporteur.reports.models import Report, State
from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics import queries as statistics
from gija.rapporteur.statistics.models import ReceivedTable

Numbers = dict[Where, int]


def series(kind: str, table: str, period: str, protection: str) -> Series:
    """Of the reports of this kind and table that are published and were protected the same way: the errors of all
    earlier periods of the same length, added up by place; and the numbers that were shown of this very period before,
    or, of a year, by its halves."""
    same = Report.objects.filter(kind=kind, table=table, protection=protection, state=State.PUBLISHED)
    latest = {one.period: release for one in same.order_by("vintage") for release in _own(one)}
    above: Counter[Where] = Counter()
    for other, release in latest.items():
        if len(other) == len(period) and periods.order(other) < periods.order(period):
            above.update(_errors(release, _true(other, release.day)))
    before = _shown(latest[period]) if period in latest else _of_halves(period, latest)
    return Series(_plain(above), _plain(before))


def _plain(numbers: Numbers) -> tuple[tuple[Where, int], ...]:
    return tuple(sorted(numbers.items()))


def _own(one: Report) -> Iterator[Release]:
    return (release for release in kept.releases(one.gate) if not release.cited)


def _shown(release: Release) -> Numbers:
    return {
        (table.population, table.where(cell.key)): cell.value
        for table in release.tables
        for cell in table
        if cell.value is not None
    }


def _errors(release: Release, true: Numbers) -> Counter[Where]:
    """How much higher than the true counts, by place without its time."""
    found: Counter[Where] = Counter()
    for (population, place), value in _shown(release).items():
        if (population, place) in true:
            found[population, untimed(place)] += value - true[population, place]
    return found


def _of_halves(period: str, latest: dict[str, Release]) -> Numbers:
    """A year's numbers as its halves tell them: no second rounding of them need be told."""
    halves = [_shown(latest[half]) for half in (f"{period}-H1", f"{period}-H2") if half in latest]
    if len(halves) < 2:
        return {}
    places = [{(name, untimed(place)): n for (name, place), n in half.items()} for half in halves]
    both = places[0].keys() & places[1].keys()
    return {
        (name, tuple(sorted((*place, (populations.TIME, period))))): sum(half[name, place] for half in places)
        for name, place in both
    }


def _true(period: str, day: str) -> Numbers:
    """The counts of the tables that were approved on the day of a release."""
    handed = ReceivedTable.objects.filter(period=period, approved_on=dt.date.fromisoformat(day)).order_by("vintage")
    held = {row.table: row.vintage for row in handed}
    told = statistics.told(kinds=("reported",), inner=True)
    own = [p for p in told if p.period == period and held.get(p.basis.dataset) == p.vintage]
    return {populations.where(p): p.value for p in sort("", day, own).judged if p.value is not None}
