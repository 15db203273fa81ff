"""Pages of requests: both lists, sending one, reading it, answering it, closing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.police.requests import queries, services, words
from gija.police.requests.deadlines import agreed
from gija.police.requests.forms import AnswerForm, CloseForm, RequestFilter, SendForm
from gija.police.requests.models import OwnerRequest
from gija.police.requests.queries import Side
from gija.police.requests.retention import kept_until
from gija.vocabulary.entities import entity_type
from gija.vocabulary.errors import GijaError

# Errors that are no slip of a form: they go to the error page.
ELSEWHERE = ("common.not_permitted", "requests.not_found", "requests.nothing_there", "search.not_found")


def _language() -> str:
    return get_language() or "lt"


@needs("police.request.read")
@require_GET
def request_list(request: Any) -> HttpResponse:
    """What one's institution has sent, and what it has to answer."""
    form = RequestFilter(request.GET or None)
    asked = form.filters()
    page = {
        "sent": _table(request, queries.sent(request.actor, **asked), _("Sent"), "sent", form),
        "may_answer": may(request.actor, queries.ANSWER),
    }
    if page["may_answer"]:
        rows = queries.received(request.actor, state=asked["state"])
        page["received"] = _table(request, rows, _("Received"), "received", None)
    return render(request, "requests/list.html", page)


def _table(request: Any, rows: Any, caption: str, name: str, filters: Any) -> Table:
    language = _language()

    def state(one: OwnerRequest) -> str:
        clock = {"overdue": words.OVERDUE, "soon": words.SOON}.get(one.clock())
        return (clock or words.STATES[words.State(one.state)]).in_(language)

    def other(one: OwnerRequest) -> str:
        return one.owner_text.in_(language) if name == "sent" else f"{one.institution_name}, {one.actor_name}"

    columns = (
        Column(
            "sent_at", _("Sent"), lambda one: one.sent_at, link=lambda one: reverse("requests:request", args=[one.pk])
        ),
        Column("other", _("Owner") if name == "sent" else _("Who asks"), other),
        Column("database", _("Database"), lambda one: one.database_text.in_(language)),
        Column("kind", _("What is asked"), lambda one: words.KINDS[words.Kind(one.kind)].in_(language)),
        Column("due", _("Answer by"), lambda one: one.due_on),
        Column("state", _("State"), state, tag=True),
    )
    empty = (
        _("Nothing has been asked of an owner yet.") if name == "sent" else _("Nobody asks your institution anything.")
    )
    return Table.of(request, rows, columns, caption=caption, name=name, filters=filters, empty=empty)


@needs("police.request.send")
@require_http_methods(["GET", "POST"])
def send(request: Any, query_id: str, database: str) -> HttpResponse:
    """Ask the owner of one database about one's own question."""
    from gija.police.search.queries import query, result

    found = query(request.actor, query_id)
    line = next((one for one in result(request.actor, found).lines if one.database == database), None)
    if line is None or not (line.hits or line.refer):
        raise GijaError("requests.nothing_there")
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.send(request.actor, query_id, database, form.cleaned_data["question"])
        except GijaError as error:
            _onto(form, "question", error)
        else:
            messages.success(request, _("The request is sent. Its answer is due by %(day)s.") % {"day": made.due_on})
            return redirect("requests:request", made.pk)
    page = {"form": form, "query": found, "line": line, "days": agreed(database).days}
    return render(request, "requests/send.html", page, status=422 if form.errors else 200)


def _onto(form: Any, field: str, error: GijaError) -> None:
    if error.code in ELSEWHERE:
        raise error
    form.add_error(field, error.text.in_(_language()))


@needs("police.request.read")
@require_GET
def request_page(request: Any, request_id: str) -> HttpResponse:
    """One request, as far as one's side sees it."""
    found, side = queries.one(request.actor, request_id)
    services.opened(request.actor, found, side)
    return _page(request, found, side)


def _page(request: Any, found: OwnerRequest, side: Side, form: Any = None) -> HttpResponse:
    language, asker = _language(), side is Side.ASKER
    own = asker and found.account == request.actor.account
    fields = entity_type(found.type)
    page = {
        "found": found,
        "own": own,
        "asked": [(fields.field(name).text.in_(language), said) for name, said in queries.values(found).items()],
        "records": [] if asker else queries.records(found),
        "events": [(words.ACTS[one.act].in_(language), one) for one in queries.events(found)],
        "kind": words.KINDS[words.Kind(found.kind)].in_(language),
        "state": words.STATES[words.State(found.state)].in_(language),
        "kept_until": kept_until(found),
        "clock": {"overdue": words.OVERDUE, "soon": words.SOON}.get(found.clock()),
        "form": form or (CloseForm() if own else None if asker else AnswerForm()),
    }
    return render(request, "requests/request.html", page, status=422 if form else 200)


@needs("police.request.answer")
@require_http_methods(["GET", "POST"])
def answer(request: Any, request_id: str) -> HttpResponse:
    """The owner's side answers or refuses."""
    found, side = queries.one(request.actor, request_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("act") == "refuse":
                services.refuse(request.actor, request_id, form.cleaned_data["text"])
            else:
                services.answer(request.actor, request_id, form.cleaned_data["text"], form.cleaned_data["handling"])
        except GijaError as error:
            _onto(form, "text", error)
        else:
            messages.success(request, _("The asker has been told."))
    return _page(request, found, side, form) if form.errors else redirect("requests:request", request_id)


@needs("police.request.send")
@require_http_methods(["GET", "POST"])
def close(request: Any, request_id: str) -> HttpResponse:
    """Who asked notes an answer that came by other ways, or withdraws the request."""
    found, side = queries.one(request.actor, request_id)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act, text = request.POST.get("act"), form.cleaned_data["text"]
        try:
            if act == "withdraw":
                services.withdraw(request.actor, request_id, text)
            else:
                services.note_outside(request.actor, request_id, text, refused=act == "refused")
        except GijaError as error:
            _onto(form, "text", error)
        else:
            messages.success(request, _("Kept with the request."))
    return _page(request, found, side, form) if form.errors else redirect("requests:request", request_id)
