"""Writes a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Day:
    """A whole-day event. `key` stays when its day moves, `sequence` grows; the alarm comes `warn` days before."""

    key: str
    day: dt.date
    text: str
    sequence: int = 0
    warn: int = 7


def written(days: Iterable[Day], name: str, language: str, made: dt.datetime) -> bytes:
    """The calendar file. `name`: what the calendar program calls it; `made`: the moment it stands for."""
    from icalendar import Calendar

    book = Calendar()
    book.add("prodid", f"-//Gija//{language.upper()}")
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    for day in days:
        book.add_component(_event(day, made))
    return bytes(book.to_ical())


def _event(day: Day, made: dt.datetime) -> Event:
    """Without an end: an event of a date lasts that day (RFC 5545, 3.6.1), and the last day there is has no next."""
    from icalendar import Alarm, Event

    event, alarm = Event(), Alarm()
    event.add("uid", f"{day.key}@gija")
    event.add("dtstamp", made)
    event.add("dtstart", day.day)
    event.add("summary", day.text)
    event.add("sequence", day.sequence)
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("description", day.text)
    alarm.add("trigger", dt.timedelta(days=-day.warn))
    event.add_component(alarm)
    return event
