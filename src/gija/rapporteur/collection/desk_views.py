"""Pages of the Rapporteur: calls, who has sent, one submission beside the period before, accept, return, reopen."""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.collection import calendar as calendars
from gija.rapporteur.collection import qualities, queries, reminders, rules, services, shown, views
from gija.rapporteur.collection.forms import CallForm, CommentForm, OpeningForm
from gija.rapporteur.collection.models import Call, Submission
from gija.vocabulary.errors import GijaError


@needs("rapporteur.collection.watch")
@require_GET
def calls(request: Any) -> HttpResponse:
    """All data calls."""
    return _calls(request, CallForm(initial={"year": timezone.localdate().year - 1}))


def _calls(request: Any, form: CallForm) -> HttpResponse:
    table = Table.of(
        request, queries.calls(request.actor), shown.call_columns(), caption=_("Data calls"),
        empty=_("No data call has been opened yet."),
    )  # fmt: skip
    due = len(list(reminders.due()))
    page = {"table": table, "form": form, "may": may(request.actor, rules.CALL), "due": due}
    return render(request, "collection/calls.html", page, status=422 if form.errors else 200)


@needs("rapporteur.collection.call")
@require_http_methods(["GET", "POST"])
def open_call(request: Any) -> HttpResponse:
    """Open a call of the calendar."""
    form = CallForm(request.POST or None)
    if request.method != "POST":
        return redirect("collection:calls")
    if form.is_valid():
        try:
            made = services.open_call(request.actor, *form.wanted)
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error("call", error.text.in_(language()))
        else:
            messages.success(request, _("The data call stands. It opens on the day of the calendar."))
            return redirect("collection:call", made.code)
    return _calls(request, form)


@needs("rapporteur.collection.call")
@require_http_methods(["GET", "POST"])
def remind(request: Any) -> HttpResponse:
    """Remind everybody whom the calendar says to remind today."""
    if request.method == "POST":
        try:
            count = reminders.remind(request.actor)
        except (GijaError, OSError, SMTPException) as error:
            if isinstance(error, GijaError) and error.code == "common.not_permitted":
                raise
            told = error.text.in_(language()) if isinstance(error, GijaError) else _("The mail server did not answer.")
            messages.error(request, told)
        else:
            said = ngettext("%(n)d supplier was reminded.", "%(n)d suppliers were reminded.", count)
            messages.success(request, said % {"n": count})
    return redirect("collection:calls")


@needs("rapporteur.collection.watch")
@require_GET
def calendar(request: Any) -> HttpResponse:
    """Data calls and releases of the years round this one, and the revision policy."""
    today = timezone.localdate()
    made = set(Call.objects.values_list("code", flat=True))
    due = [one for year in range(today.year - 2, today.year + 1) for one in calendars.calls_of(year)]
    from_day = today - dt.timedelta(days=366)
    rows = [
        {"text": one.text.in_(language()), "period": one.period, "opens": one.opens_on, "due": one.due_on,
         "released": one.released_on, "code": one.code if one.code in made else ""}
        for one in sorted(due, key=lambda one: (one.opens_on, one.entry)) if one.released_on >= from_day
    ]  # fmt: skip
    policy = calendars.policy()
    page = {
        "rows": rows,
        "principles": [one[language()] for one in policy["principles"]],
        "kinds": [(one[language()], one["when"][language()]) for one in policy["kinds"].values()],
        "days": calendars.reminder_days(),
    }
    return render(request, "collection/calendar.html", page)


@needs("rapporteur.collection.watch")
@require_GET
def call(request: Any, code: str) -> HttpResponse:
    """Who was asked, who has sent and who has not."""
    of = queries.call(code)
    suppliers = queries.of_call(of)
    table = Table.of(request, suppliers, shown.supplier_columns(), caption=_("Suppliers"), per_page=100)
    page = {"call": of, "title": shown.title(of), "table": table, "late": sum(queries.late(one) for one in suppliers)}
    return render(request, "collection/call.html", page)


@needs("rapporteur.collection.watch")
@require_GET
def quality(request: Any, code: str) -> HttpResponse:
    """The quality report of a call."""
    of = queries.call(code)
    page = {"call": of, "title": shown.title(of), "heads": qualities.report(of, language())}
    return render(request, "collection/quality.html", page)


@needs("rapporteur.collection.watch")
@require_GET
def submission(request: Any, pk: int) -> HttpResponse:
    """One supplier's figures beside those of the period before, what the checks find, what was answered."""
    return _submission(request, queries.one(request.actor, pk, rules.WATCH))


def _submission(request: Any, of: Submission, failed: str = "", **written: Any) -> HttpResponse:
    names = shown.names(of)
    page = {
        "of": of,
        "title": shown.title(of.call),
        "supplier": shown.supplier(of),
        "standing": shown.standing(of),
        "kind": shown.STATE_KIND[of.state],
        "figures": shown.figures(of),
        "found": queries.findings(of, between=True),
        "acts": rules.possible(request.actor, of),
        "form": OpeningForm(names, initial={"version": of.version}),
        "comment": CommentForm(names),
        "comments": of.comments.all(),
        "history": shown.history(of),
        "receipts": of.receipts.all(),
        "may": may(request.actor, rules.ACCEPT),
        "failed": failed,
    } | written
    return render(request, "collection/desk.html", page, status=422 if failed else 200)


@needs("rapporteur.collection.accept")
@require_http_methods(["GET", "POST"])
def decide(request: Any, pk: int) -> HttpResponse:
    """Accept, return or reopen."""
    of = queries.one(request.actor, pk, rules.ACCEPT)
    form = OpeningForm(shown.names(of), request.POST or None)
    if request.method == "POST" and not form.is_valid():
        wrong = next(f"{form.fields[name].label or name}: {errors[0]}" for name, errors in form.errors.items())
        return _submission(request, of, wrong, form=_again(request, of))
    if request.method == "POST":
        said, which = form.cleaned_data, request.POST.get("act")
        given = (request.actor, pk, said["version"])
        try:
            if which == "accept":
                services.accept(*given)
            elif which == "reopen":
                services.reopen(*given, said["reason"], said["opened"], said["revision"] or "correction")
            else:
                services.send_back(*given, said["reason"], said["opened"])
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            return _submission(request, of, error.text.in_(language()), form=_again(request, of))
        messages.success(request, {"accept": _("Accepted: the figures hold now."), "reopen": _("Reopened.")}.get(
            str(which), _("Returned to the supplier.")
        ))  # fmt: skip
    return redirect("collection:desk", pk)


def _again(request: Any, of: Submission) -> OpeningForm:
    """The form as it was written, against the state that is shown now."""
    written = request.POST.copy()
    written["version"] = str(of.version)
    return OpeningForm(shown.names(of), written)


@needs("rapporteur.collection.accept")
@require_http_methods(["GET", "POST"])
def comment(request: Any, pk: int) -> HttpResponse:
    """A remark to the supplier."""
    of = queries.one(request.actor, pk, rules.ACCEPT)
    if request.method == "POST":
        try:
            services.comment(request.actor, pk, str(request.POST.get("text", "")), str(request.POST.get("about", "")))
        except GijaError as error:
            written = CommentForm(shown.names(of), request.POST)
            return _submission(request, of, error.text.in_(language()), comment=written)
        messages.success(request, _("Comment added."))
    return redirect("collection:desk", pk)


@needs("rapporteur.collection.watch")
@require_GET
def receipt(request: Any, number: str) -> HttpResponse:
    """A receipt of any supplier."""
    return views.show_receipt(request, number)
