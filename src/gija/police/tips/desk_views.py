"""Pages of the desk: opening and shutting it, its key and who holds it, its half-year tables."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gija.commons.permissions import Actor, needs
from gija.methods.tables import Period
from gija.police.search.ids import typed
from gija.police.tips import desks, keys, opening, tables
from gija.police.tips.forms import AdmitForm, MakeForm, OpenForm, PeriodForm, language
from gija.police.tips.models import HalfYear
from gija.vocabulary.errors import GijaError

FIRST = 5  # years back that tables are offered for


@needs("police.tip.read")
@require_http_methods(["GET", "POST"])
def open_page(request: Any) -> HttpResponse:
    """The desk is opened with the officer's own passphrase."""
    holder, form = desks.holder(request.actor), OpenForm(request.POST or None)
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, None) or not back.startswith(opening.PATH):
        back = opening.PATH
    if request.method == "POST" and (found := opening.tried(request.actor, form)):
        answer = redirect(back)
        opening.remember(request, answer, found)
        return answer
    page = {"form": form, "holder": holder, "key": desks.active(request.actor.institution), "next": back}
    return render(request, "tips/open.html", page, status=422 if form.errors else 200)


@needs("police.tip.read")
@require_http_methods(["GET", "POST"])
def shut(request: Any) -> HttpResponse:
    """The desk is shut in this browser."""
    answer = redirect("tips:list")
    if request.method == "POST":
        opening.forget(request, answer)
        messages.success(request, _("The desk is shut."))
    return answer


@needs("police.tip.key")
@require_http_methods(["GET", "POST"])
def desk(request: Any) -> HttpResponse:
    """The key: made, handed over, taken back, renewed. What is shown once stands in this answer and nowhere else."""
    bound = request.POST if request.method == "POST" else None
    name = request.POST.get("act", "")
    shown: dict[str, Any] = {}
    forms = {
        "make": MakeForm(bound if name in ("make", "renew") else None),
        "admit": AdmitForm(bound if name == "admit" else None, colleagues=colleagues(request.actor)),
    }
    if request.method == "POST":
        try:
            shown = _done(request, name, forms)
        except GijaError as error:
            if error.code in ("common.not_permitted", "tips.not_found"):
                raise
            shown = {"failed": error.text.in_(language())}
    identities = opening.identities(request)
    page = {
        "key": desks.active(request.actor.institution), "holders": desks.holders(request.actor),
        "is_open": bool(identities), **forms, **shown,
    }  # fmt: skip
    wrong = "failed" in shown or any(form.errors for form in forms.values())
    answer = render(request, "tips/desk.html", page, status=422 if wrong else 200)
    answer["Cache-Control"] = "no-store"
    if made := shown.get("made"):
        former = identities if name == "renew" else ()
        opening.remember(request, answer, (made.identity, *former))
    return answer


def _done(request: Any, name: str, forms: dict[str, Any]) -> dict[str, Any]:
    """What is to be shown once, if anything."""
    found = opening.identities(request)
    if name == "make" and forms["make"].is_valid():
        return {"made": keys.make(request.actor, forms["make"].cleaned_data["new"])}
    if name == "renew" and forms["make"].is_valid():
        return {"made": keys.renew(request.actor, found, forms["make"].cleaned_data["new"])}
    if name == "admit" and forms["admit"].is_valid():
        account = int(forms["admit"].cleaned_data["account"])
        who = dict(colleagues(request.actor))[account]
        return {"word": keys.admit(request.actor, found, account, who), "word_for": who}
    if name == "withdraw":
        keys.withdraw(request.actor, request.POST.get("holder", ""))
        messages.success(request, _("The key was taken back."))
    return {}


def colleagues(actor: Actor) -> list[tuple[int, str]]:
    """Who works in the institution in a role that reads tips and cannot open the desk yet."""
    held = {one.account for one in desks.holders(actor)}
    return [(one.pk, one.name) for one in desks.officers(actor.institution) if one.pk not in held]


@needs("police.tip.table")
@require_http_methods(["GET", "POST"])
def tables_page(request: Any) -> HttpResponse:
    """Half-year counts: made by one officer, approved and handed over by another."""
    form = PeriodForm(request.POST if request.POST.get("act") == "make" else None, periods=_periods())
    if request.method == "POST":
        try:
            if request.POST.get("act") == "approve":
                tables.approve(request.actor, typed(request.POST.get("table", "")))
                messages.success(request, _("The table was approved and handed over."))
                return redirect("tips:tables")
            if form.is_valid():
                tables.make(request.actor, Period.of(form.cleaned_data["period"]))
                messages.success(request, _("The table was made. A colleague approves it."))
                return redirect("tips:tables")
        except GijaError as error:
            if error.code in ("common.not_permitted", "tips.not_found"):
                raise
            messages.error(request, error.text.in_(language()))
    rows = HalfYear.objects.filter(institution=request.actor.institution)
    shown = [(one, Period.of(one.period).text.in_(language()), tables.margins(one)) for one in rows[:20]]
    return render(request, "tips/tables.html", {"form": form, "tables": shown, "account": request.actor.account})


def _periods() -> list[tuple[str, str]]:
    today = timezone.localdate()
    halves = [Period(year, half) for year in range(today.year, today.year - FIRST, -1) for half in (2, 1)]
    return [(str(one), one.text.in_(language())) for one in halves if one.over(today)]
