"""The Rapporteur's pages: years and families, one family with its grid, two figures with the way between them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.reconciliation import exports, notes, queries, rules, services, shown
from gija.rapporteur.reconciliation.dialogue_views import dialogue_page, done
from gija.rapporteur.reconciliation.forms import OpenForm, PairForm, PeriodForm, SettleForm
from gija.rapporteur.reconciliation.models import Dialogue
from gija.rapporteur.reconciliation.services import Key
from gija.rapporteur.statistics.queries import is_inner

MOST = 25  # ways that a page lists
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("rapporteur.reconciliation.read")
@require_GET
def overview(request: Any) -> HttpResponse:
    """State beside NGOs year by year; below, every family of a period of which two suppliers tell a figure."""
    table = Table.of(
        request, queries.differences(), shown.difference_columns(),
        caption=_("Victims: figures of the state and of NGOs"), per_page=100,
        empty=_("No figures have been loaded yet."),
    )  # fmt: skip
    form = PeriodForm(request.GET or None)
    lines = queries.lines(form.wanted, inner=queries.inner(request.actor)) if form.wanted else []
    of_period = Table.of(
        request, lines, shown.line_columns(), caption=_("Figures of several suppliers"), name="families", per_page=100,
        empty=_("No two suppliers tell a figure of the same thing in this period."),
    )  # fmt: skip
    page = {"table": table, "families": of_period, "form": form, "period": form.wanted}
    return render(request, "reconciliation/overview.html", page)


@needs("rapporteur.reconciliation.read")
@require_GET
def family(request: Any, code: str, period: str) -> HttpResponse:
    """One family in one period: all figures on the grid, and the first way between two of them."""
    inner = queries.inner(request.actor)
    found = queries.result(queries.family(code), period, inner=inner)
    form = PairForm(found, request.GET or None)
    if form.is_bound and form.is_valid() and form.cleaned_data["a"] != form.cleaned_data["b"]:
        return redirect("reconciliation:pair", code, period, form.cleaned_data["a"], form.cleaned_data["b"])
    page = {
        "found": found,
        "name": found.family.text.in_(language()),
        "rows": shown.grid_rows(found),
        "inner": any(is_inner(row.point) for row in found.rows),
        "columns": shown.columns(found),
        "several": shown.several_rows(found),
        "first": shown.way(found, found.pairs[0], inner=inner) if found.pairs else None,
        "pairs": [(one, shown.title_of(found, one)) for one in found.pairs[:MOST]],
        "more": max(0, len(found.pairs) - MOST),
        "form": form,
    }
    return render(request, "reconciliation/family.html", page)


@needs("rapporteur.reconciliation.read")
@require_GET
def pair(request: Any, code: str, period: str, a: str, b: str) -> HttpResponse:
    """Two figures: what they count, why they differ, what was said of it."""
    return pair_page(request, Key(code, period, a, b))


def pair_page(request: Any, key: Key, failed: str = "", **forms: Any) -> HttpResponse:
    inner = queries.inner(request.actor)
    found = queries.result(queries.family(key.family), key.period, inner=inner)
    one = queries.pair(found, key.a, key.b)
    dialogue = queries.dialogue_of(one.difference)
    settles = one.difference.comparable and may(request.actor, rules.SETTLE)
    page = {
        "way": shown.way(found, one, inner=inner),
        "key": key,
        "failed": failed,
        "may_settle": settles,
        "settle": SettleForm(initial={"state": one.difference.state}),
        "open": OpenForm() if settles and not (dialogue and dialogue.bodies) else None,
        "dialogue": dialogue_page(request, dialogue, one, refused=bool(failed)) if dialogue else None,
    } | forms
    wrong = failed or any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "reconciliation/pair.html", page, status=422 if wrong else 200)


@needs("rapporteur.reconciliation.settle")
@require_http_methods(["POST"])
def settle(request: Any, code: str, period: str, a: str, b: str) -> HttpResponse:
    """The Rapporteur says how a difference stands, and why."""
    key, form = Key(code, period, a, b), SettleForm(request.POST)
    if not form.is_valid():
        return pair_page(request, key, settle=form)

    def act() -> Dialogue:
        return services.settle(request.actor, key, form.cleaned_data["state"], form.cleaned_data["reason"])

    failed = done(act)
    if failed:
        form.add_error("reason", failed)
        return pair_page(request, key, settle=form)
    messages.success(request, _("Noted how this difference stands."))
    return redirect("reconciliation:pair", code, period, a, b)


@needs("rapporteur.reconciliation.settle")
@require_http_methods(["POST"])
def open_dialogue(request: Any, code: str, period: str, a: str, b: str) -> HttpResponse:
    """The Rapporteur asks two bodies about a difference."""
    key, form = Key(code, period, a, b), OpenForm(request.POST)
    if not form.is_valid():
        return pair_page(request, key, open=form)
    told = form.cleaned_data

    def act() -> Dialogue:
        bodies = (told["body_a"], told["body_b"])
        return services.open_dialogue(request.actor, key, bodies, told["due_on"], told["text"])

    failed = done(act)
    if failed:
        form.add_error(None, failed)
        return pair_page(request, key, open=form)
    messages.success(request, _("The dialogue is open. Both bodies see it among their own pages."))
    return redirect("reconciliation:pair", code, period, a, b)


@needs("rapporteur.reconciliation.read")
@require_GET
def differences_file(request: Any) -> HttpResponse:
    """State beside NGOs, year by year, as CSV."""
    return _file(exports.differences_csv(queries.differences(), language()), CSV, "reconciliation.csv")


@needs("rapporteur.reconciliation.read")
@require_GET
def year_file(request: Any, period: str, kind: str) -> HttpResponse:
    """Everything that is reconciled of a period, step by step, as CSV or XLSX; without figures for inner use."""
    found = queries.whole_year(period)
    if kind == "xlsx":
        return _file(exports.year_xlsx(period, found, language()), XLSX, f"reconciliation-{period}.xlsx")
    return _file(exports.steps_csv(found, language()), "text/csv; charset=utf-8", f"reconciliation-{period}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@needs("rapporteur.reconciliation.read")
@require_GET
def sources(request: Any) -> HttpResponse:
    """What the source documents leave unclear, as notes."""
    return render(request, "reconciliation/sources.html", {"notes": notes.shown(language())})
