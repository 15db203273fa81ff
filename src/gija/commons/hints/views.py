"""Pages of the hints: all of them, and one with the own cases it is about. Nothing is said of another's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.directory.queries import name_on
from gija.commons.hints import queries, services
from gija.commons.hints.book import Book
from gija.commons.hints.forms import AnswerForm, HintFilter
from gija.commons.pages.tables import Column, Table
from gija.commons.pages.templatetags.gija import code_text
from gija.commons.permissions import may
from gija.commons.permissions.matrix import NotPermittedError
from gija.vocabulary.errors import GijaError

SHOWN = 422


def hints(request: Any, book: Book) -> HttpResponse:
    """The hints to one's own institution."""
    filters = HintFilter(request.GET or None)
    rows = queries.own(book, request.actor)
    if filters.is_valid() and (state := filters.cleaned_data["state"]):
        rows = rows.filter(state=state)
    columns = [
        Column("hint", _("Hint"), lambda h: h.short, link=lambda h: reverse(f"{book.space}:hint", args=[h.pk])),
        Column("other", _("Other institution"), lambda h: name_on(h.other, language=language())),
        Column("received", _("Received"), lambda h: h.received_at, sort="received_at"),
        Column("answer", _("Your answer"), lambda h: code_text(h.answer, "duplicate_answer")),
        Column("state", _("State"), lambda h: code_text(h.state, "duplicate_state"), sort="state", tag=True),
    ]
    table = Table.of(
        request, rows, columns, caption=_("Hints from the register"), filters=filters, order="-received_at",
        empty=_("The register has sent no hint."),
    )  # fmt: skip
    return render(request, "hints/list.html", {"book": book, "table": table})


def hint(request: Any, book: Book, pk: str) -> HttpResponse:
    """One hint and the answer to it."""
    found = queries.one(book, request.actor, pk)
    form = AnswerForm(request.POST or None)
    failed = ""
    if request.method == "POST":
        try:
            services.answer(book, request.actor, pk, request.POST.get("answer", ""), request.POST.get("reason", ""))
        except FaultsError as error:
            form.full_clean()
            form.show(error.faults)
        except NotPermittedError:
            raise
        except GijaError as error:
            failed = error.text.in_(language())
        else:
            messages.success(request, _("Answered. The register is told your answer and nothing else."))
            return redirect(f"{book.space}:hint", pk)
    page = {
        "book": book,
        "file": book.file,
        "hint": found,
        "other": name_on(found.other, language=language()),
        "cases": queries.cases(book, found),
        "form": form,
        "failed": failed,
        "ask": _ask(request, book, found),
        "may_answer": found.waits and may(request.actor, book.action("answer"), found.institution),
    }
    return render(request, "hints/hint.html", page, status=SHOWN if form.errors or failed else 200)


def _ask(request: Any, book: Book, hint: Any) -> str:
    """Where the other institution can be asked for information; empty where the zone or the actor cannot, or the hint
    was refused or is no longer asked."""
    open_ = hint.state in ("open", "confirmed") and hint.answer != "different"
    if not book.ask or not open_ or not may(request.actor, book.ask_right, hint.institution):
        return ""
    return f"{reverse(book.ask)}?hint={hint.pk}"
