"""Pages of tips: the queue, one tip, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import Actor, may, needs
from gija.commons.scanning import TEXTS, Verdict
from gija.police.tips import answering, desks, linking, queries, services, words
from gija.police.tips.forms import (
    AnswerForm,
    AssignForm,
    CloseForm,
    LinkForm,
    NoteForm,
    SortForm,
    StartForm,
    TipFilter,
    language,
)
from gija.police.tips.mail.values import Attachment, Letter
from gija.police.tips.models import Tip
from gija.police.tips.opening import identities, opened
from gija.police.tips.retention import kept_until
from gija.police.tips.rules import HANDLE, KEY, TABLE
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ELSEWHERE = ("common.not_permitted", "tips.not_found", "tips.shut", "tips.erased")
Act = Callable[[Any, str, dict[str, Any]], object]


def _code(name: str, code: str) -> str:
    return code_list(f"tip_{name}")[code].text.in_(language())


@needs("police.tip.read")
@require_GET
def tip_list(request: Any) -> HttpResponse:
    """The queue: the most urgent first. Nothing is opened for it."""
    form = TipFilter(request.GET or None)
    rows = queries.queue(request.actor, form.filters())
    actor = request.actor
    page = {
        "table": _table(request, rows, form),
        "key": desks.active(actor.institution),
        "holds": desks.holder(actor),
        "is_open": bool(identities(request)),
        "may_key": may(actor, KEY, actor.institution),
        "may_count": may(actor, TABLE, actor.institution),
    }
    return render(request, "tips/list.html", page)


def _table(request: Any, rows: QuerySet[Tip], form: TipFilter) -> Table:
    def state(one: Tip) -> str:
        return (words.OVERDUE if one.overdue() else words.STATES[words.State(one.state)]).in_(language())

    columns = (
        Column("short", _("Number"), lambda one: one.short, link=lambda one: reverse("tips:tip", args=[one.pk])),
        Column("received", _("Received"), lambda one: one.received_at),
        Column("channel", _("Channel"), lambda one: _code("channel", one.channel)),
        Column("kind", _("Kind"), lambda one: _code("kind", one.kind)),
        Column("urgency", _("Urgency"), lambda one: _code("urgency", one.urgency)),
        Column("due", _("Due"), lambda one: one.due_on),
        Column("who", _("Who"), lambda one: one.account_name),
        Column("state", _("State"), state, tag=True),
    )
    return Table.of(request, rows, columns, caption=_("Tips"), filters=form, empty=_("No tips here."))


@needs("police.tip.read")
@opened
@require_GET
def tip_page(request: Any, tip_id: str) -> HttpResponse:
    """One tip, opened."""
    return _page(request, tip_id)


def _page(request: Any, tip_id: str, **bound: forms.Form) -> HttpResponse:
    """The page, with the form that was refused, if one was."""
    found = queries.tip(request.actor, tip_id)
    if found.erased_at:
        return render(request, "tips/erased.html", {"found": found})
    found, letter = services.read(request.actor, request.desk, tip_id)
    start = StartForm(request.GET if "template" in request.GET else None)
    page = {
        **_told(request, found, letter),
        "handles": may(request.actor, HANDLE, found.institution),
        "form": _forms(request.actor, found, start) | bound,
        "start": start,
        "failed": next(iter(bound.values()), None),
    }
    return render(request, "tips/tip.html", page, status=422 if bound else 200)


def _told(request: Any, found: Tip, letter: Letter) -> dict[str, Any]:
    """What is shown of a tip."""
    said, writings = language(), queries.writings(found, request.desk)
    return {
        "found": found,
        "letter": letter,
        "files": [(one, _verdict(found, one)) for one in letter.attachments],
        "answerable": found.answers_by == "mail" or (found.answers_by == "receipt" and letter.answer_to),
        "facts": [(_code("fact", code), answer) for code, answer in letter.facts],
        "alike": [(one.tip, [why.in_(said) for why in one.why]) for one in queries.alike(request.actor, found)],
        "writings": [(words.WRITINGS[one.kind].in_(said), one, text) for one, text in writings],
        "links": [(words.LINKS[one.link.kind].in_(said), one) for one in linking.links(request.actor, found)],
        "events": [(words.ACTS[one.act].in_(said), one) for one in found.events.all()],
        "unread": words.UNREAD.get(found.unread or letter.unread),
        "automatic": words.AUTOMATIC.get(found.automatic),
        "state": words.STATES[words.State(found.state)].in_(said),
        "overdue": found.overdue(),
        "kept_until": kept_until(found),
    }


def _forms(actor: Actor, found: Tip, start: StartForm) -> dict[str, forms.Form]:
    """What may be done with it, each with what stands there now."""
    return {
        "sort": SortForm(initial={"kind": found.kind, "urgency": found.urgency}),
        "assign": AssignForm(holders=desks.at_work(actor), initial={"account": str(found.account or actor.account)}),
        "note": NoteForm(prefix="note"),
        "answer": AnswerForm(initial=start.start(), by=found.answers_by),
        "link": LinkForm(prefix="link"),
        "close": CloseForm(prefix="close"),
    }


def _verdict(found: Tip, one: Attachment) -> str:
    """What was found in its bytes. Those of a form nobody has looked at yet: what its sender's browser called it."""
    if found.channel != "form" or one.verdict != Verdict.UNKNOWN:
        return TEXTS[Verdict(one.verdict)].in_(language())
    if not one.declared:
        return _("not looked at yet")
    return _("not looked at yet; said to be %(kind)s by the sender's browser") % {"kind": one.declared}


