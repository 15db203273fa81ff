"""Pages of the choice: what protecting a draft costs, what to leave out; a frozen report's tables, figure by figure."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import Actor, may, needs
from gija.methods.disclosure.choice import Cost, Method
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.gate import wording
from gija.rapporteur.gate.going import published
from gija.rapporteur.gate.ways import WAYS
from gija.rapporteur.reports import queries, services
from gija.rapporteur.reports.choosing import tables, weighing
from gija.rapporteur.reports.choosing.forms import ChoiceForm
from gija.rapporteur.reports.choosing.weighing import Choice, Weighed
from gija.rapporteur.reports.models import Report, State
from gija.vocabulary.errors import GijaError


def _language() -> str:
    return get_language() or "lt"


@needs("rapporteur.report.draft")
@require_http_methods(["GET", "POST"])
def choice(request: Any, pk: int) -> HttpResponse:
    """What each method would cost a draft, the state of the ledger, and what may be left out."""
    found = queries.report(request.actor, pk)
    if found.state != State.DRAFT:
        raise GijaError("reports.state")
    weighed = weighing.choice(found)
    form = ChoiceForm(
        request.POST or None, options=weighed.options if weighed else (),
        initial={"without": found.without, "protection": found.protection},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        _chosen(request.actor, found, form.cleaned_data)
        messages.success(request, _("Saved. The report would now tell this."))
        return redirect("reports:choice", pk)
    known = gate.ledger()
    page = {
        "report": found,
        "choice": weighed,
        "product": weighed.product.name.in_(_language()) if weighed else "",
        "why": weighed.product.why.in_(_language()) if weighed else "",
        "impossible": weighed.impossible.in_(_language()) if weighed and weighed.impossible else "",
        "tables": [_costs(request, one, found.protection) for one in weighed.tables] if weighed else [],
        "before": ", ".join(way.text.in_(_language()) for way in weighed.before) if weighed else "",
        "methods": _methods(weighed),
        "ledger": {"releases": len(published(known)), "withdrawn": len(known.withdrawn()), "head": known.digest[:16]},
        "may_read_ledger": may(request.actor, gate.READ),
        "form": form,
    }  # fmt: skip
    return render(request, "reports/choice.html", page, status=422 if form.errors else 200)


def _chosen(actor: Actor, found: Report, said: dict[str, str]) -> None:
    """Only what is chosen otherwise than it stands is an act."""
    if said["protection"] != found.protection:
        services.protect(actor, found.pk, said["protection"])
    if said["without"] != found.without:
        services.coarsen(actor, found.pk, filter(None, said["without"].split(",")))


def _methods(weighed: Choice | None) -> list[tuple[str, str, str]]:
    """Name, what it is good at, what it is bad at."""
    language = _language()
    costs = weighed.tables[0].costs if weighed and weighed.tables else ()
    found = dict.fromkeys(cost.method for _, cost in costs)
    return [_words_of(one, language) for one in found]


def _words_of(method: Method, language: str) -> tuple[str, str, str]:
    return method.name.in_(language), method.good.in_(language), method.bad.in_(language)


def _costs(request: Any, one: Weighed, chosen: str) -> Table:
    """One table's ways of protecting beside each other."""
    language = _language()
    columns = (
        Column("method", _("Method"), lambda row: _name(row[0], row[1], language)),
        Column("use", _("Use"), lambda row: _("chosen") if row[0] == chosen else "", tag=True),
        Column("shown", _("Figures kept"), lambda row: _share(row[1], row[1].shown), numeric=True),
        Column("exact", _("Exact"), lambda row: _share(row[1], row[1].exact), numeric=True),
        Column("error", _("Mean error"), lambda row: _number(row[1], row[1].mean_error), numeric=True),
        Column("most", _("Greatest"), lambda row: "–" if row[1].trouble else str(row[1].greatest), numeric=True),
        Column("note", _("Note"), lambda row: _note(row[1], language)),
    )
    caption = _("%(what)s: %(cells)d figures") % {
        "what": wording.figure(one.population).in_(language), "cells": one.cells,
    }  # fmt: skip
    return Table.of(request, one.costs, columns, caption=caption, name=f"costs-{one.population}")


def _name(code: str, cost: Cost, language: str) -> str:
    return (WAYS[code].text if code in WAYS else cost.method.name).in_(language)


def _share(cost: Cost, share: float) -> str:
    return "–" if cost.trouble else f"{share:.0%}".replace("%", "\u00a0%" if _language() == "lt" else "%")


def _number(cost: Cost, number: float) -> str:
    return "–" if cost.trouble else f"{number:.1f}".replace(".", "," if _language() == "lt" else ".")


def _note(cost: Cost, language: str) -> str:
    if cost.trouble:
        return cost.trouble.in_(language)
    return (cost.note.in_(language) + " " if cost.note else "") + ("" if cost.additive else _("Sums do not come out."))


@needs("rapporteur.report.read")
@require_GET
def table(request: Any, pk: int, population: str) -> HttpResponse:
    """Every figure of one table of a frozen report: as it is told, and why it is closed where it is."""
    found = queries.report(request.actor, pk)
    told = next((one for one in tables.tables(found) if one.population == population), None)
    if told is None:
        raise GijaError("reports.not_found")
    language = _language()
    columns = (
        Column("of", _("Of"), lambda line: line.of.in_(language)),
        Column("value", _("As told"), lambda line: line.value.in_(language), numeric=True),
        Column("why", _("Why closed"), lambda line: line.why.in_(language) if line.why else ""),
    )
    shown = Table.of(request, told.lines, columns, caption=told.title.in_(language), per_page=200)
    page = {"report": found, "table": shown, "title": told.title.in_(language), "closed": told.closed,
            "figures": len(told.lines)}  # fmt: skip
    return render(request, "reports/table.html", page)
