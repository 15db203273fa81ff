"""Pages of bodies: all of them, one with its seats, meetings, decisions and problems."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.bodies import forms, queries, rules, seeds, services, shown
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import text
from gija.rapporteur.bodies.models import Body, Kind, Stand
from gija.rapporteur.choices import language
from gija.rapporteur.plan.models import Plan

BOTH = ["GET", "POST"]


@needs("rapporteur.body.read")
@require_GET
def bodies(request: Any) -> HttpResponse:
    """Every body, with what was before and after it."""
    table = Table.of(
        request, queries.bodies(request.actor), shown.columns(), caption=_("Commissions and working groups"),
        order="-starts", empty=_("No body has been entered yet."),
    )  # fmt: skip
    keeps = may(request.actor, rules.KEEP)
    missing = set(seeds.known()) - set(Body.objects.values_list("code", flat=True))
    page = {"table": table, "keeps": keeps, "missing": keeps and bool(missing), "note": seeds.note().in_(language())}
    return render(request, "bodies/bodies.html", page)


@needs("rapporteur.body.keep")
@require_POST
def load(request: Any) -> HttpResponse:
    """The bodies of the source documents."""
    made = services.load(request.actor)
    messages.success(request, _("Bodies entered: %(count)d.") % {"count": len(made)})
    return redirect("bodies:bodies")


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def add(request: Any) -> HttpResponse:
    """A body that no file tells of."""

    def does(said: dict[str, Any]) -> str:
        made = services.add(request.actor, said["code"], forms.founding(said))
        return reverse("bodies:body", args=[made.code])

    back = (reverse("bodies:bodies"), _("Commissions and working groups"))
    return asked(
        request, forms.BodyForm(request.POST or None), does, title=_("Enter a body"), button=_("Enter"), back=back
    )


@needs("rapporteur.body.read")
@require_GET
def body(request: Any, code: str) -> HttpResponse:
    """One body."""
    of = queries.body(request.actor, code)
    after, before = queries.successor(of), Body.objects.filter(code=of.follows).first() if of.follows else None
    plan = Plan.objects.filter(code=of.plan).first() if of.plan else None
    page = {
        "of": of, "title": of.text.in_(language()), "keeps": may(request.actor, rules.KEEP),
        "kind": Kind(of.kind).label, "founder": shown.office(of, "founder"), "chair": shown.office(of, "chair"),
        "act": shown.said(of, "act"), "task": shown.said(of, "task"), "period": shown.period(of),
        "before": before and (before.code, before.text.in_(language())),
        "after": after and (after.code, after.text.in_(language())),
        "plan": plan and (plan.code, plan.text.in_(language())), "duties": shown.duties(of),
        "seats": shown.seats(of), "meetings": shown.meetings(of), "decisions": shown.decisions(of.decisions.all()),
        "laws": shown.laws(of.laws.all()), "problems": shown.problems(of),
        "took_part": [(shown.name(one.institution), one) for one in queries.participation(of)],
        "history": shown.trace("body", of.code),
    }  # fmt: skip
    return render(request, "bodies/body.html", page)


def _back(of: Body) -> tuple[str, str]:
    return reverse("bodies:body", args=[of.code]), of.text.in_(language())


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def end(request: Any, code: str) -> HttpResponse:
    """The body ends."""
    of = queries.body(request.actor, code)

    def does(said: dict[str, Any]) -> str:
        services.end(request.actor, code, said["version"], said["day"], said["reason"])
        return reverse("bodies:body", args=[code])

    form = forms.EndForm(request.POST or None, initial={"version": of.version})
    lead = _("Seats that are open end on the same day. What was done stays.")
    return asked(request, form, does, title=_("The body ends"), button=_("Note the end"), back=_back(of), lead=lead)


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def seat(request: Any, code: str) -> HttpResponse:
    """Give a seat."""
    of = queries.body(request.actor, code)

    def does(said: dict[str, Any]) -> str:
        services.seat(request.actor, code, said["institution"], text(said, "office"), said["starts"])
        return reverse("bodies:body", args=[code])

    form = forms.SeatForm(request.POST or None)
    return asked(request, form, does, title=_("Give a seat"), button=_("Give the seat"), back=_back(of))


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def unseat(request: Any, code: str, pk: int) -> HttpResponse:
    """A seat ends."""
    of = queries.body(request.actor, code)

    def does(said: dict[str, Any]) -> str:
        services.unseat(request.actor, code, pk, said["day"])
        return reverse("bodies:body", args=[code])

    form = forms.UnseatForm(request.POST or None)
    return asked(request, form, does, title=_("The seat ends"), button=_("Note the end"), back=_back(of))


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def problem(request: Any, code: str) -> HttpResponse:
    """A main problem was found."""
    of = queries.body(request.actor, code)

    def does(said: dict[str, Any]) -> str:
        services.found(request.actor, code, text(said, "text"), said["day"])
        return f"{reverse('bodies:body', args=[code])}#problems"

    form = forms.ProblemForm(request.POST or None)
    return asked(request, form, does, title=_("Enter a problem"), button=_("Enter"), back=_back(of))


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def propose(request: Any, pk: int) -> HttpResponse:
    """A proposal about a problem."""
    of = queries.problem(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        services.propose(request.actor, pk, said["version"], text(said, "proposal"), said["to"])
        return f"{reverse('bodies:body', args=[of.body.code])}#problems"

    start = {"version": of.version, "to": "government"}
    form = forms.ProposeForm(request.POST or None, initial=start)
    return asked(
        request, form, does, title=_("Propose a solution"), button=_("Propose"), back=_back(of.body),
        lead=shown.said(of, "text"),
    )  # fmt: skip


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def move(request: Any, pk: int) -> HttpResponse:
    """What became of a problem or its proposal."""
    of = queries.problem(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        services.move(request.actor, pk, said["version"], said["state"], said["reason"])
        return f"{reverse('bodies:body', args=[of.body.code])}#problems"

    states: list[Stand] = [one for one in queries.NEXT[of.state] if one != Stand.PROPOSED]
    form = forms.MoveForm(states, request.POST or None, initial={"version": of.version})
    return asked(
        request, form, does, title=_("What became of it"), button=_("Note it"), back=_back(of.body),
        lead=shown.said(of, "text"),
    )  # fmt: skip
