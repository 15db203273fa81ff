"""The table of entries."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.commons.accounts.queries import role_text
from gija.commons.audit.forms import EntryFilter
from gija.commons.audit.models import Entry
from gija.commons.audit.queries import called
from gija.commons.pages.tables import Column, Table


def entries_table(request: Any, filters: EntryFilter) -> Table:
    columns = [
        Column("number", _("Entry"), lambda e: f"{called(str(e._state.db))} {e.number}", link=_address),
        Column("at", _("Time"), lambda e: e.at),
        Column("actor", _("Who"), lambda e: e.actor or "–"),
        Column("role", _("Role"), _role),
        Column("institution", _("Institution"), lambda e: e.institution_name),
        Column("action", _("Action"), lambda e: e.action),
        Column("object", _("Object"), lambda e: f"{e.object_type} {e.object_id}".strip()),
        Column("outcome", _("Outcome"), lambda e: _outcome(e.outcome), tag=True),
    ]
    return Table.of(
        request, filters.trail(), columns, caption=_("Audit entries, newest first"), filters=filters,
        empty=_("No entry fits these filters."),
    )  # fmt: skip


def _address(entry: Entry) -> str:
    return reverse("audit:entry", args=[entry._state.db, entry.number])


def _role(entry: Entry) -> str:
    return role_text(entry.role).in_(get_language() or "lt") if entry.role else ""


def _outcome(outcome: str) -> object:
    return {"done": _("done"), "refused": _("refused")}.get(outcome, outcome)
