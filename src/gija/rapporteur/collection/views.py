"""Pages of a supplier: what is asked, filling in, findings with answers, handing over, approving, receipts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.collection import cells, queries, rules, services, shown
from gija.rapporteur.collection.forms import CommentForm, DelegateForm, IndicatorForm, ReasonForm, UploadForm
from gija.rapporteur.collection.models import State, Submission
from gija.rapporteur.collection.receipts import digest
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import UNVERIFIED


@needs("rapporteur.collection.fill")
@require_GET
def own(request: Any) -> HttpResponse:
    """The data calls to the actor's institution."""
    table = Table.of(
        request, queries.own(request.actor), shown.own_columns(), caption=_("Data calls"),
        empty=_("Your institution has not been asked for figures."),
    )  # fmt: skip
    return render(request, "collection/own.html", {"table": table})


@needs("rapporteur.collection.approve")
@require_GET
def approving(request: Any) -> HttpResponse:
    """What the head has to look at."""
    found = queries.own(request.actor).filter(state=State.HANDED)
    table = Table.of(
        request, found, shown.own_columns(), caption=_("Figures to approve"), empty=_("Nothing waits for approval."),
    )  # fmt: skip
    return render(request, "collection/own.html", {"table": table, "approving": True})


@needs("rapporteur.collection.fill")
@require_GET
def submission(request: Any, pk: int) -> HttpResponse:
    """One data call: its indicators, files, people, what was done."""
    return _submission(request, queries.one(request.actor, pk, rules.FILL))


def _submission(request: Any, of: Submission, **more: Any) -> HttpResponse:
    found = queries.findings(of)
    start = {"version": of.version}
    page = {
        "of": of,
        "title": shown.title(of.call),
        "standing": shown.standing(of),
        "kind": shown.STATE_KIND[of.state],
        "progress": shown.progress(of, found),
        "errors": sum(one.finding.level == "error" for one in found),
        "warnings": sum(one.finding.level == "warning" for one in found),
        "silent": sum(not one.answer for one in found),
        "acts": rules.possible(request.actor, of) if queries.is_open(of.call) else [],
        "why_locked": rules.WHY[State(of.state)].in_(language()) if of.state in rules.WHY else "",
        "reason": ReasonForm(initial=start),
        "upload": UploadForm(initial=start),
        "delegate": DelegateForm(services.colleagues(request.actor), initial={**start, "to": of.delegate}),
        "comment": CommentForm(shown.names(of)),
        "comments": of.comments.all(),
        "history": shown.history(of),
        "receipts": of.receipts.all(),
        "last_return": of.acts.filter(act__in=("return", "reopen", "give_back")).last(),
    } | more
    return render(request, "collection/submission.html", page, status=422 if more else 200)


