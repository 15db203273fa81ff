"""The addresses of a case file, for each zone its own, every one with its declared permission."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from gija.commons.casefile import entry_views, exchange_views, import_views, model_views, register_views, views
from gija.commons.casefile.file import CaseFile
from gija.commons.permissions import needs

Page = Callable[..., HttpResponse]
GET, FORM, POST = ["GET", "HEAD"], ["GET", "HEAD", "POST"], ["POST"]


PAGES: tuple[tuple[str, str, str, list[str], Page], ...] = (  # address, name, right, methods, page
    ("", "list", "read", GET, views.case_list),
    ("find/", "find", "read", FORM, views.find),
    ("new/", "new", "write", FORM, views.new),
    ("exchange/", "exchange", "export", FORM, exchange_views.take),
    ("import/", "imports", "import", FORM, import_views.choose),
    ("import/template.csv", "template", "import", GET, import_views.template),
    ("import/template.xlsx", "workbook", "import", GET, import_views.workbook_template),
    ("import/<uuid:import_id>/", "import", "import", GET, import_views.look),
    ("import/<uuid:import_id>/faults.csv", "faults", "import", GET, import_views.fault_file),
    ("import/<uuid:import_id>/apply/", "apply", "import", FORM, import_views.apply),
    ("import/<uuid:import_id>/undo/", "undo", "import", FORM, import_views.undo),
    ("<uuid:case_id>/", "case", "read", GET, views.case_page),
    ("<uuid:case_id>/print/", "print", "read", GET, views.print_page),
    ("<uuid:case_id>/person/", "person", "write", FORM, views.person),
    ("<uuid:case_id>/event/", "event", "write", FORM, views.event),
    ("<uuid:case_id>/more/<slug:page>/", "more", "write", FORM, model_views.more),
    ("<uuid:case_id>/part/<slug:group>/", "add_part", "write", FORM, model_views.add_part),
    ("<uuid:case_id>/part/<uuid:entry>/change/", "change_part", "write", FORM, model_views.change_part),
    ("<uuid:case_id>/missing/", "missing", "write", FORM, model_views.missing),
    ("<uuid:case_id>/leaves/", "leaves", "submit", FORM, register_views.leaves),
    ("<uuid:case_id>/withdraw/", "withdraw", "submit", FORM, register_views.withdraw),
    ("<uuid:case_id>/assistance/<uuid:entry>/end/", "end", "write", FORM, entry_views.end),
    ("<uuid:case_id>/consent/<uuid:entry>/withdraw/", "take_back", "write", FORM, entry_views.take_back),
    ("<uuid:case_id>/strike/<slug:kind>/<uuid:entry>/", "strike", "write", FORM, entry_views.strike),
)
ADDED = ("status", "assistance", "consent", "note")


def patterns(file: CaseFile) -> list[URLPattern]:
    """The pages of this zone's case file."""
    found = [
        path(address, _view(file, name, right, methods, page), name=name)
        for address, name, right, methods, page in PAGES
    ]
    for kind in ADDED:
        view = _view(file, f"add_{kind}", "write", FORM, partial(entry_views.add, kind=kind))
        found.append(path(f"<uuid:case_id>/{kind}/", view, name=f"add_{kind}"))
    return found


def _view(file: CaseFile, name: str, right: str, methods: list[str], page: Page) -> Page:
    @needs(file.action(right))
    @require_http_methods(methods)
    def view(request: Any, **kwargs: Any) -> HttpResponse:
        return page(request, file, **{name: str(value) for name, value in kwargs.items()})

    if hasattr(page, "asks_who_it_is"):
        view.__dict__["asks_who_it_is"] = True  # the mark of `sudo`, which a test looks for on every view
    view.__name__ = view.__qualname__ = f"{file.space}_{name}"
    return view
