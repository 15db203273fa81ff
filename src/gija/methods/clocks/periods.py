"""Counting days and months as Regulation (EEC, Euratom) No 1182/71, Art. 3, counts them.

Whole days of the calendar of Lithuania, never hours: daylight saving changes nothing but which day a moment falls on.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from gija.vocabulary.errors import GijaError

ZONE = ZoneInfo("Europe/Vilnius")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Length:
    """So many days, or so many months: one of the two."""

    days: int = 0
    months: int = 0

    def __post_init__(self) -> None:
        if (self.days > 0) == (self.months > 0) or min(self.days, self.months) < 0:
            raise ValueError("a period has days or months")


def local_day(moment: dt.datetime) -> dt.date:
    """The day a moment falls on in Lithuania. Refuses a moment that does not say its zone (`clocks.naive`)."""
    if moment.tzinfo is None:
        raise GijaError("clocks.naive")
    return moment.astimezone(ZONE).date()


def over(start: dt.date, length: Length) -> dt.date:
    """The last day of a period that runs from an event on `start`; it ends with the last hour of that day.

    The day of the event does not count (Art. 3(1)); a month ends on the same date, or on its last day where there is no
    such date (Art. 3(2)(c)). 30 days from 1 March: 31 March; six months from 31 August: 28 or 29 February.
    """
    return start + dt.timedelta(days=length.days) if length.days else _months(start, length.months)


def renewed(first: dt.date, length: Length, times: int) -> dt.date:
    """The last day after `times` periods on end. Counted from the first start: months that are short do not shorten
    those that come after (31 August, 28 February, 31 August)."""
    return over(first, Length(length.days * times, length.months * times))


def _months(start: dt.date, months: int) -> dt.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def next_working(day: dt.date) -> dt.date:
    """The day itself, or the next that is no Saturday, Sunday or public holiday of Lithuania (Art. 3(4))."""
    while day.weekday() >= SATURDAY or day in _holidays():
        day += dt.timedelta(days=1)
    return day


@cache
def _holidays() -> Container[dt.date]:
    import holidays  # half a second: only where a deadline is counted

    return holidays.country_holidays("LT")
