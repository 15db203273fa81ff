"""The door for other installations, and the administrator's pages. No page shows what is in a letter."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gija.commons.accounts.sudo import kept, sudo
from gija.commons.courier import reception, services
from gija.commons.courier.forms import DecisionForm, LetterFilter
from gija.commons.courier.keys import card
from gija.commons.courier.models import Outgoing
from gija.commons.courier.queries import stocks
from gija.commons.courier.tables import letters_table, peers_table, said
from gija.commons.permissions import PUBLIC, needs
from gija.vocabulary.errors import GijaError

UNSIGNED = {"courier.malformed": 400, "courier.too_large": 413}


@csrf_exempt  # no browser comes here: who sends is proved by the signature over the whole packet
@needs(PUBLIC)
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take a packet of another installation and answer with a signed one.

    Strangers are told the bare error: 400 no packet, 401 not known or not theirs, 413 too large.
    """
    try:
        answer = reception.accept(request.read(reception.LARGEST + 1))
    except GijaError as error:
        told = json.dumps({"code": error.code, "en": error.text.en, "lt": error.text.lt}, ensure_ascii=False)
        return HttpResponse(told, status=UNSIGNED.get(error.code, 401), content_type="application/json")
    return HttpResponse(answer, content_type="application/octet-stream")


@needs("courier.read")
def letter_list(request: Any) -> HttpResponse:
    """Every letter in the outboxes, by state."""
    table = letters_table(request, LetterFilter(request.GET or None))
    return render(request, "courier/letters.html", {"table": table, "stocks": stocks()})


@needs("courier.read")
def peer_list(request: Any) -> HttpResponse:
    """The installations we exchange messages with, and our own card."""
    return render(request, "courier/peers.html", {"table": peers_table(request), "card": card()})


@needs("courier.read")
@sudo(posts_only=True, keep=("decision", "reason"))
def letter_page(request: Any, database: str, letter: UUID) -> HttpResponse:
    """One letter from outside. Sent back with a decision, if it was given up."""
    if database not in settings.DATABASES:
        raise Http404
    found = Outgoing.objects.using(database).defer("body").filter(pk=str(letter)).first()
    if found is None:
        raise Http404
    form = DecisionForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        decide = services.retry if form.cleaned_data["decision"] == "retry" else services.undo
        decide(request.actor, database, found.pk, form.cleaned_data["reason"])
        messages.success(request, _("The letter will be tried again.") if decide is services.retry else _("Withdrawn."))
        return redirect("courier:letter", database, letter)
    page = {"letter": found, "database": database, "form": form, "fault": said(found)}
    return render(request, "courier/letter.html", page, status=422 if form.errors else 200)
