"""Pages of the memoranda: all of them, a new one, one with what may be done with it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.exchange.forms import said_in
from gija.casework.memoranda import forms, queries, services, words
from gija.casework.memoranda.models import Memorandum, Party
from gija.casework.memoranda.rules import EXPORT, READ, WRITE
from gija.commons.accounts.sudo import sudo
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.directory.queries import name_on
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHOWN = 422


def _called(party: Party) -> str:
    return name_on(party.body, language=language()) if party.body else party.name


def _with(found: Memorandum) -> str:
    return "; ".join(_called(one) for one in found.parties.all())


@needs(READ)
@require_GET
def memoranda(request: Any) -> HttpResponse:
    """Every memorandum that one's own institution keeps."""
    actor = request.actor
    filters = forms.MemorandumFilter(actor, request.GET or None)
    rows = queries.listed(actor, filters.cleaned_data if filters.is_valid() else {})
    columns = [
        Column("subject", _("What it is about"), lambda m: m.subject, sort="subject",
               link=lambda m: reverse("memoranda:one", args=[m.pk])),
        Column("with", _("With whom"), _with),
        Column("signed", _("Signed on"), lambda m: m.signed_on, sort="signed_on"),
        Column("until", _("Last day"), lambda m: queries.last(m) or _("open-ended"), sort="valid_to"),
        Column("state", _("State"), lambda m: words.STATES[queries.state(m)], tag=True),
    ]  # fmt: skip
    table = Table.of(
        request, rows, columns, caption=_("Memoranda"), filters=filters, order="-signed_on",
        empty=_("No memorandum is entered. A referral then says that there is none with the body."),
    )  # fmt: skip
    page = {
        "table": table, "ending": queries.waiting(actor), "may_write": may(actor, WRITE, actor.institution),
        "may_export": may(actor, EXPORT, actor.institution),
    }  # fmt: skip
    return render(request, "memoranda/list.html", page)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def enter(request: Any) -> HttpResponse:
    """A new memorandum; its parties are added on its page."""
    form = forms.MemorandumForm(None, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            made = services.enter(request.actor, form.said(), request.POST.get("number", ""))
        except FaultsError as error:
            form.show(error.faults)
        else:
            messages.success(request, _("Entered. Now add the other parties."))
            return redirect("memoranda:one", made.pk)
    return render(request, "memoranda/enter.html", {"form": form}, status=SHOWN if form.errors else 200)


@needs(READ)
@require_GET
def one(request: Any, pk: Any) -> HttpResponse:
    """One memorandum: parties with their competences, how it stands, what may be done."""
    return _one(request, queries.one(request.actor, str(pk)))


def _one(request: Any, found: Memorandum, broken: Any = None) -> HttpResponse:
    """`broken`: the act that was refused and its form as it was written."""
    there = queries.state(found)
    writes = may(request.actor, WRITE, found.institution) and not found.struck_at
    acts = _acts(request, found) if writes else {}
    if broken:
        acts[broken[0]] = broken[1]
    page = {
        "memorandum": found, "state": words.STATES[there], "tag": words.TAGS[there], "acts": acts,
        "until": queries.last(found), "keeper": name_on(found.institution, language=language()),
        "parties": [(one, _called(one), _texts("service", one.services), _texts("memorandum_stage", one.stages))
                    for one in found.parties.all()],
        "renewal": queries.renewal(found), "may_write": writes, "broken": broken[1] if broken else None,
    }  # fmt: skip
    return render(request, "memoranda/one.html", page, status=SHOWN if broken else 200)


def _texts(name: str, codes: list[str]) -> list[str]:
    return [code_list(name)[code].text.in_(language()) for code in codes]


def _acts(request: Any, found: Memorandum) -> dict[str, Any]:
    """The forms of what may be done with it now."""
    start = {"version": found.version}
    made: dict[str, Any] = {"party": forms.PartyForm(request.actor, initial=start, auto_id="party_%s")}
    if not (found.ended_on or queries.renewal(found)):
        made["renew"] = forms.MemorandumForm(found, renews=True, auto_id="renew_%s")
        made["end"] = forms.EndForm(initial=start, auto_id="end_%s")
    made["change"] = forms.MemorandumForm(found, auto_id="change_%s")
    return made | {"strike": forms.StrikeForm(initial=start, auto_id="strike_%s")}


@needs(WRITE)
@require_POST
def act(request: Any, pk: Any, act: str) -> HttpResponse:
    """One act on a memorandum; what was written stays where it is refused."""
    actor, data = request.actor, request.POST
    found = queries.one(actor, str(pk), WRITE)
    made: dict[str, Callable[[], Any]] = {
        "party": lambda: forms.PartyForm(actor, data, auto_id="party_%s"),
        "renew": lambda: forms.MemorandumForm(found, data, renews=True, auto_id="renew_%s"),
        "change": lambda: forms.MemorandumForm(found, data, auto_id="change_%s"),
        "end": lambda: forms.EndForm(data, auto_id="end_%s"),
        "strike": lambda: forms.StrikeForm(data, auto_id="strike_%s"),
    }
    if act not in made:
        raise GijaError("memoranda.not_found")
    form = made[act]()
    try:
        done = _done(actor, found.pk, act, form, said_in(form))
    except FaultsError as error:
        form.show(error.faults)
        return _one(request, found, (act, form))
    messages.success(request, _("Saved."))
    return redirect("memoranda:one", done.pk)


def _done(actor: Any, pk: str, act: str, form: Any, said: dict[str, Any]) -> Memorandum:
    version = said.get("version") or 0
    doing: dict[str, Callable[[], Memorandum]] = {
        "party": lambda: services.add_party(actor, pk, version, form.said()),
        "renew": lambda: services.renew(actor, pk, version, form.said()),
        "change": lambda: services.change(actor, pk, version, form.said()),
        "end": lambda: services.end(actor, pk, version, said.get("on")),
        "strike": lambda: services.strike(actor, pk, version, said.get("reason", "")),
    }
    return doing[act]()


@needs(WRITE)
@require_POST
def remove_party(request: Any, pk: Any, party: Any) -> HttpResponse:
    """A body that did not sign after all."""
    form = forms.VersionForm(request.POST)
    form.full_clean()
    services.remove_party(request.actor, str(pk), form.cleaned_data.get("version") or 0, str(party))
    messages.success(request, _("Saved."))
    return redirect("memoranda:one", pk)


@needs(EXPORT)
@sudo
@require_GET
def csv_file(request: Any) -> HttpResponse:
    """Every memorandum as CSV, a row for each party: days and codes."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="memoranda.csv"'
    writer = csv.writer(response)
    writer.writerow(["number", "subject", "reference", "signed", "from", "to", "ended", "state", "party", "services",
                     "stages"])  # fmt: skip
    for row in services.exported(request.actor):
        for party in row.parties.all() or [Party(name="")]:
            writer.writerow([_plain(cell) for cell in (
                row.short, row.subject, row.reference, row.signed_on, row.valid_from, row.valid_to, row.ended_on,
                queries.state(row).value, party.body or party.name, " ".join(party.services), " ".join(party.stages),
            )])  # fmt: skip
    return response


def _plain(cell: Any) -> str:
    """Text that no program takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
