"""Pages of reintegration: jobs to ask about, the way of one person, what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gija.casework.assistance.forms import StrikeForm, YearForm
from gija.casework.assistance.models import Job, Measure
from gija.casework.assistance.reintegration import forms, outcomes, queries, services
from gija.casework.assistance.rules import READ, WRITE
from gija.casework.assistance.views import SHOWN, word
from gija.commons.casefile.reading import FaultsError
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError

MODELS: dict[str, Any] = {"measure": Measure, "job": Job}


@needs(READ)
@require_GET
def ways(request: Any) -> HttpResponse:
    """Jobs that were found, those it is time to ask about first; no names."""
    filters = forms.JobFilter(request.GET or None)
    rows = queries.jobs(request.actor, filters.cleaned_data if filters.is_valid() else {})
    columns = [
        Column("case", _("Case"), lambda j: j.case.short, link=lambda j: reverse("assistance:way", args=[j.case_id])),
        Column("found", _("Work found on"), lambda j: j.found_on),
        Column("ask", _("Ask on"), lambda j: j.ask_on),
        *(Column(f"after{n}", _("After %(n)s months") % {"n": n}, _answer(n)) for n in outcomes.MONTHS),
    ]
    table = Table.of(
        request, rows, columns, caption=_("Jobs found"), filters=filters,
        empty=_("No job was noted yet, or none fits the filters. Note one from the page of a case."),
    )  # fmt: skip
    return render(request, "assistance/ways.html", {"table": table, "due": queries.waiting(request.actor)})


def _answer(months: int) -> Any:
    def said(job: Job) -> str:
        there = queries.answers(job).get(months)
        return word("still_employed", there.answer) if there else ""

    return said


@needs(READ)
@require_GET
def way(request: Any, pk: Any) -> HttpResponse:
    """The way of one person: measures, jobs, what may be done now."""
    return _way(request, queries.case_of(request.actor, str(pk)))


def _way(request: Any, case: Any, **more: Any) -> HttpResponse:
    writes, broken = may(request.actor, WRITE, case.institution), more.get("broken")
    measures = queries.measures(request.actor).filter(case=case.pk).order_by("began_on")
    page = {
        "case": case, "writes": writes, "measures": [_measure(one, broken) for one in measures],
        "jobs": [_job(one, broken) for one in queries.jobs(request.actor).filter(case=case.pk)],
        "forms": {
            "measure": forms.MeasureForm(auto_id="measure_%s"), "job": forms.JobForm(auto_id="job_%s"),
        } | more.pop("forms", {}) if writes else {},
    } | more  # fmt: skip
    return render(request, "assistance/way.html", page, status=SHOWN if "broken" in page else 200)


def _form(made: Any, found: Any, said: str, broken: Any, **more: Any) -> Any:
    """A form of an entry; the one that was refused as it was written."""
    auto_id = f"{said}_{found.pk[:8]}_%s"
    if broken is not None and broken.auto_id == auto_id:
        return broken
    return made(initial={"version": found.version} | more, auto_id=auto_id)


def _measure(found: Measure, broken: Any) -> dict[str, Any]:
    return {
        "kind": word("reintegration_measure", found.kind), "entry": found, "what": "measure",
        "ending": None if found.ended_on else _form(forms.EndForm, found, "end", broken, on=timezone.localdate()),
        "strike": _form(StrikeForm, found, "strike", broken),
    }  # fmt: skip


def _job(found: Job, broken: Any) -> dict[str, Any]:
    there, every = queries.answers(found), list(found.answers.all())
    return {
        "entry": found, "what": "job", "strike": _form(StrikeForm, found, "strike", broken),
        "asking": [
            (n, n in there, _form(forms.AskedForm, found, f"ask{n}", broken, months=n, on=timezone.localdate()))
            for n in queries.may_ask(found)
        ],
        "answers": [
            (n, outcomes.ask_on(found.found_on, n), there.get(n), [a for a in every if a.months == n and a.struck_at])
            for n in outcomes.MONTHS
        ],
    }  # fmt: skip


@needs(WRITE)
@require_POST
def begin(request: Any, pk: Any, what: str) -> HttpResponse:
    """A measure begins, or work was found."""
    case = queries.case_of(request.actor, str(pk), WRITE)
    made: dict[str, Any] = {"measure": forms.MeasureForm, "job": forms.JobForm}
    if what not in made:
        raise GijaError("assistance.not_found")
    form = made[what](request.POST, auto_id=f"{what}_%s")
    said = form.said()
    if form.errors:
        return _way(request, case, forms={what: form}, broken=form)
    try:
        act = services.begin if what == "measure" else services.found_work
        act(request.actor, case.pk, said, request.POST.get("number", ""))
    except FaultsError as error:
        form.show(error.faults)
        return _way(request, case, forms={what: form}, broken=form)
    messages.success(request, _("Saved."))
    return redirect("assistance:way", pk)


@needs(WRITE)
@require_POST
def turn(request: Any, pk: Any, what: str, act: str) -> HttpResponse:
    """A measure ended, a job was asked about, or either was entered in error."""
    made: dict[tuple[str, str], Any] = {
        ("measure", "end"): forms.EndForm, ("job", "ask"): forms.AskedForm, ("measure", "strike"): StrikeForm,
        ("job", "strike"): StrikeForm,
    }  # fmt: skip
    if (what, act) not in made:
        raise GijaError("assistance.not_found")
    found = queries.one(MODELS[what], request.actor, str(pk), WRITE)
    months = "12" if request.POST.get("months") == "12" else "6"
    said = f"ask{months}" if act == "ask" else act  # where the page has the fields
    form = made[what, act](request.POST, auto_id=f"{said}_{found.pk[:8]}_%s")
    form.full_clean()
    try:
        _turned(request, found, what, act, form.cleaned_data)
    except FaultsError as error:
        form.show(error.faults)
        return _way(request, found.case, broken=form)
    messages.success(request, _("Saved."))
    return redirect("assistance:way", found.case_id)


def _turned(request: Any, found: Any, what: str, act: str, of: dict[str, Any]) -> None:
    actor, version = request.actor, of.get("version") or 0
    if act == "end":
        services.end(actor, found.pk, version, of.get("on"), of.get("outcome", ""))
    elif act == "ask":
        services.asked(actor, found.pk, version, of.get("months") or 0, of.get("answer", ""), of.get("on"))
    else:
        services.strike(MODELS[what], actor, found.pk, version, of.get("reason", ""))


@needs(READ)
@require_GET
def came_of_it(request: Any) -> HttpResponse:
    """Uptake and outcomes of one's own institution: victims, and persons at risk apart."""
    years = [one.year for one in queries.years(request.actor)]
    form = YearForm(years, request.GET or None, every=True)
    year = form.cleaned_data.get("year") if form.is_valid() else None
    groups = [
        {
            "name": word("assisted_status", one.status), "of": one,
            "uptake": [(word("reintegration_measure", row.kind), row) for row in one.uptake],
            "coverage": [(word("municipality", code) if code else _("Not known"), n)
                         for code, n in one.coverage.items()],
        }
        for one in queries.came_of_it(request.actor, year)
    ]  # fmt: skip
    return render(request, "assistance/outcomes.html", {"groups": groups, "form": form, "year": year, "any": years})
