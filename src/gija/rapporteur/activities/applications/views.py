"""Pages of an institution: calls it may answer, its applications, its grants and what it reports of money."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.permissions import needs
from gija.rapporteur.activities import queries, shown
from gija.rapporteur.activities.applications import applying, forms
from gija.rapporteur.activities.calls.decision_views import letter_page
from gija.rapporteur.activities.calls.views import BOTH
from gija.rapporteur.activities.checks import MISSING
from gija.rapporteur.activities.contracts import forms as contract_forms
from gija.rapporteur.activities.contracts import reporting
from gija.rapporteur.activities.contracts.views import grant_page
from gija.rapporteur.activities.models import Application, ApplicationState
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import ReasonForm, Versioned
from gija.vocabulary.errors import GijaError


@needs("rapporteur.grant.apply")
@require_GET
def offers(request: Any) -> HttpResponse:
    """Calls, and the institution's own applications and grants."""
    actor = request.actor
    page = {
        "offers": [(one, shown.both(one, "title"), shown.amount(one.amount, one.currency))
                   for one in queries.offers(actor)],
        "own": [(one, shown.both(one, "title"), shown.both(one.call, "title"), shown.state(one))
                for one in queries.own(actor)],
        "grants": [(one, shown.both(one.application, "title"), shown.amount(one.amount, one.currency))
                   for one in queries.grants(actor).filter(application__institution=actor.institution)],
        "late": queries.owes(actor),
    }  # fmt: skip
    return render(request, "activities/offers.html", page)


@needs("rapporteur.grant.apply")
@require_GET
def offer(request: Any, code: str) -> HttpResponse:
    """What a call says."""
    of = queries.offer(request.actor, code)
    page = {
        "of": of, "title": shown.both(of, "title"), "purpose": shown.both(of, "purpose"),
        "conditions": shown.both(of, "conditions"), "documents": shown.both(of, "documents"),
        "amount": shown.amount(of.amount, of.currency), "criteria": shown.criteria(of),
        "from": shown.who(of.institution),
        "mine": queries.own(request.actor).filter(call=of).exclude(state=ApplicationState.WITHDRAWN).first(),
        "takes": queries.offers(request.actor).filter(pk=of.pk).exists(),
    }  # fmt: skip
    return render(request, "activities/offer.html", page)


def address(of: Application) -> str:
    return reverse("activities:own", args=[of.pk])


def back(of: Application) -> tuple[str, str]:
    return address(of), shown.both(of, "title")


@needs("rapporteur.grant.apply")
@require_http_methods(BOTH)
def write(request: Any, code: str) -> HttpResponse:
    """Write the application, or go on with the draft."""
    of = queries.offer(request.actor, code)
    mine = queries.own(request.actor).filter(call=of, state=ApplicationState.DRAFT).first()
    first = forms.written(mine) if mine else {"version": 0}
    form = forms.ApplicationForm(request.POST or None, initial=first)

    def does(said: dict[str, Any]) -> str:
        return address(applying.save(request.actor, code, form.project(), said["version"]))

    lead = _("Write no name of anybody who was or will be helped, and nothing by which such a person can be known.")
    leads = (reverse("activities:offer", args=[code]), shown.both(of, "title"))
    return asked(request, form, does, title=_("Application"), button=_("Keep the draft"), back=leads, lead=lead)


@needs("rapporteur.grant.apply")
@require_GET
def own(request: Any, pk: int) -> HttpResponse:
    """One's own application."""
    of = queries.own_one(request.actor, pk)
    told = queries.told(of)
    page = shown.project(of) | {
        "back": (reverse("activities:offers"), _("Apply for a grant")), "state": shown.state(of), "told": told,
        "awarded": shown.amount(of.awarded, of.call.currency) if told else "",
        "reason": shown.both(of, "reason") if told else "", "own": True,
        "grant": queries.grants(request.actor).filter(application=of).first() if told else None,
        "takes": queries.offers(request.actor).filter(pk=of.call_id).exists(),
        "withdraws": of.state != ApplicationState.WITHDRAWN and of.call.state in ("open", "assessing"),
        "history": shown.history("grant_application", pk) if not of.submitted_at else [],
    }  # fmt: skip
    return render(request, "activities/application.html", page)


@needs("rapporteur.grant.apply")
@require_http_methods(BOTH)
def submit(request: Any, pk: int) -> HttpResponse:
    """Submit it, once."""
    return _step(request, pk, applying.submit, _("Submit the application"), _("It cannot be changed afterwards."))


def _step(request: Any, pk: int, act: Callable[[Any, int, int], Any], title: str, lead: str) -> HttpResponse:
    of = queries.own_one(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        act(request.actor, pk, said["version"])
        return address(of)

    form = Versioned(request.POST or None, initial={"version": of.version})
    return asked(request, form, does, title=title, button=title, back=back(of), lead=lead)


@needs("rapporteur.grant.apply")
@require_http_methods(BOTH)
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Take it back."""
    of = queries.own_one(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        applying.withdraw(request.actor, pk, said["version"], said["reason"])
        return address(of)

    form = ReasonForm(request.POST or None, initial={"version": of.version})
    title = _("Withdraw the application")
    return asked(request, form, does, title=title, button=title, back=back(of))


@needs("rapporteur.grant.apply")
@require_GET
def letter(request: Any, pk: int) -> HttpResponse:
    """The letter of the decision."""
    of = queries.own_one(request.actor, pk)
    if not queries.told(of):
        raise GijaError(MISSING)
    return render(request, "activities/letter.html", letter_page(of, back(of)))


@needs("rapporteur.grant.apply")
@require_GET
def grant(request: Any, number: str) -> HttpResponse:
    """One's own grant."""
    of = queries.own_grant(request.actor, number)
    leads = (reverse("activities:offers"), _("Apply for a grant"))
    return render(request, "activities/grant.html", grant_page(of, leads) | {"own": True})


@needs("rapporteur.grant.apply")
@require_http_methods(BOTH)
def money(request: Any, number: str) -> HttpResponse:
    """Report what was spent."""
    of = queries.own_grant(request.actor, number)
    periods = [one.period for one in of.owed.all()]
    form = contract_forms.MoneyForm(periods, [one["words"] for one in of.application.budget], request.POST or None)
    leads = reverse("activities:own_grant", args=[number])

    def does(said: dict[str, Any]) -> str:
        reporting.money(request.actor, number, said["period"], form.spent())
        return leads

    lead = _("What was spent in the period, on each line of the budget.")
    return asked(
        request, form, does, title=_("Report of money"), button=_("Send the report"),
        back=(leads, of.number), lead=lead,
    )  # fmt: skip
