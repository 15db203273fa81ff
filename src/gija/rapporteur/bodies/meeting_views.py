"""Pages of meetings and decisions: called, held with minutes, what was decided and what it led to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.permissions import may, needs
from gija.rapporteur.bodies import forms, queries, rules, services, shown
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import ReasonForm, text
from gija.rapporteur.bodies.models import Decision, Meeting, Session
from gija.rapporteur.choices import language
from gija.rapporteur.tasks import shown as tasks
from gija.rapporteur.tasks.forms import GiveForm
from gija.rapporteur.tasks.models import State

BOTH = ["GET", "POST"]


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def call(request: Any, code: str) -> HttpResponse:
    """Call a meeting."""
    of = queries.body(request.actor, code)

    def does(said: dict[str, Any]) -> str:
        made = services.call(request.actor, code, said["day"], text(said, "agenda"))
        return reverse("bodies:meeting", args=[made.pk])

    back = (reverse("bodies:body", args=[code]), of.text.in_(language()))
    form = forms.CallForm(request.POST or None)
    return asked(request, form, does, title=_("Call a meeting"), button=_("Call the meeting"), back=back)


@needs("rapporteur.body.read")
@require_GET
def meeting(request: Any, pk: int) -> HttpResponse:
    """One meeting: agenda, minutes, who took part, what was decided."""
    of = queries.meeting(request.actor, pk)
    page = {
        "of": of, "body": of.body.text.in_(language()), "state": Session(of.state).label,
        "kind": shown.SESSION_KIND[of.state], "agenda": shown.agenda(of), "minutes": shown.said(of, "minutes"),
        "present": shown.names(of.present), "decisions": shown.decisions(of.decisions.all()),
        "keeps": may(request.actor, rules.KEEP), "history": shown.trace("meeting", of.pk),
    }  # fmt: skip
    return render(request, "bodies/meeting.html", page)


def _back(of: Meeting) -> tuple[str, str]:
    return reverse("bodies:meeting", args=[of.pk]), title(of)


def title(of: Meeting) -> str:
    return _("Meeting %(number)d, %(day)s") % {"number": of.number, "day": of.day.isoformat()}


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def hold(request: Any, pk: int) -> HttpResponse:
    """It was held: who took part, minutes."""
    of = queries.meeting(request.actor, pk)
    seated = {one.institution for one in of.body.members.all() if one.institution and queries.seated(one, of.day)}
    seats = sorted(((code, shown.name(code)) for code in seated), key=lambda one: one[1].casefold())

    def does(said: dict[str, Any]) -> str:
        services.hold(request.actor, pk, said["version"], said["present"], text(said, "minutes"), said["reference"])
        return reverse("bodies:meeting", args=[pk])

    form = forms.HoldForm(seats, request.POST or None, initial={"version": of.version})
    return asked(request, form, does, title=_("The meeting was held"), button=_("Keep the minutes"), back=_back(of))


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def cancel(request: Any, pk: int) -> HttpResponse:
    """It was not held."""
    of = queries.meeting(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        services.cancel(request.actor, pk, said["version"], said["reason"])
        return reverse("bodies:meeting", args=[pk])

    form = ReasonForm(request.POST or None, initial={"version": of.version})
    return asked(request, form, does, title=_("The meeting was not held"), button=_("Note it"), back=_back(of))


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def decide(request: Any, pk: int) -> HttpResponse:
    """A decision of the meeting."""
    of = queries.meeting(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        made = services.decide(
            request.actor, pk, said["number"], text(said, "text"), said["strategic"], forms.votes(said)
        )
        return reverse("bodies:decision", args=[made.pk])

    lead = _("A decision is kept as it was taken; another one changes it.")
    form = forms.DecideForm(request.POST or None)
    return asked(
        request, form, does, title=_("Enter a decision"), button=_("Keep the decision"), back=_back(of), lead=lead
    )


@needs("rapporteur.body.read")
@require_GET
def decision(request: Any, pk: int) -> HttpResponse:
    """One decision: votes, tasks that followed, changes of law."""
    of = queries.decision(request.actor, pk)
    given = [
        (one, tasks.institution(one.institution), State(one.state).label, tasks.KIND[State(one.state)], evidence)
        for one, evidence in queries.given(of)
    ]
    page = {
        "of": of, "text": shown.said(of, "text"), "votes": shown.votes(of), "tasks": given,
        "body": of.body.text.in_(language()), "meeting": of.meeting and title(of.meeting),
        "laws": shown.laws(of.laws.all()), "keeps": may(request.actor, rules.KEEP),
        "history": shown.trace("decision", of.pk),
    }  # fmt: skip
    return render(request, "bodies/decision.html", page)


def _decided(of: Decision) -> tuple[str, str]:
    return reverse("bodies:decision", args=[of.pk]), _("Decision %(number)s") % {"number": of.number}


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def task(request: Any, pk: int) -> HttpResponse:
    """A task that follows from the decision."""
    of = queries.decision(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        services.task(request.actor, pk, said["title"], said["detail"], said["institution"], said["due_on"])
        return reverse("bodies:decision", args=[pk])

    form = GiveForm(request.POST or None)
    return asked(
        request, form, does, title=_("Give a task"), button=_("Give the task"), back=_decided(of),
        lead=shown.said(of, "text"),
    )  # fmt: skip


@needs("rapporteur.body.keep")
@require_http_methods(BOTH)
def law(request: Any, pk: int) -> HttpResponse:
    """A change of law that the decision led to."""
    of = queries.decision(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        services.law(request.actor, pk, text(said, "text"), said["reference"], said["day"])
        return reverse("bodies:decision", args=[pk])

    form = forms.LawForm(request.POST or None)
    return asked(request, form, does, title=_("A change of law"), button=_("Keep it"), back=_decided(of))
