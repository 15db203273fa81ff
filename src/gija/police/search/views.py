"""Pages of the search: ask, see the answer, decide on a hit, look back.

What is sought is sent by POST and never stands in an address; an answer is addressed by its random id.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.accounts.sudo import sudo
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.police.access.queries import glass_of
from gija.police.search import exports, queries, questions, retention, second, services
from gija.police.search.forms import HistoryForm, QuestionForm
from gija.police.search.models import Candidate, SearchQuery
from gija.police.search.words import OUTCOMES, Decision, Outcome
from gija.vocabulary.entities import entity_type
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

PAGE = 25


@needs("police.search.ask")
@require_http_methods(["GET", "POST"])
def ask(request: Any, type_: str = "person") -> HttpResponse:
    """The form for one type of question; a valid one is asked and leads to its answer."""
    question = questions.question(type_)
    form = QuestionForm(question, request.POST or None)
    failed = None
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            kept = services.ask(request.actor, form.query, said["purpose"], said["reason"])
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            failed = error.text
        else:
            return redirect("search:result", kept.pk)
    page = {
        "form": form,
        "question": question,
        "questions": questions.QUESTIONS,
        "failed": failed,
        "latest": queries.latest(request.actor),
        "may_batch": may(request.actor, "police.batch.read"),
    }
    return render(request, "search/ask.html", page, status=422 if form.errors or failed else 200)


@needs("police.search.read")
@require_GET
def result(request: Any, query_id: str) -> HttpResponse:
    """The answer, cut to what this person may see."""
    found = queries.query(request.actor, query_id)
    services.opened(request.actor, found)
    return _result_page(request, queries.result(request.actor, found))


def _result_page(request: Any, answer: queries.Result, *, failed: Any = None, at: str = "") -> HttpResponse:
    actor, query = request.actor, answer.query
    own = query.account == actor.account
    glass = glass_of(actor, query.glass)
    page = {
        "result": answer,
        "query": query,
        "asked": [
            (field, query.values[field]) for field in questions.question(query.type).fields if field in query.values
        ],
        "may_confirm": may(actor, services.CONFIRM, query.institution),
        "own": own,
        "glass": glass,
        "was_glass": bool(query.glass) and glass is None,
        "may_break": own and not query.glass and bool(answer.referrals) and may(actor, "police.glass.open"),
        "may_save": own and "no_hit" in answer.outcome and may(actor, "police.alert.save"),
        "may_send": own and may(actor, "police.request.send", query.institution),
        "kept_because": retention.period(query.outcome, bool(query.glass)).because,
        "failed": failed,
        "failed_at": at,
    }
    return render(request, "search/result.html", page, status=422 if failed else 200)


ACTS = {
    "confirm": services.confirm,
    "reject": services.reject,
    "withdraw": services.withdraw,
    "agree": second.agree,
    "disagree": second.disagree,
}


@needs("police.search.confirm")
@require_http_methods(["GET", "POST"])
def decide(request: Any, candidate_id: str, act: str) -> HttpResponse:
    """Confirm, reject, or take the decision back; the answer is shown again. GET leads back to it."""
    if request.method == "GET":  # the language was switched, or the page loaded again, after an error
        return _to_hit(queries.candidate(request.actor, candidate_id))
    try:
        found = ACTS[act](request.actor, candidate_id, request.POST.get("reason", ""))
    except GijaError as error:
        return _again(request, candidate_id, error)
    messages.success(request, _done(act, found))
    return _to_hit(found)


@needs("police.search.confirm")
@require_http_methods(["GET", "POST"])
def use(request: Any, candidate_id: str) -> HttpResponse:
    """Say whether a confirmed hit was used."""
    if request.method == "GET":
        return _to_hit(queries.candidate(request.actor, candidate_id))
    said = request.POST.get("used", "")
    try:
        if said not in ("used", "not_used"):
            raise GijaError("search.use_unknown")
        found = services.mark_used(request.actor, candidate_id, said == "used", request.POST.get("note", ""))
    except GijaError as error:
        return _again(request, candidate_id, error)
    messages.success(request, _("Noted whether the hit was used."))
    return _to_hit(found)


def _done(act: str, found: Candidate) -> str:
    if found.decision == Decision.AWAITING:
        return _("Your confirmation is kept. The owner wants a second person to confirm; a colleague is now shown it.")
    return {
        "agree": _("The hit is confirmed by two persons. A dossier may now be gathered."),
        "disagree": _("Noted that this is not what was sought."),
        "confirm": _("The hit is confirmed. A dossier may now be gathered."),
        "reject": _("Noted that this is not what was sought."),
        "withdraw": _("The decision has been taken back."),
    }[act]


def _to_hit(found: Candidate) -> HttpResponse:
    return redirect(reverse("search:result", args=[found.answer.query_id]) + f"#hit-{found.pk}")


def _again(request: Any, candidate_id: str, error: GijaError) -> HttpResponse:
    """The answer again with what was wrong beside the hit; what must not be shown again goes to the error page."""
    if error.code in ("common.not_permitted", "search.owner_decides", "search.not_found"):
        raise error
    found = queries.candidate(request.actor, candidate_id)
    return _result_page(request, queries.result(request.actor, found.answer.query), failed=error.text, at=candidate_id)


@needs("police.search.read")
@sudo(back="search:result")
@require_GET
def export(request: Any, query_id: str) -> HttpResponse:
    """One's own answer as a CSV file."""
    found = queries.query(request.actor, query_id)
    services.exported(request.actor, found)
    text = exports.as_csv(queries.result(request.actor, found), get_language() or "lt")
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gija-{found.pk}.csv"'
    return response


@needs("police.search.read")
@require_GET
def history(request: Any) -> HttpResponse:
    """The questions of one's own institution, filtered, in pages. What was sought is told on the answer's page only."""
    form = HistoryForm(request.GET)
    table = Table.of(
        request,
        queries.history(request.actor, **form.filters()),
        _columns(get_language() or "lt"),
        caption=_("Searches of your institution"),
        filters=form,
        order="-asked_at",
        per_page=PAGE,
        empty=_("No search matches the filters."),
    )
    return render(request, "search/history.html", {"table": table})


def _columns(language: str) -> tuple[Column, ...]:
    purposes = code_list("purpose")

    def outcome(query: SearchQuery) -> str:
        return OUTCOMES[Outcome(query.outcome)].in_(language)

    return (
        Column(
            "asked_at",
            _("Asked at"),
            lambda q: exports.written(q.asked_at),
            sort="asked_at",
            link=lambda q: reverse("search:result", args=[q.pk]),
        ),
        Column("actor", _("Who"), lambda q: q.actor_name, sort="actor_name"),
        Column("type", _("Type"), lambda q: entity_type(q.type).text.in_(language), sort="type"),
        Column("purpose", _("Purpose"), lambda q: purposes[q.purpose].text.in_(language), sort="purpose"),
        Column("outcome", _("Answer"), outcome, sort="outcome", tag=True),
        Column("until", _("Kept until"), lambda q: q.retain_until, sort="retain_until"),
    )
