"""Pages of service events: the list, a week's sheet, one event; those of a case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.assistance import forms, queries, services
from gija.casework.assistance.catalogue.queries import naming, offered
from gija.casework.assistance.models import Event
from gija.casework.assistance.rules import EXPORT, READ, WRITE
from gija.casework.cases.file import FILE
from gija.commons.casefile import queries as cases
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHOWN = 422
MOST_SIGNS = 60


def word(name: str, code: str) -> str:
    """A code in the language of the page."""
    return code_list(name)[code].text.in_(language()) if code in code_list(name) else code


def _columns(*, case: bool) -> list[Column]:
    where = [Column("case", _("Case"), lambda e: e.case.short, link=lambda e: reverse("cases:case", args=[e.case_id]))]
    return [
        Column("first", _("Day"), lambda e: e.first_on, sort="first_on", link=_to_event),
        *(where if case else []),
        Column("service", _("Service"), lambda e: e.service.name(language())),
        Column("kind", _("Kind of service"), lambda e: word("service", e.service.kind)),
        Column("hours", _("Hours given"), lambda e: e.hours, sort="hours", numeric=True),
        Column("outcome", _("Outcome"), lambda e: word("service_outcome", e.outcome), sort="outcome", tag=True),
    ]


def _to_event(event: Event) -> str:
    return reverse("assistance:event", args=[event.pk])


@needs(READ)
@require_GET
def events(request: Any) -> HttpResponse:
    """Every service event of one's own institution, the latest first; no names."""
    filters = forms.EventFilter(request.GET or None)
    rows = queries.events(request.actor, filters.cleaned_data if filters.is_valid() else {})
    table = Table.of(
        request, rows, _columns(case=True), caption=_("Service events"), filters=filters, order="-first_on",
        empty=_("Nothing was entered yet, or nothing fits the filters. Enter a sheet."),
    )  # fmt: skip
    own = request.actor.institution
    page = {
        "table": table, "may_write": may(request.actor, WRITE, own), "may_export": may(request.actor, EXPORT, own),
        "asked": table.kept,
    }  # fmt: skip
    return render(request, "assistance/list.html", page)


@needs(READ)
@require_GET
def of_case(request: Any, pk: Any) -> HttpResponse:
    """The service events of one case."""
    case = cases.case(FILE, request.actor, str(pk))
    rows = queries.events(request.actor).filter(case=case.pk)
    table = Table.of(
        request, rows, _columns(case=False), caption=_("Service events"), order="-first_on",
        empty=_("Nothing was entered for this case yet."),
    )  # fmt: skip
    page = {"table": table, "case": case, "may_write": may(request.actor, WRITE, case.institution)}
    return render(request, "assistance/of_case.html", page)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def sheet(request: Any) -> HttpResponse:
    """Many events in one go. What was written stays where anything is refused, and nothing of it was entered."""
    if request.method == "GET":
        form = forms.SheetForm(request.actor, case=request.GET.get("case", "")[:MOST_SIGNS])
        return _sheet(request, form)
    rows = sum(name.startswith("r") and name.endswith("-number") for name in request.POST)
    form = forms.SheetForm(request.actor, request.POST, rows=rows)
    said = form.said()
    if not form.errors:
        try:
            made = services.enter_sheet(request.actor, said)
        except FaultsError as error:
            form.show(error.faults)
        except GijaError as error:
            if error.code != "assistance.empty":
                raise
            form.add_error(None, error.text.in_(language()))
        else:
            messages.success(request, _("Entered: %(n)s") % {"n": len(made)})
            return redirect("assistance:list")
    return _sheet(request, form)


def _sheet(request: Any, form: forms.SheetForm) -> HttpResponse:
    offers = offered(request.actor).exists()
    page = {"form": form, "heads": list(forms.LABELS.items()), "offered": offers}
    return render(request, "assistance/sheet.html", page, status=SHOWN if form.errors else 200)


@needs(READ)
@require_GET
def event(request: Any, pk: Any) -> HttpResponse:
    """One event."""
    return _event(request, queries.one_event(request.actor, str(pk)))


def _event(request: Any, found: Event, **more: Any) -> HttpResponse:
    writes = may(request.actor, WRITE, found.institution) and found.struck_at is None
    page = {
        "event": found, "service": found.service.name(language()),
        "provider": naming(language())(found.service),
        "strike_form": forms.StrikeForm() if writes else None,
    } | more  # fmt: skip
    return render(request, "assistance/event.html", page, status=SHOWN if more else 200)


@needs(WRITE)
@require_POST
def strike(request: Any, pk: Any) -> HttpResponse:
    """Strike out an event that was entered in error."""
    form = forms.StrikeForm(request.POST)
    form.full_clean()
    try:
        services.strike(request.actor, str(pk), form.cleaned_data.get("reason", ""))
    except FaultsError as error:
        form.show(error.faults)
        return _event(request, queries.one_event(request.actor, str(pk)), strike_form=form)
    messages.success(request, _("Struck out."))
    return redirect("assistance:event", pk)
