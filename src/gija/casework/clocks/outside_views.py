"""What leaves the pages: a calendar, a certificate; and the question of the migration authority."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.casework.clocks import feed as calendars
from gija.casework.clocks import forms, paper, protection
from gija.casework.clocks.rules import ASK, EXPORT, READ
from gija.commons.accounts.sudo import sudo
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.directory.queries import name_on
from gija.commons.permissions import PUBLIC, needs
from gija.commons.rowlevel.session import acting_for
from gija.formats.ical import TYPE

SHOWN = 422


@needs(ASK)
@require_http_methods(["GET", "POST"])
def ask(request: Any) -> HttpResponse:
    """May this person be expelled now? Hit or no hit; what was typed is not kept."""
    form, answer = forms.AskForm(request.POST or None), None
    if request.method == "POST":
        form.full_clean()
        said = {name: str(form.cleaned_data.get(name, "")).strip() for name in form.fields}
        try:
            answer = protection.ask(request.actor, protection.Asked(**said))
        except FaultsError as error:
            form.show(error.faults)
    owner = name_on(answer.institution, language=language()) if answer and answer.hit else ""
    page = {"form": form, "answer": answer, "owner": owner}
    return render(request, "clocks/ask.html", page, status=SHOWN if form.errors else 200)


@needs(READ)
@require_GET
def ics(request: Any) -> HttpResponse:
    """What is ahead, as a calendar file."""
    made = calendars.calendar_of(request.actor, language(), timezone.now())
    response = HttpResponse(made, content_type=TYPE)
    response["Content-Disposition"] = 'attachment; filename="gija-periods.ics"'
    return response


@needs(READ)
@require_http_methods(["GET", "POST"])
def feed(request: Any) -> HttpResponse:
    """The address of one's own feed: made anew (shown once) or ended."""
    address = ""
    if request.method == "POST" and request.POST.get("act") == "end":
        calendars.FEEDS.end(request.actor)
        messages.success(request, _("The feed has ended."))
        return redirect("clocks:feed")
    if request.method == "POST":
        key = calendars.FEEDS.renew(request.actor)
        address = request.build_absolute_uri(reverse("clocks:subscribe", args=[key]))
    return render(request, "clocks/feed.html", {"address": address, "there": calendars.FEEDS.there(request.actor)})


@needs(PUBLIC)  # a calendar program cannot sign in: the address is the key, and holds case numbers and days only
@require_GET
def subscribe(request: Any, key: str) -> HttpResponse:
    """The feed of whoever the key belongs to; nothing where it has ended."""
    found = calendars.FEEDS.owner(key)
    if found is None:
        raise Http404
    with acting_for(found[0].institution):
        response = HttpResponse(calendars.calendar_of(*found, timezone.now()), content_type=TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


@needs(EXPORT)
@sudo
@require_GET
def certificate(request: Any, pk: Any, spoken: str) -> HttpResponse:
    """On paper: that a reflection period runs and the person is not expelled meanwhile. Names the person."""
    if spoken not in ("lt", "en"):
        raise Http404
    found, made = paper.certificate(request.actor, str(pk), spoken)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.case.short}.{spoken}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
