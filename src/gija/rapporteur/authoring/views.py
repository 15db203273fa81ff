"""Pages for authors: how far a report is written, a section beside its figures, its versions, what others answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.permissions import needs
from gija.rapporteur.authoring import checking, live, passages, shown, writing
from gija.rapporteur.authoring.forms import ElsewhereForm, SectionForm
from gija.rapporteur.authoring.words import inserted
from gija.rapporteur.choices import language
from gija.rapporteur.reports import queries, rules
from gija.rapporteur.reports.models import Report
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import LANGUAGES, Text


@needs("rapporteur.report.read")
@require_GET
def texts(request: Any, pk: int) -> HttpResponse:
    """How far each section is written, and what would stop the freezing, each with its place."""
    found = queries.report(request.actor, pk)
    desk = live.desk(found)
    page = {
        "report": found, "standings": shown.standings(desk), "problems": shown.problems(found, desk.problems),
        "writes": "write" in rules.possible(request.actor, found), "earlier": passages.earlier(found),
    }  # fmt: skip
    return render(request, "authoring/texts.html", page)


@needs("rapporteur.report.author")
@require_http_methods(["GET", "POST"])
def section(request: Any, pk: int, section: str) -> HttpResponse:
    """A section: both languages side by side, its figures with what is pasted, a preview; kept as a new version."""
    found = _own(request, pk, section)
    desk = live.desk(found)
    form = SectionForm(request.POST or None, indicators=desk.indicators(), initial=_start(found, section))
    if request.method == "GET" or not form.is_valid():
        return _page(request, desk, section, form)
    if request.POST.get("do") == "save":
        return _saved(request, desk, section, form)
    reference = request.POST.get("insert", "")
    if reference:
        typed: dict[str, str] = {one: inserted(form.cleaned_data[one], reference) for one in LANGUAGES}
        form = _again(request, desk, typed)
    return _page(request, desk, section, form, preview=request.POST.get("do") == "preview")


def _own(request: Any, pk: int, section: str) -> Report:
    """The report, if this person may write it and it has the section; whatever its state."""
    found = queries.report(request.actor, pk)
    rules.checked(request.actor, "write", found)
    writing.checked_section(found, section)
    return found


def _start(found: Report, section: str) -> dict[str, Any]:
    text, numbers = passages.written(found).get(section, checking.NOTHING), passages.numbers(found, section)
    return {"lt": text.lt, "en": text.en, "seen_lt": numbers["lt"], "seen_en": numbers["en"]}


def _saved(request: Any, desk: live.Desk, section: str, form: SectionForm) -> HttpResponse:
    try:
        made = writing.write(request.actor, desk.report.pk, section, form.text, form.seen)
    except GijaError as error:
        if error.code == "common.not_permitted":
            raise
        form.add_error(None, error.text.in_(language()))
        return _page(request, desk, section, form, meanwhile=error.code == "authoring.meanwhile")
    messages.success(request, _("Kept as a new version.") if made else _("Nothing was changed."))
    return redirect("authoring:section", desk.report.pk, section)


def _page(
    request: Any, desk: live.Desk, section: str, form: SectionForm, *, preview: bool = False, meanwhile: bool = False
) -> HttpResponse:
    found = desk.report
    typed = Text(str(form["en"].value() or ""), str(form["lt"].value() or ""))
    chosen = str(form["indicator"].value() or "")
    points = desk.figures(section, chosen)
    wrong = bool(form.errors)
    if meanwhile:  # what is kept next is written over what the other wrote: they have seen it now
        form = _over(request, form, desk, section)
    page = {
        "report": found, "section": section, "plan": shown.plan(found, section), "form": form,
        "figures": shown.lines(desk.lines(points)), "more": max(0, len(points) - live.MOST),
        "preview": shown.preview(found.kind, section, typed, desk.points) if preview or wrong else None,
        "theirs": shown.theirs(found, section, typed) if meanwhile else (),
        "elsewhere": shown.elsewhere(found, section), "writes": "write" in rules.possible(request.actor, found),
        "answer": _answer(found, section), "versions": len(passages.versions(found, section)),
    }  # fmt: skip
    return render(request, "authoring/section.html", page, status=422 if wrong else 200)


def _over(request: Any, form: SectionForm, desk: live.Desk, section: str) -> SectionForm:
    """The same form with the author's own words, over the versions that hold now."""
    numbers = passages.numbers(desk.report, section)
    again = _again(request, desk, {f"seen_{one}": str(number) for one, number in numbers.items()})
    for message in form.non_field_errors():
        again.add_error(None, str(message))
    return again


def _again(request: Any, desk: live.Desk, more: dict[str, str]) -> SectionForm:
    """What was sent, with something else in some fields."""
    typed = request.POST.copy()
    for name, value in more.items():
        typed[name] = value
    form = SectionForm(typed, indicators=desk.indicators())
    form.is_valid()
    return form


def _answer(found: Report, section: str) -> ElsewhereForm | None:
    numbers = writing.questions(found.kind, section)
    return ElsewhereForm(questions=numbers) if numbers else None


@needs("rapporteur.report.read")
@require_http_methods(["GET", "POST"])
def versions(request: Any, pk: int, section: str) -> HttpResponse:
    """Who wrote what when, latest first; an earlier version can be taken again."""
    found = queries.report(request.actor, pk)
    writing.checked_section(found, section)
    if request.method == "POST":
        spoken, _sep, number = request.POST.get("take", "").partition(" ")
        writing.take(request.actor, pk, section, spoken, int(number) if number.isdecimal() else 0)
        messages.success(request, _("The earlier version holds again."))
        return redirect("authoring:versions", pk, section)
    page = {
        "report": found, "section": section, "plan": shown.plan(found, section),
        "versions": shown.versions(passages.versions(found, section)),
        "writes": "write" in rules.possible(request.actor, found),
    }  # fmt: skip
    return render(request, "authoring/versions.html", page)


@needs("rapporteur.report.author")
@require_POST
def take_over(request: Any, pk: int) -> HttpResponse:
    """Begin the empty sections with the texts of an earlier report of the kind."""
    other = request.POST.get("report", "")
    earlier = queries.report(request.actor, int(other) if other.isdecimal() else 0)
    taken = writing.take_over(request.actor, pk, earlier)
    messages.success(request, _("Sections taken over: %(count)d.") % {"count": taken})
    return redirect("authoring:texts", pk)


@needs("rapporteur.report.author")
@require_POST
def elsewhere(request: Any, pk: int, section: str) -> HttpResponse:
    """What another country answered to a question of this section."""
    found = _own(request, pk, section)
    form = ElsewhereForm(request.POST, questions=writing.questions(found.kind, section))
    if form.is_valid():
        said = form.cleaned_data
        text = Text(said["answer_en"], said["answer_lt"])
        writing.answer_elsewhere(
            request.actor, pk, writing.Answered(section, said["question"], said["country"], text, said["source"])
        )
        messages.success(request, _("Answer entered."))
        return redirect("authoring:section", pk, section)
    page = {"report": found, "section": section, "plan": shown.plan(found, section), "form": form}
    return render(request, "authoring/elsewhere.html", page, status=422)
