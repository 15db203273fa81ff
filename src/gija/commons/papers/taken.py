"""A paper on its way to who asked for it: to be kept by no cache, for it names somebody."""

from __future__ import annotations

from django.http import Http404, HttpResponse

LANGUAGES = ("lt", "en")


def spoken_or_404(language: str) -> None:
    """Papers are made in Lithuanian and English; no page for anything else."""
    if language not in LANGUAGES:
        raise Http404


def taken(made: bytes, name: str) -> HttpResponse:
    """The paper as a file of this name; `.pdf` is added. The name tells nobody's."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
