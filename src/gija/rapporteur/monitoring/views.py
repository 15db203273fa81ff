"""Pages of the dashboard: what may be said, the sections with their charts, the children's view, files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.monitoring import (
    catalogue,
    children,
    drawing,
    drawn,
    exports,
    queries,
    rules,
    seen,
    services,
    shown,
)
from gija.rapporteur.monitoring.drawn import Drawn
from gija.rapporteur.monitoring.forms import FindingForm


@needs("rapporteur.monitoring.read")
@require_GET
def overview(request: Any) -> HttpResponse:
    """What may be said of every watched series, as the last check found it."""
    form = FindingForm(request.GET or None)
    table = Table.of(
        request, queries.findings(request.actor).filter(**form.wanted), shown.finding_columns(),
        caption=_("Watched series"), filters=form, order="place",
        empty=_("Nothing has been checked yet, or nothing of this kind was found."),
    )  # fmt: skip
    page = {
        "table": table,
        "check": queries.last_check(),
        "inner": seen.sees_inner(request.actor),
        "sections": _sections(),
        "may_check": may(request.actor, rules.WATCH),
        "may_notes": may(request.actor, rules.NOTE_READ),
        "alerts": queries.open_alerts(request.actor),
    }
    return render(request, "monitoring/overview.html", page)


def _sections() -> list[tuple[str, str]]:
    return [(code, text.in_(language())) for code, text in catalogue.sections().items()]


@needs("rapporteur.monitoring.watch")
@require_POST
def check(request: Any) -> HttpResponse:
    """Check all watched series together."""
    made = services.check(request.actor)
    told = _("%(series)d series checked with %(tests)d tests; claims: %(claims)d.")
    messages.success(request, told % {"series": made.series, "tests": made.tests, "claims": made.claims})
    return redirect("monitoring:overview")


@needs("rapporteur.monitoring.read")
@require_GET
def section(request: Any, section: str) -> HttpResponse:
    """One section: its charts, each with its table, and what may be said of its lines."""
    charts = _drawn(request, catalogue.of_section(section), request.GET.get("period", ""))
    known = queries.said_of(request.actor, [line.key for one in charts for line in one.lines])
    page = {
        "section": section,
        "title": catalogue.sections()[section].in_(language()),
        "sections": _sections(),
        "panels": shown.panels(charts, known),
        "inner": seen.sees_inner(request.actor),
    }
    return render(request, "monitoring/section.html", page)


def _drawn(request: Any, specs: tuple[catalogue.Spec, ...], period: str) -> list[Drawn]:
    wanted = {indicator for one in specs for indicator in one.indicators}
    only_totals = all(one.kind in ("lines", "funnel", "none") for one in specs)
    points = seen.points(wanted, request.actor, totals=only_totals) if wanted else ()
    return [drawing.draw(one, points, language(), period) for one in specs]


@needs("rapporteur.monitoring.read")
@require_GET
def chart_file(request: Any, chart: str) -> HttpResponse:
    """The table of one chart as CSV."""
    spec = catalogue.chart(chart)
    made = _drawn(request, (spec,), request.GET.get("period", ""))[0]
    notes = (*made.notes, *made.sources)
    if made.empty:
        notes = (drawn.needs(spec, language()), drawn.asked(spec.ask, language()))
    return _file(exports.table_csv(made.title, made.table, notes), chart)


@needs("rapporteur.monitoring.children")
@require_GET
def of_children(request: Any) -> HttpResponse:
    """What published figures tell of children: for the Ombudsman, and as the Ombudsman sees it for the Rapporteur."""
    view = children.view(language())
    page = {
        "panels": shown.panels(list(view.charts), {}),
        "table": view.table,
        "needs": children.needs(language()),
        "asked": drawn.asked(catalogue.children().ask, language()),
    }
    return render(request, "monitoring/children.html", page)


@needs("rapporteur.monitoring.children")
@require_GET
def children_file(request: Any) -> HttpResponse:
    """All figures of children as CSV."""
    return _file(exports.table_csv(_("Children"), children.view(language()).table), "children")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
