"""Counts of tips by channel, kind and outcome, a half-year each: frozen by one officer, approved and handed to the
Rapporteur by another (`commons.handover`). Small ones are closed by the Rapporteur's gate, nowhere before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import cast

from django.utils import timezone

from gija.commons.handover import counting, services
from gija.commons.handover.rules import Counts, Measure, Rule, days
from gija.commons.handover.services import Book
from gija.commons.permissions import Actor
from gija.messages.fields import Words
from gija.methods.tables import Period
from gija.police.tips.models import POLICE, HalfYear, Tip
from gija.police.tips.rules import TABLE

NAME = "tips"
LISTS = ("tip_channel", "tip_kind", "tip_outcome")
Key = tuple[str, ...]
BOOK = Book(
    POLICE, HalfYear, TABLE, TABLE,
    {"make": "police.tip.table_make", "approve": "police.tip.table_approve"}, "tips_table",
    {
        "frozen.period": "tips.period_open", "frozen.period_open": "tips.period_open",
        "frozen.not_found": "tips.not_found", "frozen.own_approval": "tips.own_approval",
        "frozen.table_sent": "tips.table_sent", "frozen.table_changed": "tips.table_changed",
    },
)  # fmt: skip


def counts(institution: str, period: Period) -> dict[Key, int]:
    """How many tips were received in a period, by channel, kind and outcome (`open`: not closed)."""
    zone = timezone.get_current_timezone()
    first, end = (dt.datetime.combine(day, dt.time(), zone) for day in days(period))
    rows = Tip.objects.filter(institution=institution, received_at__gte=first, received_at__lt=end, pieces_due=0)
    found = rows.values_list("channel", "kind", "outcome")
    return dict(sorted(Counter((channel, kind, outcome or "open") for channel, kind, outcome in found).items()))


def _counted(institution: str, period: Period) -> Counts:
    return {NAME: counts(institution, period)}


RULE = Rule(
    NAME,
    Words(
        en="Tips to the police by channel, kind and outcome",
        lt="Policijos gauti pranešimai pagal būdą, rūšį ir rezultatą",
    ),
    (Measure(NAME, LISTS),),
    _counted,
)


def make(actor: Actor | None, period: Period) -> HalfYear:
    """Freeze the counts of a half-year as its next vintage. Refused: one that is not over (`tips.period_open`)."""
    return cast(HalfYear, services.make(BOOK, RULE, actor, period))


def approve(actor: Actor | None, table_id: str) -> HalfYear:
    """Approve a colleague's table and hand it over, in one transaction. Refused: one's own (`tips.own_approval`), one
    handed over already (`tips.table_sent`), counts that are others by now (`tips.table_changed`)."""
    return cast(HalfYear, services.approve(BOOK, lambda _found: RULE, actor, table_id))


def kept(found: HalfYear) -> dict[Key, int]:
    """The counts as they were frozen."""
    return counting.kept(RULE, found.counts)[NAME]


def margins(found: HalfYear) -> list[tuple[str, list[tuple[str, int]]]]:
    """For a page: each list with the count of each of its codes."""
    return counting.margins(RULE.measures[0], kept(found))
