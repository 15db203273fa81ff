"""Pages of tasks: one's own, one task, giving one that came from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.tasks import queries, rules, services, shown
from gija.rapporteur.tasks.forms import DoForm, GiveForm, ReasonForm, StateForm
from gija.rapporteur.tasks.models import State
from gija.vocabulary.errors import GijaError


@needs("rapporteur.task.do")
@require_GET
def own(request: Any) -> HttpResponse:
    """What the actor's institution has to do; for who gives tasks, all that was given."""
    form, gives = StateForm(request.GET or None), may(request.actor, rules.GIVE)
    table = Table.of(
        request, queries.of_institution(request.actor, form.wanted), shown.columns(given=False),
        caption=_("Tasks of your institution"), filters=form, order="due_on",
        empty=_("Your institution has no such task."),
    )  # fmt: skip
    given = Table.of(
        request, queries.given(request.actor, form.wanted), shown.columns(given=True), caption=_("Tasks given"),
        order="due_on", name="given", empty=_("No such task has been given."),
    ) if gives else None  # fmt: skip
    return render(request, "tasks/own.html", {"table": table, "given": given})


@needs("rapporteur.task.give")
@require_http_methods(["GET", "POST"])
def give(request: Any) -> HttpResponse:
    """Give a task by hand."""
    form = GiveForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        failed = done(
            lambda: services.give(
                request.actor, services.About(), told["title"], told["detail"], told["institution"], told["due_on"]
            )
        )
        if not failed:
            messages.success(request, _("The task is given."))
            return redirect("tasks:own")
        form.add_error(None, failed)
    return render(request, "tasks/give.html", {"form": form}, status=422 if form.errors else 200)


@needs("rapporteur.task.do")
@require_GET
def task(request: Any, pk: int) -> HttpResponse:
    """One task with all that was done with it."""
    return _page(request, pk)


def _page(request: Any, pk: int, failed: str = "", **forms: Any) -> HttpResponse:
    of = queries.one(request.actor, pk)
    page = {
        "of": of,
        "standing": State(of.state).label,
        "kind": shown.KIND[State(of.state)],
        "late": queries.late(of),
        "institution": shown.institution(of.institution),
        "giver": shown.institution(of.giver),
        "acts": rules.possible(request.actor, of),
        "trace": shown.trace(of),
        "do": DoForm(),
        "reason": ReasonForm(),
        "failed": failed,
    } | forms
    wrong = failed or any(form.errors for form in forms.values())
    return render(request, "tasks/task.html", page, status=422 if wrong else 200)


@needs("rapporteur.task.do")
@require_POST
def act(request: Any, pk: int, what: str) -> HttpResponse:
    """Take a task on, note it as done, give it back, withdraw it."""
    if what not in rules.ACTS:
        raise GijaError("tasks.not_found")
    name, form = ("do", DoForm(request.POST)) if what == "do" else ("reason", ReasonForm(request.POST))
    if what != "take" and not form.is_valid():
        return _page(request, pk, "", **{name: form})
    told, version = getattr(form, "cleaned_data", {}), request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    more = [told[key] for key in ("reason", "evidence") if key in told] if what != "take" else []
    failed = done(lambda: getattr(services, what)(request.actor, pk, number, *more))
    if failed:
        return _page(request, pk, failed=failed)
    messages.success(request, _("Noted."))
    return redirect("tasks:task", pk)


def done(what: Callable[[], object]) -> str:
    """Do it; what was refused in words, empty where nothing was. Missing rights and tasks have pages of their own."""
    try:
        what()
    except GijaError as error:
        if error.code in ("common.not_permitted", "tasks.not_found"):
            raise
        return error.text.in_(language())
    return ""
