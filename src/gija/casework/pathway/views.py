"""Pages of the ways: every case by stage, the way of one case, the data behind it, the times between stages."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gija.casework.pathway import book, closing, forms, queries, services, trail, words
from gija.casework.pathway.definitions import child_required, child_sources, next_of, stages
from gija.casework.pathway.rules import APPROVE, AT_LEAST, EXPORT, READ, WRITE
from gija.commons.accounts.sudo import sudo
from gija.commons.casefile.forms import language
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.vocabulary.lists import code_list

HIGHEST = ("high", "medium", "low", "unknown", "none")


def stage_text(code: str) -> str:
    """What a stage is called."""
    return stages()[code].text.in_(language())


@needs(READ)
@require_GET
def ways(request: Any) -> HttpResponse:
    """Every case of one's own institution where it stands; no names."""
    filters, today = forms.WayFilter(request.GET or None), timezone.localdate()
    rows = book.rows(request.actor.institution)
    waits = queries.due(request.actor, rows)
    found = queries.listed(rows, waits, filters.cleaned_data if filters.is_valid() else {})
    columns = [
        Column("case", _("Case"), lambda r: r.short, link=lambda r: reverse("pathway:case", args=[r.case])),
        Column("stage", _("Stage on the way"), lambda r: stage_text(r.stage), tag=True),
        Column("since", _("Since"), lambda r: r.since),
        Column("days", _("Days"), lambda r: (today - r.since).days, numeric=True),
        Column("due", _("What waits"), lambda r: ", ".join(str(words.DUE[one]) for one in waits.get(r.case, ()))),
    ]
    table = Table.of(
        request, found, columns, caption=_("Cases on their way"), filters=filters,
        empty=_("No case fits. A new case begins with its registration."),
    )  # fmt: skip
    counted = [(stages()[code], stage_text(code), n) for code, n in book.by_stage(rows).items() if n]
    page = {"table": table, "counted": counted, "due": len(waits)}
    return render(request, "pathway/list.html", page)


@needs(READ)
@require_GET
def case(request: Any, pk: Any) -> HttpResponse:
    """The way of one case. It says how to reach the person: each look leaves an entry."""
    found = services.looked(request.actor, str(pk))
    return render(request, "pathway/case.html", shown(request, found))


def shown(request: Any, found: Any) -> dict[str, Any]:
    """What the page of a way shows."""
    way, waits = trail.of(found), closing.in_wait(found)
    stands, closed = trail.stands(way), queries.closed(found)
    child, absent = queries.childhood_of(found), queries.child_missing(found)
    writes = may(request.actor, WRITE, found.institution) and not closed
    return {
        "case": found, "way": [(stage_text(one.stage), one) for one in way], "stands": stands, "closed": closed,
        "stage": stage_text(stands.stage), "days": (timezone.localdate() - stands.since).days,
        "reach": queries.contacts_of(found), "earlier": queries.contacts_before(found), "risk": queries.risk_of(found),
        "late": (held := queries.risk_of(found)) is not None and held.review_on < timezone.localdate(),
        "levels": _levels(held) if held else [],
        "missing": [] if closed else [words.NEEDS[one] for one in queries.needs_of(found, stands.stage)],
        "next": [one.text.in_(language()) for one in next_of(stands.stage)],
        "screenings": found.screenings.all(), "risks": found.risks.all(), "steps": found.child_steps.all(),
        "child": child, "absent": [(code_list("child_step")[one].text.in_(language()), child_sources()[one])
                                   for one in absent],
        "closures": [(words.STATES[one.state], one) for one in found.closures.all()],
        "log": [(words.ACTS.get(one.act, one.act), one) for one in found.way_lines.all()],
        "writes": writes, "waits": waits,
        "reopens": may(request.actor, WRITE, found.institution) and closed,
        "approves": waits is not None and may(request.actor, APPROVE, found.institution)
        and waits.account != request.actor.account,
    }  # fmt: skip


def _levels(risk: Any) -> list[tuple[str, list[str]]]:
    """Each level that was judged, the highest first, with its factors."""
    factors = code_list("risk_factor")
    return [
        (of.text.in_(language()), there)
        for of in sorted(code_list("risk_level"), key=lambda one: HIGHEST.index(one.code))
        if (there := [factors[f].text.in_(language()) for f, said in risk.factors.items() if said == of.code])
    ]


@needs(READ)
@require_GET
def definition(request: Any) -> HttpResponse:
    """The way as data: what each stage follows and needs, who is competent, where it comes from."""
    kinds = code_list("institution_kind")
    rows = [
        (one, one.text.in_(language()), [stage_text(code) for code in one.follows],
         [] if len(one.competent) == len(kinds) else [kinds[code].text.in_(language()) for code in one.competent],
         [words.NEEDS[need] for need in one.needs])
        for one in stages().values()
    ]  # fmt: skip
    steps = [(code_list("child_step")[code].text.in_(language()), code in child_required(), source)
             for code, source in child_sources().items()]  # fmt: skip
    return render(request, "pathway/stages.html", {"rows": rows, "steps": steps})


@needs(READ)
@require_GET
def times(request: Any) -> HttpResponse:
    """Days between stages, of one's own institution; from few cases nothing is told."""
    found = book.between(request.actor.institution)
    rows = [(stage_text(one.before), stage_text(one.after), one) for one in found]
    return render(request, "pathway/times.html", {"rows": rows, "least": AT_LEAST})


@needs(EXPORT)
@sudo
@require_GET
def stages_csv(request: Any) -> HttpResponse:
    """Where every case stands, as CSV: number of the case, code of the stage, days. No identity."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="stages.csv"'
    response["Cache-Control"] = "private, no-store"
    writer, today = csv.writer(response), timezone.localdate()
    writer.writerow(["case", "stage", "since", "days", "closed"])
    for row in services.exported(request.actor):
        since = row.since
        writer.writerow([row.short, row.stage, since.isoformat(), (today - since).days, int(row.closed)])
    return response
