"""Documents of a report: added, taken out, handed out as files that the browser only saves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gija.commons.permissions import needs
from gija.rapporteur.choices import language
from gija.rapporteur.plan import evidence, queries, rules
from gija.rapporteur.plan.draft_views import _version
from gija.rapporteur.plan.forms import DocumentForm
from gija.rapporteur.plan.progress_views import page, seen
from gija.vocabulary.errors import GijaError

SAID_AT_FIELD = ("plan.file_size", "plan.document_kind", "plan.text")


@needs("rapporteur.plan.report")
@require_POST
def add(request: Any, pk: int) -> HttpResponse:
    """Put a document beside the report."""
    of = queries.progress(request.actor, pk, rules.REPORT)
    form = DocumentForm(request.POST, request.FILES, auto_id="doc_%s")
    if form.is_valid():
        said, sent = form.cleaned_data, form.cleaned_data["file"]
        content = sent.read(evidence.LARGEST + 1)
        try:
            evidence.add(request.actor, pk, said["version"], said["title"], sent.name or "", content)
        except GijaError as error:
            if error.code not in SAID_AT_FIELD:
                raise
            form.add_error("file", error.text.in_(language()))
    if form.errors:
        return page(request, of, document=form)
    messages.success(request, _("The document was added."))
    return redirect("plan:progress", pk)


@needs("rapporteur.plan.report")
@require_POST
def take(request: Any, pk: int, key: int) -> HttpResponse:
    """Take a document out."""
    evidence.take(request.actor, pk, _version(request), key)
    messages.success(request, _("The document was taken out."))
    return redirect("plan:progress", pk)


@needs("rapporteur.plan.read")
@require_GET
def document(request: Any, pk: int, key: int) -> HttpResponse:
    """A document, to be saved: never shown inside a page of ours."""
    found = evidence.one(seen(request, pk), key)
    response = HttpResponse(bytes(found.content), content_type=evidence.TYPES[found.ending])
    response["Content-Disposition"] = f'attachment; filename="document-{found.pk}.{found.ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
