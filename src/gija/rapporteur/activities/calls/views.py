"""Pages of calls for who reads grants: all, one with its ranking, the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.activities import queries, rules, seeds, shown
from gija.rapporteur.activities.calls import calling, deciding, forms
from gija.rapporteur.activities.models import Call, CallState
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import ReasonForm, Versioned
from gija.rapporteur.choices import language

BOTH = ["GET", "POST"]


@needs("rapporteur.grant.read")
@require_GET
def calls(request: Any) -> HttpResponse:
    """Every call."""
    table = Table.of(
        request, queries.calls(request.actor), shown.calls(), caption=_("Calls for projects"), order="-year",
        empty=_("No call has been entered yet."),
    )  # fmt: skip
    return render(request, "activities/calls.html", {"table": table, "decides": may(request.actor, rules.DECIDE)})


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def add(request: Any) -> HttpResponse:
    """Begin a call."""
    form = forms.CallForm(request.POST or None, fresh=True)

    def does(said: dict[str, Any]) -> str:
        return shown.address(calling.prepare(request.actor, said["code"], form.terms()))

    back = (reverse("activities:calls"), _("Grants"))
    return asked(
        request, form, does, title=_("Begin a call"), button=_("Begin"), back=back, lead=seeds.note().in_(language())
    )


@needs("rapporteur.grant.read")
@require_GET
def call(request: Any, code: str) -> HttpResponse:
    """One call with its ranking."""
    of, actor = queries.call(request.actor, code), request.actor
    decides = may(actor, rules.DECIDE)
    page = {
        "of": of, "title": shown.both(of, "title"), "purpose": shown.both(of, "purpose"),
        "conditions": shown.both(of, "conditions"), "documents": shown.both(of, "documents"),
        "state": CallState(of.state).label, "kind": shown.KIND[of.state], "decides": decides,
        "amount": shown.amount(of.amount, of.currency), "criteria": shown.criteria(of),
        "ranking": shown.standings(of), "grants": queries.grants(actor).filter(application__call=of),
        "history": shown.history("grant_call", code) if decides else [],
    }  # fmt: skip
    return render(request, "activities/call.html", page)


def back(of: Call) -> tuple[str, str]:
    return shown.address(of), shown.both(of, "title")


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def change(request: Any, code: str) -> HttpResponse:
    """Change what a draft says."""
    of = queries.call(request.actor, code)
    form = forms.CallForm(request.POST or None, initial={f.name: getattr(of, f.name) for f in of._meta.fields})

    def does(said: dict[str, Any]) -> str:
        return shown.address(calling.change(request.actor, code, said["version"], form.terms()))

    return asked(request, form, does, title=_("Change the call"), button=_("Keep"), back=back(of))


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def criteria(request: Any, code: str) -> HttpResponse:
    """Change the criteria of a draft."""
    of = queries.call(request.actor, code)
    first = {"version": of.version, "bound": of.bound}
    form = forms.CriteriaForm(request.POST or None, initial=first, told=of.criteria)

    def does(said: dict[str, Any]) -> str:
        calling.set_criteria(request.actor, code, said["version"], form.criteria(), said["bound"])
        return shown.address(of)

    lead = _("The weights are 100 together. From publication on they stand.")
    return asked(request, form, does, title=_("Criteria"), button=_("Keep"), back=back(of), lead=lead)


def _step(
    request: Any, code: str, act: Callable[[Any, str, int], Any], title: str, button: str, lead: str
) -> HttpResponse:
    """A step that is confirmed on a page of its own."""
    of = queries.call(request.actor, code)

    def does(said: dict[str, Any]) -> str:
        act(request.actor, code, said["version"])
        return shown.address(of)

    form = Versioned(request.POST or None, initial={"version": of.version})
    return asked(request, form, does, title=title, button=button, back=back(of), lead=lead)


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def publish(request: Any, code: str) -> HttpResponse:
    """Publish it."""
    lead = _("What it says, its criteria, weights and scales stand from now on.")
    return _step(request, code, calling.publish, _("Publish the call"), _("Publish"), lead)


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def assess(request: Any, code: str) -> HttpResponse:
    """Begin to assess."""
    lead = _("Each application needs two assessors at least.")
    return _step(request, code, calling.assess, _("Begin the assessment"), _("Begin"), lead)


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def award(request: Any, code: str) -> HttpResponse:
    """Tell everybody what was decided."""
    lead = _("Every institution sees its own decision from now on. It cannot be taken back.")
    return _step(request, code, deciding.award, _("Award the call"), _("Award"), lead)


@needs("rapporteur.grant.decide")
@require_http_methods(BOTH)
def end(request: Any, code: str) -> HttpResponse:
    """Cancel it, or close an awarded one."""
    of = queries.call(request.actor, code)

    def does(said: dict[str, Any]) -> str:
        calling.end(request.actor, code, said["version"], said["reason"])
        return shown.address(of)

    title = _("Close the call") if of.state == CallState.AWARDED else _("Cancel the call")
    form = ReasonForm(request.POST or None, initial={"version": of.version})
    return asked(request, form, does, title=title, button=title, back=back(of))
