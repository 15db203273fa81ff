"""The archive: every kind and period at an address that stays, with the newest version and all others."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gija.commons.permissions import PUBLIC, needs
from gija.formats.releases import Place, places, releases
from gija.public.views import SHORT, in_language, shown

# What kinds of report are called, in the order of the page; any other stands under its own code, last.
KINDS: dict[str, Any] = {
    "annual": _("Annual reports"),
    "half-year": _("Half-year reports"),
    "evaluator": _("Reports of the independent evaluator"),
    "multi-year": _("Reports on several years"),
    "plan-progress": _("Progress of action plans"),
    "questionnaire": _("Questionnaire of the National Rapporteur"),
    "eu19a": _("Yearly statistics for the European Union"),
    "greta": _("Statistics for GRETA"),
    "table": _("Tables"),
}


def _name(kind: str) -> str:
    """The key of a kind: every table of the register is one kind here."""
    return "table" if kind.startswith("table-") else kind


@needs(PUBLIC)
@require_safe
@in_language
def archive(request: HttpRequest, language: str) -> HttpResponse:
    """Every kind, and every period of it."""
    order = list(KINDS)
    found = sorted(
        places(releases(settings.RELEASES)),
        key=lambda one: (order.index(_name(one.kind)) if _name(one.kind) in order else len(order), _name(one.kind)),
    )
    kinds = [(KINDS.get(name, name), list(group)) for name, group in groupby(found, lambda one: _name(one.kind))]
    page = {"kinds": kinds, "language": language, "other": "en" if language == "lt" else "lt"}
    return render(request, "public/archive.html", page)


@needs(PUBLIC)
@require_safe
@in_language
def place(request: HttpRequest, language: str, kind: str, period: str) -> HttpResponse:
    """The newest version of a kind and period, with all others; this address stays when it is revised."""
    return shown(request, _place(kind, period).newest, language, fixed=True)


@needs(PUBLIC)
@require_safe
def file(request: HttpRequest, kind: str, period: str, file: str) -> HttpResponse:
    """To a file of the newest version: what is linked here is always the latest."""
    newest = _place(kind, period).newest
    if not any(one.name == file for one in newest.files):
        raise Http404
    response = redirect("public:file", newest.name, file)
    response["Cache-Control"] = SHORT
    return response


def _place(kind: str, period: str) -> Place:
    for one in places(releases(settings.RELEASES)):
        if (one.kind, one.period) == (kind, period):
            return one
    raise Http404
