"""Pages of official statistics: side by side with the collected figures, import, the reason of a difference."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.official import comparing, layouts, queries, services, shown
from gija.rapporteur.official.forms import PublicationForm, ReasonForm
from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list


@needs("rapporteur.official.read")
@require_GET
def comparison(request: Any) -> HttpResponse:
    """Official figures beside the collected ones."""
    rows = queries.comparisons()
    table = Table.of(
        request, rows, shown.columns(language()), caption=_("Official and collected figures"), per_page=100,
        empty=_("No official statistics have been imported yet."),
    )  # fmt: skip
    page = {
        "table": table,
        "differing": comparing.differing(rows),
        "publications": [(shown.publisher(one.publisher, language()), one) for one in queries.publications()],
        "may_load": may(request.actor, queries.LOAD),
    }
    return render(request, "official/comparison.html", page)


@needs("rapporteur.official.read")
@require_GET
def comparison_file(request: Any) -> HttpResponse:
    """The same as CSV."""
    response = HttpResponse(shown.table(queries.comparisons(), language()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="official-and-collected.csv"'
    return response


@needs("rapporteur.official.load")
@require_http_methods(["GET", "POST"])
def load(request: Any) -> HttpResponse:
    """Import a publication."""
    form = PublicationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if said["file"].size > layouts.LARGEST:
                raise GijaError("official.file")
            content = said["file"].read()
            count = services.load(request.actor, content, said["publisher"], said["document"], said["published_on"])
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            field = "published_on" if error.code == "official.publication" else "file"
            form.add_error(field, error.text.in_(language()))
        else:
            if count:
                told = ngettext("%(n)d official figure was imported.", "%(n)d official figures were imported.", count)
                messages.success(request, told % {"n": count})
            else:
                messages.info(request, _("This file was imported before: nothing was changed."))
            return redirect("official:comparison")
    page = {"form": form, "columns": ";".join(layouts.OWN)}
    return render(request, "official/load.html", page, status=422 if form.errors else 200)


@needs("rapporteur.official.read")
@require_http_methods(["GET", "POST"])
def one(request: Any, pk: int) -> HttpResponse:
    """One official figure beside what each supplier told; who may, says why they differ."""
    of = queries.comparison(pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.explain(request.actor, pk, form.cleaned_data["reason"])
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error("reason", error.text.in_(language()))
        else:
            messages.success(request, _("The reason was noted."))
            return redirect("official:one", pk)
    return render(request, "official/one.html", _page(request, of, form), status=422 if form.errors else 200)


def _page(request: Any, of: comparing.Comparison, form: ReasonForm) -> dict[str, Any]:
    return {
        "of": of,
        "name": code_list("indicator")[of.indicator].text.in_(language()),
        "part": breakdowns.text(of.breakdown).in_(language()),
        "publisher": shown.publisher(of.publisher, language()),
        "official": shown.number(of.official, language()),
        "collected": shown.collected(of),
        "difference": shown.difference(of),
        "why_not": of.why_not.in_(language()) if of.why_not else "",
        "suppliers": [(name, shown.number(told, language())) for name, told in of.suppliers],
        "remarks": [(said, queries.holds(said, of)) for said in queries.remarks(of)],
        "form": form,
        "may_explain": bool(of.difference) and may(request.actor, queries.EXPLAIN),
    }
