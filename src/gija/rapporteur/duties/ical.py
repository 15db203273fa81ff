"""Duties as a calendar that a calendar program subscribes to (RFC 5545). Duties and days only, nothing of persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gija.rapporteur.duties.models import Due, State
from gija.vocabulary.text import Text

NAME = Text("Gija: duties", "Gija: pareigos")


def calendar_of(found: Iterable[Due], language: str, made: dt.datetime) -> bytes:
    """Whole-day events; what is done or dropped is not in it. Each keeps its identity when its day moves."""
    from icalendar import Alarm, Calendar, Event

    book = Calendar()
    book.add("prodid", "-//Gija//duties//" + language.upper())
    book.add("version", "2.0")
    book.add("x-wr-calname", NAME.in_(language))
    for one in found:
        if one.state != State.OPEN:
            continue
        event = Event()
        event.add("uid", f"duty-{one.pk}@gija")
        event.add("dtstamp", made)
        event.add("dtstart", one.due_on)
        event.add("dtend", one.due_on + dt.timedelta(days=1))
        event.add("summary", f"{one.text.in_(language)} {one.period}".strip())
        event.add("sequence", one.version)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one.text.in_(language))
        alarm.add("trigger", dt.timedelta(days=-7))
        event.add_component(alarm)
        book.add_component(event)
    return bytes(book.to_ical())
