"""Pages of reports: the list, a new one, one report with what may be done, its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.accounts.sudo import sudo
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import Actor, may, needs
from gija.formats.releases.values import TYPES
from gija.rapporteur.authoring import comparing
from gija.rapporteur.deliveries import queries as deliveries
from gija.rapporteur.gate import kept, told
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.plan.models import Plan
from gija.rapporteur.reports import faces, queries, rules, services, stored
from gija.rapporteur.reports.building.templates import template
from gija.rapporteur.reports.choosing import tables, words
from gija.rapporteur.reports.forms import (
    EmbargoForm,
    ForewordForm,
    NewReportForm,
    Offered,
    ReasonForm,
    SignatureForm,
    WithdrawForm,
)
from gija.rapporteur.reports.models import Kind, Report
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

SHOWN = (".pdf", ".html", ".xlsx", ".docx", ".csv", ".xml")  # the others stand in the release alone
COLUMNS = (
    Column("kind", gettext_lazy("Report"), lambda r: r.get_kind_display(),
           link=lambda r: reverse("reports:report", args=[r.pk])),
    Column("period", gettext_lazy("Period"), lambda r: r.period, sort="period"),
    Column("vintage", gettext_lazy("Version"), lambda r: r.vintage, numeric=True),
    Column("state", gettext_lazy("State"), lambda r: r.get_state_display(), tag=True, sort="state"),
    Column("changed", gettext_lazy("Last act"), lambda r: r.changed_at, sort="changed_at"),
)  # fmt: skip

DONE = {
    "edit": gettext_lazy("Foreword saved."),
    "freeze": gettext_lazy("Frozen. A second person can now approve it."),
    "send_back": gettext_lazy("Sent back to draft."),
    "approve": gettext_lazy("Approved. It can now be published."),
    "publish": gettext_lazy("Published."),
    "embargo": gettext_lazy("It will be published at that moment."),
    "withdraw": gettext_lazy("Withdrawn. The public page says so."),
    "discard": gettext_lazy("Discarded."),
}
ACT_NAMES = {
    "draft": gettext_lazy("begun"),
    "edit": gettext_lazy("foreword written"),
    "write": gettext_lazy("text written"),
    "send": gettext_lazy("sent"),
    "receive": gettext_lazy("received"),
    "coarsen": gettext_lazy("breakdowns chosen"),
    "protect": gettext_lazy("protection chosen"),
    "hold": gettext_lazy("not published at its moment"),
    "freeze": gettext_lazy("frozen"),
    "send_back": gettext_lazy("sent back"),
    "approve": gettext_lazy("approved"),
    "publish": gettext_lazy("published"),
    "embargo": gettext_lazy("held back until a moment"),
    "withdraw": gettext_lazy("withdrawn"),
    "discard": gettext_lazy("discarded"),
}


def _language() -> str:
    return get_language() or "lt"


@needs("rapporteur.report.read")
@require_GET
def reports(request: Any) -> HttpResponse:
    table = Table.of(
        request, queries.reports(), COLUMNS, caption=_("Reports"), order="-changed_at",
        empty=_("No report has been begun yet."),
    )  # fmt: skip
    return render(request, "reports/list.html", {"table": table, "may_draft": may(request.actor, rules.AUTHOR)})


@needs("rapporteur.report.author")
@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Begin a report."""
    form = NewReportForm(request.POST or None, offered=_offered(request.actor))
    if request.method == "POST" and form.is_valid():
        made = _try(form, lambda: services.begin(request.actor, form.wanted))
        if made:
            return redirect("reports:report", made.pk)
    return render(request, "reports/new.html", {"form": form}, status=422 if form.errors else 200)


def _offered(actor: Actor) -> Offered:
    kinds = [(code, words) for code, words in Kind.choices if rules.writes(actor, code)]
    return Offered(kinds, queries.tables(), [(one.code, one.text) for one in Plan.objects.all()])


@needs("rapporteur.report.read")
@require_GET
def report(request: Any, pk: int) -> HttpResponse:
    """One report: its state and hash, its files, what was done with it, what this person may do."""
    return _page(request, queries.report(request.actor, pk))


