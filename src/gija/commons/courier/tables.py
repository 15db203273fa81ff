"""The tables of letters and of installations."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Any, overload

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.commons.courier.forms import LetterFilter
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.queries import error_text, letters
from gija.commons.pages.tables import Column, Table


class Letters(Sequence[Outgoing]):
    """Letters of several databases, newest first, counted and cut without reading more than is shown."""

    def __init__(self, parts: list[QuerySet[Outgoing]]) -> None:
        self.parts = parts
        self.count_all = sum(part.count() for part in parts)

    def __len__(self) -> int:
        return self.count_all

    @overload
    def __getitem__(self, wanted: int) -> Outgoing: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Outgoing]: ...
    def __getitem__(self, wanted: int | slice) -> Outgoing | list[Outgoing]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop = wanted.start or 0, wanted.stop if wanted.stop is not None else len(self)
        newest = heapq.merge(*(part[:stop] for part in self.parts), key=lambda one: one.made_at, reverse=True)
        return list(newest)[start:stop]


def letters_table(request: Any, filters: LetterFilter) -> Table:
    asked = filters.asked()
    databases = [asked["database"]] if asked.get("database") else list(settings.DATABASES)
    columns = [
        Column("made", _("Written"), lambda one: one.made_at, link=address),
        Column("kind", _("Kind of message"), lambda one: one.kind),
        Column("from", _("Sent from"), lambda one: one._state.db),
        Column("to", _("Sent to"), lambda one: f"{one.to_zone} {one.to_installation}".strip()),
        Column("state", _("State"), lambda one: one.get_state_display(), tag=True),
        Column("tries", _("Refused"), lambda one: one.tries, numeric=True),
        Column("error", _("Last fault"), lambda one: said(one)),
    ]
    return Table.of(
        request, Letters(list(letters(databases, asked.get("state", "")))), columns,
        caption=_("Letters in the outboxes, newest first"), filters=filters, empty=_("No letter fits these filters."),
    )  # fmt: skip


def peers_table(request: Any) -> Table:
    columns = [
        Column("code", _("Installation"), lambda one: one.code, sort="code"),
        Column("zones", _("Zones"), lambda one: ", ".join(one.zones)),
        Column("institutions", _("Sends for"), lambda one: ", ".join(one.institutions) or _("not tied")),
        Column("line", _("Line"), lambda one: one.url or _("none: sealed files")),
        Column("state", _("State"), lambda one: _("active") if one.active else _("switched off"), tag=True),
        Column("failures", _("Failures in a row"), lambda one: one.failures, numeric=True),
        Column("next", _("Next try"), lambda one: one.next_try_at),
        Column("error", _("Last fault"), lambda one: said(one)),
    ]
    return Table.of(
        request, Peer.objects.all(), columns, caption=_("Installations we exchange messages with"), order="code",
        empty=_("None yet: all zones run here, or no other installation has been added."),
    )  # fmt: skip


def address(one: Outgoing) -> str:
    return reverse("courier:letter", args=[one._state.db, one.pk])


def said(one: Outgoing | Peer) -> str:
    """The last fault in the language of the page; empty where there is none."""
    text = error_text(one.error_code, one.error_values)
    return text.in_(get_language() or "lt") if text else ""
