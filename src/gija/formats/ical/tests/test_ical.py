"""A calendar that a calendar program reads: days, alarms, long and odd words."""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st
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


@given(st.text(max_size=200), st.dates(min_value=dt.date(1000, 1, 1)), st.integers(0, 400))
@example("a\\, b; c\\n \\N\r\nž\rNIEKO", dt.date.max, 0)
def test_whatever_is_said_a_peer_reads_it_again_in_lines_that_are_not_too_long(
    text: str, day: dt.date, warn: int
) -> None:
    made = written([Day("k", day, text, warn=warn)], text, "en", MADE)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    kept = "\n".join("".join(sign for sign in line if sign >= " " or sign == "\t") for line in text.splitlines())
    assert (str(event["summary"]), event.decoded("dtstart")) == (kept, day)
    assert event.walk("VALARM")[0].decoded("trigger") == dt.timedelta(days=-warn)


def test_every_other_line_is_as_the_peer_writes_it() -> None:
    """The library's own bytes for the same event, put together by it, apart from the end that a date needs not."""
    made = written([Day("k", dt.date(2026, 3, 1), "Byla", 2, 3)], "Gija", "lt", MADE)
    book = Calendar.from_ical(made)
    assert sorted(book.to_ical().split(b"\r\n")) == sorted(made.split(b"\r\n"))
