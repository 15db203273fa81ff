"""Pages of the catalogue of services."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.assistance.catalogue import forms, queries
from gija.casework.assistance.catalogue import services as catalogue
from gija.casework.assistance.models import Service
from gija.casework.assistance.rules import READ, WRITE
from gija.casework.assistance.views import SHOWN, word
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs


def _words(name: str, several: list[str]) -> str:
    return ", ".join(word(name, code) for code in several)


@needs(READ)
@require_GET
def services(request: Any) -> HttpResponse:
    """The catalogue of one's own institution."""
    filters = forms.CatalogueFilter(request.GET or None)
    rows = queries.offered(request.actor, filters.cleaned_data if filters.is_valid() else {})
    name = "lt" if language().startswith("lt") else "en"
    columns = [
        Column("name", _("Service"), lambda s: s.name(language()), sort=name,
               link=lambda s: reverse("assistance:service", args=[s.pk])),
        Column("kind", _("Kind of service"), lambda s: word("service", s.kind), sort="kind"),
        Column("provider", _("Who gives it"), queries.naming(language())),
        Column("place", _("Where"), lambda s: s.place),
        Column("groups", _("For whom"), lambda s: _words("target_group", s.groups) or _("everybody")),
        Column("cost", _("Cost of one unit"), lambda s: s.cost or "", numeric=True),
        Column("until", _("Offered until"), lambda s: s.valid_to, sort="valid_to"),
    ]  # fmt: skip
    table = Table.of(
        request, rows, columns, caption=_("Catalogue of services"), filters=filters, order="kind",
        empty=_("No service stands in the catalogue yet, or none fits the filters."),
    )  # fmt: skip
    page = {"table": table, "may_write": may(request.actor, WRITE, request.actor.institution)}
    return render(request, "assistance/catalogue.html", page)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def add(request: Any) -> HttpResponse:
    """A new line."""
    form = forms.ServiceForm(None, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        said = form.said()
        if not form.errors:
            try:
                catalogue.add(request.actor, said, request.POST.get("number", ""))
            except FaultsError as error:
                form.show(error.faults)
            else:
                messages.success(request, _("It stands in the catalogue."))
                return redirect("assistance:catalogue")
    return render(request, "assistance/add_service.html", {"form": form}, status=SHOWN if form.errors else 200)


@needs(READ)
@require_GET
def service(request: Any, pk: Any) -> HttpResponse:
    """One line."""
    return _service(request, queries.one_service(request.actor, str(pk)))


def _service(request: Any, found: Service, **more: Any) -> HttpResponse:
    writes = may(request.actor, WRITE, found.institution)
    page = {
        "service": found, "name": found.name(language()), "provider": queries.naming(language())(found),
        "groups": _words("target_group", found.groups), "languages": _words("language", found.languages),
        "change_form": forms.ServiceForm(found) if writes else None,
        "retire_form": forms.RetireForm(initial={"version": found.version}, auto_id="retire_%s")
        if writes and found.valid_to is None else None,
    } | more  # fmt: skip
    return render(request, "assistance/service.html", page, status=SHOWN if more else 200)


@needs(WRITE)
@require_POST
def change(request: Any, pk: Any) -> HttpResponse:
    """Write a line anew."""
    found = queries.one_service(request.actor, str(pk), WRITE)
    form = forms.ServiceForm(found, request.POST)
    said = form.said()
    try:
        if form.errors:
            return _service(request, found, change_form=form, broken=form)
        catalogue.change(request.actor, str(pk), form.cleaned_data.get("version") or 0, said)
    except FaultsError as error:
        form.show(error.faults)
        return _service(request, found, change_form=form, broken=form)
    messages.success(request, _("Saved."))
    return redirect("assistance:service", pk)


@needs(WRITE)
@require_POST
def retire(request: Any, pk: Any) -> HttpResponse:
    """Offered until a day."""
    form = forms.RetireForm(request.POST, auto_id="retire_%s")
    form.full_clean()
    said = form.cleaned_data
    try:
        catalogue.retire(request.actor, str(pk), said.get("version") or 0, said.get("valid_to"))
    except FaultsError as error:
        form.show(error.faults)
        found = queries.one_service(request.actor, str(pk))
        return _service(request, found, retire_form=form, broken=form)
    messages.success(request, _("Saved."))
    return redirect("assistance:service", pk)
