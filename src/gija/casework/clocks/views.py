"""Pages of the periods: all of them, a new one, one with what may be done now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.cases.file import FILE
from gija.casework.clocks import forms, queries, services, words
from gija.casework.clocks.models import Period
from gija.casework.clocks.rules import READ, WRITE
from gija.commons.casefile.forms import language
from gija.commons.casefile.ids import is_id
from gija.commons.casefile.queries import own_cases
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.methods.clocks import Standing, clocks
from gija.vocabulary.errors import GijaError

SHOWN = 422


@needs(READ)
@require_GET
def periods(request: Any) -> HttpResponse:
    """Every period of one's own institution, what ends first at the top; no names."""
    filters = forms.PeriodFilter(request.GET or None)
    rows = queries.listed(request.actor, filters.cleaned_data if filters.is_valid() else {})
    columns = [
        Column("period", _("Period"), words.title, link=lambda p: reverse("clocks:one", args=[p.pk])),
        Column("case", _("Case"), lambda p: p.case.short, link=lambda p: reverse("cases:case", args=[p.case_id])),
        Column("began", _("First day"), lambda p: p.began_on, sort="began_on"),
        Column("last", _("Last day"), lambda p: queries.stands(p).last, sort="last_on"),
        Column("left", _("Days left"), lambda p: queries.stands(p).left, numeric=True),
        Column("state", _("State"), lambda p: words.STATES[queries.stands(p).status], tag=True),
    ]
    table = Table.of(
        request, rows, columns, caption=_("Periods of law"), filters=filters, order="last_on",
        empty=_("No period runs. Begin one from the page of a case."),
    )  # fmt: skip
    page = {
        "table": table, "late": queries.unmet(request.actor).count(),
        "undecided": queries.undecided(request.actor).count(),
        "may_write": may(request.actor, WRITE, request.actor.institution),
    }  # fmt: skip
    return render(request, "clocks/list.html", page)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def begin(request: Any) -> HttpResponse:
    """A new period in a case."""
    number = request.POST.get("case") or request.GET.get("case", "")
    case = own_cases(FILE, request.actor).filter(pk=number).first() if is_id(number) else None
    form = forms.BeginForm(request.actor, case, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        said = form.begun()
        try:
            if not form.errors:
                made = services.begin(request.actor, number, said, request.POST.get("number", ""))
                messages.success(request, _("It runs."))
                return redirect("clocks:one", made.pk)
        except FaultsError as error:
            form.show(error.faults)
    laws = [(one, one.text.in_(language())) for one in clocks().values()]
    return render(request, "clocks/begin.html", {"form": form, "laws": laws}, status=SHOWN if form.errors else 200)


@needs(READ)
@require_GET
def one(request: Any, pk: Any) -> HttpResponse:
    """One period: how it stands, its log, what may be done now."""
    return _one(request, queries.one(request.actor, str(pk)))


def _one(request: Any, found: Period, **more: Any) -> HttpResponse:
    stands, of = queries.stands(found), clocks().get(found.kind)
    writes = may(request.actor, WRITE, found.institution) and not (found.struck_at or found.replaced)
    page = {
        "period": found, "title": words.title(found), "law": of, "stands": stands,
        "source": of.source.in_(language()) if of else "", "state": words.STATES[stands.status],
        "tag": words.TAGS.get(stands.status, ""), "met": _met(found),
        "turns": [(words.ACTS[turn.act], turn) for turn in found.turns.all()],
        "acts": _acts(found, stands) if writes else {},
        "certified": found.kind == services.REFLECTION and not found.struck_at,
    } | more  # fmt: skip
    return render(request, "clocks/one.html", page, status=SHOWN if more else 200)


def _met(found: Period) -> list[tuple[str, bool]]:
    """The conditions of a permit, with whether each was ticked."""
    if found.kind != services.PERMIT:
        return []
    return [(text.in_(language()), code in found.met) for code, text in forms.asked_of(found.case).items()]


def _acts(found: Period, stands: Standing) -> dict[str, Any]:
    """The forms of what may be done with it now."""
    start = {"version": found.version, "on": timezone.localdate()}
    made: dict[str, Any] = {}
    if found.kind == services.REFLECTION:
        made["decide"] = forms.DecideForm(initial=start, auto_id="decide_%s")
    elif found.kind == services.PERMIT:
        if not found.interrupted_on:
            made["renew"] = forms.RenewForm(initial=start | {"on": found.last_on}, auto_id="renew_%s")
    elif not found.done_on:
        made["done"] = forms.TurnForm(initial=start, auto_id="done_%s")
    if found.kind in (services.REFLECTION, services.PERMIT) and stands.runs and not found.interrupted_on:
        made["interrupt"] = forms.InterruptForm(found.kind, initial=start, auto_id="interrupt_%s")
    return made | {"strike": forms.StrikeForm(initial=start, auto_id="strike_%s")}


def _turned(request: Any, pk: str, version: int, act: str, form: Any) -> Period:
    said, actor = form.cleaned_data, request.actor
    if missing := [name for name in form.needed if not said.get(name)]:
        raise FaultsError([Fault(name, "casefile.required") for name in missing])
    on = said.get("on") or timezone.localdate()
    doing: dict[str, Callable[[], Period]] = {
        "interrupt": lambda: services.interrupt(actor, pk, version, on, said.get("ground", "")),
        "decide": lambda: services.decide(actor, pk, version, on, said.get("cooperates") == "yes"),
        "done": lambda: services.done(actor, pk, version, on),
        "strike": lambda: services.strike(actor, pk, version, said.get("reason", "")),
        "renew": lambda: services.renew(
            actor, pk, version, began_on=on, last_on=said.get("last_on"), reference=said.get("reference", "")
        ),
    }
    return doing[act]()


FORMS = {"decide": forms.DecideForm, "done": forms.TurnForm, "strike": forms.StrikeForm, "renew": forms.RenewForm}


def _form(found: Period, act: str, data: Any) -> Any:
    if act == "interrupt":
        return forms.InterruptForm(found.kind, data, auto_id="interrupt_%s")
    if act not in FORMS:
        raise GijaError("clocks.not_found")
    return FORMS[act](data, auto_id=f"{act}_%s")


@needs(WRITE)
@require_POST
def turn(request: Any, pk: Any, act: str) -> HttpResponse:
    """One act on a period; what was written stays where it is refused."""
    found = queries.one(request.actor, str(pk), WRITE)
    form = _form(found, act, request.POST)
    try:
        if form.is_valid():
            done = _turned(request, found.pk, form.cleaned_data.get("version") or 0, act, form)
            messages.success(request, _("Saved."))
            return redirect("clocks:one", done.pk)
    except FaultsError as error:
        form.show(error.faults)
    return _one(request, found, acts=_acts(found, queries.stands(found)) | {act: form}, broken=form)
