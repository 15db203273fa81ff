"""Pages of the returns: all of them, a new one, one with its plan and what may be done now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.exchange.forms import said_in
from gija.casework.returns import forms, paper, queries, services
from gija.casework.returns.models import Return
from gija.casework.returns.rules import EXPORT, OPEN, READ, SEE, WRITE, parts
from gija.commons.accounts.sudo import sudo
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.pages.tables import Column, Table
from gija.commons.papers.taken import spoken_or_404, taken
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHOWN = 422
TAGS = {"planned": "", "under_way": "warn", "returned_safely": "good", "not_taken_place": "quiet"}


def _text(name: str, code: str) -> str:
    return code_list(name)[code].text.in_(language())


@needs(READ)
@require_GET
def returns(request: Any) -> HttpResponse:
    """Every return of one's own institution; no names of persons."""
    filters = forms.ReturnFilter(request.GET or None)
    rows = queries.listed(request.actor, filters.cleaned_data if filters.is_valid() else {})
    columns = [
        Column("return", _("Return"), lambda r: r.short, link=lambda r: reverse("returns:one", args=[r.pk])),
        Column("case", _("Case"), lambda r: r.case.short),
        Column("country", _("Country"), lambda r: _text("country", r.country)),
        Column("travel", _("Day of travel"), lambda r: r.travel_on, sort="travel_on"),
        Column("begun", _("Begun"), lambda r: r.entered_at, sort="entered_at"),
        Column("state", _("State"), lambda r: _text("return_state", r.state), sort="state", tag=True),
    ]
    table = Table.of(
        request, rows, columns, caption=_("Returns"), filters=filters, order="-entered_at",
        empty=_("No return is prepared. Begin from the page of a case or of a referral to another country."),
    )  # fmt: skip
    page = {
        "table": table, "late": queries.late(request.actor).count(),
        "may_write": may(request.actor, WRITE, request.actor.institution),
        "consular": may(request.actor, SEE, request.actor.institution) and queries.consular(request.actor),
    }  # fmt: skip
    return render(request, "returns/list.html", page)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def begin(request: Any) -> HttpResponse:
    """A return of the person of a case."""
    start = {name: request.GET.get(name, "") for name in ("case", "referral", "country")}
    posted = request.method == "POST"
    form = forms.BeginForm(request.actor, request.POST if posted else None, start=start)
    if posted:
        try:
            said = said_in(form)
            made = services.begin(
                request.actor, said["case"], said["country"], said["referral"], said.get("number", "")
            )
        except FaultsError as error:
            form.show(error.faults)
        else:
            messages.success(request, _("Begun. Now write the plan with the person."))
            return redirect("returns:one", made.pk)
    return render(request, "returns/begin.html", {"form": form}, status=SHOWN if form.errors else 200)


@needs(READ)
@require_GET
def one(request: Any, pk: Any) -> HttpResponse:
    """One return: its plan, what was given, how it stands, what is missing before it begins."""
    return _one(request, str(pk))


def _one(request: Any, pk: str, broken: Any = None) -> HttpResponse:
    """`broken`: the act that was refused and its form as it was written."""
    found = services.opened(request.actor, pk)
    writes = may(request.actor, WRITE, found.institution) and not found.struck_at
    said = queries.written(found)
    acts = _acts(found) if writes else {}
    if broken and broken[0] != "start":
        acts[broken[0]] = broken[1]
    page = {
        "return": found, "state": _text("return_state", found.state), "tag": TAGS[found.state],
        "risk_tag": "bad" if found.risk in ("high", "too_high") else "quiet",
        "plan": [(label.in_(language()), said[code]) for code, (label, _help) in parts().items() if said.get(code)],
        "missing": [*dict.fromkeys(_name(one.field) for one in services.missing(found))]
        if found.state == "planned" else [],
        "acts": acts, "helped": found.helped.all(), "spent": queries.spent(found), "followed": found.followed.all(),
        "may_write": writes, "broken": broken[1] if broken else None,
        "may_print": may(request.actor, EXPORT, found.institution),
    }  # fmt: skip
    return render(request, "returns/one.html", page, status=SHOWN if broken else 200)


