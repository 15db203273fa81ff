"""Pages of the data protection officer: requests, what was found, what is told."""

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
from gija.police.requests.models import OwnerRequest
from gija.police.requests.words import KINDS, Kind
from gija.police.requests.words import STATES as REQUEST_STATES
from gija.police.requests.words import State as RequestState
from gija.police.search.queries import Line, Result
from gija.police.search.words import Level
from gija.police.subjects import queries, services, words
from gija.police.subjects.asked import rows_kept, who_asked
from gija.police.subjects.forms import RegisterForm, SubjectFilter
from gija.police.subjects.models import Finding, SubjectRequest
from gija.police.subjects.retention import kept_until
from gija.vocabulary.entities import entity_type
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

PAGE_ROWS = 20_000  # rows of files of questions that are compared while a page is made


def _language() -> str:
    return get_language() or "lt"


@needs("police.subject.handle")
@require_GET
def request_list(request: Any) -> HttpResponse:
    """Requests of one's institution, due first. Who asks stands on the request's page, which leaves a trace."""
    form, language = SubjectFilter(request.GET or None), _language()

    def state(one: SubjectRequest) -> str:
        return (words.OVERDUE if one.is_overdue() else words.STATES[words.State(one.state)]).in_(language)

    columns = (
        Column(
            "number", _("Request"), lambda one: one.short, link=lambda one: reverse("subjects:request", args=[one.pk])
        ),
        Column("received", _("Received on"), lambda one: one.received_on, sort="received_on"),
        Column("due", _("Answer by"), lambda one: one.due_on, sort="due_on"),
        Column("who", _("Registered by"), lambda one: one.actor_name, sort="actor_name"),
        Column("state", _("State"), state, tag=True),
    )
    table = Table.of(
        request,
        queries.own(request.actor, **form.filters()),
        columns,
        caption=_("Requests of data subjects"),
        filters=form,
        order="due_on",
        empty=_("Nobody has asked about their data, or no request fits the filters."),
    )
    return render(request, "subjects/list.html", {"table": table})


@needs("police.subject.handle")
@require_http_methods(["GET", "POST"])
def register(request: Any) -> HttpResponse:
    """Register a request."""
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.register(
                request.actor, form.values, said["received_on"], said["wishes"], said["identity_checked"]
            )
        except GijaError as error:
            _onto(form, error)
        else:
            messages.success(request, _("Registered. The answer is due by %(day)s.") % {"day": made.due_on})
            return redirect("subjects:request", made.pk)
    return render(request, "subjects/register.html", {"form": form}, status=422 if form.errors else 200)


def _onto(form: RegisterForm, error: GijaError) -> None:
    if error.code == "common.not_permitted":
        raise error
    places = {
        "search.birth_date_wrong": "birth_date",
        "search.reason_missing": "wishes",
        "subjects.received_later": "received_on",
    }
    form.add_error(places.get(error.code, "name"), error.text.in_(_language()))


@needs("police.subject.handle")
@require_GET
def request_page(request: Any, request_id: str) -> HttpResponse:
    """One request with all that belongs to it."""
    found = queries.one(request.actor, request_id)
    services.opened(request.actor, found)
    return _page(request, found)


def _page(request: Any, found: SubjectRequest, failed: Any = None) -> HttpResponse:
    language = _language()
    searched = queries.search_of(request.actor, found)
    findings = list(found.findings.all())
    page = {
        "found": found,
        "kept_until": kept_until(found),
        "failed": failed,
        "state": words.STATES[words.State(found.state)].in_(language),
        "overdue": words.OVERDUE.in_(language) if found.is_overdue() else "",
        "searched": searched,
        "findings": [_finding(one, searched, language) for one in findings],
        "ask": _to_ask(searched),
        "closed_to_us": [line for line in _to_ask(searched) if not _all_read(line)],
        **_asked(found, bool(searched)),
        "sent": [_sent(one, language) for one in queries.owner_requests(found)],
        "kinds": [(kind.value, text.in_(language)) for kind, text in KINDS.items()],
        "ends": [(end.value, text.in_(language)) for end, text in words.STATES.items() if end != words.State.OPEN],
        "may_export": bool(found.answer) and may(request.actor, queries.EXPORT, found.institution),
    }
    return render(request, "subjects/request.html", page, status=422 if failed else 200)


