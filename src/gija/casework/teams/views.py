"""Pages of the teams: every open case with its lead, the team of one case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.exchange.contents import KINDS
from gija.casework.exchange.queries import agrees
from gija.casework.teams import forms, handing, queries, services
from gija.casework.teams.models import Member
from gija.casework.teams.rules import GIVE, LEAD, READ, WRITE
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.directory.queries import name_on
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError

SHOWN = 422


def _lead(case: Any) -> str:
    return next((one.who for one in case.team_now if one.role == LEAD), _("nobody"))


@needs(READ)
@require_GET
def teams(request: Any) -> HttpResponse:
    """Every open case, who leads it, how many help; no names of persons helped."""
    actor = request.actor
    filters = forms.TeamFilter(request.GET or None)
    rows = queries.listed(actor, filters.cleaned_data if filters.is_valid() else {})
    columns = [
        Column("case", _("Case"), lambda c: c.short, link=lambda c: reverse("teams:team", args=[c.pk])),
        Column("since", _("Registered on"), lambda c: c.registered_on, sort="registered_on"),
        Column("lead", _("Lead case worker"), _lead),
        Column("size", _("In the team"), lambda c: queries.people(c.team_now), numeric=True),
    ]
    table = Table.of(
        request, rows, columns, caption=_("Teams"), filters=filters, order="-registered_on",
        empty=_("No open case fits. Choose all to see every open case."),
    )  # fmt: skip
    supervises = may(actor, GIVE, actor.institution)
    page = {
        "table": table, "nobody": queries.without_lead(actor).count() if supervises else 0,
        "handed": handing.own(actor).filter(left__gt=0).count(), "may_give": supervises,
    }  # fmt: skip
    return render(request, "teams/list.html", page)


@needs(READ)
@require_http_methods(["GET", "POST"])
def team(request: Any, case_id: Any) -> HttpResponse:
    """Who helps in a case, what they may be told; somebody more (POST)."""
    if request.method == "GET":
        return _team(request, str(case_id))
    form = forms.MemberForm(request.actor, request.POST)
    try:
        services.add(request.actor, str(case_id), form.said(), request.POST.get("number", ""))
    except FaultsError as error:
        form.show(error.faults)
        return _team(request, str(case_id), form)
    messages.success(request, _("In the team now."))
    return redirect("teams:team", case_id)


def _team(request: Any, case_id: str, form: Any = None, broken: Any = None, which: str = "") -> HttpResponse:
    """`form`: a refused one of somebody more; `broken`: of leaving, of the member `which`."""
    case = services.opened(request.actor, case_id)
    everybody = list(queries.history(case))
    now = {one.pk for one in queries.members(case)}
    writes = may(request.actor, WRITE, case.institution)

    def row(one: Member) -> tuple[Member, str, list[str], dict[str, Any]]:
        body = name_on(one.body, language=language()) if one.body else ""
        leaving = _leaving(one) if writes and not (one.struck_at or one.ended_at) else {}
        if broken and one.pk == which:
            leaving[broken[0]] = broken[1]
        return one, body, [KINDS[kind].in_(language()) for kind in one.told if kind in KINDS], leaving

    order = sorted((one for one in everybody if one.pk in now), key=lambda one: one.role != LEAD)
    if writes and form is None:
        form = forms.MemberForm(request.actor)
    page = {
        "case": case, "form": form, "broken": broken[1] if broken else None, "now": [row(one) for one in order],
        "before": [row(one) for one in everybody if one.pk not in now], "agrees": agrees(case),
        "outside": any(not one.colleague for one in order), "led": any(one.role == LEAD for one in order),
    }  # fmt: skip
    wrong = broken or (form is not None and form.errors)
    return render(request, "teams/team.html", page, status=SHOWN if wrong else 200)


def _leaving(one: Member) -> dict[str, Any]:
    return {
        "end": forms.EndForm(auto_id=f"end_{one.pk}_%s"),
        "strike": forms.StrikeForm(auto_id=f"strike_{one.pk}_%s"),
    }


@needs(WRITE)
@require_POST
def leave(request: Any, pk: Any, act: str) -> HttpResponse:
    """Somebody leaves the team, or is struck out of it."""
    if act not in ("end", "strike"):
        raise GijaError("teams.not_found")
    found = queries.one(request.actor, str(pk), WRITE)
    form = (forms.EndForm if act == "end" else forms.StrikeForm)(request.POST, auto_id=f"{act}_{found.pk}_%s")
    form.full_clean()
    try:
        if act == "end":
            services.end(request.actor, found.pk, form.cleaned_data.get("on"))
        else:
            services.strike(request.actor, found.pk, form.cleaned_data.get("reason", ""))
    except FaultsError as error:
        form.show(error.faults)
        return _team(request, found.case_id, None, (act, form), found.pk)
    messages.success(request, _("Saved."))
    return redirect("teams:team", found.case_id)
