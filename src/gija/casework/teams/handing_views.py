"""Pages of handovers: who leads how many cases, giving them, what was given and not acknowledged yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.clocks.queries import running_in
from gija.casework.referral.queries import open_in
from gija.casework.teams import forms, handing, queries
from gija.casework.teams.models import Handover, Passed
from gija.casework.teams.rules import GIVE, TAKE
from gija.commons.casefile.reading import FaultsError
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs

SHOWN = 422
NOBODY = "nobody"
MOST = 100  # cases to tick one by one: as many as somebody can look through


def _texts(cases: Iterable[Any]) -> list[tuple[str, str]]:
    """Each case with what goes with it: open referrals and running periods pass to the new lead."""
    there = list(cases)
    with_it = ((_("open referrals: %(n)s"), open_in(there)), (_("periods: %(n)s"), running_in(there)))
    said = []
    for case in there:
        more = [words % {"n": of[str(case.pk)]} for words, of in with_it if of[str(case.pk)]]
        said.append((str(case.pk), " · ".join([case.short, f"{case.registered_on:%Y-%m-%d}", *more])))
    return said


def _state(found: Any) -> str:
    if found.left:
        return _("not acknowledged: %(n)s") % {"n": found.left}
    return _("undone") if found.undone == found.n else _("acknowledged")


@needs(TAKE)
@require_GET
def handovers(request: Any) -> HttpResponse:
    """What was handed over: to a supervisor all, else to oneself."""
    columns = [
        Column("number", _("Handover"), lambda h: h.short, link=lambda h: reverse("teams:handover", args=[h.pk])),
        Column("made", _("Day"), lambda h: h.made_at, sort="made_at"),
        Column("from", _("From whom"), lambda h: h.giver_name or _("nobody")),
        Column("to", _("To whom"), lambda h: h.receiver_name),
        Column("cases", _("Cases"), lambda h: h.n, numeric=True),
        Column("state", _("State"), _state, tag=True),
    ]
    table = Table.of(
        request, handing.own(request.actor), columns, caption=_("Handovers"), order="-made_at",
        empty=_("Nothing was handed over."),
    )  # fmt: skip
    may_give = may(request.actor, GIVE, request.actor.institution)
    return render(request, "teams/handovers.html", {"table": table, "may_give": may_give})


@needs(GIVE)
@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Whose cases; then to whom, why and which; then a last look before it is done."""
    said, posted = request.GET.get("from", ""), request.method == "POST"
    giver = forms.account(said)
    loads = {one.account: one for one in queries.loads(request.actor)}
    if said != NOBODY and (giver is None or (giver not in loads and not posted)):
        return render(request, "teams/loads.html", {"loads": loads.values()})
    there, people = handing.cases_of(request.actor, giver), queries.colleagues(request.actor.institution)
    cases, n = _texts(there[:MOST]), there.count()
    form = forms.HandForm(cases, n, people, request.POST if posted else None)
    page = {"form": form, "cases": cases, "load": loads.get(giver), "nobody": giver is None, "n": n, "most": MOST}
    if posted:
        if not form.checked() and "confirm" not in request.POST:
            return _preview(request, page, people)
        try:
            made = _given(request, giver, form)
        except FaultsError as error:
            form.show(error.faults)
        else:
            messages.success(request, _("Handed over. The receiver must acknowledge it."))
            return redirect("teams:handover", made.pk)
    return render(request, "teams/hand.html", page, status=SHOWN if form.errors else 200)


def _preview(request: Any, page: dict[str, Any], people: dict[int, str]) -> HttpResponse:
    """A last look: which cases, or how many where all are meant."""
    said = page["form"].cleaned_data
    chosen = [] if said.get("everything") else [text for pk, text in page["cases"] if pk in said["cases"]]
    more = {"chosen": chosen, "receiver": people[int(said["receiver"])]}
    return render(request, "teams/preview.html", page | more)


def _given(request: Any, giver: int | None, form: Any) -> Handover:
    meant, said = form.meant(), form.cleaned_data
    return handing.give(
        request.actor, giver, forms.account(said.get("receiver")), meant, said.get("reason", ""),
        request.POST.get("number", ""), expected=forms.account(request.POST.get("expected")),
    )  # fmt: skip


@needs(TAKE)
@require_GET
def one(request: Any, pk: Any) -> HttpResponse:
    """One handover, case by case."""
    return _one(request, str(pk))


def _one(request: Any, pk: str, broken: Any = None) -> HttpResponse:
    found = handing.one(request.actor, pk)
    columns = [
        Column("case", _("Case"), lambda r: r.case.short, link=lambda r: reverse("teams:team", args=[r.case.pk])),
        Column("state", _("State"), _row_state, tag=True),
    ]
    rows = found.passed.select_related("case", "after")
    table = Table.of(request, rows, columns, caption=_("Cases"), per_page=MOST)
    acts = {act: _form(found, act) for act in _allowed(request.actor, found)}
    if broken:
        acts[broken[0]] = broken[1]
    page = {
        "handover": found, "table": table, "state": _state(found), "acts": acts,
        "taken": rows.exclude(acknowledged_at=None).count(), "broken": broken[1] if broken else None,
    }  # fmt: skip
    return render(request, "teams/handover.html", page, status=SHOWN if broken else 200)


def _allowed(actor: Any, found: Any) -> list[str]:
    """What may be done with it now."""
    mine = {"acknowledge": found.receiver == actor.account, "undo": may(actor, GIVE, found.institution)}
    return [act for act, right in mine.items() if right and found.left]


def _form(found: Any, act: str, data: Any = None) -> forms.CasesForm:
    """The cases that are open, to tick."""
    open_ = found.passed.filter(handing.OPEN).select_related("case")[:MOST]
    return forms.CasesForm(_texts(row.case for row in open_), found.left, data, auto_id=f"{act}_%s")


def _row_state(row: Passed) -> str:
    if row.undone_at:
        return _("undone")
    if row.acknowledged_at:
        return _("acknowledged")
    return _("passed on") if row.passed_on else _("not acknowledged")


@needs(TAKE)
@require_POST
def acknowledge(request: Any, pk: Any) -> HttpResponse:
    """The receiver has seen the ticked cases."""
    return _acted(request, str(pk), "acknowledge", handing.acknowledge)


@needs(GIVE)
@require_POST
def undo(request: Any, pk: Any) -> HttpResponse:
    """The ticked cases go back."""
    return _acted(request, str(pk), "undo", handing.undo)


def _acted(request: Any, pk: str, act: str, do: Any) -> HttpResponse:
    form = _form(handing.one(request.actor, pk), act, request.POST)
    try:
        do(request.actor, pk, form.meant())
    except FaultsError as error:
        form.show(error.faults)
        return _one(request, pk, (act, form))
    messages.success(request, _("Saved."))
    return redirect("teams:handover", pk)
