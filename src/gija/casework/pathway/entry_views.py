"""Pages on which something is entered, decided, struck out; the paper of a screening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.pathway import closing, forms, paper, queries, services
from gija.casework.pathway.definitions import asked_of
from gija.casework.pathway.proposals import proposal
from gija.casework.pathway.rules import APPROVE, EXPORT, READ, WRITE
from gija.commons.accounts.sudo import kept, sudo
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.papers.taken import spoken_or_404, taken
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHOWN = 422


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def enter(request: Any, pk: Any, what: str) -> HttpResponse:
    """One act on the way of a case; what was written stays where it is refused."""
    if what not in forms.ENTER:
        raise GijaError("pathway.not_found")
    case = queries.case_of(request.actor, str(pk), WRITE)
    queries.refuse_closed(case)
    form = forms.ENTER[what](case, _sent(request))
    if request.method == "POST" and (made := _acted(request, form)):
        messages.success(request, _("Saved."))
        return redirect("pathway:screening", made.pk) if what == "screening" else redirect("pathway:case", case.pk)
    page = {"case": case, "form": form, "what": what}
    return render(request, "pathway/enter.html", page, status=SHOWN if form.errors else 200)


def _sent(request: Any) -> Any:
    """What a form sent, empty or not; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def _acted(request: Any, form: Any) -> Any | None:
    """What the act made; None where it is refused, and the form then says why."""
    form.full_clean()
    if form.errors:
        return None
    try:
        return form.act(request.actor)
    except FaultsError as error:
        form.show(error.faults)
        return None


@needs(READ)
@require_GET
def screening(request: Any, pk: Any) -> HttpResponse:
    """One screening: the answers, what the rule proposes and from what, the decision."""
    found = queries.one(request.actor, "screening", str(pk))
    services.looked(request.actor, str(found.case_id))
    return _screening(request, found)


def _screening(request: Any, found: Any, form: Any = None) -> HttpResponse:
    answers = code_list("screening_answer")
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for one in asked_of(found.child):
        said = found.answers.get(one.code, "not_asked")
        group = code_list("screening_group")[one.group].text.in_(language())
        rows.setdefault(group, []).append((one.text.in_(language()), answers[said].text.in_(language()), said))
    decides = not (found.decided or found.struck_at) and may(request.actor, WRITE, found.institution)
    page = {
        "one": found, "groups": list(rows.items()), "proposal": proposal(found.answers, found.child),
        "form": form or (forms.DecideForm() if decides else None),
        "may_print": may(request.actor, EXPORT, found.institution),
    }  # fmt: skip
    return render(request, "pathway/screening.html", page, status=SHOWN if form else 200)


@needs(WRITE)
@require_POST
def decide(request: Any, pk: Any) -> HttpResponse:
    """A person decides on a screening."""
    form = forms.DecideForm(request.POST)
    form.full_clean()
    said = form.cleaned_data
    try:
        found = services.decide(request.actor, str(pk), said.get("decided", ""), said.get("reason", ""))
    except FaultsError as error:
        form.show(error.faults)
        return _screening(request, queries.one(request.actor, "screening", str(pk)), form)
    messages.success(request, _("Decided. Enter the stage that follows."))
    return redirect("pathway:case", found.case_id)


@needs(EXPORT)
@sudo
@require_GET
def screening_paper(request: Any, pk: Any, spoken: str) -> HttpResponse:
    """A screening on paper."""
    spoken_or_404(spoken)
    found, made = paper.screening(request.actor, str(pk), spoken)
    return taken(made, f"{found.case.short}.{spoken}")


@needs(READ)
@require_GET
def blank_paper(request: Any, spoken: str) -> HttpResponse:
    """The form of a screening with nothing filled in: it tells of nobody."""
    spoken_or_404(spoken)
    return taken(paper.blank(spoken), f"screening.{spoken}")


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def strike(request: Any, kind: str, pk: Any) -> HttpResponse:
    """Strike out an entry made in error."""
    found = queries.one(request.actor, kind, str(pk), WRITE)
    queries.refuse_closed(found.case)
    title, button = _("Strike out: entered in error"), _("Strike out")
    return _with_reason(request, found, title, button, lambda why: services.strike(request.actor, kind, str(pk), why))


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def reopen(request: Any, pk: Any) -> HttpResponse:
    """Open a closed case again."""
    found = queries.one(request.actor, "closure", str(pk), WRITE)
    title, button = _("Reopen the case"), _("Reopen")
    return _with_reason(request, found, title, button, lambda why: closing.reopen(request.actor, str(pk), why))


def _with_reason(request: Any, found: Any, title: str, button: str, act: Any) -> HttpResponse:
    form = forms.ReasonForm(_sent(request))
    if request.method == "POST":
        form.full_clean()
        try:
            act(form.cleaned_data.get("reason", ""))
        except FaultsError as error:
            form.show(error.faults)
        else:
            messages.success(request, _("Saved."))
            return redirect("pathway:case", found.case_id)
    page = {"one": found, "form": form, "title": title, "button": button}
    return render(request, "pathway/reason.html", page, status=SHOWN if form.errors else 200)


@needs(APPROVE)
@sudo(posts_only=True, keep=("answer", "why"))
@require_http_methods(["GET", "POST"])
def approve(request: Any, pk: Any) -> HttpResponse:
    """Approve a closure, or return it."""
    found = queries.one(request.actor, "closure", str(pk), APPROVE)
    if found.struck_at or found.state != found.State.ASKED:
        raise GijaError("pathway.decided")
    form = forms.ApproveForm(_sent(request), initial=kept(request))
    if request.method == "POST":
        form.full_clean()
        if not form.errors and _answered(request, str(pk), form):
            messages.success(request, _("Saved."))
            return redirect("pathway:case", found.case_id)
    absent = [code_list("child_step")[one].text.in_(language()) for one in queries.child_missing(found.case)]
    page = {"one": found, "form": form, "absent": absent, "own": found.account == request.actor.account}
    return render(request, "pathway/approve.html", page, status=SHOWN if form.errors else 200)


def _answered(request: Any, pk: str, form: Any) -> bool:
    """Approved or returned; not where it is refused, and the form then says why."""
    answer, why = form.cleaned_data["answer"], form.cleaned_data["why"]
    try:
        if "return" in request.POST:
            closing.give_back(request.actor, pk, answer)
        else:
            closing.approve(request.actor, pk, answer, why)
    except FaultsError as error:
        form.show(error.faults)
    return not form.errors
