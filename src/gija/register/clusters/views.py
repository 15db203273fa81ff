"""Pages of the runs of the linkage unit, for the register's administrator."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import needs
from gija.register.clusters import queries
from gija.register.clusters import runs as found_runs
from gija.register.clusters.models import Run


@needs(found_runs.READ)
@require_GET
def runs(request: Any) -> HttpResponse:
    """The run of each half-year."""
    columns = (
        Column("period", _("Half-year"), _period, link=lambda r: reverse("register_clusters:run", args=[r.pk])),
        Column("number", _("Run"), lambda r: r.number, numeric=True),
        Column("received", _("Received in"), lambda r: r.received_month),
        Column("records", _("Records counted"), lambda r: queries.people(r).records, numeric=True),
        Column("people", _("People"), lambda r: queries.people(r).value, numeric=True),
        Column("interval", _("90 of 100 such cases"), lambda r: _interval(queries.people(r)), numeric=True),
    )
    table = Table.of(
        request, found_runs.runs(request.actor), columns, caption=_("Runs of the linkage unit"),
        empty=_("No run has come yet. The linkage unit seals a file for the register after each half-year."),
    )  # fmt: skip
    return render(request, "register_clusters/runs.html", {"table": table})


@needs(found_runs.READ)
@require_GET
def run(request: Any, run_id: str) -> HttpResponse:
    """One run: how many people, how sure, who sent and who has not."""
    found, language = found_runs.shown(request.actor, run_id), get_language() or "lt"
    columns = (
        Column("name", _("Member"), lambda m: m.name.in_(language)),
        Column("counted", _("Records counted"), lambda m: m.counted, numeric=True),
        Column("held", _("Records in the register"), lambda m: m.held, numeric=True),
        Column("missing", _("Not counted"), lambda m: m.held - m.counted, numeric=True),
    )
    table = Table.of(
        request, found.members, columns, caption=_("Who sent encodings, and who has not"),
        empty=_("The register holds no record."),
    )  # fmt: skip
    page = {
        "found": found,
        "period": _period(found.run),
        "interval": _interval(found.people),
        "notes": [note.in_(language) for note in found.people.notes],
        "silent": [one.name.in_(language) for one in found.silent],
        "table": table,
    }
    return render(request, "register_clusters/run.html", page)


def _period(run: Run) -> str:
    return f"{run.year}-H{run.half}"


def _interval(people: queries.People) -> str:
    return f"{people.low}–{people.high}"
