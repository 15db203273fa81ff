"""The page of the library. No database, no cookie, no script; both languages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gija.commons.permissions import PUBLIC, needs
from gija.public.library.catalogue import KINDS, library
from gija.public.views import in_language


@needs(PUBLIC)
@require_safe
@in_language
def page(request: HttpRequest, language: str) -> HttpResponse:
    """Documents by kind, duties, contacts, acronyms."""
    found = library()
    titles = {
        "law": _("Laws of Lithuania"),
        "european": _("European and international acts"),
        "plan": _("Programmes and plans"),
    }
    shown = {
        "groups": [(titles[kind], [one for one in found.documents if one.kind == kind]) for kind in KINDS],
        "library": found, "language": language, "other": "en" if language == "lt" else "lt",
    }  # fmt: skip
    return render(request, "public/library.html", shown)
