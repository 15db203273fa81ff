"""Pages of the case file: list, find, the two pages of a form, the case, print. Each is shared by the zones.

Who is looked for and what is entered is sent by POST and never stands in an address; a case has a random number.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gija.commons.casefile import beside, finding, gate, queries, sections, services
from gija.commons.casefile.answers import PAGES
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.forms import CaseFilter, EventForm, FindForm, PersonForm, given_of, language
from gija.commons.casefile.reading import FaultsError, check
from gija.commons.casefile.tables import case_table, register_state
from gija.commons.permissions import may
from gija.vocabulary.errors import GijaError

SHOWN = 422  # a form that comes back with faults


def case_list(request: Any, file: CaseFile) -> HttpResponse:
    """The institution's cases, without names."""
    table = case_table(request, file, CaseFilter(request.GET or None))
    allowed = {f"may_{act}": may(request.actor, file.action(act)) for act in ("write", "export")}
    page = {"file": file, "table": table, **allowed}
    return render(request, "casefile/list.html", page)


def find(request: Any, file: CaseFile) -> HttpResponse:
    """Is somebody known here? By personal code, or by name and date of birth."""
    form = FindForm(request.POST or None)
    found = None
    if request.method == "POST":
        try:
            found = services.find(file, request.actor, form.raw())
        except FaultsError as error:
            form.full_clean()
            form.show(error.faults)
    page = {"file": file, "form": form, "found": found, "may_write": may(request.actor, file.action("write"))}
    return render(request, "casefile/find.html", page, status=SHOWN if form.errors else 200)


def new(request: Any, file: CaseFile) -> HttpResponse:
    """Page 1 of a new case. From the search it comes with what was asked; `start` says that nothing is saved yet."""
    if request.method != "POST" or "start" in request.POST:
        return _person_page(request, file, PersonForm(None, new=True, given=_asked(request)))
    form = PersonForm(request.POST, new=True, known="anyway" in request.POST)
    if form.faults():
        return _person_page(request, file, form)
    sent = request.POST
    try:
        made = services.open_case(
            file, request.actor, form.raw(), case_id=sent.get("case", ""), anyway=sent.get("anyway") == "on"
        )
    except GijaError as error:
        if error.code != "casefile.already_there":
            raise
        return _known_page(request, file)
    messages.success(request, _("The first page is saved. You can come back to the case at any time."))
    return redirect(f"{file.space}:event", made.pk)


def _asked(request: Any) -> dict[str, str]:
    """What was searched for, to start the form with."""
    return {name: value for name in FindForm().fields if (value := request.POST.get(name))}


def _known_page(request: Any, file: CaseFile) -> HttpResponse:
    """The form again with the cases that are there, and the tick that says: all the same."""
    form = PersonForm(request.POST, new=True, known=True)
    values, _faults = check(form.raw(), form.asked)
    known = list(finding.known(file, request.actor.institution, values))
    form.add_error("anyway", GijaError("casefile.already_there").text.in_(language()))
    return _person_page(request, file, form, known=known)


def _person_page(request: Any, file: CaseFile, form: PersonForm, case: Any = None, known: Any = ()) -> HttpResponse:
    page = {"file": file, "form": form, "case": case, "known": known, "step": 1, "steps": len(PAGES) + 2}
    return render(request, "casefile/page.html", page, status=SHOWN if form.errors else 200)


def person(request: Any, file: CaseFile, case_id: str) -> HttpResponse:
    """Page 1 of a case that is there."""
    if request.method != "POST":
        case = services.opened(file, request.actor, case_id, page="person", act="write")
        return _person_page(request, file, PersonForm(given=given_of(case, person=True)), case)
    case = queries.case(file, request.actor, case_id, "write")
    form = PersonForm(request.POST)
    if form.faults():
        return _person_page(request, file, form, case)
    try:
        case = services.change_person(file, request.actor, case_id, form.raw(), version=_version(form))
    except GijaError as error:
        if error.code != "casefile.changed_meanwhile":
            raise
        form.add_error(None, error.text.in_(language()))
        return _person_page(request, file, form, case)
    messages.success(request, _("Saved."))
    return redirect(f"{file.space}:event" if case.completed_at is None else f"{file.space}:case", case.pk)


def event(request: Any, file: CaseFile, case_id: str) -> HttpResponse:
    """Page 2. *Save and come back* keeps what there is; *save* wants it whole."""
    case = queries.case(file, request.actor, case_id, "write")
    first, later = case.completed_at is None, "later" in request.POST
    if request.method != "POST":
        return _event_page(request, file, case, EventForm(None, case, first=first, given=given_of(case, person=False)))
    form = EventForm(request.POST, case, first=first)
    if form.faults(whole=not later):
        return _event_page(request, file, case, form)
    try:
        services.record_event(file, request.actor, case_id, form.raw(), version=_version(form), later=later)
    except GijaError as error:
        if error.code != "casefile.changed_meanwhile":
            raise
        form.add_error(None, error.text.in_(language()))
        return _event_page(request, file, case, form)
    messages.success(request, _("Saved. The case is not finished yet.") if later and first else _("Saved."))
    if "more" in request.POST:
        return redirect(f"{file.space}:more", case.pk, PAGES[0])
    return redirect(f"{file.space}:case", case.pk)


def _event_page(request: Any, file: CaseFile, case: Any, form: EventForm) -> HttpResponse:
    page = {"file": file, "form": form, "case": case, "step": 2, "steps": len(PAGES) + 2}
    page["child"] = case.age_group == "child"
    return render(request, "casefile/page.html", page, status=SHOWN if form.errors else 200)


def _version(form: Any) -> int | None:
    found: int | None = form.cleaned_data.get("version")
    return found


def case_page(request: Any, file: CaseFile, case_id: str) -> HttpResponse:
    """The case with the person; each look leaves an entry."""
    return _case(request, file, case_id, "case")


def print_page(request: Any, file: CaseFile, case_id: str) -> HttpResponse:
    """The whole case on paper."""
    return _case(request, file, case_id, "print")


def _case(request: Any, file: CaseFile, case_id: str, page: str) -> HttpResponse:
    case = services.opened(file, request.actor, case_id, page=page)
    actor = request.actor
    shown = {
        "file": file,
        "case": case,
        "person": case.person,
        "status": queries.status_of(case),
        "register_state": register_state(case),
        "problems": [error.text for error in gate.problems(case)],
        "may_write": may(actor, file.action("write"), case.institution),
        "may_submit": may(actor, file.action("submit"), case.institution),
        "child": case.age_group == "child",
        "sections": sections.of(case),
        "above": beside.warnings(file, actor, case),
        "beside": beside.links(file, actor, case),
        "warnings": [sentence for is_error, sentence in sections.findings(case) if not is_error],
    }
    return render(request, f"casefile/{page}.html", shown)
