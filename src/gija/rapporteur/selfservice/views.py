"""Pages of self-service tables: ask, see what was asked before, one answer with its error, its files."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.accounts.sudo import sudo
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.formats.releases.values import TYPES
from gija.rapporteur.selfservice import exports, queries, services, shown
from gija.rapporteur.selfservice.forms import AskForm
from gija.rapporteur.selfservice.models import Ask
from gija.vocabulary.errors import GijaError


def _language() -> str:
    return get_language() or "lt"


def _columns(all_: bool) -> tuple[Column, ...]:
    own = (
        Column("period", gettext_lazy("Period"), lambda a: a.period, sort="period",
               link=lambda a: reverse("selfservice:ask", args=[a.pk])),
        Column("by", gettext_lazy("By"), _by),
        Column("outcome", gettext_lazy("Outcome"), lambda a: a.get_outcome_display(), tag=True),
        Column("who", gettext_lazy("Who"), lambda a: a.actor_name),
    )  # fmt: skip
    institution = (Column("institution", gettext_lazy("Institution"), lambda a: a.institution_name),) if all_ else ()
    return (*own, *institution, Column("at", gettext_lazy("When"), lambda a: a.at, sort="at"))


def _by(one: Ask) -> str:
    words = _names()
    return " × ".join(words.get(name, name) for name in one.names)


def _names() -> dict[str, str]:
    return {code: text.in_(_language()) for fine in queries.cubes() for code, text in queries.dimensions(fine)}


@needs("rapporteur.selfservice.ask")
@require_http_methods(["GET", "POST"])
def start(request: Any) -> HttpResponse:
    """Ask for a table; below, what was asked before."""
    open_ = queries.open_periods()
    form = AskForm(request.POST or None, open_=open_)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask(request.actor, form.cleaned_data["period"], form.cleaned_data["dimensions"])
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error("dimensions", error.text.in_(_language()))
        else:
            return redirect("selfservice:ask", made.pk)
    table = Table.of(
        request, queries.asks(request.actor), _columns(may(request.actor, queries.WATCH)),
        caption=_("Tables asked for"), order="-at", empty=_("Nothing has been asked yet."),
    )  # fmt: skip
    page = {"form": form, "open": open_, "table": table, "error": exports.error().in_(_language())}
    return render(request, "selfservice/start.html", page, status=422 if form.errors else 200)


@needs("rapporteur.selfservice.ask")
@require_GET
def ask(request: Any, pk: int) -> HttpResponse:
    """One question: its table with the error stated, or why it was refused."""
    found = queries.ask(request.actor, pk)
    release = queries.release_of(found)
    page = {
        "ask": found,
        "by": _by(found),
        "cross": shown.cross(release, _language()) if release else None,
        "error": exports.error().in_(_language()),
        "may_export": release is not None and may(request.actor, queries.EXPORT, request.actor.institution),
    }
    return render(request, "selfservice/ask.html", page)


def _back(*args: Any, **kwargs: Any) -> str:
    return reverse("selfservice:ask", args=[kwargs["pk"]])


@needs("rapporteur.selfservice.export")
@require_GET
@sudo(back=_back)
def file(request: Any, pk: int, kind: str) -> HttpResponse:
    """The table as a file."""
    content = services.export(request.actor, pk, kind, _language())
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="table-{pk}.{_language()}.{kind}"'
    return response
