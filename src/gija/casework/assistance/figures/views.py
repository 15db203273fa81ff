"""The page of the figures, and what is taken away as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gija.casework.assistance import forms
from gija.casework.assistance.figures import queries, taken
from gija.casework.assistance.rules import EXPORT, READ
from gija.casework.assistance.views import word
from gija.commons.accounts.sudo import sudo
from gija.commons.permissions import may, needs

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(READ)
@require_GET
def people(request: Any) -> HttpResponse:
    """People assisted in a year: victims, and persons at risk apart."""
    years = queries.years(request.actor)
    form = forms.YearForm(years, request.GET or None)
    chosen = form.cleaned_data.get("year") if form.is_valid() else None
    year = chosen or (years[0] if years else timezone.localdate().year)
    found = queries.of_year(request.actor, year) if years else None
    groups = [
        {
            "name": word("assisted_status", one.status), "of": one,
            "rows": [(word("sex", sex), cells, all_) for sex, cells, all_ in one.rows],
            "services": [(word("service", kind), n) for kind, n in one.services],
        }
        for one in (found.groups if found else [])
    ]  # fmt: skip
    page = {
        "form": form, "year": year, "found": found, "groups": groups,
        "ages": [word("age_group", age) for age in queries.AGES],
        "hours": [(word("service", kind), *rest) for kind, *rest in (found.hours if found else [])],
        "may_export": may(request.actor, EXPORT, request.actor.institution),
    }  # fmt: skip
    return render(request, "assistance/figures.html", page)


@needs(EXPORT)
@sudo
@require_GET
def people_file(request: Any, year: int, kind: str) -> HttpResponse:
    """The figures of a year as CSV or XLSX."""
    if kind not in TYPES or not 1900 <= year <= 2200:
        raise Http404
    return _file(taken.taken(request.actor, year, kind), f"assisted-{year}", kind)


@needs(EXPORT)
@sudo
@require_GET
def events_file(request: Any, kind: str) -> HttpResponse:
    """The service events that fit the filters, without identity, as CSV or XLSX."""
    if kind not in TYPES:
        raise Http404
    filters = forms.EventFilter(request.GET or None)
    if filters.is_bound and not filters.is_valid():
        raise Http404  # else everything would be taken
    rows = taken.exported(request.actor, filters.cleaned_data if filters.is_bound else {})
    made = taken.as_csv(taken.EVENT_HEADS, rows) if kind == "csv" else taken.event_book(rows)
    return _file(made, "service-events", kind)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response
