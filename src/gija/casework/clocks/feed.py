"""The calendar of periods: numbers of cases, periods and days, nothing of a person."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.clocks import queries, words
from gija.casework.clocks.models import Feed, Period
from gija.casework.clocks.queries import LIVE
from gija.casework.clocks.rules import READ
from gija.casework.clocks.services import ZONE
from gija.commons.feeds.services import Feeds
from gija.commons.permissions import Actor
from gija.formats.ical import Day, written
from gija.methods.clocks import clocks

PAST = dt.timedelta(days=366)
FEEDS = Feeds(ZONE, Feed, READ, "period_feed")


def calendar_of(actor: Actor, language: str, made: dt.datetime) -> bytes:
    """What is ahead for the actor's institution, and what ended in the last year without being met, in one language.
    An own date is told as such: its words may name somebody."""
    since = timezone.localdate() - PAST
    found = queries.own(actor).filter(LIVE, last_on__gte=since).order_by("last_on", "pk")
    found = found.only("kind", "last_on", "version", "case__id")
    return written((_day(one, language) for one in found), _("Gija: periods of law"), language, made)


def _day(one: Period, language: str) -> Day:
    of = clocks().get(one.kind)
    text = f"{words.kind(one.kind, language)}: {one.case.short}"
    return Day(f"period-{one.pk}", one.last_on, text, one.version, max(of.remind) if of else queries.SOON)
