"""Pages of figures: indicators, a series with its sources and breaks, findings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.statistics import breakdowns, checks, cutting, exports, pictures, queries, services, sheets, shown
from gija.rapporteur.statistics.forms import AsOfForm, FindingForm
from gija.rapporteur.statistics.points import Series
from gija.vocabulary.lists import code_list

PER_PAGE = 100  # figures


def _language() -> str:
    return get_language() or "lt"


def _inner(request: Any) -> bool:
    """May they look at the register's true counts? Files and commands leave these out for everybody."""
    return may(request.actor, queries.INNER)


def _ways(request: Any) -> dict[str, bool]:
    """Which other pages of figures the actor may open."""
    return {"delivers": may(request.actor, queries.DELIVER)}


@needs("rapporteur.statistics.read")
@require_GET
def indicators(request: Any) -> HttpResponse:
    """Every indicator there are figures of, and the tables that the register sent."""
    table = Table.of(
        request, queries.indicators(inner=_inner(request)), shown.indicator_columns(_language()),
        caption=_("Indicators"), per_page=100,
        empty=_("No figures have been loaded yet."),
    )  # fmt: skip
    page = {"table": table, "tables": queries.tables(), "may_load": may(request.actor, queries.LOAD)} | _ways(request)
    return render(request, "statistics/indicators.html", page)


@needs("rapporteur.statistics.load")
@require_POST
def load(request: Any) -> HttpResponse:
    """Load the published figures that ship with the project."""
    count = services.load_published(request.actor)
    if count:
        messages.success(
            request, ngettext("%(count)d figure loaded.", "%(count)d figures loaded.", count) % {"count": count}
        )
    else:
        messages.info(request, _("All published figures are loaded already."))
    return redirect("statistics:indicators")


@needs("rapporteur.statistics.read")
@require_GET
def series(request: Any, indicator: str) -> HttpResponse:
    """All figures of one indicator, in order of time, with breaks between them; many stand on pages of their own."""
    if indicator not in code_list("indicator"):
        raise Http404
    form, inner = AsOfForm(request.GET or None), _inner(request)
    telling = queries.telling(indicator, as_of=form.day, inner=inner)
    held = queries.held(telling.told, first=True) if form.first else telling.held
    found = Series.of(indicator, (p for p in held if form.kinds is None or p.basis.kind in form.kinds))
    sheet = Paginator(found.points, PER_PAGE).get_page(request.GET.get("page"))
    page = {
        "indicator": indicator,
        "inner": any(map(queries.is_inner, found.points)),
        "form": form,
        "rows": shown.sheet_rows(found, sheet, _language()),
        "pages": shown.Pages(sheet, form),
        "picture": pictures.svg(found, _language()),
        "findings": telling.findings,
        "unit": code_list("indicator")[indicator].extra["unit"],
        "unverified": sheets.unverified(indicator, _language()),
        "revisions": shown.revisions(telling.revisions, _language()),
        "together": shown.together(found, sheet, _language()),
        "cuts": [
            (one, breakdowns.text(one.breakdown).in_(_language()))
            for one in (cutting.cut(found.points, form.month) if form.month else ())
        ],
    }  # fmt: skip
    return render(request, "statistics/series.html", page | _ways(request))


@needs("rapporteur.statistics.read")
@require_GET
def figures_file(request: Any, indicator: str) -> HttpResponse:
    """The figures of an indicator as CSV, each with its basis, source and vintage."""
    if indicator not in code_list("indicator"):
        raise Http404
    content = exports.figures_csv(indicator, queries.series(indicator, breakdown=None).points, _language())
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{indicator}.csv"'
    return response


@needs("rapporteur.statistics.read")
@require_GET
def catalogue(request: Any) -> HttpResponse:
    """Every indicator there is, family by family, whether or not there are figures of it."""
    return render(request, "statistics/catalogue.html", {"families": sheets.families(_language())} | _ways(request))


@needs("rapporteur.statistics.read")
@require_GET
def about(request: Any, indicator: str) -> HttpResponse:
    """What an indicator measures: definition, base, stage, authority, population, breakdowns, legal source, breaks."""
    if indicator not in code_list("indicator"):
        raise Http404
    return render(request, "statistics/about.html", {"sheet": sheets.sheet(indicator, _language())})


@needs("rapporteur.statistics.read")
@require_GET
def findings(request: Any) -> HttpResponse:
    """What the checks find in the figures."""
    form = FindingForm(request.GET or None)
    found = [f for f in queries.validate(inner=_inner(request)) if form.fits(f.indicator, f.level)]
    table = Table.of(
        request, found, shown.finding_columns(_language()), caption=_("Findings"), filters=form,
        empty=_("The checks found nothing."),
    )  # fmt: skip
    return render(request, "statistics/findings.html", {"table": table, "rules": checks.rules()} | _ways(request))
