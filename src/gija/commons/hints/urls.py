"""The addresses of a zone's hints, each with the right it needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from gija.commons.hints import views
from gija.commons.hints.book import Book
from gija.commons.permissions import needs


def patterns(book: Book) -> list[URLPattern]:
    """The pages of this zone's hints."""

    @needs(book.action("read"))
    @require_http_methods(["GET", "HEAD"])
    def hints(request: Any) -> HttpResponse:
        return views.hints(request, book)

    @needs(book.action("read"))
    @require_http_methods(["GET", "HEAD", "POST"])
    def hint(request: Any, pk: Any) -> HttpResponse:
        return views.hint(request, book, str(pk))

    return [path("hints/", hints, name="hints"), path("hints/<uuid:pk>/", hint, name="hint")]
