"""What of a chart stands in time: events and relations with a date, in order, each as exactly as it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gija.methods.graph.build import is_iso_date
from gija.methods.graph.values import Chart

# Dates of a thing that say when something happened to it, by type and field.
# Relations that are over when they happened: told by one date, they are that day and nothing goes on.
MOMENTARY = frozenset(
    ("contacted", "paid", "recruited", "transported", "travelled_with", "present_at", "mentioned_in", "posted")
)
HAPPENED = {"event": ("date",), "document": ("expires",), "person": ("birth_date",)}


@dataclass(frozen=True, slots=True)
class Dated:
    """One entity (`field` tells which date of it) or one relation with its time. `start`, `end`: ISO, may be partial.

    Both are filled: where one date is known they are equal. `open_start`, `open_end`: that side was not told.
    """

    id: str
    relation: bool
    field: str
    start: str
    end: str
    open_start: bool = False
    open_end: bool = False

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return first_day(self.start)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        return last_day(self.end)


def dated(chart: Chart, *, births: bool = False) -> tuple[Dated, ...]:
    """Everything with a date, the earliest first, then the exactest. Birth dates only when asked for."""
    found = [*_relations(chart), *_entities(chart, births)]
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.relation, one.id, one.field)))


def undated(chart: Chart) -> int:
    """How many relations say nothing of when."""
    return sum(1 for one in chart.relations if not one.start and not one.end)


def _relations(chart: Chart) -> Iterator[Dated]:
    for one in chart.relations:
        if one.start or one.end:
            start, end = one.start or one.end, one.end or one.start
            if first_day(start) > last_day(end):  # a database may hold them the wrong way round
                start, end = end, start
            lasts = one.type not in MOMENTARY
            yield Dated(one.id, True, "", start, end, lasts and not one.start, lasts and not one.end)


def _entities(chart: Chart, births: bool) -> Iterator[Dated]:
    for one in chart.entities:
        fields: Iterable[str] = HAPPENED.get(one.type, ())
        for field in fields:
            for written in one.attributes.get(field, ()) if births or field != "birth_date" else ():
                if is_iso_date(written):
                    yield Dated(one.id, False, field, written, written)


def first_day(written: str) -> date:
    """The first day of a year, a month or a day."""
    return date.fromisoformat(written + "-01-01"[len(written) - 4 :])


def last_day(written: str) -> date:
    """The last day of a year, a month or a day."""
    year = int(written[:4])
    if len(written) == 4:
        return date(year, 12, 31)
    if len(written) == 7:
        month = int(written[5:])
        following = date(year + (month == 12), month % 12 + 1, 1) if year < 9999 or month < 12 else date(9999, 12, 31)
        return date.fromordinal(following.toordinal() - 1) if (year, month) != (9999, 12) else following
    return date.fromisoformat(written)
