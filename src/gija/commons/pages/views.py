"""Home, help, language, and the pages for what goes wrong."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gija.commons.accounts.services import set_language
from gija.commons.pages.errors import error_page
from gija.commons.pages.middleware import SESSION_LANGUAGE
from gija.commons.pages.work import Work, work_of
from gija.commons.permissions import PUBLIC, SIGNED_IN, Actor, needs

log = logging.getLogger(__name__)


@needs(SIGNED_IN)
def home(request: Any) -> HttpResponse:
    """Each role its own work."""
    shelves = [(s.title, [(w, *_waiting(w, request.actor)) for w in s.items]) for s in work_of(request.actor)]
    return render(request, "pages/home.html", {"shelves": shelves})


def _waiting(item: Work, actor: Actor) -> tuple[int | None, bool]:
    """How much waits, and whether that can be known: a zone whose database is down takes no other zone's work along."""
    try:
        return (item.count(actor) if item.count else None), True
    except DatabaseError:
        log.exception("what waits at %s cannot be counted", item.url_name)
        return None, False


@needs(PUBLIC)
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


@needs(PUBLIC)
@require_POST
def language(request: Any) -> HttpResponse:
    """Switch the language: kept with the account, or with the session of who is not signed in."""
    chosen = request.POST.get("language")
    if chosen in ("lt", "en"):
        if isinstance(request.user, AnonymousUser) or not request.user.is_authenticated:
            request.session[SESSION_LANGUAGE] = chosen
        else:
            set_language(request.user, chosen)
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "/")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its token: an old page, or another site sending it."""
    return render(request, "pages/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """In both languages and without anything that could itself fail: no database, no session, no context."""
    return render(None, "pages/500.html", status=500)
