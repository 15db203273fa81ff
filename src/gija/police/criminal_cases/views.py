"""Pages of criminal cases: the list, a case with its people and stages, what is noted, a file of outcomes, tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.handover import counting as frozen
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import needs
from gija.methods.tables import Period
from gija.police.criminal_cases import importing, queries, services, tables
from gija.police.criminal_cases.forms import (
    CaseForm,
    FileForm,
    FindForm,
    PartyForm,
    SentenceForm,
    StageForm,
    StrikeForm,
    YearForm,
    language,
    refuse,
)
from gija.police.criminal_cases.models import CriminalCase
from gija.police.search.ids import typed
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list

SHOWN = 422  # what was sent does not do: shown again
YEARS = 12  # that a table may be made of
LISTED = ("procedure_stage", "sentence_kind")  # whose codes a file of outcomes holds
TOLD = ("criminal.", "frozen.", "casefile.file")  # refusals that the page of the form shows


def _code(name: str, code: str) -> str:
    codes = code_list(name)
    return codes[code].text.in_(language()) if code in codes else code


def _article(one: CriminalCase) -> str:
    return _code(services.OFFENCES[one.kind], one.offence)


def _last(one: CriminalCase) -> str:
    """The stage reached last, with its day."""
    reached = [stage for stage in one.stages.all() if not stage.struck_on]
    return f"{_code('procedure_stage', reached[-1].stage)}, {reached[-1].day.isoformat()}" if reached else ""


@needs("police.criminal.read")
@require_http_methods(["GET", "POST"])
def cases(request: Any) -> HttpResponse:
    """The institution's cases; POST: to the one of a number."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = services.numbered(request.actor.institution, form.cleaned_data["number"])
        if found:
            return redirect("criminal_cases:case", found.pk)
        form.add_error("number", GijaError("criminal.not_here").text.in_(language()))
    columns = (
        Column(
            "number",
            _("Number of the case"),
            lambda one: one.number,
            link=lambda one: reverse("criminal_cases:case", args=[one.pk]),
        ),
        Column("offence", _("Article"), _article),
        Column("people", _("People"), lambda one: len(one.parties.all()), numeric=True),
        Column("last", _("Stage reached last"), _last),
        Column("entered", _("Entered"), lambda one: one.entered_at, sort="entered_at"),
    )
    rows = queries.cases(request.actor).prefetch_related("parties", "stages")
    table = Table.of(request, rows, columns, caption=_("Criminal cases"), empty=_("No case was entered yet."))
    page = {"table": table, "form": form, "writes": queries.writes(request.actor)}
    return render(request, "criminal_cases/list.html", page, status=SHOWN if form.errors else 200)


@needs("police.criminal.write")
@require_http_methods(["GET", "POST"])
def enter(request: Any) -> HttpResponse:
    """A new case."""
    form = CaseForm(request.POST or None)
    made = _done(request, form, lambda: services.enter(request.actor, form.said()))
    if made:
        messages.success(request, _("The case is entered. Say now who it is against, and which stages it reached."))
        return redirect("criminal_cases:case", made.pk)
    return _form(request, form, _("Enter a case"), _("Enter the case"))


@needs("police.criminal.read")
@require_GET
def case(request: Any, pk: str) -> HttpResponse:
    """A case: its people, and the stages in the order of their days."""
    found = queries.case(request.actor, pk)
    stages = found.stages.select_related("party").prefetch_related("sentences")
    page = {
        "one": found, "article": _article(found), "kind": _code("case_kind", found.kind),
        "parties": found.parties.all(), "stages": stages, "writes": queries.writes(request.actor),
        "add": PartyForm(),
    }  # fmt: skip
    return render(request, "criminal_cases/case.html", page)


@needs("police.criminal.write")
@require_http_methods(["GET", "POST"])
def add(request: Any, pk: str) -> HttpResponse:
    """Somebody more."""
    found, form = queries.case(request.actor, pk), PartyForm(request.POST or None)
    if _done(request, form, lambda: services.add(request.actor, pk, **form.cleaned_data)):
        return redirect("criminal_cases:case", pk)
    return _form(request, form, _("Who the case is against"), _("Add"), found)


@needs("police.criminal.write")
@require_http_methods(["GET", "POST"])
def reach(request: Any, pk: str) -> HttpResponse:
    """A stage that was reached."""
    found = queries.case(request.actor, pk)
    form = StageForm(request.POST or None, case=found)
    if _done(request, form, lambda: services.reach(request.actor, pk, form.said())):
        messages.success(request, _("The stage is noted."))
        return redirect("criminal_cases:case", pk)
    return _form(request, form, _("Note a stage"), _("Note the stage"), found)


