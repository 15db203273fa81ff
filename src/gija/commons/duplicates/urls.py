"""The addresses of a zone's pairs, each with the right it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from gija.commons.duplicates import views
from gija.commons.duplicates.book import PairBook
from gija.commons.duplicates.queries import DECIDE, JOIN, READ
from gija.commons.permissions import needs

GET, BOTH = ["GET", "HEAD"], ["GET", "HEAD", "POST"]
PAGES: tuple[tuple[str, str, str, list[str], Callable[..., HttpResponse]], ...] = (
    ("", "pairs", READ, BOTH, views.pairs),
    ("<uuid:pk>/", "pair", READ, GET, views.pair),
    ("<uuid:pk>/decide/", "decide", DECIDE, BOTH, views.decide),
    ("<uuid:pk>/join/", "join", JOIN, BOTH, views.join),
    ("<uuid:pk>/undo/", "undo", JOIN, BOTH, views.undo),
)


def patterns(book: PairBook) -> list[URLPattern]:
    """The pages of this zone's pairs."""
    return [
        path(address, _view(book, name, act, methods, page), name=name) for address, name, act, methods, page in PAGES
    ]


def _view(book: PairBook, name: str, act: str, methods: list[str], page: Callable[..., HttpResponse]) -> Any:
    @needs(book.action(act))
    @require_http_methods(methods)
    def view(request: Any, **kwargs: Any) -> HttpResponse:
        return page(request, book, **{key: str(value) for key, value in kwargs.items()})

    view.__name__ = view.__qualname__ = f"{book.space}_{name}"
    return view