def _page(request: Any, found: Report, form: forms.Form | None = None, act: str = "") -> HttpResponse:
    page = {
        "report": found,
        **_content(found),
        "written": bool(template(found.kind).sections),
        "compared": comparing.last(found),
        "acts": [(one, ACT_NAMES[one.act]) for one in found.acts.exclude(act="write")],
        "texts": found.acts.filter(act="write").count(),
        "possible": rules.possible(request.actor, found),
        "forms": {
            "edit": ForewordForm(initial={"foreword_lt": found.foreword_lt, "foreword_en": found.foreword_en}),
            "send_back": ReasonForm(prefix="send_back"),
            "discard": ReasonForm(prefix="discard"),
            "withdraw": WithdrawForm(),
            "embargo": EmbargoForm(),
            "approve": SignatureForm(),
            **({act: form} if form is not None else {}),
        },
        "wrong": form,
        "held": _held(found),
        "unjudged": [one.in_(_language()) for one in queries.unjudged(found)],
        "may_deliver": may(request.actor, deliveries.READ),
        "chain": queries.chain(found),
        "tables": [(one.population, one.title.in_(_language()), one.closed) for one in tables.tables(found)],
        "left_out": words.without(found.without.split(",")).in_(_language()) if found.without else "",
        "closed_table": _closed(request, found),
        "certified": bool(kept.certificate(found.gate)),
        "may_read_ledger": may(request.actor, gate.READ),
        "second_needed": found.state == "frozen" and may(request.actor, rules.APPROVE)
        and not rules.is_second(request.actor, found),
    }  # fmt: skip
    return render(request, "reports/report.html", page, status=422 if form is not None else 200)


def _content(found: Report) -> dict[str, Any]:
    """Its files and what is said of its data; or why there are none. `stopped`: by a text, whose page leads there."""
    try:
        data = queries.data_of(found)
    except GijaError as error:
        return {"problem": error.text.in_(_language()), "stopped": error.code.startswith("authoring.")}
    files = [*faces.names(data), *faces.inside(data)]
    files = [name for name in files if ".tables." not in name and name.endswith(SHOWN) and not one_table(name)]
    files.sort(key=lambda name: f".{_language()}." not in name)
    return {
        "facts": {"title": data.title.in_(_language()), "tables": len(data.tables), "figures": len(data.figures),
                  "day": data.day, "hash": stored.digest(data)},
        "files": [(name, name.split(".")[-2], name.split(".")[-1]) for name in files],
    }  # fmt: skip


def one_table(name: str) -> bool:
    """Is it the file of one table, which is chosen on a page of its own?"""
    return name.endswith((".lt.csv", ".en.csv"))


def _held(found: Report) -> str:
    """Why it was not published at its moment, if that is the last that was done with it."""
    last = found.acts.last()
    return last.reason if last and last.act == "hold" else ""


def _closed(request: Any, found: Report) -> Table | None:
    """What the gate closed of a frozen report, each with its reason; None where nothing was."""
    lines = told.closed(found, _language())
    columns = (
        Column("figure", _("Figure"), lambda line: line.figure),
        Column("of", _("Of"), lambda line: line.of),
        Column("why", _("Why"), lambda line: line.why),
    )
    return Table.of(request, lines, columns, caption=_("Closed figures and why"), name="closed") if lines else None


def _try(form: forms.Form | None, act: Callable[[], Report]) -> Report | None:
    """The report after the act; None where it was refused in words that belong into the form."""
    try:
        return act()
    except GijaError as error:
        if error.code == "common.not_permitted" or form is None:
            raise
        form.add_error(None, error.text.in_(_language()))
        return None


def _back(*args: Any, **kwargs: Any) -> str:
    return reverse("reports:report", args=[kwargs["pk"]])


@needs("rapporteur.report.author")
@require_POST
def edit(request: Any, pk: int) -> HttpResponse:
    form = ForewordForm(request.POST)
    if form.is_valid() and _try(form, lambda: services.edit(request.actor, pk, form.foreword)):
        return _done(request, "edit", pk)
    return _page(request, queries.report(request.actor, pk), form, "edit")


