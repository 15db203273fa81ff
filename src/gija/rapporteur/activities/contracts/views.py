"""Pages of grants for the officer: one with its instalments and reports, the acts on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.permissions import may, needs
from gija.rapporteur.activities import queries, rules, shown
from gija.rapporteur.activities.calls.views import BOTH
from gija.rapporteur.activities.calls.views import back as of_call
from gija.rapporteur.activities.checks import MISSING
from gija.rapporteur.activities.contracts import forms, granting, reporting
from gija.rapporteur.activities.models import Grant, Instalment, MoneyReport, PersonsReport
from gija.rapporteur.bodies.asking import asked
from gija.vocabulary.errors import GijaError


def address(of: Grant) -> str:
    return reverse("activities:grant", args=[of.number])


def grant_page(of: Grant, back: tuple[str, str]) -> dict[str, Any]:
    return {
        "of": of, "title": shown.both(of.application, "title"), "who": shown.who(of.application.institution),
        "back": back, "amount": shown.amount(of.amount, of.currency), "call": shown.both(of.application.call, "title"),
        "paid": shown.amount(granting.paid(of), of.currency), "owed": shown.owed(of), "persons": shown.persons(of),
        "money": shown.money(of), "goes_back": shown.amount(granting.back(of), of.currency),
        "instalments": [(one, shown.amount(one.amount, of.currency), shown.amount(one.paid, of.currency))
                        for one in of.instalments.all()],
        "amendments": [(one, shown.amount(one.amount, of.currency)) for one in of.amendments.all()],
    }  # fmt: skip


@needs("rapporteur.grant.read")
@require_GET
def grant(request: Any, number: str) -> HttpResponse:
    """One grant."""
    of, decides = queries.grant(request.actor, number), may(request.actor, rules.DECIDE)
    page = grant_page(of, of_call(of.application.call)) | {
        "decides": decides,
        "history": shown.history("grant", number) if decides else [],
    }
    return render(request, "activities/grant.html", page)


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def amend(request: Any, number: str) -> HttpResponse:
    """Amend the contract."""
    of = queries.grant(request.actor, number)
    form = forms.AmendForm(request.POST or None, initial={"version": of.version, "ends": of.ends, "amount": of.amount})

    def does(said: dict[str, Any]) -> str:
        told = (said["day"], said["ends"], said["amount"], said["reason"])
        report = (said["period"], said["report"]) if said["period"] else None
        return address(granting.amend(request.actor, number, said["version"], *told, report))

    title = _("Amend the contract")
    return asked(request, form, does, title=title, button=title, back=(address(of), of.number))


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def instalment(request: Any, number: str) -> HttpResponse:
    """One more instalment."""
    of = queries.grant(request.actor, number)
    form = forms.InstalmentForm(request.POST or None, initial={"version": of.version})

    def does(said: dict[str, Any]) -> str:
        granting.instalment(request.actor, number, said["version"], said["due"], said["condition"], said["amount"])
        return address(of)

    title = _("Add an instalment")
    return asked(request, form, does, title=title, button=title, back=(address(of), of.number))


def _one(request: Any, model: Any, pk: int) -> Any:
    """A part of a grant, to who may read it."""
    found = model.objects.filter(pk=pk, grant__in=queries.grants(request.actor)).select_related("grant").first()
    if found is None:
        raise GijaError(MISSING)
    return found


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def pay(request: Any, pk: int) -> HttpResponse:
    """An instalment was paid."""
    of = _one(request, Instalment, pk)
    form = forms.PayForm(request.POST or None, initial={"version": of.version, "amount": of.amount})

    def does(said: dict[str, Any]) -> str:
        granting.pay(request.actor, pk, said["version"], said["day"], said["amount"])
        return address(of.grant)

    return asked(
        request, form, does, title=_("An instalment was paid"), button=_("Note it"),
        back=(address(of.grant), of.grant.number), lead=of.condition,
    )  # fmt: skip


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def judge_persons(request: Any, pk: int) -> HttpResponse:
    """Accept or return a report of persons."""
    of = _one(request, PersonsReport, pk)
    form = forms.JudgeForm(request.POST or None, initial={"version": of.version})

    def does(said: dict[str, Any]) -> str:
        reason = (said["reason"] or "–") if said["answer"] == "no" else ""
        reporting.judge_persons(request.actor, pk, said["version"], reason)
        return address(of.grant)

    return asked(
        request, form, does, title=_("Report of persons"), button=_("Note it"),
        back=(address(of.grant), of.grant.number), lead=f"{of.period}, v{of.vintage}",
    )  # fmt: skip


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def judge_money(request: Any, pk: int) -> HttpResponse:
    """Accept or return a report of money."""
    of = _one(request, MoneyReport, pk)
    form = forms.JudgeMoneyForm(request.POST or None, initial={"version": of.version, "eligible": of.spent})

    def does(said: dict[str, Any]) -> str:
        if said["answer"] == "no":
            reporting.return_money(request.actor, pk, said["version"], said["reason"])
        else:
            reporting.accept_money(request.actor, pk, said["version"], said["eligible"])
        return address(of.grant)

    return asked(
        request, form, does, title=_("Report of money"), button=_("Note it"),
        back=(address(of.grant), of.grant.number), lead=of.period,
    )  # fmt: skip