@needs("police.tip.read")
@opened
@require_GET
def file(request: Any, tip_id: str, place: int) -> HttpResponse:
    """A file of the tip (0: the message as it came), always to be saved, never shown by the browser."""
    taken = services.take_out(request.actor, request.desk, tip_id, place)
    answer = HttpResponse(taken.data, content_type=taken.type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _sort(request: Any, tip_id: str, said: dict[str, Any]) -> object:
    return services.sort(request.actor, tip_id, said["kind"], said["urgency"])


def _assign(request: Any, tip_id: str, said: dict[str, Any]) -> object:
    return services.assign(request.actor, tip_id, int(said["account"]))


def _note(request: Any, tip_id: str, said: dict[str, Any]) -> object:
    return services.add_note(request.actor, tip_id, said["text"])


def _answer(request: Any, tip_id: str, said: dict[str, Any]) -> object:
    subject = said.get("subject", "")
    return answering.answer(request.actor, request.desk, tip_id, subject, said["text"], wait=said["wait"])


def _link(request: Any, tip_id: str, said: dict[str, Any]) -> object:
    return linking.link(request.actor, tip_id, said["kind"], said["target"])


def _close(request: Any, tip_id: str, said: dict[str, Any]) -> object:
    return services.close(request.actor, tip_id, said["outcome"], said["text"])


# act -> its form, the field that a refusal is shown beside, what is done
ACTS: dict[str, tuple[type[forms.Form], str, Act]] = {
    "sort": (SortForm, "kind", _sort),
    "assign": (AssignForm, "account", _assign),
    "note": (NoteForm, "text", _note),
    "answer": (AnswerForm, "text", _answer),
    "link": (LinkForm, "target", _link),
    "close": (CloseForm, "outcome", _close),
}
PREFIXED = ("note", "link", "close")


@needs("police.tip.handle")
@opened
@require_http_methods(["GET", "POST"])
def act(request: Any, tip_id: str, name: str) -> HttpResponse:
    """Something done with a tip. GET (the language was switched, the desk was opened anew) leads back to its page."""
    if request.method == "GET" or name not in ACTS:
        return redirect("tips:tip", tip_id)
    made, field, done = ACTS[name]
    more: dict[str, Any] = {"prefix": name} if name in PREFIXED else {}
    if name == "assign":
        more["holders"] = desks.at_work(request.actor)
    if name == "answer":
        more["by"] = queries.tip(request.actor, tip_id).answers_by
    form = made(request.POST, **more)
    if form.is_valid():
        try:
            done(request, tip_id, form.cleaned_data)
        except GijaError as error:
            if error.code in ELSEWHERE:
                raise
            form.add_error(field, error.text.in_(language()))
        else:
            messages.success(request, _("Kept with the tip."))
    return _page(request, tip_id, **{name: form}) if form.errors else redirect("tips:tip", tip_id)


@needs("police.tip.handle")
@opened
@require_http_methods(["GET", "POST"])
def reopen(request: Any, tip_id: str) -> HttpResponse:
    """A closed tip is taken up again."""
    if request.method == "POST":
        services.reopen(request.actor, tip_id)
        messages.success(request, _("The tip is open again."))
    return redirect("tips:tip", tip_id)


@needs("police.tip.handle")
@opened
@require_http_methods(["GET", "POST"])
def unlink(request: Any, tip_id: str, link_id: int) -> HttpResponse:
    """A link is taken off."""
    if request.method == "POST":
        linking.unlink(request.actor, tip_id, link_id)
        messages.success(request, _("The link was taken off."))
    return redirect("tips:tip", tip_id)
