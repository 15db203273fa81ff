"""A calendar that a calendar program reads: days, alarms, long and odd words."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar

from gija.formats.ical import Day, written

MADE = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)


def test_each_day_is_one_whole_day_with_its_alarm() -> None:
    text = "Leidimas laikinai gyventi; baigiasi, žr. bylą " * 4
    book = Calendar.from_ical(written([Day("a1", dt.date(2026, 3, 1), text, sequence=2, warn=3)], "Gija", "lt", MADE))
    (event,) = book.walk("VEVENT")
    assert (event.decoded("dtstart"), "dtend" in event) == (dt.date(2026, 3, 1), False)
    assert (str(event["summary"]), str(event["uid"]), event.decoded("sequence")) == (text, "a1@gija", 2)
    assert event.walk("VALARM")[0].decoded("trigger") == dt.timedelta(days=-3)


def test_the_same_days_make_the_same_bytes() -> None:
    days = [Day("a", dt.date(2026, 3, 1), "x"), Day("b", dt.date(2026, 2, 1), "y")]
    assert written(days, "Gija", "en", MADE) == written(days, "Gija", "en", MADE)


def test_the_last_day_there_is_breaks_no_calendar() -> None:
    (event,) = Calendar.from_ical(written([Day("k", dt.date.max, "x")], "Gija", "en", MADE)).walk("VEVENT")
    assert event.decoded("dtstart") == dt.date.max
