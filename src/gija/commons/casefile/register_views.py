"""What leaves for the register: shown exactly as it leaves, sent, corrected, withdrawn."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gija.commons.casefile import gate, queries, releases, submission
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.forms import ReasonForm, language
from gija.commons.casefile.reading import FaultsError
from gija.commons.casefile.words import lines
from gija.vocabulary.errors import GijaError


def leaves(request: Any, file: CaseFile, case_id: str) -> HttpResponse:
    """The message as it would leave now; sent back, it is sent if it is still the same."""
    case = queries.case(file, request.actor, case_id, "submit")
    failed = None
    if request.method == "POST":
        try:
            kept = submission.submit(file, request.actor, case_id, seen=request.POST.get("seen", "-"))
        except GijaError as error:
            if not error.code.startswith("casefile.") or error.code == "casefile.not_found":
                raise
            failed = error.text
        else:
            new = _("The record is on its way to the register.")
            messages.success(request, new if kept.revision == 1 else _("The correction is on its way to the register."))
            return redirect(f"{file.space}:case", case.pk)
    return render(request, "casefile/leaves.html", _page(file, case, failed), status=422 if failed else 200)


def _page(file: CaseFile, case: Any, failed: Any) -> dict[str, Any]:
    last = case.submissions.filter(record_id=case.record_id).first()
    page = {"file": file, "case": case, "failed": failed, "problems": [p.text for p in gate.problems(case)]}
    try:
        message = gate.depersonalise(case)
    except GijaError as error:
        return page | {"problems": page["problems"] or [error.text]}
    body = message.data()
    same = last is not None and case.in_register and submission.same(last.body, body)
    return page | {
        "lines": lines(body, language()),
        "body": json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True),
        "seen": submission.digest(message),
        "same": same,
        "last": last,
    }


def withdraw(request: Any, file: CaseFile, case_id: str) -> HttpResponse:
    """Have the register forget the record."""
    case = queries.case(file, request.actor, case_id, "submit")
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        try:
            submission.withdraw(file, request.actor, case_id, request.POST.get("reason", ""))
        except FaultsError as error:
            form.full_clean()
            form.show(error.faults)
        else:
            messages.success(request, _("The withdrawal is on its way to the register."))
            return redirect(f"{file.space}:case", case.pk)
    page = {"file": file, "case": case, "form": form, "told": releases.told(case)}
    return render(request, "casefile/withdraw.html", page, status=422 if form.errors else 200)
