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
MOST = 100  # cases of one act: as many as somebody can look through


def _texts(cases: Iterable[Any]) -> list[tuple[str, str]]:
    """Each case with what goes with it: open referrals and running periods pass to the new lead."""
    there = list(cases)
    with_it = ((_("open referrals: %(n)s"), open_in(there)), (_("periods: %(n)s"), running_in(there)))
    said = []
    for case in there:
        more = [words % {"n": of[str(case.pk)]} for words, of in with_it if of[str(case.pk)]]
        said.append((str(case.pk), " · ".join([case.short, f"{case.registered_on:%Y-%m-%d}", *more])))
    return said


def _state(found: Handover) -> str:
    rows = list(found.passed.all())
    left = sum(row.acknowledged_at is None and row.undone_at is None for row in rows)
    if left:
        return _("not acknowledged: %(n)s") % {"n": left}
    return _("undone") if all(row.undone_at for row in rows) else _("acknowledged")


@needs(TAKE)
@require_GET
def handovers(request: Any) -> HttpResponse:
    """What was handed over: to a supervisor all, else to oneself."""
    columns = [
        Column("number", _("Handover"), lambda h: h.short, link=lambda h: reverse("teams:handover", args=[h.pk])),
        Column("made", _("Day"), lambda h: h.made_at, sort="made_at"),
        Column("from", _("From whom"), lambda h: h.giver_name or _("nobody")),
        Column("to", _("To whom"), lambda h: h.receiver_name),
        Column("cases", _("Cases"), lambda h: len(h.passed.all()), numeric=True),
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
    said = request.GET.get("from", "")
    giver = forms.account(said)
    if giver is None and said != NOBODY:
        return render(request, "teams/loads.html", {"loads": queries.loads(request.actor)})
    cases = _texts(handing.cases_of(request.actor, giver)[:MOST])
    form = forms.HandForm(cases, queries.colleagues(request.actor.institution), request.POST or None)
    page = {"form": form, "from": said, "cases": cases, "load": _load(request, giver),
            "more": len(cases) == MOST}  # fmt: skip
    if request.method == "POST":
        if not form.checked() and "confirm" not in request.POST:
            chosen = [text for pk, text in cases if pk in form.cleaned_data["cases"]]
            receiver = queries.colleagues(request.actor.institution)[int(form.cleaned_data["receiver"])]
            return render(request, "teams/preview.html", page | {"chosen": chosen, "receiver": receiver})
        try:
            made = _given(request, giver, form)
        except FaultsError as error:
            form.show(error.faults)
        else:
            messages.success(request, _("Handed over. The receiver must acknowledge it."))
            return redirect("teams:handover", made.pk)
    return render(request, "teams/hand.html", page, status=SHOWN if form.errors else 200)


def _load(request: Any, giver: int | None) -> queries.Load | None:
    return next((one for one in queries.loads(request.actor) if one.account == giver), None)


def _given(request: Any, giver: int | None, form: Any) -> Handover:
    said = form.cleaned_data
    return handing.give(
        request.actor, giver, forms.account(said.get("receiver")), said.get("cases", ()), said.get("reason", ""),
        request.POST.get("number", ""),
    )  # fmt: skip


@needs(TAKE)
@require_GET
def one(request: Any, pk: Any) -> HttpResponse:
    """One handover, case by case."""
    return _one(request, handing.one(request.actor, str(pk)))


def _one(request: Any, found: Handover, broken: Any = None) -> HttpResponse:
    rows = list(found.passed.select_related("case"))
    open_ = _texts(row.case for row in rows if not (row.acknowledged_at or row.undone_at))
    acts: dict[str, Any] = {}
    if open_ and found.receiver == request.actor.account:
        acts["acknowledge"] = forms.CasesForm(open_, auto_id="acknowledge_%s")
    if open_ and may(request.actor, GIVE, found.institution):
        acts["undo"] = forms.CasesForm(open_, auto_id="undo_%s")
    if broken:
        acts[broken[0]] = broken[1]
    page = {
        "handover": found, "rows": [(row, _row_state(row)) for row in rows], "state": _state(found), "acts": acts,
        "broken": broken[1] if broken else None,
    }  # fmt: skip
    return render(request, "teams/handover.html", page, status=SHOWN if broken else 200)


def _row_state(row: Passed) -> str:
    if row.undone_at:
        return _("undone")
    return _("acknowledged") if row.acknowledged_at else _("not acknowledged")


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
    found = handing.one(request.actor, pk)
    offered = _texts(row.case for row in found.passed.select_related("case"))
    form = forms.CasesForm(offered, request.POST, auto_id=f"{act}_%s")
    form.full_clean()
    try:
        do(request.actor, pk, form.cleaned_data.get("cases", ()))
    except FaultsError as error:
        form.show(error.faults)
        return _one(request, found, (act, form))
    messages.success(request, _("Saved."))
    return redirect("teams:handover", pk)
