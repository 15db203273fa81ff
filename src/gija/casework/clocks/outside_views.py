"""What leaves the pages: a calendar, a certificate; and the question of the migration authority."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
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
from gija.commons.feeds import views as feeds
from gija.commons.papers.taken import spoken_or_404, taken
from gija.commons.permissions import PUBLIC, needs

SHOWN = 422


@needs(ASK)
@require_http_methods(["GET", "POST"])
def ask(request: Any) -> HttpResponse:
    """May this person be expelled now? Hit or no hit; what was typed is not kept."""
    form, answer = forms.AskForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST":
        form.full_clean()
        said = {name: str(form.cleaned_data.get(name, "")).strip() for name in form.fields}
        try:
            answer = None if form.errors else protection.ask(request.actor, protection.Asked(**said))
        except FaultsError as error:
            form.show(error.faults)
    owner = name_on(answer.institution, language=language()) if answer and answer.hit else ""
    page = {"form": form, "answer": answer, "owner": owner}
    return render(request, "clocks/ask.html", page, status=SHOWN if form.errors else 200)


@needs(READ)
@require_GET
def ics(request: Any) -> HttpResponse:
    """What is ahead, as a calendar file."""
    return feeds.file(calendars.calendar_of(request.actor, language(), timezone.now()))


@needs(READ)
@require_http_methods(["GET", "POST"])
def feed(request: Any) -> HttpResponse:
    """The address of one's own feed: made anew (shown once) or ended."""
    holds = _("It shows numbers of cases, periods and days, nothing of persons.")
    return feeds.address(request, calendars.FEEDS, "clocks", back="clocks:list", room=_("Periods of law"), holds=holds)


@needs(PUBLIC)  # a calendar program cannot sign in: the address is the key, and holds case numbers and days only
@require_GET
def subscribe(request: Any, key: str) -> HttpResponse:
    """The feed of whoever the key belongs to; nothing where it has ended."""
    return feeds.subscribed(calendars.FEEDS, key, calendars.calendar_of)


@needs(EXPORT)
@sudo
@require_GET
def certificate(request: Any, pk: Any, spoken: str) -> HttpResponse:
    """On paper: that a reflection period runs and the person is not expelled meanwhile. Names the person."""
    spoken_or_404(spoken)
    found, made = paper.certificate(request.actor, str(pk), spoken)
    return taken(made, f"{found.case.short}.{spoken}")