def _name(field: str) -> str:
    """The label of a field of the plan."""
    if field in parts():
        return parts()[field][0].in_(language())
    return str(forms.PlanForm.base_fields[field].label)


def _acts(found: Return) -> dict[str, Any]:
    """The forms of what may be done with it now."""
    start = {"version": found.version}
    made: dict[str, Any] = {}
    if found.state in OPEN:
        made["write"] = forms.PlanForm(found, auto_id="write_%s")
    if found.state == "planned" and not services.missing(found):
        made["start"] = forms.VersionForm(initial=start, auto_id="start_%s")
    if found.state in OPEN:
        made["settle"] = forms.SettleForm(_endings(found), initial=start, auto_id="settle_%s")
    if found.state == "returned_safely":
        made["follow"] = forms.FollowForm(initial=start, auto_id="follow_%s")
    return made | {"give": forms.HelpForm(initial=start, auto_id="give_%s")}


def _endings(found: Return) -> tuple[str, ...]:
    return ("returned_safely", "not_taken_place") if found.state == "under_way" else ("not_taken_place",)


@needs(WRITE)
@require_POST
def act(request: Any, pk: Any, act: str) -> HttpResponse:
    """One act on a return; what was written stays where it is refused."""
    found, data = queries.one(request.actor, str(pk), WRITE), request.POST
    made: dict[str, Callable[[], Any]] = {
        "write": lambda: forms.PlanForm(found, data, auto_id="write_%s"),
        "start": lambda: forms.VersionForm(data, auto_id="start_%s"),
        "settle": lambda: forms.SettleForm(_endings(found), data, auto_id="settle_%s"),
        "follow": lambda: forms.FollowForm(data, auto_id="follow_%s"),
        "give": lambda: forms.HelpForm(data, auto_id="give_%s"),
    }
    if act not in made:
        raise GijaError("returns.not_found")
    form = made[act]()
    try:
        _done(request.actor, found.pk, act, form, said_in(form))
    except FaultsError as error:
        form.show(error.faults)
        return _one(request, found.pk, (act, form))
    messages.success(request, _("Saved."))
    return redirect("returns:one", pk)


def _done(actor: Any, pk: str, act: str, form: Any, said: dict[str, Any]) -> Return:
    if act == "give":
        money = form.money()
        if form.errors:
            raise FaultsError([])
    version = said.get("version") or 0
    doing: dict[str, Callable[[], Return]] = {
        "write": lambda: services.write(actor, pk, version, form.plan()),
        "start": lambda: services.start(actor, pk, version),
        "settle": lambda: services.settle(
            actor, pk, version, said.get("state", ""), said.get("on"), said.get("obstacle", "")
        ),
        "follow": lambda: services.follow(
            actor, pk, version, said.get("on"), forms.SAFE.get(said.get("safe", "")), said.get("note", "")
        ),
        "give": lambda: services.give(
            actor, pk, version, said.get("kind", ""), said.get("on"), money, said.get("note", "")
        ),
    }
    return doing[act]()


@needs(WRITE)
@require_POST
def strike_help(request: Any, pk: Any, help_id: Any) -> HttpResponse:
    """What was given was entered in error."""
    form = forms.VersionForm(request.POST)
    form.full_clean()
    services.strike_help(request.actor, str(pk), form.cleaned_data.get("version") or 0, str(help_id))
    messages.success(request, _("Struck out."))
    return redirect("returns:one", pk)


@needs(EXPORT)
@sudo
@require_GET
def paper_form(request: Any, pk: Any, spoken: str) -> HttpResponse:
    """The plan on paper. Names the person."""
    spoken_or_404(spoken)
    found, made = paper.form(request.actor, str(pk), spoken)
    return taken(made, f"{found.short}.{spoken}")
