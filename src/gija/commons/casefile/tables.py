"""The tables of cases and of imports. Neither tells who anybody is."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.casefile import queries
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.forms import REGISTER_WORDS, CaseFilter
from gija.commons.pages.tables import Column, Table
from gija.commons.pages.templatetags.gija import code_text

IMPORT_STATES = {"preview": _("looked at"), "applied": _("applied"), "undone": _("undone")}


def register_state(case: Any) -> str:
    """`unfinished`, `not_sent`, `sent` or `changed`."""
    if case.in_register:
        return "changed" if case.changed_since_sent else "sent"
    return "not_sent" if case.completed_at else "unfinished"


def case_table(request: Any, file: CaseFile, filters: CaseFilter) -> Table:
    def status(case: Any) -> str:
        there = queries.status_of(case)
        return code_text(there.status, "victim_status") if there else ""

    columns = [
        Column("case", _("Case"), lambda c: c.short, link=lambda c: reverse(f"{file.space}:case", args=[c.pk])),
        Column("reference", _("Own number"), lambda c: c.reference, sort="reference"),
        Column("registered", _("Registered on"), lambda c: c.registered_on, sort="registered_on"),
        Column("status", _("Status"), status),
        Column("age", _("Age group"), lambda c: code_text(c.age_group, "age_group"), sort="age_group"),
        Column("form", _("Form of exploitation"), lambda c: code_text(c.exploitation_main, "exploitation")),
        Column("review", _("Look again on"), lambda c: c.review_on, sort="review_on"),
        Column("register", _("In the register"), lambda c: REGISTER_WORDS[register_state(c)], tag=True),
    ]
    rows = queries.listed(file, request.actor, filters.asked()).prefetch_related("statuses")
    return Table.of(
        request, rows, columns, caption=file.title, filters=filters, order="-registered_on",
        empty=_("No case fits these filters."),
    )  # fmt: skip


def import_table(request: Any, file: CaseFile) -> Table:
    def address(one: Any) -> str:
        return reverse(f"{file.space}:import", args=[one.pk])

    columns = [
        Column("made", _("Looked at"), lambda i: i.made_at, sort="made_at", link=address),
        Column("by", _("Who"), lambda i: i.actor_name, sort="actor_name"),
        Column("rows", _("Rows"), lambda i: i.rows, numeric=True),
        Column("faults", _("Faults"), lambda i: len(i.faults), numeric=True),
        Column("state", _("State"), lambda i: IMPORT_STATES[i.state], tag=True),
    ]  # fmt: skip
    return Table.of(
        request, queries.imports(file, request.actor), columns, caption=_("Files read so far"), order="-made_at",
        empty=_("No file has been read yet."),
    )  # fmt: skip
