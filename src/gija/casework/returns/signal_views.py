"""Pages of the consular signals: all of them, a new one, one to take up or close."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.exchange.forms import said_in
from gija.casework.returns import forms, queries, signalling
from gija.casework.returns.models import Signal
from gija.casework.returns.rules import SEE, SIGNAL
from gija.commons.casefile.fields import BY_NAME
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHOWN = 422
STATES = {
    Signal.State.OPEN: gettext_lazy("to take up"),
    Signal.State.CASE: gettext_lazy("a case was opened"),
    Signal.State.CLOSED: gettext_lazy("closed"),
}


def _text(name: str, code: str) -> str:
    return code_list(name)[code].text.in_(language())


@needs(SEE)
@require_GET
def signals(request: Any) -> HttpResponse:
    """Every consular signal of one's own institution; no names of persons."""
    columns = [
        Column("signal", _("Signal"), lambda s: s.short, link=lambda s: reverse("returns:signal", args=[s.pk])),
        Column("country", _("Country"), lambda s: _text("country", s.country)),
        Column("made", _("Day"), lambda s: s.made_at, sort="made_at"),
        Column("state", _("State"), lambda s: STATES[Signal.State(s.state)], sort="state", tag=True),
    ]
    table = Table.of(
        request, queries.signals(request.actor), columns, caption=_("Consular signals"), order="-made_at",
        empty=_("No signal was opened."),
    )  # fmt: skip
    opens = queries.consular(request.actor) and may(request.actor, SIGNAL, request.actor.institution)
    return render(request, "returns/signals.html", {"table": table, "opens": opens})


@needs(SIGNAL)
@require_http_methods(["GET", "POST"])
def enter(request: Any) -> HttpResponse:
    """A new signal of a consular post."""
    if not queries.consular(request.actor):
        raise GijaError("signals.not_consular")
    posted = request.method == "POST"
    form = forms.SignalForm(request.POST if posted else None)
    if posted:
        try:
            said = said_in(form)
            made = signalling.enter(
                request.actor, said, said["country"], said["signs"], said["note"], said.get("number", "")
            )
        except FaultsError as error:
            form.show(error.faults)
        else:
            messages.success(request, _("Kept. Now open a case, or close the signal."))
            return redirect("returns:signal", made.pk)
    return render(request, "returns/enter.html", {"form": form}, status=SHOWN if form.errors else 200)


@needs(SEE)
@require_GET
def one(request: Any, pk: Any) -> HttpResponse:
    """One signal: who it may be, what was noticed, what may be done."""
    return _one(request, str(pk))


def _one(request: Any, pk: str, broken: Any = None) -> HttpResponse:
    found = signalling.opened(request.actor, pk)
    said = queries.written(found)
    known = queries.candidates(found)
    acts: dict[str, Any] = {}
    if found.state == Signal.State.OPEN and may(request.actor, SIGNAL, found.institution):
        acts = {
            "take": forms.TakeForm(known=bool(known), auto_id="take_%s"),
            "close": forms.CloseForm(auto_id="close_%s"),
        }
    if broken:
        acts[broken[0]] = broken[1]
    page = {
        "signal": found, "state": STATES[Signal.State(found.state)], "acts": acts, "candidates": known,
        "signs": [_text("consular_sign", code) for code in found.signs], "note": said.get("note", ""),
        "person": [(BY_NAME[name].label, _value(name, said[name])) for name in said if name in BY_NAME
                   and name != "note" and said[name]],
        "broken": broken[1] if broken else None,
    }  # fmt: skip
    return render(request, "returns/signal.html", page, status=SHOWN if broken else 200)


def _value(name: str, value: str) -> str:
    listed = BY_NAME[name].list
    return _text(listed, value) if listed and value in code_list(listed) else value


@needs(SIGNAL)
@require_POST
def act(request: Any, pk: Any, act: str) -> HttpResponse:
    """Take a signal up as a case, or close it."""
    found = queries.signal(request.actor, str(pk), SIGNAL)
    if act not in ("take", "close"):
        raise GijaError("signals.not_found")
    form: Any = (
        forms.TakeForm(request.POST, known=True, auto_id="take_%s")
        if act == "take" else forms.CloseForm(request.POST, auto_id="close_%s")
    )  # fmt: skip
    form.full_clean()
    try:
        if act == "take":
            done = signalling.take_up(request.actor, found.pk, anyway=bool(form.cleaned_data.get("anyway")))
            messages.success(request, _("A case was opened. Ask for consent, then refer the person to a body at home."))
            return redirect("cases:case", done.case_id)
        signalling.close(request.actor, found.pk, form.cleaned_data.get("outcome", ""))
    except FaultsError as error:
        form.show(error.faults)
        return _one(request, found.pk, (act, form))
    except GijaError as error:
        if error.code != "casefile.already_there":
            raise
        form.add_error(None, error.text.in_(language()))
        return _one(request, found.pk, (act, form))
    messages.success(request, _("Closed. What was told is deleted."))
    return redirect("returns:signal", pk)