@needs("police.criminal.write")
@require_http_methods(["GET", "POST"])
def impose(request: Any, pk: str) -> HttpResponse:
    """One more sentence to a conviction."""
    found, form = queries.stage(request.actor, pk), SentenceForm(request.POST or None)
    if _done(request, form, lambda: services.impose(request.actor, pk, form.imposed())):
        messages.success(request, _("The sentence is noted."))
        return redirect("criminal_cases:case", found.case_id)
    return _form(request, form, _("Note a sentence"), _("Note the sentence"), found.case)


@needs("police.criminal.write")
@require_http_methods(["GET", "POST"])
def strike(request: Any, pk: str) -> HttpResponse:
    """Strike a stage out."""
    found, form = queries.stage(request.actor, pk), StrikeForm(request.POST or None)
    if _done(request, form, lambda: services.strike(request.actor, pk, form.cleaned_data["why"])):
        messages.success(request, _("The stage is struck out. It stays to be seen."))
        return redirect("criminal_cases:case", found.case_id)
    return _form(request, form, _("Strike a stage out"), _("Strike it out"), found.case)


@needs("police.criminal.write")
@require_http_methods(["GET", "POST"])
def take(request: Any) -> HttpResponse:
    """Court outcomes from a file."""
    form = FileForm(request.POST or None, request.FILES or None)
    faults: tuple[importing.Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            taken = importing.take(request.actor, form.cleaned_data["file"])
        except importing.FileFaultsError as error:
            faults = error.faults
            form.add_error("file", error.text.in_(language()))
        except GijaError as error:
            _tell(error)
            form.add_error("file", error.text.in_(language()))
        else:
            told = _("Rows entered: %(entered)d; here already: %(there)d.")
            messages.success(request, told % {"entered": taken.entered, "there": taken.there})
            return redirect("criminal_cases:list")
    page = {
        "form": form, "columns": importing.COLUMNS,
        "faults": [(one.row, one.field, one.error.text.in_(language())) for one in faults],
        "codes": [(one.code, one.text.in_(language())) for name in LISTED for one in code_list(name)],
    }  # fmt: skip
    return render(request, "criminal_cases/file.html", page, status=SHOWN if form.errors else 200)


@needs("police.criminal.table")
@require_http_methods(["GET", "POST"])
def tables_page(request: Any) -> HttpResponse:
    """Tables of years: made by one officer, approved and handed over by another."""
    act = request.POST.get("act")
    form = YearForm(request.POST if act == "make" else None, periods=_periods())
    if request.method == "POST":
        try:
            if act == "approve":
                tables.approve(request.actor, typed(request.POST.get("table", "")))
                messages.success(request, _("The table was approved and handed over."))
                return redirect("criminal_cases:tables")
            if form.is_valid():
                tables.make(request.actor, Period.of(form.cleaned_data["period"]))
                messages.success(request, _("The table was made. A colleague approves it."))
                return redirect("criminal_cases:tables")
        except GijaError as error:
            _tell(error)
            messages.error(request, error.text.in_(language()))
    shown = [(one, _measures(one)) for one in queries.tables(request.actor)[:20]]
    page = {
        "form": form, "tables": shown, "account": request.actor.account, "counted": tables.RULE.counted.in_(language()),
        "missing": tables.RULE.missing.in_(language()),
    }  # fmt: skip
    return render(request, "criminal_cases/tables.html", page)


def _measures(one: Any) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """Each measure with its total, and by the codes of its list."""
    kept = frozen.kept(tables.RULE, one.counts)
    return [
        (
            indicators()[of.code].text.in_(language()), sum(kept[of.code].values()),
            [(_code(of.lists[0], key[0]), number) for key, number in kept[of.code].items()] if of.lists else [],
        )
        for of in tables.RULE.measures
    ]  # fmt: skip


def _periods() -> list[tuple[str, str]]:
    return [(str(one), str(one)) for one in tables.RULE.periods(timezone.localdate(), YEARS)]


def _tell(error: GijaError) -> None:
    """What the form's own page says; anything else is a page of its own."""
    if not error.code.startswith(TOLD) or error.code in (queries.MISSING, "frozen.not_found"):
        raise error


def _done(request: Any, form: Any, act: Callable[[], Any]) -> Any:
    """What the act of a form gave that is whole; None where the form is to be shown, with what was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except GijaError as error:
        _tell(error)
        refuse(form, error)
        return None


def _form(request: Any, form: Any, title: str, button: str, one: CriminalCase | None = None) -> HttpResponse:
    page = {"form": form, "title": title, "button": button, "one": one}
    return render(request, "criminal_cases/form.html", page, status=SHOWN if form.errors else 200)
