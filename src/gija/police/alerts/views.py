"""Pages of alerts: what has come to light, the saved questions; saving one, ending one, opening an alert."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.permissions import needs
from gija.police.alerts import queries, services
from gija.police.alerts.forms import SaveForm
from gija.police.search import queries as search
from gija.vocabulary.errors import GijaError

SHOWN = 100


@needs("police.alert.read")
@require_GET
def alert_list(request: Any) -> HttpResponse:
    """What has become a hit, and what is still asked again."""
    page = {"alerts": queries.alerts(request.actor)[:SHOWN], "saved": queries.saved(request.actor)}
    return render(request, "alerts/list.html", page)


@needs("police.alert.save")
@require_http_methods(["GET", "POST"])
def save(request: Any, query_id: str) -> HttpResponse:
    """Save a question of one's own that had no hit."""
    query = search.query(request.actor, query_id)
    form = SaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.save(request.actor, query_id, said["reason"], said["expires_on"])
        except GijaError as error:
            where = {"search.reason_missing": "reason", "alerts.expiry": "expires_on"}.get(error.code)
            if where is None:
                raise
            form.add_error(where, error.text.in_(get_language() or "lt"))
        else:
            messages.success(request, _("The question is saved. You will be told here when it becomes a hit."))
            return redirect("alerts:list")
    return render(request, "alerts/save.html", {"form": form, "query": query}, status=422 if form.errors else 200)


@needs("police.alert.save")
@require_http_methods(["GET", "POST"])
def end(request: Any, saved_id: str) -> HttpResponse:
    """Ask a saved question no more. GET (the language was switched) leads back."""
    if request.method == "POST":
        services.end(request.actor, saved_id)
        messages.success(request, _("The question is no longer asked."))
    return redirect("alerts:list")


@needs("police.alert.read")
@require_http_methods(["GET", "POST"])
def open_alert(request: Any, alert_id: str) -> HttpResponse:
    """Ask anew what the alert is about, and look at the answer."""
    if request.method == "GET":
        return redirect("alerts:list")
    return redirect("search:result", services.opened(request.actor, alert_id).pk)
