"""The table of batches, and the rows of a result page by page."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.commons.pages.tables import Column, Table
from gija.police.batches import queries
from gija.police.batches.models import Batch, State
from gija.police.batches.queries import Progress, Row
from gija.police.batches.words import STATES
from gija.police.search.exports import written

ROWS = 25  # on a page


def batches_table(request: Any) -> Table:
    """Who asked when, how much, how it stands; what was asked is told to the asker only."""
    language = get_language() or "lt"
    mine = request.actor.account
    columns = [
        Column(
            "made_at", _("Read in"), lambda b: written(b.made_at), sort="made_at",
            link=lambda b: reverse("batches:batch", args=[b.pk]) if b.account == mine else "",
        ),
        Column("actor", _("Who"), lambda b: b.actor_name, sort="actor_name"),
        Column("rows", _("Rows"), lambda b: b.rows, sort="rows", numeric=True),
        Column("state", _("State"), lambda b: STATES[State(b.state)].in_(language), sort="state", tag=True),
        Column("until", _("Kept until"), lambda b: b.retain_until if b.state != State.ERASED else None),
    ]  # fmt: skip
    return Table.of(
        request, queries.own(request.actor), columns,
        caption=_("Batches of your institution"), order="-made_at", empty=_("No file has been read in yet."),
    )  # fmt: skip


def page_of(request: Any, batch: Batch, told: Progress) -> tuple[list[Row], int, int]:
    """The rows with something to look at on the page that the address names, its number, and that of the last page."""
    last = max(1, -(-told.told // ROWS))
    asked = request.GET.get("page", "")
    number = min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 9 else 1
    if not told.told:
        return [], 1, 1
    return list(islice(queries.rows(batch, told_only=True, skip=(number - 1) * ROWS), ROWS)), number, last
