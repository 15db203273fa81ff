"""The pages of the databases: which there are, how fresh they are, what is read from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gija.commons.directory.queries import text_on
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.police.databases import registry, services
from gija.police.databases.queries import Standing, category_words, evaluation_words, in_words, standing, standings


def _language() -> str:
    return get_language() or "lt"


def _owner(code: str) -> str:
    return text_on(code).in_(_language())


@needs("police.database.read")
def database_list(request: Any) -> HttpResponse:
    """Every database that may be asked."""
    language = _language()
    columns = [
        Column("name", _("Database"), lambda s: s.mapping.name.in_(language), link=_address),
        Column("owner", _("Owner"), lambda s: _owner(s.mapping.owner.institution)),
        Column("handling", _("Handling code"), lambda s: s.mapping.handling),
        Column("access", _("Access"), lambda s: _("indexed") if s.mapping.access == "indexed" else _("live")),
        Column("as_of", _("As of"), lambda s: s.as_of),
        Column("state", _("State"), lambda s: s.text.in_(language), tag=True),
        Column("records", _("Records"), lambda s: s.records, numeric=True),
    ]
    services.read(request.actor)
    empty = _("No database is connected yet.")
    table = Table.of(request, standings(), columns, caption=_("Databases"), empty=empty)
    return render(request, "databases/list.html", {"table": table})


@needs("police.database.read")
def database_detail(request: Any, code: str) -> HttpResponse:
    """One database: its mapping in words, its freshness, its last check."""
    mapping = registry.get(code)
    found = standing(mapping)
    language = _language()
    services.read(request.actor, mapping)
    context = {
        "standing": found,
        "mapping": mapping,
        "name": mapping.name.in_(language),
        "owner": _owner(mapping.owner.institution),
        "state": found.text.in_(language),
        "error": found.error.text.in_(language) if found.error else "",
        "failed": found.failed.text.in_(language) if found.failed else "",
        "failed_at": datetime.fromisoformat(found.failed.at) if found.failed else None,
        "category": category_words(mapping.category, language),
        "evaluation": evaluation_words(mapping.evaluation, language),
        "checked_at": datetime.fromisoformat(found.checked.at) if found.checked else None,
        "tables": in_words(mapping, language),
        "may_index": mapping.access == "indexed" and may(request.actor, "police.database.index"),
        "small": found.report is not None and found.report.records <= services.ON_PAGE,
    }
    return render(request, "databases/detail.html", context)


@needs("police.database.index")
@require_POST
def database_index(request: Any, code: str) -> HttpResponse:
    """Index a small database anew."""
    report = services.reindex_from_page(request.actor, registry.get(code))
    messages.success(request, _("Indexed: %(count)d records.") % {"count": report.records})
    return redirect("databases:detail", code=code)


def _address(found: Standing) -> str:
    return reverse("databases:detail", args=[found.mapping.code])
