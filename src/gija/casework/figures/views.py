"""Pages of the tables: all rules, one rule with its frozen tables, one grant, a table as a file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.figures import queries, services, tables
from gija.casework.figures.forms import PeriodForm
from gija.casework.figures.models import Table
from gija.casework.figures.rules import APPROVE, EXPORT, MAKE, READ
from gija.commons.accounts.sudo import sudo
from gija.commons.casefile.forms import language
from gija.commons.handover.rules import Rule
from gija.commons.permissions import may, needs
from gija.methods.tables import Period
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

SHOWN = 20  # versions on a page


@needs(READ)
@require_GET
def all_tables(request: Any) -> HttpResponse:
    """Every table there is a rule for, and the grants to report on; what waits."""
    open_ = queries.open_tables(request.actor)
    rules = [
        (rule, _title(rule), rule.counted.in_(language()), sum(one.table == rule.name for one in open_))
        for rule in tables.RULES.values()
    ]
    grants = [
        (one, _named(one).in_(language()), sum(of.grant == one.pk for of in open_))
        for one in queries.grants(request.actor)
    ]
    return render(request, "figures/all.html", {"rules": rules, "grants": grants})


@needs(READ)
@require_http_methods(["GET", "POST"])
def table(request: Any, name: str) -> HttpResponse:
    """One table: the rule in words, its versions; a new one is made."""
    if name not in tables.RULES:
        raise GijaError("frozen.not_found")
    rule = tables.RULES[name]
    form = PeriodForm(rule, timezone.localdate(), request.POST or None)
    if request.method == "POST" and _made(request, form, lambda of: services.make(request.actor, name, of)):
        return redirect("figures:table", name)
    rows = queries.own(request.actor).filter(table=name)
    return _page(request, rule, form, rows, {"title": _title(rule)})


@needs(READ)
@require_http_methods(["GET", "POST"])
def grant(request: Any, number: str) -> HttpResponse:
    """The people assisted under one grant: the same."""
    of = queries.grant(request.actor, number)
    rule = tables.grant(of)
    form = PeriodForm(rule, timezone.localdate(), request.POST or None, within=of)
    if request.method == "POST" and _made(request, form, lambda at: services.make_report(request.actor, number, at)):
        return redirect("figures:grant", number)
    rows = queries.own(request.actor).filter(grant=number)
    return _page(request, rule, form, rows, {"title": _title(rule), "of": of, "call": _named(of).in_(language())})


def _named(of: Any) -> Text:
    return Text(of.title_en, of.title_lt)


def _title(rule: Rule) -> str:
    return rule.title.lt if language() == "lt" else rule.title.en


def _made(request: Any, form: PeriodForm, make: Callable[[Period], Table]) -> bool:
    """Was it made? A refusal is shown at the form."""
    if not form.is_valid():
        return False
    try:
        make(Period.of(form.cleaned_data["period"]))
    except GijaError as error:
        if error.code == "common.not_permitted":
            raise
        form.add_error("period", error.text.in_(language()))
        return False
    messages.success(request, _("The table was made. A colleague approves it."))
    return True


def _page(request: Any, rule: Rule, form: PeriodForm, rows: Any, more: dict[str, Any]) -> HttpResponse:
    actor, open_ = request.actor, {one.pk for one in queries.open_tables(request.actor)}
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    said = {
        "rule": rule, "counted": rule.counted.in_(language()), "missing": rule.missing.in_(language()), "form": form,
        "account": actor.account, "may_make": may(actor, MAKE, actor.institution),
        "may_approve": may(actor, APPROVE, actor.institution), "may_export": may(actor, EXPORT, actor.institution),
        "page": page, "tables": [_shown(one, open_) for one in page],
    }  # fmt: skip
    return render(request, "figures/table.html", said | more, status=422 if form.errors else 200)


def _shown(one: Table, open_: set[str]) -> dict[str, Any]:
    lines = [(line.text().in_(language()), line.of().in_(language()), line) for line in queries.lines(one)]
    return {
        "table": one, "period": Period.of(one.period).text.in_(language()), "lines": lines, "open": one.pk in open_,
        "changed": one.pk in open_ and queries.changed(one),
    }  # fmt: skip


@needs(APPROVE)
@sudo(back="figures:all")
@require_POST
def approve(request: Any) -> HttpResponse:
    """A colleague's table is approved and handed over."""
    found = queries.one(request.actor, request.POST.get("table", ""))
    try:
        services.approve(request.actor, found.pk)
        messages.success(request, _("The table was approved and handed over."))
    except GijaError as error:
        if error.code == "common.not_permitted":
            raise
        messages.error(request, error.text.in_(language()))
    return redirect("figures:grant", found.grant) if found.grant else redirect("figures:table", found.table)


@needs(EXPORT)
@sudo
@require_GET
def as_csv(request: Any, pk: Any) -> HttpResponse:
    """A table as CSV: codes and numbers, zeros too. For use inside: small numbers give people away."""
    found = services.exported(request.actor, str(pk))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{found.grant or found.table}-{found.period}-v{found.vintage}"
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    names = queries.rule_of(found).lists
    writer = csv.writer(response)
    writer.writerow(["measure", *names, "value"])
    for line in queries.lines(found, empty=True):
        codes = dict(line.codes)
        writer.writerow([line.what, *(codes.get(name, "_T") for name in names), line.number])
    return response
