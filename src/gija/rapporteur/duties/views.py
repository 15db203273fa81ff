"""Pages of duties: the calendar, one duty with its proof, feeds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.feeds import views as feeds
from gija.commons.pages.tables import Table
from gija.commons.permissions import PUBLIC, Actor, may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.duties import calendar, ical, queries, reminding, rules, services, shown
from gija.rapporteur.duties.forms import AddForm, Filter, PutOffForm, ReasonForm, ReceivedForm, SentForm, YearForm
from gija.rapporteur.duties.models import Due
from gija.rapporteur.duties.services import Proof
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@needs("rapporteur.duty.read")
@require_GET
def duties(request: Any) -> HttpResponse:
    """The calendar: what is late and due first."""
    chosen = Filter(request.GET if {"year", "state"} & set(request.GET) else None)
    year, state = _chosen(chosen)
    table = Table.of(
        request, queries.all_of(request.actor, year, state), shown.columns(), caption=_("Duties"), filters=chosen,
        empty=_("No duty fits. Make the calendar of a year, or choose otherwise."),
    )  # fmt: skip
    page = {
        "table": table, "keeps": may(request.actor, rules.KEEP),
        "year": YearForm(initial={"year": timezone.localdate().year}), "own_day": calendar.OWN_DAY.in_(language()),
        "own_days": [d.text.in_(language()) for d in calendar.duties().values() if d.own_day],
    }  # fmt: skip
    return render(request, "duties/duties.html", page)


def _chosen(form: Filter) -> tuple[int | None, str]:
    if not form.is_bound or not form.is_valid():
        return None, ""
    return form.cleaned_data["year"], form.cleaned_data["state"]


@needs("rapporteur.duty.keep")
@require_POST
def make(request: Any) -> HttpResponse:
    """The duties of a year, from the calendar."""
    form = YearForm(request.POST)
    if not form.is_valid():
        raise GijaError("duties.year")
    made = services.make_year(request.actor, form.cleaned_data["year"])
    messages.success(request, _("Duties entered: %(count)d.") % {"count": len(made)})
    return redirect(f"{reverse('duties:duties')}?year={form.cleaned_data['year']}")


@needs("rapporteur.duty.keep")
@require_http_methods(["GET", "POST"])
def add(request: Any) -> HttpResponse:
    """A single duty."""
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        to = (said["to"],) if said["to"] else ()
        made = services.add(
            request.actor, Text(said["en"], said["lt"]), said["owes"], to, said["due_on"], said["source"]
        )
        return redirect("duties:duty", made.pk)
    return render(request, "duties/add.html", {"form": form}, status=422 if form.errors else 200)


@needs("rapporteur.duty.keep")
@require_POST
def remind(request: Any) -> HttpResponse:
    """Send the reminders that are due."""
    sent = reminding.remind(request.actor)
    messages.success(request, _("Duties reminded of: %(count)d.") % {"count": sent})
    return redirect("duties:duties")


@needs("rapporteur.duty.read")
@require_GET
def duty(request: Any, pk: int) -> HttpResponse:
    """One duty: what became of it, with its proof."""
    return _page(request, queries.one(request.actor, pk))


def _page(request: Any, of: Due, **more: Any) -> HttpResponse:
    actor, start = request.actor, {"version": of.version}
    keeps = may(actor, rules.KEEP)
    does = keeps or may(actor, rules.DO, of.owes)
    page = {
        "of": of, "title": shown.title(of), "state": shown.state(of), "kind": shown.kind(of),
        "owes": shown.names([of.owes]), "to": shown.names(of.to), "history": shown.history(of),
        "letters": of.letters.all(),
        "sent": SentForm(_releases(), initial=start) if does and of.state == "open" else None,
        "received": ReceivedForm(initial=start) if does and of.state == "sent" else None,
        "put_off": PutOffForm(initial=start, auto_id="off_%s") if keeps and of.state == "open" else None,
        "drop": ReasonForm(initial=start, auto_id="drop_%s") if keeps and of.state == "open" else None,
        "reopen": ReasonForm(initial=start, auto_id="again_%s") if keeps and of.state != "open" else None,
    } | more  # fmt: skip
    return render(request, "duties/duty.html", page, status=422 if more else 200)


def _releases() -> list[tuple[str, str]]:
    return [(release, release) for release, _hash in queries.published()]


@needs("rapporteur.duty.do")
@require_POST
def act(request: Any, pk: int, act: str) -> HttpResponse:
    """What its institution notes: sent, received."""
    return _done(request, queries.one(request.actor, pk), act, {"sent": _sent, "received": _received})


@needs("rapporteur.duty.keep")
@require_POST
def keep(request: Any, pk: int, act: str) -> HttpResponse:
    """What who keeps the calendar decides: put off, dropped, opened again."""
    return _done(request, queries.one(request.actor, pk), act, {"put_off": _put_off, "drop": _drop, "reopen": _reopen})


def _done(request: Any, of: Due, act: str, known: Any) -> HttpResponse:
    if act not in known:
        raise Http404
    form, does = known[act](request, of)
    if form.is_valid():
        try:
            does(form.cleaned_data)
        except GijaError as error:
            if error.code not in ("duties.proof", "duties.future", "duties.reason"):
                raise
            form.add_error(_field(form, error.code), error.text.in_(language()))
    if form.errors:
        return _page(request, of, **{act: form})
    messages.success(request, _("Noted."))
    return redirect("duties:duty", of.pk)


def _field(form: Any, code: str) -> str:
    return {"duties.proof": "reference", "duties.future": "day"}.get(code, "reason")


def _sent(request: Any, of: Due) -> Any:
    hashes = dict(queries.published())

    def does(said: Any) -> None:
        proof = Proof(said["day"], said["channel"], said["reference"], said["release"], hashes.get(said["release"], ""))
        services.sent(request.actor, of.pk, said["version"], proof)

    return SentForm(_releases(), request.POST), does


def _received(request: Any, of: Due) -> Any:
    return ReceivedForm(request.POST), lambda said: services.received(
        request.actor, of.pk, said["version"], said["day"], said["reference"]
    )


def _put_off(request: Any, of: Due) -> Any:
    return PutOffForm(request.POST, auto_id="off_%s"), lambda said: services.put_off(
        request.actor, of.pk, said["version"], said["day"], said["reason"]
    )


def _drop(request: Any, of: Due) -> Any:
    return ReasonForm(request.POST, auto_id="drop_%s"), lambda said: services.drop(
        request.actor, of.pk, said["version"], said["reason"]
    )


def _reopen(request: Any, of: Due) -> Any:
    return ReasonForm(request.POST, auto_id="again_%s"), lambda said: services.reopen(
        request.actor, of.pk, said["version"], said["reason"]
    )


@needs("rapporteur.duty.read")
@require_GET
def ics(request: Any) -> HttpResponse:
    """What is open, as a calendar file."""
    return feeds.file(_calendar(request.actor, language(), timezone.now()))


@needs("rapporteur.duty.read")
@require_http_methods(["GET", "POST"])
def feed(request: Any) -> HttpResponse:
    """The address of one's own feed: made anew (shown once) or ended."""
    holds = _("It shows duties and days, nothing of persons.")
    return feeds.address(request, ical.FEEDS, "duties", back="duties:duties", room=_("Duties"), holds=holds)


@needs(PUBLIC)  # a calendar program cannot sign in: the address is the key, and holds duties and days only
@require_GET
def subscribe(request: Any, key: str) -> HttpResponse:
    """The feed of whoever the key belongs to; nothing where it has ended."""
    return feeds.subscribed(ical.FEEDS, key, _calendar)


def _calendar(actor: Actor, spoken: str, made: dt.datetime) -> bytes:
    return ical.calendar_of(queries.all_of(actor), spoken, made)
