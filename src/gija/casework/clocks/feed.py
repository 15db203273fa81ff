"""The calendar of periods: numbers of cases, periods and days, nothing of a person."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.clocks import queries, words
from gija.casework.clocks.models import Feed
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
    rows = found.values_list("pk", "kind", "last_on", "version", "case")
    return written((_day(language, *row) for row in rows), _("Gija: periods of law"), language, made)


def _day(language: str, pk: str, kind: str, last: dt.date, version: int, case: str) -> Day:
    of = clocks().get(kind)
    warn = max(of.remind) if of else queries.SOON
    return Day(f"period-{pk}", last, f"{words.kind(kind, language)}: {case[:8].upper()}", version, warn)
