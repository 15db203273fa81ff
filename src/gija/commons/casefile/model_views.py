"""Pages of the record model: a page of answers, a part of a group, and what is missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gija.commons.casefile import answers, parts, queries, sections, services
from gija.commons.casefile import facts as f
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.forms import language
from gija.commons.casefile.model_forms import AnswersForm, PartForm, WhyForm
from gija.commons.casefile.reading import FaultsError
from gija.vocabulary import record_model as model
from gija.vocabulary.errors import GijaError

SHOWN = 422  # a form that comes back with faults


def more(request: Any, file: CaseFile, case_id: str, page: str) -> HttpResponse:
    """One page of answers. Saved, it leads on; where an answer has opened a question on this page, back to it."""
    if page not in answers.PAGES:
        raise GijaError("casefile.not_found")
    if request.method != "POST":
        case = services.opened(file, request.actor, case_id, page=page, act="write")
        return _more_page(request, file, case, page, AnswersForm(case, page))
    case = queries.case(file, request.actor, case_id, "write")
    form = AnswersForm(case, page, request.POST)
    form.full_clean()
    try:
        version = form.cleaned_data.get("version")
        case = answers.answer(file, request.actor, case_id, page, form.raw(), version=version)
    except FaultsError as error:
        form.show(error.faults)
    except GijaError as error:
        if error.code != "casefile.changed_meanwhile":
            raise
        form.add_error(None, error.text.in_(language()))
    else:
        return _onward(request, file, case, page, {one.name for one in form.asked})
    return _more_page(request, file, case, page, form)


def _onward(request: Any, file: CaseFile, case: Any, page: str, shown: set[str]) -> HttpResponse:
    opened = [one for one in answers.fields_of(case, page) if one.name not in shown]
    if opened and "later" not in request.POST:
        messages.info(request, _("Saved. What you answered opens further questions on this page."))
        return redirect(f"{file.space}:more", case.pk, page)
    messages.success(request, _("Saved."))
    at = answers.PAGES.index(page) + 1
    if "later" in request.POST or at == len(answers.PAGES):
        return redirect(f"{file.space}:case", case.pk)
    return redirect(f"{file.space}:more", case.pk, answers.PAGES[at])


def _more_page(request: Any, file: CaseFile, case: Any, page: str, form: Any) -> HttpResponse:
    shown = {
        "file": file, "case": case, "form": form, "title": model.pages()[page], "step": answers.PAGES.index(page) + 3,
        "steps": len(answers.PAGES) + 2, "page": page, "child": case.age_group == "child",
        "groups": next(one.groups for one in sections.of(case) if one.code == page),
    }  # fmt: skip
    return render(request, "casefile/more.html", shown, status=SHOWN if form.errors else 200)


def add_part(request: Any, file: CaseFile, case_id: str, group: str) -> HttpResponse:
    """Enter a part of a group."""
    case = queries.case(file, request.actor, case_id, "write")
    of = parts.group_of(group)
    form = PartForm(case, of, request.POST or None)
    if request.method == "POST":
        entry = request.POST.get("entry", "")
        return _part_sent(
            request, file, case, of, form,
            lambda: parts.add(file, request.actor, case_id, group, form.raw(), entry=entry),
        )  # fmt: skip
    return _part_page(request, file, case, of, form)


def change_part(request: Any, file: CaseFile, case_id: str, entry: str) -> HttpResponse:
    """Put another in the place of a part."""
    case = queries.case(file, request.actor, case_id, "write")
    number = request.POST.get("entry", "")
    if number and case.parts.filter(pk=number).exists():
        return redirect(f"{file.space}:case", case.pk)  # the same form sent twice
    old = parts.one_part(case, entry)
    of = parts.group_of(old.group)
    form = PartForm(case, of, request.POST or None, old)
    if request.method == "POST":
        return _part_sent(
            request, file, case, of, form,
            lambda: parts.change(file, request.actor, case_id, entry, form.raw(), entry=number),
        )  # fmt: skip
    return _part_page(request, file, case, of, form)


def _part_sent(request: Any, file: CaseFile, case: Any, group: model.Group, form: Any, act: Any) -> HttpResponse:
    form.full_clean()
    try:
        act()
    except FaultsError as error:
        form.show(error.faults)
        return _part_page(request, file, case, group, form)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse(f'{file.space}:case', args=[case.pk])}#{group.page}")


def _part_page(request: Any, file: CaseFile, case: Any, group: model.Group, form: Any) -> HttpResponse:
    page = {"file": file, "case": case, "form": form, "title": group.text.in_(language()), "text": _part_hint(group)}
    return render(request, "casefile/small.html", page, status=SHOWN if form.errors else 200)


def _part_hint(group: model.Group) -> str:
    if group.code == "perpetrator":
        return _("Write no name anywhere: only codes are asked, and only codes leave.")
    return ""


def missing(request: Any, file: CaseFile, case_id: str) -> HttpResponse:
    """What is asked and not answered, page by page, and why it stays open."""
    case = queries.case(file, request.actor, case_id, "write")
    open_ = [one for one in f.asked(case) if one.leaves and one.code not in case.answers]
    form = WhyForm(open_, case.missing, request.POST or None)
    if request.method == "POST":
        try:
            answers.say_why(file, request.actor, case_id, form.raw())
        except FaultsError as error:
            form.full_clean()
            form.show(error.faults)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{file.space}:case", case.pk)
    pages = [
        (code, text.in_(language()), [form[one.code] for one in open_ if one.page == code])
        for code, text in model.pages().items()
        if any(one.page == code for one in open_)
    ]
    page = {"file": file, "case": case, "form": form, "pages": pages, "found": sections.findings(case)}
    return render(request, "casefile/missing.html", page, status=SHOWN if form.errors else 200)
