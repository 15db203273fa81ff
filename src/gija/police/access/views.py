"""Pages of break-glass: opening it for a question, ending it, and the auditor's list of all uses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import needs
from gija.police.access import queries, services
from gija.police.access.forms import ReasonForm, ReviewForm, UseFilter
from gija.police.access.models import BreakGlass
from gija.police.access.table import table as rules
from gija.police.access.words import FINDINGS, STATES
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

GONE_ON = ("common.not_permitted", "search.not_found", "access.not_found", "access.nothing_closed")


def _language() -> str:
    return get_language() or "lt"


@needs("police.glass.open")
@require_http_methods(["GET", "POST"])
def open_glass(request: Any, query_id: str) -> HttpResponse:
    """Say why, and see the wider answer."""
    from gija.police.search.queries import query

    found = query(request.actor, query_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            wider = services.break_glass(request.actor, query_id, form.cleaned_data["reason"])
        except GijaError as error:
            if error.code in GONE_ON:
                raise
            form.add_error("reason", error.text.in_(_language()))
        else:
            messages.success(request, _("Break-glass is open. The auditor has been shown it."))
            return redirect("search:result", wider)
    page = {"form": form, "query": found, "glass": rules().glass, "hours": _hours()}
    return render(request, "access/open.html", page, status=422 if form.errors else 200)


def _hours() -> int:
    return int(rules().glass.lasts.total_seconds() // 3600)


@needs("police.glass.open")
@require_http_methods(["GET", "POST"])
def end(request: Any, glass_id: str) -> HttpResponse:
    """The opener ends it early; what it widened is closed again at once."""
    found = queries.one_use(request.actor, glass_id)
    if request.method == "POST":
        services.end(request.actor, glass_id)
        messages.success(request, _("Break-glass is closed."))
    return redirect("search:result", found.query)


@needs("police.glass.review")
@require_GET
def review(request: Any) -> HttpResponse:
    """Every use in every institution, open ones first."""
    form = UseFilter(request.GET or None)
    table = Table.of(
        request,
        queries.all_uses(request.actor, **form.filters()),
        _columns(_language()),
        caption=_("Uses of break-glass"),
        filters=form,
        empty=_("Nobody has used break-glass, or no use fits the filters."),
    )
    return render(request, "access/review.html", {"table": table})


def _columns(language: str) -> tuple[Column, ...]:
    purposes = code_list("purpose")
    return (
        Column("at", _("Opened"), lambda g: g.opened_at, link=lambda g: reverse("access:use", args=[g.pk])),
        Column("state", _("State"), lambda g: STATES[g.is_open].in_(language), tag=True),
        Column("who", _("Who"), lambda g: g.actor_name),
        Column("institution", _("Institution"), lambda g: g.institution_name),
        Column("purpose", _("Purpose"), lambda g: purposes[g.purpose].text.in_(language)),
        Column("reason", _("Reason"), lambda g: g.reason),
        Column("finding", _("Auditor's finding"), lambda g: FINDINGS[g.finding].in_(language), tag=True),
    )


@needs("police.glass.review")
@require_http_methods(["GET", "POST"])
def use(request: Any, glass_id: str) -> HttpResponse:
    """One use with all that was done under it; the auditor's finding."""
    found = queries.one_use(request.actor, glass_id)
    form = ReviewForm(request.POST or None, initial={"finding": found.finding, "note": found.review_note})
    if request.method == "POST" and form.is_valid():
        try:
            services.review(request.actor, glass_id, form.cleaned_data["finding"], form.cleaned_data["note"])
        except GijaError as error:
            if error.code in GONE_ON:
                raise
            form.add_error("note", error.text.in_(_language()))
        else:
            messages.success(request, _("The finding is kept."))
            return redirect("access:use", glass_id)
    return _use_page(request, found, form)


def _use_page(request: Any, found: BreakGlass, form: ReviewForm) -> HttpResponse:
    page = {
        "glass": found,
        "form": form,
        "acts": queries.acts_under(found),
        "state": STATES[found.is_open].in_(_language()),
        "finding": FINDINGS[found.finding].in_(_language()),
    }
    return render(request, "access/use.html", page, status=422 if form.errors else 200)


@needs("police.glass.review")
@require_http_methods(["GET", "POST"])
def end_by_auditor(request: Any, glass_id: str) -> HttpResponse:
    """The auditor closes a glass that is still open."""
    if request.method == "POST":
        services.end(request.actor, glass_id)
        messages.success(request, _("Break-glass is closed."))
    return redirect("access:use", glass_id)
