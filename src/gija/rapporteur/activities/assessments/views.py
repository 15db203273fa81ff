"""Pages of assessors: what is to be assessed, one application, declaring, scoring, the meeting."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.permissions import needs
from gija.rapporteur.activities import queries, shown
from gija.rapporteur.activities.assessments import assessing, forms, scoring
from gija.rapporteur.activities.calls.views import BOTH
from gija.rapporteur.activities.models import Application
from gija.rapporteur.bodies.asking import asked


def address(of: Application) -> str:
    return reverse("activities:assessed", args=[of.pk])


def back(of: Application) -> tuple[str, str]:
    return address(of), shown.both(of, "title")


@needs("rapporteur.grant.assess")
@require_GET
def assessing_list(request: Any) -> HttpResponse:
    """What is to be assessed."""
    rows = [
        (one, shown.both(one, "title"), shown.who(one.institution), shown.both(one.call, "title"),
         queries.mine(request.actor, one))
        for one in queries.assessed(request.actor)
    ]  # fmt: skip
    return render(request, "activities/assessing.html", {"rows": rows})


@needs("rapporteur.grant.assess")
@require_GET
def assessed(request: Any, pk: int) -> HttpResponse:
    """One application: before the declaration only whose it is and what it is called."""
    of = queries.to_assess(request.actor, pk)
    mine, others = queries.mine(request.actor, of), queries.others(request.actor, of)
    standing = scoring.standing(of.call, of)
    page = shown.project(of) | {
        "mine": mine, "reads": mine is not None and not mine.conflict, "criteria": shown.criteria(of.call),
        "own": shown.marks(of, [mine])[0] if mine and mine.done_at else None, "others": shown.marks(of, others),
        "wide": bool(others) and standing.open, "spread": shown.number(standing.spread), "bound": of.call.bound,
    }  # fmt: skip
    return render(request, "activities/assessed.html", page)


@needs("rapporteur.grant.assess")
@require_http_methods(BOTH)
def declare(request: Any, pk: int) -> HttpResponse:
    """Is there a conflict of interest?"""
    of, form = queries.to_assess(request.actor, pk), forms.DeclareForm(request.POST or None)

    def does(said: dict[str, Any]) -> str:
        assessing.declare(request.actor, pk, said["conflict"] == "yes", said["words"])
        return address(of)

    lead = _("%(who)s. It is said once; the application opens after it.") % {"who": shown.who(of.institution)}
    return asked(request, form, does, title=_("Conflict of interest"), button=_("Declare"), back=back(of), lead=lead)


@needs("rapporteur.grant.assess")
@require_http_methods(BOTH)
def score(request: Any, pk: int) -> HttpResponse:
    """Score it."""
    of = queries.to_assess(request.actor, pk)
    form = forms.ScoreForm(shown.criteria(of.call), request.POST or None)

    def does(_said: dict[str, Any]) -> str:
        assessing.score(request.actor, pk, form.given())
        return address(of)

    lead = _("Given once; what others gave is seen after it. Name no person in the words.")
    return asked(request, form, does, title=_("Give points"), button=_("Give the points"), back=back(of), lead=lead)


@needs("rapporteur.grant.assess")
@require_http_methods(BOTH)
def meet(request: Any, pk: int) -> HttpResponse:
    """Note a meeting."""
    of, form = queries.to_assess(request.actor, pk), forms.WordsForm(request.POST or None)

    def does(said: dict[str, Any]) -> str:
        assessing.meet(request.actor, pk, said["words"])
        return address(of)

    lead = _("The points differ widely: it is settled when each assessor has noted the meeting, or a third has scored.")
    return asked(
        request, form, does, title=_("Meeting of the assessors"), button=_("Note it"), back=back(of), lead=lead
    )
