"""The auditor's pages. Reading the trail leaves an entry in it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from gija.commons.audit.forms import EntryFilter
from gija.commons.audit.models import Entry
from gija.commons.audit.queries import called, known_databases, size
from gija.commons.audit.services import record, verify
from gija.commons.audit.tables import entries_table
from gija.commons.permissions import needs

LONGEST = 100_000  # entries that a page proves while one waits (about 5 s); longer trails are for the command


@needs("audit.read")
def entry_list(request: Any) -> HttpResponse:
    """Entries of all databases, newest first, by filters and pages."""
    filters = EntryFilter(request.GET or None)
    table = entries_table(request, filters)
    asked = {name: str(value) for name, value in getattr(filters, "cleaned_data", {}).items() if value}
    _note(request, "audit.read", details=asked | {"page": table.page.number})
    return render(request, "audit/list.html", {"table": table, "databases": known_databases()})


@needs("audit.read")
def entry_page(request: Any, database: str, number: int) -> HttpResponse:
    """One entry with all that it holds."""
    if database not in known_databases():
        raise Http404
    entry = Entry.objects.using(database).filter(number=number).first()
    if entry is None:
        raise Http404
    _note(request, "audit.read", object_type="audit_entry", object_id=f"{database}:{number}")
    sound = entry.hash == entry.expected_hash()
    return render(request, "audit/entry.html", {"entry": entry, "database": called(database), "sound": sound})


@needs("audit.verify")
@require_POST
def verify_page(request: Any) -> HttpResponse:
    """Prove the chain of every database and say where one does not hold."""
    language = get_language() or "lt"
    short = [name for name in known_databases() if size(name) <= LONGEST]
    proven = [(name, size(name), verify(name)) for name in short]
    results = [
        (called(name), entries, [f.sentence.text.in_(language) for f in found]) for name, entries, found in proven
    ]
    _note(request, "audit.verify", details={name: len(found) for name, _, found in proven})
    too_long = [called(name) for name in known_databases() if name not in short]
    return render(request, "audit/verify.html", {"results": results, "too_long": too_long})


def _note(request: Any, action: str, **what: Any) -> None:
    with transaction.atomic():
        record("default", request.actor, action, **what)
