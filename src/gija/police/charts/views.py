"""Pages of the chart: who is one, ways, timeline, map, edited charts. Addresses hold random ids; names go by POST."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.permissions import may, needs
from gija.commons.permissions.matrix import NotPermittedError
from gija.figures import map as maps
from gija.figures import timeline as timelines
from gija.figures.places import located
from gija.methods.graph import shared, undated
from gija.methods.graph import ways as ways_between
from gija.police.access.opened import opened_for
from gija.police.charts import queries, services
from gija.police.charts.forms import EditedForm, PairForm, WaysForm
from gija.police.dossiers.files import worded
from gija.police.dossiers.layers import Decision
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.queries import View
from gija.police.dossiers.rules import CHANGE
from gija.police.dossiers.services import opened, reach
from gija.police.sameness import shipped
from gija.vocabulary.errors import GijaError

BOTH = ["GET", "POST"]


@needs("police.dossier.read")
@require_http_methods(BOTH)
def one(request: Any, dossier_id: str) -> HttpResponse:
    """Which records are shown as one, by whom and why, with the weights; and the deciding of it."""
    failed = None
    if request.method == "POST":
        try:
            _decide(request, dossier_id)
        except GijaError as error:
            failed = _told(error)
        else:
            return redirect("charts:one", dossier_id)
    found = opened(request.actor, dossier_id, "one")
    rows = queries.joins(found.latest, _language())
    people = queries.choices(found.latest.base, _language(), persons=True)
    page = {
        **_common(request, found, "one"),
        "rows": rows,
        "form": PairForm(people) if len(people) > 1 else None,
        "model": shipped(),
        "failed": failed,
    }
    return render(request, "charts/one.html", page, status=422 if failed else 200)


def _decide(request: Any, dossier_id: str) -> None:
    said = request.POST
    decision = Decision.ONE if said.get("decision") == "one" else Decision.APART
    version = said.get("version", "")
    services.decide(
        request.actor,
        dossier_id,
        (said.get("first", ""), said.get("second", "")),
        decision,
        said.get("reason", "")[:1000],
        int(version) if version.isdecimal() and len(version) < 10 else 0,
    )
    messages.success(request, _("Decided. The chart of before is kept as a version."))


@needs("police.dossier.read")
@require_http_methods(BOTH)
def ways(request: Any, dossier_id: str) -> HttpResponse:
    """Ways between two things of the chart and what both are tied to. Asked by POST: ids may hold personal codes."""
    found = opened(request.actor, dossier_id, "ways")
    chart, language = worded(found.chart, _language()), _language()
    form = WaysForm(queries.choices(found.chart, language), request.POST if request.method == "POST" else None)
    page: dict[str, Any] = {**_common(request, found, "ways"), "form": form}
    failed = None
    if form.is_bound and form.is_valid():
        ends = form.cleaned_data["one"], form.cleaned_data["other"]
        try:
            between = ways_between(chart, *ends, form.cleaned_data["longest"])
        except GijaError as error:
            failed = _told(error)
        else:
            labels = {each.id: each.label for each in chart.entities}
            page |= {
                "ends": [labels[end] for end in ends],
                "between": between,
                "legs": [queries.legs(chart, way, language) for way in between.ways],
                "shared": [
                    (
                        labels[each.thing],
                        [queries.tie(tie, labels, language) for tie in each.to_one],
                        [queries.tie(tie, labels, language) for tie in each.to_other],
                    )
                    for each in shared(chart, *ends)
                ],
                "picture": _svg(queries.picture(chart, between, language)),
            }
    return render(request, "charts/ways.html", page | {"failed": failed}, status=422 if form.errors or failed else 200)


@needs("police.dossier.read")
@require_GET
def timeline(request: Any, dossier_id: str) -> HttpResponse:
    """What of the chart has a date: a picture and the table of it."""
    found = opened(request.actor, dossier_id, "timeline")
    chart, language = worded(found.chart, _language()), _language()
    page = {
        **_common(request, found, "timeline"),
        "rows": queries.timeline_rows(chart, language),
        "undated": undated(chart),
        "picture": _svg(timelines.svg(chart, language, queries.names(language))),
    }
    return render(request, "charts/timeline.html", page)


@needs("police.dossier.read")
@require_GET
def places(request: Any, dossier_id: str) -> HttpResponse:
    """Where the chart's addresses and places lie: a schematic map and the table of it."""
    found = opened(request.actor, dossier_id, "map")
    chart, language = worded(found.chart, _language()), _language()
    page = {
        **_common(request, found, "map"),
        "rows": queries.located_rows(chart, language),
        "unknown": [each.label for each in located(chart).unknown],
        "picture": _svg(maps.svg(chart, language, queries.names(language))),
    }
    return render(request, "charts/map.html", page)


@needs("police.dossier.change")
@require_http_methods(BOTH)
def edited(request: Any, dossier_id: str) -> HttpResponse:
    """Take an edited chart back; what it changed is shown next, and the chart of before stays."""
    found = reach(request.actor, dossier_id, CHANGE)
    form = EditedForm(request.POST or None, request.FILES or None)
    failed = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.take_back(
                request.actor, dossier_id, form.cleaned_data["file"].read(), form.cleaned_data["reason"]
            )
        except GijaError as error:
            failed = _told(error)
        else:
            messages.success(
                request, _("The edited chart is taken back as version %(number)d.") % {"number": made.latest.number}
            )
            return redirect("charts:changes", dossier_id, made.latest.number)
    page = {**_common(request, found, "edited"), "form": form, "failed": failed}
    return render(request, "charts/edited.html", page, status=422 if form.errors or failed else 200)


@needs("police.dossier.read")
@require_GET
def changes(request: Any, dossier_id: str, number: int) -> HttpResponse:
    """What the edited chart of a version changed."""
    found = opened(request.actor, dossier_id, "changes")
    revision = found.revisions.filter(number=number).first()
    if revision is None or revision.act != "edit":
        raise GijaError("dossier.no_edit")
    page = {
        **_common(request, found, "edited"),
        "changes": queries.changes(found, revision, _language()),
        "edit": revision,
    }
    return render(request, "charts/changes.html", page)


def _common(request: Any, found: Dossier, here: str) -> dict[str, Any]:
    return {
        "dossier": found,
        "view": View(found, _language()),
        "revision": found.latest,
        "glass": opened_for(request.actor, found.query).glass,
        "here": here,
        "may_change": may(request.actor, CHANGE, found.institution),
    }


def _svg(drawn: str) -> str:
    """Our own figure, whose words are escaped where it is drawn; without presentation in a style attribute."""
    return mark_safe(drawn)  # noqa: S308


def _told(error: GijaError) -> str:
    """The sentence of an error for its page; a refusal goes on to the gate, which keeps it."""
    if isinstance(error, NotPermittedError):
        raise error
    return error.text.in_(_language())


def _language() -> str:
    return get_language() or "lt"
