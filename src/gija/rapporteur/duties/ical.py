"""Duties as a calendar that a calendar program subscribes to. Duties and days only, nothing of persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gija.commons.feeds.services import Feeds
from gija.formats.ical import Day, written
from gija.rapporteur.duties import rules
from gija.rapporteur.duties.models import ZONE, Due, Feed, State
from gija.vocabulary.text import Text

NAME = Text("Gija: duties", "Gija: pareigos")
FEEDS = Feeds(ZONE, Feed, rules.READ, "duty_feed")


def calendar_of(found: Iterable[Due], language: str, made: dt.datetime) -> bytes:
    """Whole-day events; what is done or dropped is not in it. Each keeps its identity when its day moves."""
    there = (one for one in found if one.state == State.OPEN)
    return written((_day(one, language) for one in there), NAME.in_(language), language, made)


def _day(one: Due, language: str) -> Day:
    return Day(f"duty-{one.pk}", one.due_on, f"{one.text.in_(language)} {one.period}".strip(), one.version)
