"""Pages: the pairs, looking for them, one pair with its reasons; deciding, joining, undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.duplicates import likeness, queries, services, waterfall
from gija.commons.duplicates.book import Pair, PairBook
from gija.commons.duplicates.forms import DecideForm, JoinForm, PairFilter, UndoForm
from gija.commons.duplicates.queries import DECIDE, JOIN
from gija.commons.pages.tables import Column, Table
from gija.commons.pages.templatetags.gija import code_text
from gija.commons.permissions import may
from gija.commons.permissions.matrix import NotPermittedError
from gija.vocabulary.errors import GijaError

SHOWN = 422


def pairs(request: Any, book: PairBook) -> HttpResponse:
    """The pairs of one's own institution; POST looks for them anew."""
    if request.method == "POST":
        number = services.look(book, request.actor)
        messages.success(request, _("All cases were compared. Pairs that may be one person: %(n)d.") % {"n": number})
        return redirect(f"{book.space}:pairs")
    filters = PairFilter(request.GET or None)
    asked = filters.cleaned_data["answer"] if filters.is_valid() else ""
    columns = [
        Column("pair", _("Pair"), lambda p: p.short, link=lambda p: reverse(f"{book.space}:pair", args=[p.pk])),
        Column("one", _("Cases"), lambda p: f"{p.one.short} – {p.other.short}"),
        Column("weight", _("Match weight, bits"), lambda p: f"{p.weight:.1f}", sort="weight", numeric=True),
        Column("percent", _("Probability"), lambda p: f"{p.percent} %", numeric=True),
        Column("found", _("Found"), lambda p: p.found_at, sort="found_at"),
        Column("answer", _("Decision"), _decision, tag=True),
    ]
    table = Table.of(
        request, queries.listed(book, request.actor, asked), columns, caption=_("Possible duplicates"), filters=filters,
        order="-weight", empty=_("No pair fits. Press “Compare all cases” to look for duplicates."),
    )  # fmt: skip
    return render(request, "duplicates/pairs.html", {"book": book, "table": table})


def _decision(pair: Pair) -> str:
    return code_text(pair.answer, "duplicate_answer") if pair.answer else _("to decide")


def pair(request: Any, book: PairBook, pk: str) -> HttpResponse:
    """One pair: both persons side by side, the weights, what was decided."""
    return _pair(request, book, services.opened(book, request.actor, pk))


def decide(request: Any, book: PairBook, pk: str) -> HttpResponse:
    """Keep a decision."""
    form = DecideForm(request.POST or None)
    said = request.POST
    return _act(request, book, pk, form, _("Decided."), lambda: services.decide(
        book, request.actor, pk, said.get("answer", ""), said.get("reason", "")
    ), "decide")  # fmt: skip


def join(request: Any, book: PairBook, pk: str) -> HttpResponse:
    """Join the two cases."""
    found = queries.pair(book, request.actor, pk, JOIN)
    form = JoinForm(request.POST or None, both=queries.both_in_register(found))
    said = request.POST
    return _act(request, book, pk, form, _("Joined. Both cases stay as they are; this can be undone."), lambda: (
        services.join(book, request.actor, pk, said.get("reason", ""), said.get("register", "stay"))
    ), "join")  # fmt: skip


def undo(request: Any, book: PairBook, pk: str) -> HttpResponse:
    """Undo a join."""
    form = UndoForm(request.POST or None)
    return _act(request, book, pk, form, _("Undone. The cases are two again."), lambda: (
        services.undo(book, request.actor, pk, request.POST.get("reason", ""))
    ), "undo")  # fmt: skip


def _act(
    request: Any, book: PairBook, pk: str, form: Any, done: str, act: Callable[[], object], name: str
) -> HttpResponse:
    """A form of the pair's page: to its service and back; with faults the page again. GET leads to the page."""
    if request.method != "POST":
        return redirect(f"{book.space}:pair", pk)
    failed = ""
    try:
        act()
    except FaultsError as error:
        form.full_clean()
        form.show(error.faults)
    except NotPermittedError:
        raise
    except GijaError as error:
        failed = error.text.in_(language())
    else:
        messages.success(request, done)
        return redirect(f"{book.space}:pair", pk)
    return _pair(request, book, services.opened(book, request.actor, pk), failed, **{name: form})


def _pair(request: Any, book: PairBook, found: Pair, failed: str = "", **forms: Any) -> HttpResponse:
    steps, standing = queries.steps(found), queries.standing(found)
    both = queries.both_in_register(found)
    may_join = may(request.actor, book.action(JOIN), found.institution)
    page = {
        "book": book,
        "file": book.file,
        "pair": found,
        "cases": [found.one, found.other],
        "language": language(),
        "steps": [
            {"name": s.name.in_(language()), "said": s.said.in_(language()), "weight": s.weight, "sum": s.sum}
            for s in steps
        ],
        "picture": mark_safe(waterfall.svg(steps, language())),  # noqa: S308  our own figure, words escaped in it
        "model": likeness.shipped(),
        "standing": standing,
        "last": found.joins.first(),
        "later": queries.later(found) if both else None,
        "failed": failed,
        "broken": bool(failed or any(form.errors for form in forms.values())),
        "decide_form": forms.get("decide", DecideForm(auto_id="decide_%s"))
        if may(request.actor, book.action(DECIDE), found.institution) and standing is None
        else None,
        "join_form": forms.get("join", JoinForm(both=both, auto_id="join_%s")) if may_join and not standing else None,
        "undo_form": forms.get("undo", UndoForm(auto_id="undo_%s")) if may_join and standing else None,
        "form": next(iter(forms.values()), None),
    }
    return render(request, "duplicates/pair.html", page, status=SHOWN if page["broken"] else 200)
