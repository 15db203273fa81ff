"""Pages of the claims: all of them, a new one, one with what happened, the figures of the years."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.compensation import forms, keeping, paper, queries, services
from gija.casework.compensation.models import Claim
from gija.casework.compensation.rules import EXPORT, NEXT, READ, WRITE
from gija.commons.accounts.sudo import sudo
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.pages.tables import Column, Table
from gija.commons.papers.taken import spoken_or_404, taken
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHOWN = 422


def _state(found: Claim) -> str:
    return code_list("claim_turn")[found.state].text.in_(language()) if found.state else _("being prepared")


def _source(found: Claim) -> str:
    return code_list("compensation_source")[found.source].text.in_(language())


@needs(READ)
@require_GET
def claims(request: Any) -> HttpResponse:
    """Every claim of one's own institution; no names."""
    filters = forms.ClaimFilter(request.GET or None)
    rows = queries.listed(request.actor, filters.cleaned_data if filters.is_valid() else {})
    columns = [
        Column("claim", _("Claim"), lambda c: c.short, link=lambda c: reverse("compensation:one", args=[c.pk])),
        Column("case", _("Case"), lambda c: c.case.short, link=lambda c: reverse("cases:case", args=[c.case_id])),
        Column("source", _("From whom"), _source, sort="source"),
        Column("asked", _("Sum asked for"), lambda c: c.asked or "", numeric=True),
        Column("awarded", _("Awarded, EUR"), queries.awarded, numeric=True),
        Column("paid", _("Paid, EUR"), queries.paid, numeric=True),
        Column("state", _("State"), _state, sort="state", tag=True),
    ]
    table = Table.of(
        request, rows, columns, caption=_("Compensation"), filters=filters, order="-entered_at",
        empty=_("Nothing was claimed yet. Begin from the page of a case."),
    )  # fmt: skip
    page = {"table": table, "may_write": may(request.actor, WRITE, request.actor.institution)}
    return render(request, "compensation/list.html", page)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def begin(request: Any) -> HttpResponse:
    """Prepare a claim."""
    sent = request.POST if request.method == "POST" else None
    form = forms.ClaimForm(request.actor, None, sent, case=request.GET.get("case", ""))
    said = form.said() if request.method == "POST" else None
    if said is not None and not form.errors:
        try:
            made = services.begin(request.actor, request.POST.get("case", ""), said, request.POST.get("number", ""))
        except FaultsError as error:
            form.show(error.faults)
        else:
            messages.success(request, _("The claim is being prepared."))
            return redirect("compensation:one", made.pk)
    return render(request, "compensation/begin.html", {"form": form}, status=SHOWN if form.errors else 200)


@needs(READ)
@require_GET
def one(request: Any, pk: Any) -> HttpResponse:
    """One claim: sums, documents, what happened, what may happen next."""
    return _one(request, queries.one(request.actor, str(pk)))


def _one(request: Any, found: Claim, **more: Any) -> HttpResponse:
    writes = may(request.actor, WRITE, found.institution)
    there = queries.turns(found)
    documents = queries.documents(found.source).items()
    page = {
        "claim": found, "state": _state(found), "source": _source(found), "awarded": queries.awarded(found),
        "paid": queries.paid(found), "recovered": queries.recovered(found), "turns": found.turns.all(),
        "documents": [(text.in_(language()), code in found.documents) for code, text in documents],
        "kept": [(queries.named(found, one.code).in_(language()), one) for one in queries.kept(found)],
        "document_form": forms.DocumentForm(found) if writes else None,
        "may_print": may(request.actor, EXPORT, found.institution), "writes": writes,
        "turn_form": forms.TurnForm(found, auto_id="turn_%s") if writes and NEXT[found.state] else None,
        "strike_form": forms.StrikeForm(initial={"version": found.version}, auto_id="strike_%s")
        if writes and there else None,
        "change_form": forms.ClaimForm(request.actor, found, auto_id="change_%s") if writes else None,
    } | more  # fmt: skip
    return render(request, "compensation/one.html", page, status=SHOWN if more else 200)


@needs(WRITE)
@require_POST
def change(request: Any, pk: Any) -> HttpResponse:
    """Sum, court, number, documents."""
    found = queries.one(request.actor, str(pk), WRITE)
    form = forms.ClaimForm(request.actor, found, request.POST, auto_id="change_%s")
    said = form.said(found.source)
    if form.errors:
        return _one(request, found, change_form=form, broken=form)
    services.change(request.actor, str(pk), form.cleaned_data.get("version") or 0, said)
    messages.success(request, _("Saved."))
    return redirect("compensation:one", pk)