def _asked(found: SubjectRequest, searched: bool) -> dict[str, Any]:
    """Who asked, for the page; very long files of questions, for which it would wait, are left to the end."""
    if not (found.is_open and searched):
        return {"asked": (), "rows_later": 0}
    kept = rows_kept(found.institution)
    asked = who_asked(found.values(), found.institution, batches=kept <= PAGE_ROWS)
    return {"asked": asked, "rows_later": kept if kept > PAGE_ROWS else 0}


def _to_ask(searched: Result | None) -> list[Line]:
    """The databases that have something, whose owners can be asked."""
    return [line for line in searched.lines if line.hits or line.refer] if searched else []


def _all_read(line: Line) -> bool:
    return not line.refer and all(hit.level is Level.CONTENT for hit in line.hits)


def _sent(one: OwnerRequest, language: str) -> tuple[str, str, OwnerRequest]:
    kind, state = KINDS[Kind(one.kind)], REQUEST_STATES[RequestState(one.state)]
    return kind.in_(language), state.in_(language), one


def _finding(one: Finding, searched: Any, language: str) -> dict[str, Any]:
    lines = searched.lines if searched else ()
    line, hit = next(((x, h) for x in lines for h in x.hits if h.id == one.candidate), (None, None))
    return {
        "one": one,
        "line": line,
        "hit": hit,
        "verdict": words.VERDICTS[words.Verdict(one.verdict)].in_(language),
        "choices": [(v.value, text.in_(language)) for v, text in words.VERDICTS.items() if v],
    }


@needs("police.subject.handle")
@require_http_methods(["GET", "POST"])
def judge(request: Any, finding_id: str) -> HttpResponse:
    """Say whether a record is about the person."""
    found = Finding.objects.select_related("request").filter(pk=finding_id).first()
    if found is None:
        raise GijaError("subjects.not_found")
    queries.one(request.actor, found.request_id)
    if request.method == "POST":
        try:
            services.judge(request.actor, finding_id, request.POST.get("verdict", ""))
        except GijaError as error:
            return _again(request, found.request_id, error)
    return redirect(reverse("subjects:request", args=[found.request_id]) + f"#finding-{finding_id}")


ACTS = ("identity", "extend", "search", "owner", "close")


@needs("police.subject.handle")
@require_http_methods(["GET", "POST"])
def act(request: Any, request_id: str, act: str) -> HttpResponse:
    """One act on a request; what is wrong is told on its page."""
    if act not in ACTS:
        raise GijaError("subjects.not_found")
    if request.method == "POST":
        try:
            messages.success(request, _do(request, request_id, act))
        except GijaError as error:
            return _again(request, request_id, error)
    return redirect("subjects:request", request_id)


def _do(request: Any, request_id: str, act: str) -> str:
    said, actor = request.POST, request.actor
    text = said.get("text", "")
    if act == "identity":
        services.check_identity(actor, request_id, text)
        return _("The check of identity is kept.")
    if act == "extend":
        services.extend(actor, request_id, text)
        return _("The time is extended. Tell the person why.")
    if act == "search":
        services.run(actor, request_id)
        return _("The databases have been asked.")
    if act == "owner":
        services.ask_owner(actor, request_id, said.get("database", ""), said.get("kind", ""), text)
        return _("The request to the owner is sent.")
    services.close(actor, request_id, said.get("state", ""), text)
    return _("The request is closed.")


def _again(request: Any, request_id: str, error: GijaError) -> HttpResponse:
    if error.code in ("common.not_permitted", "subjects.not_found"):
        raise error
    return _page(request, queries.one(request.actor, request_id), error.text)


@needs("police.subject.export")
@sudo(back="subjects:request")
@require_GET
def answer(request: Any, request_id: str) -> HttpResponse:
    """The answer as it was given, to print and hand over."""
    found, told = services.told(request.actor, request_id)
    language = _language()
    held = [
        {"of": one, "name": one.name.in_(language), "things": [_thing(x, language) for x in one.things]}
        for one in told.held
    ]
    page = {"found": found, "told": told, "held": held, "state": words.STATES[words.State(found.state)].in_(language)}
    return render(request, "subjects/answer.html", page)


def _words(field: str, said: tuple[str, ...], language: str) -> str:
    """The values of a field; sex in words."""
    if field != "sex":
        return ", ".join(said)
    sexes = code_list("sex")
    return ", ".join(sexes[one].text.in_(language) if one in sexes else one for one in said)


def _thing(thing: Any, language: str) -> dict[str, Any]:
    known = entity_type(thing.type)
    values = [(known.field(field).text.in_(language), _words(field, said, language)) for field, said in thing.values]
    return {"type": known.text.in_(language), "values": values}
