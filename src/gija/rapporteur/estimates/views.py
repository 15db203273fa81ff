"""Pages of estimates: tables and runs, a new table, a new run with its gates first, one run, its files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.accounts.sudo import sudo
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.estimates import proposing, queries, rules, running, services, shown
from gija.rapporteur.estimates.forms import ChooseForm, RunForm, UploadForm
from gija.rapporteur.estimates.models import GOING, State
from gija.vocabulary.errors import GijaError

RUNS = (
    Column("number", gettext_lazy("Estimate"), lambda s: f"Nr. {s.run.pk}",
           link=lambda s: reverse("estimates:run", args=[s.run.pk])),
    Column("period", gettext_lazy("Period"), lambda s: s.run.period),
    Column("state", gettext_lazy("State"), lambda s: s.job.get_state_display(), tag=True),
    Column("label", gettext_lazy("Quality"), lambda s: s.result.label if s.result else ""),
    Column("who", gettext_lazy("Asked by"), lambda s: s.run.actor_name),
    Column("at", gettext_lazy("When"), lambda s: s.run.at),
)  # fmt: skip
CAPTURES = (
    Column("title", gettext_lazy("Table"), lambda c: c.title,
           link=lambda c: reverse("estimates:new") + "?" + urlencode({"tables": c.pk})),
    Column("period", gettext_lazy("Period"), lambda c: c.period),
    Column("origin", gettext_lazy("From"), lambda c: c.get_origin_display()),
    Column("vintage", gettext_lazy("Version"), lambda c: c.vintage, numeric=True),
    Column("at", gettext_lazy("When"), lambda c: c.at),
)  # fmt: skip
KINDS: dict[str, str] = {State.DONE: "good", State.STOPPED: "bad", State.CANCELLED: "quiet"}


@needs("rapporteur.estimate.read")
@require_GET
def home(request: Any) -> HttpResponse:
    """What was estimated, and from what it can be."""
    runs = Table.of(
        request, queries.runs(request.actor), RUNS, caption=_("Estimates"), name="runs",
        empty=_("Nothing has been estimated yet."),
    )  # fmt: skip
    tables = Table.of(
        request, queries.captures(request.actor), CAPTURES, caption=_("Tables of lists"), name="tables",
        empty=_("There is no table yet. Read one in, or wait for the register's."),
    )  # fmt: skip
    page = {"runs": runs, "tables": tables, "may_run": may(request.actor, rules.RUN)}
    return render(request, "estimates/list.html", page)


@needs("rapporteur.estimate.run")
@require_http_methods(["GET", "POST"])
def upload(request: Any) -> HttpResponse:
    """Read a table in: whole, or not at all."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            raw = said["file"].read(services.LARGEST + 1)
            made = services.upload(request.actor, raw, said["title"], said["period"], form.people)
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error("people_low" if error.code == "estimates.interval" else "file", error.text.in_(language()))
        else:
            return redirect(reverse("estimates:new") + "?" + urlencode({"tables": made.pk}))
    return render(request, "estimates/upload.html", {"form": form}, status=422 if form.errors else 200)


@needs("rapporteur.estimate.run")
@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Choose tables and lists, see the gates, answer, and let it be computed."""
    look = proposing.look(request.actor, request.GET.getlist("tables"), request.GET.getlist("lists"))
    form = RunForm(request.POST or None, pairs=look.pairs, groups=look.groups)
    if request.method == "POST" and look.ready and form.is_valid():
        try:
            made = services.ask(request.actor, form.asked(look.tables, look.lists))
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error(None, error.text.in_(language()))
        else:
            running.ensure()
            return redirect("estimates:run", made.pk)
    choose = ChooseForm(
        {"tables": list(map(str, look.tables)), "lists": look.lists} if look.tables else None,
        tables=[(str(c.pk), f"{c.title}, {c.period}") for c in queries.captures(request.actor)], lists=look.all_lists,
    )  # fmt: skip
    page = {"look": look, "form": form, "choose": choose, "problem": look.problem and look.problem.in_(language()),
            "gates": [(shown.WEIGHTS[g.weight], g.text.in_(language())) for g in look.gates]}  # fmt: skip
    return render(request, "estimates/new.html", page, status=422 if form.errors else 200)


@needs("rapporteur.estimate.read")
@require_GET
def run(request: Any, pk: int) -> HttpResponse:
    """One run: how far it is, or what came of it."""
    found = services.read(request.actor, pk)
    going = found.job.state in GOING
    asleep = going and (found.job.claimed_until is None or found.job.claimed_until < timezone.now())
    page = {
        "found": found,
        "asked": found.asked,
        "kind": KINDS.get(found.job.state, "warn"),
        "going": going,
        "asleep": asleep,
        "method": shown.method(found.job.method, language()),
        "error": GijaError(found.job.error).text.in_(language()) if found.job.error else "",
        "result": shown.result(found.content, language()) if found.result else None,
        "may_run": may(request.actor, rules.RUN),
        "in_report": queries.is_in_report(found),
        "may_report": found.result is not None and found.result.label != "D" and "/" not in found.run.period,
        "same": proposing.same(found),
    }
    return render(request, "estimates/run.html", page)


@needs("rapporteur.estimate.run")
@require_POST
def again(request: Any, pk: int) -> HttpResponse:
    made = services.again(request.actor, pk)
    running.ensure()
    return redirect("estimates:run", made.pk)


@needs("rapporteur.estimate.run")
@require_POST
def wake(request: Any, pk: int) -> HttpResponse:
    """Start a worker for a run that nobody has in hand."""
    queries.one(request.actor, pk)
    running.ensure()
    return redirect("estimates:run", pk)


@needs("rapporteur.estimate.run")
@require_POST
def cancel(request: Any, pk: int) -> HttpResponse:
    return _told(request, pk, lambda: services.cancel(request.actor, pk), _("Cancelled."))


@needs("rapporteur.estimate.run")
@require_POST
def choose(request: Any, pk: int) -> HttpResponse:
    used = request.POST.get("used") == "yes"
    said = _("Taken into the report.") if used else _("Taken out of the report.")
    return _told(request, pk, lambda: services.choose(request.actor, pk, used), said)


def _told(request: Any, pk: int, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except GijaError as error:
        if error.code == "common.not_permitted":
            raise
        messages.error(request, error.text.in_(language()))
    else:
        messages.success(request, said)
    return redirect("estimates:run", pk)


@needs("rapporteur.estimate.export")
@require_GET
@sudo(back=lambda *args, **kwargs: reverse("estimates:run", args=[kwargs["pk"]]))
def file(request: Any, pk: int, name: str) -> HttpResponse:
    """The chapter on paper, or everything that was computed; for inner use, overlaps and all."""
    content = services.export(request.actor, pk, name)
    response = HttpResponse(content, content_type="application/json" if name == "json" else "application/pdf")
    ending = name if name == "json" else f"{name}.pdf"
    response["Content-Disposition"] = f'attachment; filename="estimate-{pk}.{ending}"'
    return response
