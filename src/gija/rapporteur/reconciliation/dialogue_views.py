"""Pages of dialogues: those of the Rapporteur, and a body's own."""

from __future__ import annotations

from collections.abc import Callable
from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.reconciliation import queries, reminders, rules, services, shown
from gija.rapporteur.reconciliation.forms import AmountForm, ExtendForm, SayForm
from gija.rapporteur.reconciliation.grid import Pair
from gija.rapporteur.reconciliation.models import Dialogue
from gija.rapporteur.reconciliation.services import Key, Said, now
from gija.vocabulary.errors import GijaError


def done(act: Callable[[], object]) -> str:
    """Do it; what was refused in words, empty where nothing was. A missing right is for the page of refusals."""
    try:
        act()
    except GijaError as error:
        if error.code == "common.not_permitted":
            raise
        return error.text.in_(language())
    return ""


def dialogue_page(request: Any, of: Dialogue, pair: Pair, *, refused: bool = False) -> dict[str, Any]:
    """What the part of a page that shows a dialogue needs; `refused`: with what was written."""
    of.state = now(of, pair.difference)
    acts = rules.possible(request.actor, of)
    steps = list(dict.fromkeys(one.step for one in pair.found.untold))
    written = request.POST if refused else None
    what = request.POST.get("act", "") if refused else ""
    return {
        "of": of,
        "standing": shown.standing(of),
        "kind": shown.KIND[of.state],
        "bodies": shown.bodies(of),
        "trace": shown.trace(of),
        "acts": acts if of.bodies else [],
        "say": SayForm(written if what in ("say", "explain", "accept", "reopen") else None),
        "amount": AmountForm(steps, written if what == "amount" else None) if "amount" in acts and steps else None,
        "extend": ExtendForm(written if what == "extend" else None, initial={"due_on": of.due_on}),
        "offers": shown.open_amounts(of, request.actor.institution) if "agree" in acts else [],
    }


@needs("rapporteur.reconciliation.read")
@require_GET
def dialogues(request: Any) -> HttpResponse:
    """All dialogues, those that were changed last first."""
    table = Table.of(
        request, Dialogue.objects.all(), shown.dialogue_columns(own=False), caption=_("Dialogues"),
        empty=_("No dialogue has been opened yet."),
    )  # fmt: skip
    page = {"table": table, "may_remind": may(request.actor, rules.SETTLE), "due": len(reminders.due())}
    return render(request, "reconciliation/dialogues.html", page)


@needs("rapporteur.reconciliation.settle")
@require_http_methods(["POST"])
def remind(request: Any) -> HttpResponse:
    """Remind the bodies of every dialogue whose deadline has gone by."""
    try:
        count = reminders.remind(request.actor)
    except (GijaError, OSError, SMTPException) as error:
        if isinstance(error, GijaError) and error.code == "common.not_permitted":
            raise
        told = error.text.in_(language()) if isinstance(error, GijaError) else _("The mail server did not answer.")
        messages.error(request, told)
    else:
        said = ngettext("Reminders of %(n)d dialogue were sent.", "Reminders of %(n)d dialogues were sent.", count)
        messages.success(request, said % {"n": count})
    return redirect("reconciliation:dialogues")


@needs("rapporteur.reconciliation.settle")
@require_http_methods(["POST"])
def desk_act(request: Any, code: str) -> HttpResponse:
    """An act of the Rapporteur in a dialogue."""
    from gija.rapporteur.reconciliation.views import pair_page

    of = queries.dialogue(request.actor, code)
    failed = _act(request, of)
    if failed:
        return pair_page(request, Key(of.family, of.period, of.a, of.b), failed=failed)
    return redirect("reconciliation:pair", of.family, of.period, of.a, of.b)


def _act(request: Any, of: Dialogue) -> str:
    """Read the act and what is said in it, and do it; what was refused in words."""
    what = request.POST.get("act", "")
    said, wrong = _said(request, what)
    if wrong or what not in rules.ACTS:
        return wrong or _("Choose what to do.")
    failed = done(lambda: services.act(request.actor, of.code, what, said))
    if not failed:
        messages.success(request, _("Noted."))
    return failed


def _said(request: Any, what: str) -> tuple[Said, str]:
    form: Any = SayForm(request.POST)
    if what == "amount":
        form = AmountForm(list(rules.steps()), request.POST)
    elif what == "extend":
        form = ExtendForm(request.POST)
    elif what == "agree":
        number = request.POST.get("entry", "")
        return Said(agrees=int(number) if number.isascii() and number.isdigit() and len(number) < 18 else None), ""
    if not form.is_valid():
        return Said(), "; ".join(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())
    told = form.cleaned_data
    return Said(
        told["text"], told.get("step", ""), told.get("low"), told.get("high"), due_on=told.get("due_on")
    ), ""  # fmt: skip


@needs("rapporteur.reconciliation.answer")
@require_GET
def own(request: Any) -> HttpResponse:
    """The dialogues the actor's institution is asked in."""
    table = Table.of(
        request, queries.own(request.actor), shown.dialogue_columns(own=True), caption=_("Questions about differences"),
        empty=_("Your institution has not been asked about a difference."),
    )  # fmt: skip
    return render(request, "reconciliation/own.html", {"table": table})


@needs("rapporteur.reconciliation.answer")
@require_http_methods(["GET", "POST"])
def answer(request: Any, code: str) -> HttpResponse:
    """One dialogue, as a body sees it: both figures, the way between them, what was said; answering."""
    of = queries.dialogue(request.actor, code)
    if request.actor.institution not in of.bodies:
        raise GijaError("reconciliation.not_found")
    failed = _act(request, of) if request.method == "POST" else ""
    if request.method == "POST" and not failed:
        return redirect("reconciliation:answer", code)
    found = queries.result(queries.family(of.family), of.period)
    one = queries.pair(found, of.a, of.b)
    page = {
        "way": shown.way(found, one),
        "dialogue": dialogue_page(request, queries.dialogue(request.actor, code), one, refused=bool(failed)),
        "failed": failed,
    }
    return render(request, "reconciliation/answer.html", page, status=422 if failed else 200)
