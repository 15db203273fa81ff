"""The directory of institutions, to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.models import Institution
from gija.commons.directory.queries import institution, institutions
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import needs
from gija.vocabulary.lists import code_list


@needs("directory.read")
def institution_list(request: Any) -> HttpResponse:
    """Institutions that exist today."""
    language = get_language() or "lt"
    columns = [
        Column("code", _("Code"), lambda i: i.code, sort="code", link=_address),
        Column("name", _("Name"), lambda i: _present_name(i, language)),
        Column("kind", _("Kind"), lambda i: kind_text(i.kind, language), sort="kind"),
        Column("parent", _("Part of"), lambda i: i.parent_id, sort="parent"),
    ]
    table = Table.of(request, institutions(), columns, caption=_("Institutions"), order="code", per_page=50)
    return render(request, "directory/list.html", {"table": table})


@needs("directory.read")
def institution_page(request: Any, code: str) -> HttpResponse:
    """One institution with the names it has had and its units."""
    found = institution(code)
    language = get_language() or "lt"
    context = {
        "institution": found,
        "name": _present_name(found, language),
        "kind": kind_text(found.kind, language),
        "names": found.names.all(),
        "units": [(unit, _present_name(unit, language)) for unit in found.units.prefetch_related("names")],
    }
    return render(request, "directory/institution.html", context)


def kind_text(kind: str, language: str) -> str:
    """What a kind of institution is called; an unknown code by itself."""
    kinds = code_list("institution_kind")
    return kinds[kind].text.in_(language) if kind in kinds else kind


def _address(found: Institution) -> str:
    return reverse("directory:institution", args=[found.code])


def _present_name(found: Institution, language: str) -> str:
    """The latest name; names are few and at hand, so that a list needs no query for each row."""
    names = list(found.names.all())
    return (names[-1].lt if language == "lt" else names[-1].en) if names else found.code
