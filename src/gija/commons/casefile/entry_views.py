"""Small pages: a status, a service, a consent, a note; ending, taking back and striking out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gija.commons.casefile import forms, histories, queries, releases
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.reading import FaultsError

ADD: dict[str, tuple[type[forms.EntryForm], Any, Any]] = {
    "status": (forms.StatusForm, gettext_lazy("Add a status"), gettext_lazy("The status is added.")),
    "assistance": (forms.AssistanceForm, gettext_lazy("Add a service"), gettext_lazy("The service is added.")),
    "consent": (forms.ConsentForm, gettext_lazy("Add a consent"), gettext_lazy("The consent is added.")),
    "note": (forms.NoteForm, gettext_lazy("Add a note"), gettext_lazy("The note is added.")),
}
ACTS: dict[str, Callable[..., Any]] = {
    "status": histories.add_status,
    "assistance": histories.add_assistance,
    "consent": histories.give_consent,
    "note": lambda file, actor, case_id, data, entry: histories.add_note(
        file, actor, case_id, data.get("note", ""), entry=entry
    ),
}


def add(request: Any, file: CaseFile, case_id: str, kind: str) -> HttpResponse:
    """Add an entry to the history of a case."""
    case = queries.case(file, request.actor, case_id, "write")
    form_type, title, done = ADD[kind]
    form = form_type(request.POST or None)

    def act() -> None:
        ACTS[kind](file, request.actor, case_id, request.POST, entry=request.POST.get("entry", ""))

    return _small(request, file, case, form, title, done, act, anchor=kind)


def end(request: Any, file: CaseFile, case_id: str, entry: str) -> HttpResponse:
    """A service ended."""
    case = queries.case(file, request.actor, case_id, "write")
    form = forms.EndForm(request.POST or None, initial={"end": timezone.localdate()})

    def act() -> None:
        histories.end_assistance(file, request.actor, case_id, entry, request.POST.get("end"))

    return _small(request, file, case, form, _("The service has ended"), _("Saved."), act, anchor="assistance")


def take_back(request: Any, file: CaseFile, case_id: str, entry: str) -> HttpResponse:
    """A consent is taken back."""
    case = queries.case(file, request.actor, case_id, "write")
    form = forms.WithdrawConsentForm(request.POST or None, initial={"withdrawn_on": timezone.localdate()})

    def act() -> None:
        histories.withdraw_consent(file, request.actor, case_id, entry, request.POST.get("withdrawn_on"))

    text = _("If the register was told on the strength of this consent, it is asked at once to forget the record.")
    title = _("The consent is taken back")
    told = releases.told(case)
    return _small(request, file, case, form, title, _("Saved."), act, anchor="consent", text=text, told=told)


def strike(request: Any, file: CaseFile, case_id: str, kind: str, entry: str) -> HttpResponse:
    """An entry was made in error."""
    case = queries.case(file, request.actor, case_id, "write")
    form = forms.ReasonForm(request.POST or None)

    def act() -> None:
        histories.strike(file, request.actor, case_id, kind, entry, request.POST.get("reason", ""))

    text = _("The entry is struck out and stays readable in your institution.")
    return _small(request, file, case, form, _("Entered in error"), _("Struck out."), act, anchor=kind, text=text)


def _small(
    request: Any, file: CaseFile, case: Any, form: Any, title: Any, done: Any, act: Callable[[], None],
    *, anchor: str, text: str = "", told: Any = (),
) -> HttpResponse:  # fmt: skip
    """A form of one question: shown, sent to its service, back to the case."""
    if request.method == "POST":
        try:
            act()
        except FaultsError as error:
            form.full_clean()
            form.show(error.faults)
        else:
            messages.success(request, done)
            return redirect(f"{_address(file, case)}#{anchor}")
    page = {"file": file, "case": case, "form": form, "title": title, "text": text, "told": told}
    return render(request, "casefile/small.html", page, status=422 if form.errors else 200)


def _address(file: CaseFile, case: Any) -> str:
    from django.urls import reverse

    return reverse(f"{file.space}:case", args=[case.pk])
