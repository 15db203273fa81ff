"""The page of the register's administrator: hints sent, what both sides said, and sending new ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gija.commons.directory.queries import name_on
from gija.commons.pages.tables import Column, Table
from gija.commons.pages.templatetags.gija import code_text
from gija.commons.permissions import may, needs
from gija.register.hints import clusters, queries, services


@needs(queries.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def hints(request: Any) -> HttpResponse:
    """Every hint; POST tells the institutions of clusters that they were not told of yet."""
    if request.method == "POST":
        told = services.tell(request.actor, clusters.groups())
        said = _("New hints: %(new)d. Held back for want of consent: %(held)d. Ended: %(ended)d.")
        messages.success(request, said % {"new": told.new, "held": told.held_back, "ended": told.ended})
        return redirect("register_hints:hints")
    language = get_language() or "lt"
    columns = [
        Column("hint", _("Hint"), lambda h: h.short),
        Column("month", _("Month"), lambda h: h.month, sort="month"),
        Column("one", _("Institution"), lambda h: name_on(h.one_sender, language=language)),
        Column("one_answer", _("Its answer"), lambda h: code_text(h.one_answer or "", "duplicate_answer")),
        Column("other", _("Other institution"), lambda h: name_on(h.other_sender, language=language)),
        Column("other_answer", _("Its answer"), lambda h: code_text(h.other_answer or "", "duplicate_answer")),
        Column("state", _("State"), lambda h: code_text(h.state, "duplicate_state"), sort="state", tag=True),
    ]
    table = Table.of(
        request, queries.hints(request.actor), columns, caption=_("Hints to institutions"), order="-month",
        empty=_("No hint was sent yet."),
    )  # fmt: skip
    page = {"table": table, "may_send": may(request.actor, queries.SEND, "")}
    return render(request, "register_hints/hints.html", page)