@needs("rapporteur.collection.fill")
@require_http_methods(["GET", "POST"])
def indicator(request: Any, pk: int, indicator: str) -> HttpResponse:
    """The cells of one indicator; locked ones are shown with why they are."""
    of = queries.one(request.actor, pk, rules.FILL)
    if indicator not in queries.indicators_of(of):
        raise Http404
    keys, figures = cells.asked(indicator), queries.figures(of)
    form = IndicatorForm(keys, figures, request.POST or None, initial={"version": of.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.fill(request.actor, pk, form.cleaned_data["version"], form.told)
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error(None, error.text.in_(language()))
        else:
            messages.success(request, _("Saved. You can come back and go on."))
            return redirect(_after(request, of, indicator))
    known = indicators()[indicator]
    why = rules.locked(of, cells.key(indicator)) or _too_early(of)
    page = {
        "of": of,
        "form": form,
        "known": known,
        "name": known.text.in_(language()),
        "definition": known.definition.in_(language()),
        "unverified": UNVERIFIED.in_(language()) if known.legal and not known.legal.verified else "",
        "legal": known.legal.text.in_(language()) if known.legal else "",
        "locked": why if isinstance(why, str) else why.in_(language()) if why else "",
        "lines": [shown.line(cell, figures, {}) for cell in keys] if why else [],
        "found": [one for one in queries.findings(of) if cells.indicator_of(one.finding.cell) == indicator],
    }
    return render(request, "collection/indicator.html", page, status=422 if form.errors else 200)


def _too_early(of: Submission) -> str:
    if queries.is_open(of.call):
        return ""
    return GijaError("collection.not_open", day=of.call.opens_on.isoformat()).text.in_(language())


def _after(request: Any, of: Submission, indicator: str) -> str:
    """To the next indicator, or back to the call."""
    wanted = queries.indicators_of(of)
    place = wanted.index(indicator) + 1
    if request.POST.get("then") == "next" and place < len(wanted):
        return reverse("collection:indicator", args=[of.pk, wanted[place]])
    return reverse("collection:submission", args=[of.pk])


@needs("rapporteur.collection.fill")
@require_http_methods(["GET", "POST"])
def findings(request: Any, pk: int) -> HttpResponse:
    """What the checks found, each with a field for its answer."""
    of = queries.one(request.actor, pk, rules.FILL)
    failed, answers = "", {}
    if request.method == "POST":
        answers = {name.removeprefix("answer_"): text for name, text in request.POST.items() if name[:7] == "answer_"}
        try:
            services.answer(request.actor, pk, _version(request), answers)
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            failed = error.text.in_(language())
        else:
            messages.success(request, _("Answers saved."))
            return redirect("collection:submission", pk)
    found = [replace(one, answer=answers.get(one.finding.code, one.answer)) for one in queries.findings(of)]
    page = {
        "of": of, "found": found, "failed": failed, "may": "fill" in rules.possible(request.actor, of),
    }  # fmt: skip
    return render(request, "collection/findings.html", page, status=422 if failed else 200)


def _version(request: Any) -> int:
    said = str(request.POST.get("version", ""))
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


@needs("rapporteur.collection.fill")
@require_http_methods(["GET", "POST"])
def act(request: Any, pk: int) -> HttpResponse:
    """Hand over to the head."""
    return _done(request, pk, rules.FILL, lambda: services.hand_over(request.actor, pk, _version(request)),
                 _("Handed over to the head of your institution."))  # fmt: skip


@needs("rapporteur.collection.approve")
@require_http_methods(["GET", "POST"])
def decide(request: Any, pk: int) -> HttpResponse:
    """The head approves, or gives it back with a reason."""
    version, reason = _version(request), str(request.POST.get("reason", ""))
    if request.POST.get("act") == "give_back":
        return _done(request, pk, rules.APPROVE, lambda: services.give_back(request.actor, pk, version, reason),
                     _("Given back."))  # fmt: skip
    return _done(request, pk, rules.APPROVE, lambda: services.approve(request.actor, pk, version),
                 _("Approved and sent. The receipt is below."))  # fmt: skip


@needs("rapporteur.collection.fill")
@require_http_methods(["GET", "POST"])
def delegate(request: Any, pk: int) -> HttpResponse:
    """Ask a colleague."""
    queries.one(request.actor, pk, rules.FILL)
    form = DelegateForm(services.colleagues(request.actor), request.POST or None)
    to = form.cleaned_data["to"] if form.is_valid() else -1
    return _done(request, pk, rules.FILL, lambda: services.delegate(request.actor, pk, _version(request), to),
                 _("Noted who fills it in."))  # fmt: skip


@needs("rapporteur.collection.fill")
@require_http_methods(["GET", "POST"])
def comment(request: Any, pk: int) -> HttpResponse:
    """A remark to the Rapporteur."""
    text, about = str(request.POST.get("text", "")), str(request.POST.get("about", ""))
    return _done(request, pk, rules.FILL, lambda: services.comment(request.actor, pk, text, about),
                 _("Comment added."))  # fmt: skip


def _done(request: Any, pk: int, right: str, do: Any, words: str) -> HttpResponse:
    """Do it and go back to the call; a refusal is told there. GET (the language was switched) leads back too."""
    of = queries.one(request.actor, pk, right)
    if request.method == "POST":
        try:
            do()
        except GijaError as error:
            if error.code in ("common.not_permitted", "collection.not_found"):
                raise
            return _submission(request, of, failed=error.text.in_(language()), **_written(request, of))
        messages.success(request, words)
    return redirect("collection:submission", pk)


def _written(request: Any, of: Submission) -> dict[str, Any]:
    """What was written into the form that was refused, against the state that is shown now."""
    kept = request.POST.copy()
    kept["version"] = str(of.version)
    if "text" in kept:
        return {"comment": CommentForm(shown.names(of), kept)}
    return {"reason": ReasonForm(kept)} if "reason" in kept else {}


@needs("rapporteur.collection.fill")
@require_GET
def receipt(request: Any, number: str) -> HttpResponse:
    """A receipt, to be printed."""
    return show_receipt(request, number)


def show_receipt(request: Any, number: str) -> HttpResponse:
    """The same for the supplier and the Rapporteur; says whether the content still has its hash."""
    found = queries.receipt(request.actor, number)
    page = {
        "found": found, "of": found.submission, "title": shown.title(found.submission.call),
        "supplier": shown.supplier(found.submission), "figures": len(json.loads(found.content)["figures"]),
        "whole": digest(found.content) == found.hash, "fills": may(request.actor, rules.FILL),
    }  # fmt: skip
    return render(request, "collection/receipt.html", page)