@needs(WRITE)
@require_POST
def turn(request: Any, pk: Any) -> HttpResponse:
    """What happened."""
    found = queries.one(request.actor, str(pk), WRITE)
    form = forms.TurnForm(found, request.POST, auto_id="turn_%s")
    money, said = form.money(), form.cleaned_data
    try:
        if form.errors:
            return _one(request, found, turn_form=form, broken=form)
        services.turn(
            request.actor, str(pk), said.get("version") or 0, said.get("turn", ""), said.get("on"), money,
            said.get("note", ""),
        )  # fmt: skip
    except FaultsError as error:
        form.show(error.faults)
        return _one(request, found, turn_form=form, broken=form)
    messages.success(request, _("Saved."))
    return redirect("compensation:one", pk)


@needs(WRITE)
@require_POST
def strike(request: Any, pk: Any) -> HttpResponse:
    """Take back the last turn."""
    form = forms.StrikeForm(request.POST, auto_id="strike_%s")
    form.full_clean()
    said = form.cleaned_data
    try:
        services.strike(request.actor, str(pk), said.get("version") or 0, said.get("reason", ""))
    except FaultsError as error:
        form.show(error.faults)
        return _one(request, queries.one(request.actor, str(pk)), strike_form=form, broken=form)
    messages.success(request, _("Taken back."))
    return redirect("compensation:one", pk)


@needs(WRITE)
@require_POST
def add_document(request: Any, pk: Any) -> HttpResponse:
    """Keep a document beside the claim."""
    found = queries.one(request.actor, str(pk), WRITE)
    form = forms.DocumentForm(found, request.POST, request.FILES)
    if form.is_valid():
        said, sent = form.cleaned_data, form.cleaned_data["file"]
        content = sent.read(keeping.LARGEST + 1)
        try:
            keeping.add(request.actor, found.pk, said["version"], said["code"], sent.name or "", content)
        except GijaError as error:
            if error.code not in ("claims.document_size", "claims.document_kind"):
                raise
            form.add_error("file", error.text.in_(language()))
    if form.errors:
        return _one(request, found, document_form=form, broken=form)
    messages.success(request, _("The document was added."))
    return redirect("compensation:one", pk)


@needs(WRITE)
@require_POST
def take_document(request: Any, pk: Any, key: Any) -> HttpResponse:
    """Take a document out for good."""
    version = request.POST.get("version", "")
    keeping.take_out(request.actor, str(pk), int(version) if version.isdecimal() else 0, str(key))
    messages.success(request, _("The document was taken out."))
    return redirect("compensation:one", pk)


@needs(EXPORT)
@sudo
@require_GET
def document(request: Any, pk: Any, key: Any) -> HttpResponse:
    """A document, to be saved: never shown inside a page of ours."""
    found, content = keeping.opened(request.actor, str(pk), str(key))
    response = HttpResponse(content, content_type=keeping.TYPES[found.ending])
    response["Content-Disposition"] = f'attachment; filename="{str(found.pk)[:8].upper()}.{found.ending}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs(READ)
@require_GET
def figures(request: Any) -> HttpResponse:
    """Claims, awards and payments by year and source, of one's own institution."""
    found = queries.by_year(queries.own(request.actor))
    rows = [(row, code_list("compensation_source")[row.source].text.in_(language())) for row in found]
    return render(request, "compensation/figures.html", {"rows": rows})


@needs(EXPORT)
@sudo
@require_GET
def figures_csv(request: Any) -> HttpResponse:
    """The same as CSV: codes and numbers."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="compensation.csv"'
    writer = csv.writer(response)
    writer.writerow(["year", "source", "filed", "awarded", "awarded_eur", "paid", "paid_eur"])
    rows = services.exported(request.actor)
    for row in rows:
        writer.writerow([row.year, row.source, row.filed, row.awarded, row.awarded_euro, row.paid, row.paid_euro])
    return response


@needs(EXPORT)
@sudo
@require_GET
def paper_form(request: Any, pk: Any, spoken: str) -> HttpResponse:
    """The claim on paper. Names the person."""
    spoken_or_404(spoken)
    found, made = paper.form(request.actor, str(pk), spoken)
    return taken(made, f"{found.short}.{spoken}")
