"""Pages of the dossier: gather, read, look at the chart, expand, take back, export. Addressed by random ids only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.accounts.sudo import sudo
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.commons.permissions.matrix import NotPermittedError
from gija.police.access.opened import opened_for
from gija.police.dossiers import queries, services, words
from gija.police.dossiers.files import NAMES, file_name
from gija.police.dossiers.forms import FilterForm, GatherForm
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.rules import CHANGE, EXPORT, GATHER
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ROWS = 100
TYPES = {
    ".json": "application/json; charset=utf-8",
    ".anx": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".graphml": "application/xml",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}
POSTED = ["GET", "POST"]  # GET: the language was switched, or the page loaded again, after an error


@needs("police.dossier.read")
@require_GET
def dossiers(request: Any) -> HttpResponse:
    """The dossiers of one's institution. Whom they are about stands on their pages only, which leave a trace."""
    language = _language()

    def purpose(row: Dossier) -> str:
        return code_list("purpose")[row.purpose].text.in_(language)

    columns = [
        Column("number", _("Dossier"), lambda row: row.short, link=lambda row: f"{row.pk}/"),
        Column("created", _("Gathered"), lambda row: row.created, sort="created"),
        Column("type", _("Object"), lambda row: words.type_text(row.type).in_(language), sort="type"),
        Column("purpose", _("Purpose"), purpose, sort="purpose"),
        Column("reason", _("Reason"), lambda row: row.reason),
        Column("actor", _("Gathered by"), lambda row: row.actor_name, sort="actor_name"),
    ]
    table = Table.of(
        request,
        queries.own_dossiers(request.actor),
        columns,
        caption=_("Dossiers"),
        order="-created",
        empty=_("No dossier has been gathered yet. One is gathered from a confirmed hit."),
    )
    return render(request, "dossiers/list.html", {"table": table})


@needs("police.dossier.gather")
@require_http_methods(POSTED)
def gather(request: Any, candidate_id: str) -> HttpResponse:
    """Gather round a confirmed candidate: at once to two steps, or as far as the form says."""
    said = {"steps": 2, **request.POST.dict()} if request.method == "POST" else None
    form = GatherForm(said, initial={"steps": 2})
    failed = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.gather(request.actor, candidate_id, **form.cleaned_data)
        except GijaError as error:
            failed = _told(error)
        else:
            return redirect("dossiers:dossier", made.pk)
    page = {"form": form, "candidate": candidate_id, "failed": failed}
    return render(request, "dossiers/gather.html", page, status=422 if form.errors or failed else 200)


@needs("police.dossier.read")
@require_GET
def dossier(request: Any, dossier_id: str) -> HttpResponse:
    """The dossier as tables, to read and to print."""
    found = services.opened(request.actor, dossier_id, "page")
    view = queries.View(found, _language())
    form = FilterForm(view.choices(), request.GET or None)
    entities, relations = view.entities(form.filters), view.relations(form.filters)
    rows = max(len(entities), len(relations), 1) if "all" in request.GET else ROWS
    page = {
        **_common(request, view),
        "here": "dossier",
        "form": form,
        "asked": _asked(form),
        "entities": Paginator(entities, rows).get_page(request.GET.get("entities")),
        "relations": Paginator(relations, rows).get_page(request.GET.get("relations")),
    }
    return render(request, "dossiers/dossier.html", page)


@needs("police.dossier.read")
@require_GET
def chart(request: Any, dossier_id: str) -> HttpResponse:
    """The interactive chart; without JavaScript the picture of it."""
    found = services.opened(request.actor, dossier_id, "chart")
    return _chart_page(request, found)


def _chart_page(request: Any, found: Dossier, failed: str = "") -> HttpResponse:
    view = queries.View(found, _language())
    page = {
        **_common(request, view),
        "here": "chart",
        "drawing": queries.drawing(view),
        "choices": view.choices(),
        "failed": failed,
    }
    return render(request, "dossiers/chart.html", page, status=422 if failed else 200)


@needs("police.dossier.read")
@require_GET
def picture(request: Any, dossier_id: str) -> HttpResponse:
    """The chart as a picture for the page without JavaScript and for print."""
    found = services.opened(request.actor, dossier_id, "picture")
    made = services.files(found, _language(), ("chart.svg",))
    return HttpResponse(made["chart.svg"], content_type="image/svg+xml")


@needs("police.dossier.gather")
@require_http_methods(POSTED)
def expand(request: Any, dossier_id: str) -> HttpResponse:
    """One more step round an entity, named in the body of the form and never in the address."""
    if request.method == "GET":
        return redirect("dossiers:chart", dossier_id)
    before = services.reach(request.actor, dossier_id, GATHER)
    had = len(before.chart.entities)
    try:
        found = services.expand(request.actor, dossier_id, request.POST.get("entity", ""))
    except GijaError as error:
        return _chart_page(request, before, _told(error))
    new = len(found.chart.entities) - had
    messages.success(request, _("Expanded: %(new)d new on the chart.") % {"new": new})
    return redirect("dossiers:chart", dossier_id)


@needs("police.dossier.gather")
@require_http_methods(POSTED)
def undo(request: Any, dossier_id: str) -> HttpResponse:
    """Back to an earlier version; the later ones remain listed."""
    if request.method == "GET":
        return redirect("dossiers:dossier", dossier_id)
    number = request.POST.get("number", "")
    if not number.isdecimal() or len(number) > 9:
        raise GijaError("dossier.no_revision")
    services.undo(request.actor, dossier_id, int(number))
    messages.success(request, _("The dossier is as it was in version %(number)s.") % {"number": number})
    return redirect("dossiers:dossier", dossier_id)


@needs("police.dossier.export")
@sudo(back="dossiers:dossier")
@require_http_methods(POSTED)
def export(request: Any, dossier_id: str) -> HttpResponse:
    """One file of the dossier. By POST, because it leaves the system and a trace."""
    if request.method == "GET":
        return redirect("dossiers:dossier", dossier_id)
    name = request.POST.get("file", "")
    if name not in NAMES:
        raise GijaError("dossier.no_file")
    made = services.export(request.actor, dossier_id, _language(), (name,))
    called = file_name(services.reach(request.actor, dossier_id, EXPORT), name)
    response = HttpResponse(made[name], content_type=TYPES[called[called.rindex(".") :]])
    response["Content-Disposition"] = f'attachment; filename="{called}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _common(request: Any, view: queries.View) -> dict[str, Any]:
    found = view.dossier
    return {
        "dossier": found,
        "view": view,
        "revision": found.latest,
        "glass": opened_for(request.actor, found.query).glass,
        "revisions": list(found.revisions.order_by("-number").defer("chart_json", "states_json", "cuts_json")),
        "may_gather": may(request.actor, GATHER, found.institution),
        "may_export": may(request.actor, EXPORT, found.institution),
        "files": NAMES,
        "may_change": may(request.actor, CHANGE, found.institution),
        "here": "",
    }


def _asked(form: FilterForm) -> str:
    from urllib.parse import urlencode

    return urlencode([(f.html_name, str(f.data)) for f in form if f.data] if form.is_bound else [])


def _told(error: GijaError) -> str:
    """The sentence of an error for its page; a refusal goes on to the gate, which keeps it."""
    if isinstance(error, NotPermittedError):
        raise error
    return error.text.in_(_language())


def _language() -> str:
    return get_language() or "lt"
