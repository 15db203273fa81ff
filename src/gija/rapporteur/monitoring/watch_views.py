"""Pages of alerts and threat notes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.monitoring import queries, rules, services, shown
from gija.rapporteur.monitoring.forms import AlertForm, DismissForm, NoteForm
from gija.rapporteur.monitoring.models import AlertState, Kind, NoteVersion, Standing
from gija.rapporteur.monitoring.services import ABOUT, Written
from gija.rapporteur.tasks import queries as tasks
from gija.rapporteur.tasks.forms import GiveForm
from gija.rapporteur.tasks.views import done
from gija.vocabulary.lists import code_list


@needs("rapporteur.note.read")
@require_GET
def alerts(request: Any) -> HttpResponse:
    """All alerts, the latest first."""
    form = AlertForm(request.GET or None)
    table = Table.of(
        request, queries.alerts(request.actor, form.wanted), shown.alert_columns(), caption=_("Alerts on figures"),
        filters=form, order="-opened_at", empty=_("There are no such alerts."),
    )  # fmt: skip
    return render(request, "monitoring/alerts.html", {"table": table})


@needs("rapporteur.note.read")
@require_GET
def alert(request: Any, pk: int) -> HttpResponse:
    """One alert: what it says, what became of it, deciding on it."""
    return _alert_page(request, pk)


def _alert_page(request: Any, pk: int, **forms: Any) -> HttpResponse:
    of = queries.alert(request.actor, pk)
    text = of.text.in_(language())
    deciding = may(request.actor, rules.WATCH) and of.state == AlertState.OPEN
    page = {
        "of": of,
        "text": text,
        "kind": Kind(of.kind).label,
        "standing": AlertState(of.state).label,
        "tasks": tasks.of(ABOUT, str(pk)),
        "deciding": deciding,
        "give": GiveForm(initial={"title": _("Look into it: %(what)s") % {"what": text[:120]}}),
        "dismiss": DismissForm(),
    } | forms
    return render(request, "monitoring/alert.html", page, status=422 if forms else 200)


@needs("rapporteur.monitoring.watch")
@require_POST
def alert_task(request: Any, pk: int) -> HttpResponse:
    """Turn an alert into a task."""
    form = GiveForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        failed = done(
            lambda: services.to_task(
                request.actor, pk, told["title"], told["detail"], told["institution"], told["due_on"]
            )
        )
        if not failed:
            messages.success(request, _("The alert became a task."))
            return redirect("monitoring:alert", pk)
        form.add_error(None, failed)
    return _alert_page(request, pk, give=form)


@needs("rapporteur.monitoring.watch")
@require_POST
def alert_dismiss(request: Any, pk: int) -> HttpResponse:
    """Put an alert aside, with the reason."""
    form = DismissForm(request.POST)
    if form.is_valid():
        failed = done(lambda: services.dismiss(request.actor, pk, form.cleaned_data["reason"]))
        if not failed:
            messages.success(request, _("The alert was put aside."))
            return redirect("monitoring:alert", pk)
        form.add_error("reason", failed)
    return _alert_page(request, pk, dismiss=form)


@needs("rapporteur.note.read")
@require_GET
def notes(request: Any) -> HttpResponse:
    """All threat notes as they hold."""
    table = Table.of(
        request, queries.notes(request.actor), shown.note_columns(), caption=_("Threat notes"),
        empty=_("No threat note has been written yet."),
    )  # fmt: skip
    page = {"table": table, "may_write": may(request.actor, rules.NOTE_WRITE)}
    return render(request, "monitoring/notes.html", page)


@needs("rapporteur.note.read")
@require_GET
def note(request: Any, code: str) -> HttpResponse:
    """One threat note: what holds, what it rests on, all earlier versions."""
    versions = queries.versions(request.actor, code)
    page = {
        "of": versions[0],
        "standing": Standing(versions[0].standing).label,
        "due": queries.due(versions[0]),
        "evidence": shown.evidence(versions[0]),
        "handling": code_list("handling_code")[versions[0].handling].text.in_(language()),
        "earlier": [(one, shown.evidence(one)) for one in versions[1:]],
        "may_write": may(request.actor, rules.NOTE_WRITE),
    }
    return render(request, "monitoring/note.html", page)


@needs("rapporteur.note.write")
@require_http_methods(["GET", "POST"])
def write(request: Any, code: str = "") -> HttpResponse:
    """Write a threat note, or the next version of one."""
    last = queries.versions(request.actor, code)[0] if code else None
    form = NoteForm(request.POST or None, initial=_initial(last, request.GET.get("series", "")))
    if form.is_bound and form.is_valid():
        made: list[NoteVersion] = []
        told = form.cleaned_data
        written = Written(
            told["title"], told["text"], tuple(told["series"]), tuple(told["sources"].splitlines()), told["handling"],
            told["review_on"], told["standing"],
        )  # fmt: skip
        failed = done(lambda: made.append(services.write_note(request.actor, written, code, told["number"])))
        if not failed:
            messages.success(request, _("The note is kept. Earlier versions stay readable."))
            return redirect("monitoring:note", made[0].code)
        form.add_error(None, failed)
    page = {"form": form, "of": last}
    return render(request, "monitoring/write.html", page, status=422 if form.errors else 200)


def _initial(last: NoteVersion | None, series: str) -> dict[str, Any]:
    if last is None:
        return {"series": [series] if series else []}
    return {
        "title": last.title, "text": last.text, "handling": last.handling, "standing": last.standing,
        "series": [ref for kind, ref, _words in last.evidence if kind == "series"],
        "sources": "\n".join(words for kind, _ref, words in last.evidence if kind == "source"), "number": last.number,
    }  # fmt: skip
