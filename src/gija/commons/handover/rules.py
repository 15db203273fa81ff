"""A rule of counting as data: what a table is called, what it counts, by which lists, in which periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gija.messages.fields import Words
from gija.methods.tables import Period
from gija.vocabulary.text import Text

Key = tuple[str, ...]  # a code of each list of its measure
Counts = Mapping[str, Mapping[Key, int]]  # of each measure: how many stand in which cell
Counting = Callable[[str, Period], Counts]  # institution, period

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted, by the lists it is broken down by. Whatever is counted stands in exactly one cell, so
    that cells add up. `code`: also of the indicator the Rapporteur keeps it under."""

    code: str
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One table. `counted` and `missing`: the rule in words, and what it does not count. `halves`: of half-years, else
    of years; None: of both."""

    name: str
    title: Words
    measures: tuple[Measure, ...]
    counts: Counting
    halves: bool | None = True
    counted: Text = NOTHING
    missing: Text = NOTHING

    @property
    def lists(self) -> tuple[str, ...]:
        """Every list of its measures once, in order: the dimensions of the table."""
        return tuple(dict.fromkeys(name for measure in self.measures for name in measure.lists))

    def fits(self, period: Period) -> bool:
        """Is it a period of the length this table is made for?"""
        return self.halves is None or bool(period.half) is self.halves

    def periods(self, today: dt.date, years: int) -> list[Period]:
        """The periods that are over, the latest first, back to so many years before."""
        found = []
        for year in range(today.year, today.year - years, -1):
            found += [Period(year), Period(year, 2), Period(year, 1)]
        return [one for one in found if self.fits(one) and one.over(today)]


def days(period: Period) -> tuple[dt.date, dt.date]:
    """The first day of a period, and the first after it."""
    year, month = divmod(int(period.last_month[:4]) * 12 + int(period.last_month[5:]), 12)
    return dt.date.fromisoformat(f"{period.first_month}-01"), dt.date(year, month + 1, 1)
