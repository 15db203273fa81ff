"""Pages of applications for the officer: one with its scores, the decision, its letter, an appeal, the contract."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.permissions import may, needs
from gija.rapporteur.activities import queries, rules, shown
from gija.rapporteur.activities.assessments import scoring
from gija.rapporteur.activities.calls import deciding, forms
from gija.rapporteur.activities.calls.views import BOTH
from gija.rapporteur.activities.calls.views import back as of_call
from gija.rapporteur.activities.checks import MISSING
from gija.rapporteur.activities.contracts import forms as contract_forms
from gija.rapporteur.activities.contracts import granting
from gija.rapporteur.activities.models import Application, Grant
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import text
from gija.vocabulary.errors import GijaError


def address(of: Application) -> str:
    return reverse("activities:application", args=[of.pk])


def back(of: Application) -> tuple[str, str]:
    return address(of), shown.both(of, "title")


@needs("rapporteur.grant.read")
@require_GET
def application(request: Any, pk: int) -> HttpResponse:
    """One application; scores only once two assessors are in."""
    of, decides = queries.application(request.actor, pk), may(request.actor, rules.DECIDE)
    standing = scoring.standing(of.call, of)
    page = shown.project(of) | {
        "back": of_call(of.call), "state": shown.outcome(of) if of.outcome else shown.state(of), "decides": decides,
        "given": shown.marks(of, scoring.done(of)) if standing.mean is not None else [], "open": standing.open,
        "mean": shown.number(standing.mean), "spread": shown.number(standing.spread), "bound": of.call.bound,
        "awarded": shown.amount(of.awarded, of.call.currency), "reason": shown.both(of, "reason"),
        "grant": Grant.objects.filter(application=of).first(), "told": queries.told(of),
        "conflicts": sum(one.conflict for one in of.assessments.all()),
        "history": shown.history("grant_application", pk) if decides else [],
    }  # fmt: skip
    return render(request, "activities/application.html", page)


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def decide(request: Any, pk: int) -> HttpResponse:
    """A sum or a refusal."""
    of = queries.application(request.actor, pk)
    form = forms.DecideForm(request.POST or None, initial={"version": of.version, "amount": of.requested})

    def does(said: dict[str, Any]) -> str:
        deciding.decide(request.actor, pk, said["version"], form.awarded(), text(said, "reason"))
        return address(of)

    lead = _("Asked for: %(requested)s") % {"requested": shown.amount(of.requested, of.call.currency)}
    return asked(request, form, does, title=_("Decide"), button=_("Keep the decision"), back=back(of), lead=lead)


@needs("rapporteur.grant.read")
@require_GET
def letter(request: Any, pk: int) -> HttpResponse:
    """The letter of the decision, in both languages, to be printed."""
    of = queries.application(request.actor, pk)
    if not queries.told(of):
        raise GijaError(MISSING)
    return render(request, "activities/letter.html", letter_page(of, back(of)))


def letter_page(of: Application, leads: tuple[str, str]) -> dict[str, Any]:
    return {"of": of, "letter": shown.letter(of), "who": shown.who(of.institution),
            "from": shown.who(of.call.institution),
            "back": leads}  # fmt: skip


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def appeal(request: Any, pk: int) -> HttpResponse:
    """Note an appeal."""
    of = queries.application(request.actor, pk)
    first = {"version": of.version, "words": of.appeal, "outcome": of.appeal_outcome}
    form = forms.AppealForm(request.POST or None, initial=first | ({"day": of.appeal_on} if of.appeal_on else {}))

    def does(said: dict[str, Any]) -> str:
        deciding.appeal(request.actor, pk, said["version"], said["day"], said["words"], said["outcome"])
        return address(of)

    return asked(request, form, does, title=_("An appeal"), button=_("Note it"), back=back(of))


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def sign(request: Any, pk: int) -> HttpResponse:
    """Note the contract."""
    of = queries.application(request.actor, pk)
    form = contract_forms.SignForm(request.POST or None, initial={"version": of.version})

    def does(said: dict[str, Any]) -> str:
        made = granting.sign(request.actor, pk, said["version"], form.contract())
        return reverse("activities:grant", args=[made.number])

    lead = _("Awarded: %(awarded)s. The instalments together are just this.") % {
        "awarded": shown.amount(of.awarded, of.call.currency)
    }
    return asked(
        request, form, does, title=_("Note the contract"), button=_("Keep the contract"), back=back(of), lead=lead
    )
