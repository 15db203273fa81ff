"""Pages of the ledger: what went out in which order, and the figures of one release."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import needs
from gija.methods.disclosure.stored import release_from
from gija.methods.disclosure.values import Release
from gija.rapporteur.gate import queries, wording
from gija.rapporteur.gate.models import Entry
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

KINDS = {
    "release": gettext_lazy("Released"), "withdrawal": gettext_lazy("Withdrawn"),
    "answer": gettext_lazy("Answered on request"),
}  # fmt: skip
COLUMNS = (
    Column("name", gettext_lazy("Release"), lambda e: e.name, link=lambda e: reverse("gate:entry", args=[e.pk])),
    Column("kind", gettext_lazy("What"), lambda e: KINDS[e.what], tag=True),
    Column("at", gettext_lazy("When"), lambda e: e.at, sort="at"),
    Column("head", gettext_lazy("Hash"), lambda e: f"{e.head[:16]}…"),
)


@needs("rapporteur.ledger.read")
@require_GET
def ledger(request: Any) -> HttpResponse:
    """Everything that was ever published, withdrawn or cited; whether the chain is whole."""
    rows = queries.entries(request.actor)
    table = Table.of(
        request, rows, COLUMNS, caption=_("Ledger of releases"), order="", empty=_("Nothing has been published yet.")
    )
    return render(request, "gate/ledger.html", {"table": table, "whole": _whole(), "count": len(rows)})


def _whole() -> bool:
    try:
        queries.ledger()
    except GijaError:
        return False
    return True


@needs("rapporteur.ledger.read")
@require_GET
def entry(request: Any, pk: int) -> HttpResponse:
    """The figures of one release, as they were told."""
    found = queries.entry(request.actor, pk)
    language = get_language() or "lt"
    release = release_from(json.loads(found.content)) if found.kind == "release" else None
    columns = (
        Column("figure", _("Figure"), lambda row: row[0]),
        Column("of", _("Of"), lambda row: row[1]),
        Column("value", _("Value"), lambda row: row[2], numeric=True),
    )
    rows = _rows(release, language) if release else []
    table = Table.of(request, rows, columns, caption=found.name, order="", per_page=200, empty=_("No figures."))
    return render(request, "gate/entry.html", {"entry": found, "kind": KINDS[found.what], "release": release,
                                               "table": table, "back": _back(found)})  # fmt: skip


def _rows(release: Release, language: str) -> list[tuple[str, str, str]]:
    statuses = code_list("value_status")
    return [
        (
            wording.figure(table.population).in_(language),
            wording.of(table.where(cell.key)).in_(language),
            str(cell.value) if cell.value is not None else statuses[cell.status].text.in_(language),
        )
        for table in release.tables
        for cell in table
    ]


def _back(found: Entry) -> str:
    return reverse("gate:ledger")
