"""Pages of the hotline: the call with the shift, the log, the directory, warnings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import needs
from gija.police.hotline import queries, services
from gija.police.hotline.directory import lines
from gija.police.hotline.forms import CallForm, EndForm, SettleForm, WarningForm, language
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHOWN = 20


def _code(name: str, code: str) -> str:
    codes = code_list(name)
    return codes[code].text.in_(language()) if code in codes else code


@needs("police.hotline.read")
@require_http_methods(["GET", "POST"])
def start(request: Any) -> HttpResponse:
    """The shift, and the call that goes on now."""
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.call(request.actor, form.said())
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error("text" if error.code == "hotline.not_words" else None, error.text.in_(language()))
        else:
            messages.success(request, _("The call is recorded."))
            return redirect("hotline:start")
    shift = queries.open_shift(request.actor)
    page = {
        "form": form, "shift": shift, "end": EndForm(), "handed_over": queries.handed_over(request.actor),
        "today": [(_code("call_result", code), count) for code, count in queries.today(request.actor)],
        "due": queries.due(request.actor).count(),
    }  # fmt: skip
    return render(request, "hotline/start.html", page, status=422 if form.errors else 200)


@needs("police.hotline.record")
@require_http_methods(["GET", "POST"])
def shift(request: Any) -> HttpResponse:
    """A shift begins or ends. GET (the language was switched) leads back."""
    form = EndForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("act") == "end":
                services.end(request.actor, form.cleaned_data["handover"])
                messages.success(request, _("Your shift has ended."))
            else:
                services.begin(request.actor)
                messages.success(request, _("Your shift has begun."))
        except GijaError as error:
            if not error.code.startswith("hotline."):
                raise
            messages.error(request, error.text.in_(language()))
    return redirect("hotline:start")


@needs("police.hotline.read")
@require_GET
def log(request: Any) -> HttpResponse:
    """Shifts and calls; nothing of what was said."""
    calls = (
        Column("at", _("When"), lambda one: one.at),
        Column("line", _("Number called"), lambda one: lines()[one.line].number if one.line in lines() else one.line),
        Column("caller", _("Who calls"), lambda one: _code("caller_kind", one.caller)),
        Column("language", _("Language"), lambda one: _code("language", one.language)),
        Column("result", _("What came of the call"), lambda one: _code("call_result", one.result)),
        Column("who", _("Recorded by"), lambda one: one.shift.actor_name),
    )
    shifts = (
        Column("begun", _("Began"), lambda one: one.begun_at),
        Column("ended", _("Ended"), lambda one: one.ended_at),
        Column("who", _("Officer"), lambda one: one.actor_name),
        Column("calls", _("Calls"), lambda one: one.calls.count(), numeric=True),
    )
    rows = queries.calls(request.actor).select_related("shift")
    page = {
        "calls": Table.of(request, rows, calls, caption=_("Calls"), name="calls", empty=_("No call was recorded yet.")),
        "shifts": Table.of(
            request, queries.shifts(request.actor), shifts, caption=_("Shifts"), name="shifts",
            empty=_("No shift was kept yet."),
        ),
    }  # fmt: skip
    return render(request, "hotline/log.html", page)


@needs("police.hotline.read")
@require_GET
def directory(request: Any) -> HttpResponse:
    """Numbers, hours, languages, and what is not verified."""
    today = timezone.localdate()
    spoken = code_list("language")
    said = [
        (one, one.valid(today), [spoken[code].text.in_(language()) for code in one.languages])
        for one in lines().values()
    ]
    return render(request, "hotline/directory.html", {"lines": said})


@needs("police.hotline.read")
@require_http_methods(["GET", "POST"])
def warnings(request: Any) -> HttpResponse:
    """Who was warned about an offer; a new one is noted below."""
    form = WarningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.warn(request.actor, form.said())
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error("offer", error.text.in_(language()))
        else:
            messages.success(request, _("The warning is noted."))
            return redirect("hotline:warning", made.pk)
    columns = (
        Column("at", _("When"), lambda one: one.at, link=lambda one: reverse("hotline:warning", args=[one.pk])),
        Column("country", _("Where it leads"), lambda one: _code("country", one.country)),
        Column("outcome", _("Outcome"), lambda one: _code("outreach_outcome", one.outcome), tag=True),
        Column("follow", _("Ask again on"), lambda one: one.follow_up_on),
        Column("who", _("Warned by"), lambda one: one.actor_name),
    )
    table = Table.of(
        request, queries.warnings(request.actor), columns, caption=_("Warnings"), empty=_("Nobody was warned yet.")
    )
    page = {"table": table, "form": form, "due": queries.due(request.actor)[:SHOWN]}
    return render(request, "hotline/warnings.html", page, status=422 if form.errors else 200)


@needs("police.hotline.read")
@require_http_methods(["GET", "POST"])
def warning(request: Any, warning_id: str) -> HttpResponse:
    """One warning, and what became of the offer."""
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.settle(request.actor, warning_id, form.cleaned_data["outcome"])
        messages.success(request, _("The outcome is noted."))
        return redirect("hotline:warning", warning_id)
    found = services.read(request.actor, warning_id)
    form = form if form.is_bound else SettleForm(initial={"outcome": found.outcome})
    return render(request, "hotline/warning.html", {"found": found, "form": form}, status=422 if form.errors else 200)