@needs("rapporteur.report.author")
@require_POST
def freeze(request: Any, pk: int) -> HttpResponse:
    return _told(request, "freeze", pk, lambda: services.freeze(request.actor, pk))


@needs("rapporteur.report.author")
@require_POST
def discard(request: Any, pk: int) -> HttpResponse:
    return _with_reason(request, pk, "discard", services.discard)


@needs("rapporteur.report.approve")
@require_POST
def send_back(request: Any, pk: int) -> HttpResponse:
    return _with_reason(request, pk, "send_back", services.send_back)


@needs("rapporteur.report.approve")
@require_POST
@sudo(back=_back)
def approve(request: Any, pk: int) -> HttpResponse:
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return _page(request, queries.report(request.actor, pk), form, "approve")
    seen = request.POST.get("hash", "")
    return _told(request, "approve", pk, lambda: services.approve(request.actor, pk, seen, form.signature))


@needs("rapporteur.report.publish")
@require_POST
@sudo(back=_back)
def publish(request: Any, pk: int) -> HttpResponse:
    return _told(request, "publish", pk, lambda: services.publish(request.actor, pk))


@needs("rapporteur.report.publish")
@require_POST
@sudo(back=_back)
def embargo(request: Any, pk: int) -> HttpResponse:
    form = EmbargoForm(request.POST)
    if form.is_valid() and _try(form, lambda: services.embargo(request.actor, pk, form.cleaned_data["until"])):
        return _done(request, "embargo", pk)
    return _page(request, queries.report(request.actor, pk), form, "embargo")


@needs("rapporteur.ledger.read")
@require_GET
@sudo(back=_back)
def certificate(request: Any, pk: int) -> HttpResponse:
    """What the gate certified of a report, for inner roles: never with the true figures in it."""
    content = services.certificate(request.actor, queries.report(request.actor, pk))
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="certificate-{pk}.json"'
    return response


@needs("rapporteur.report.publish")
@require_POST
@sudo(back=_back)
def withdraw(request: Any, pk: int) -> HttpResponse:
    form = WithdrawForm(request.POST)
    if form.is_valid():
        reason = Text(form.cleaned_data["reason_en"], form.cleaned_data["reason_lt"])
        if _try(form, lambda: services.withdraw(request.actor, pk, reason)):
            return _done(request, "withdraw", pk)
    return _page(request, queries.report(request.actor, pk), form, "withdraw")


@needs("rapporteur.report.read")
@require_GET
def file(request: Any, pk: int, name: str) -> HttpResponse:
    """One file of a report, as it is or would be published; what its page needs beside it."""
    data = queries.data_of(queries.report(request.actor, pk))
    export = queries.files_of(data, name) if name in faces.BESIDE else services.export(request.actor, data, name)
    content = export[name]
    ending = name.rpartition(".")[2]
    response = HttpResponse(content, content_type=TYPES[ending])
    shown = "inline" if ending in ("html", "css", "svg") else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response


def _with_reason(request: Any, pk: int, act: str, service: Callable[[Any, int, str], Report]) -> HttpResponse:
    form = ReasonForm(request.POST, prefix=act)
    if form.is_valid() and _try(form, lambda: service(request.actor, pk, form.cleaned_data["reason"])):
        return _done(request, act, pk)
    return _page(request, queries.report(request.actor, pk), form, act)


def _told(request: Any, act: str, pk: int, do: Callable[[], object]) -> HttpResponse:
    """The report after the act, or with the reason why it was refused: beside what may be done about it."""
    try:
        do()
    except GijaError as error:
        if error.code == "common.not_permitted":
            raise
        messages.error(request, error.text.in_(_language()))
        if error.code.startswith("authoring."):  # a text stops it: each place stands there
            return redirect(f"{reverse('authoring:texts', args=[pk])}#problems")
        return redirect("reports:report", pk)
    return _done(request, act, pk)


def _done(request: Any, act: str, pk: int) -> HttpResponse:
    messages.success(request, DONE[act])
    return redirect("reports:report", pk)
