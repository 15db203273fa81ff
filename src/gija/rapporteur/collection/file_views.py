"""Files of a supplier: the template out, the filled-in one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.permissions import needs
from gija.formats import sheets
from gija.rapporteur.choices import language
from gija.rapporteur.collection import messages as sdmx
from gija.rapporteur.collection import queries, rules, services, template, uploads
from gija.rapporteur.collection.forms import UploadForm
from gija.rapporteur.collection.lines import Fault
from gija.vocabulary.errors import GijaError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SDMX_CSV = "application/vnd.sdmx.data+csv;version=2.0.0"
SDMX_XML = "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
SDMX_STRUCTURE = "application/vnd.sdmx.structure+xml;version=2.1"
MOST = 200  # faults shown


@needs("rapporteur.collection.fill")
@require_GET
def workbook(request: Any, pk: int) -> HttpResponse:
    """The template as a workbook, with what was told so far."""
    of = queries.one(request.actor, pk, rules.FILL)
    return _file(template.workbook(of, language()), XLSX, f"{of.call.code}-{of.institution}.xlsx")


@needs("rapporteur.collection.fill")
@require_GET
def table(request: Any, pk: int) -> HttpResponse:
    """The same as CSV."""
    of = queries.one(request.actor, pk, rules.FILL)
    return _file(template.table(of), "text/csv; charset=utf-8", f"{of.call.code}-{of.institution}.csv")


@needs("rapporteur.collection.fill")
@require_GET
def message(request: Any, pk: int, kind: str) -> HttpResponse:
    """What was told so far as SDMX (`csv`, `xml`), and the structure it is of (`structure`)."""
    of = queries.one(request.actor, pk, rules.FILL)
    name = f"{of.call.code}-{of.institution}"
    if kind == "structure":
        return _file(sdmx.structure(of), SDMX_STRUCTURE, "THB_COLLECTION-structure.xml")
    if kind == "xml":
        return _file(sdmx.xml(of), SDMX_XML, f"{name}-sdmx.xml")
    return _file(sdmx.csv(of), SDMX_CSV, f"{name}-sdmx.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@needs("rapporteur.collection.fill")
@require_http_methods(["GET", "POST"])
def upload(request: Any, pk: int) -> HttpResponse:
    """Read a file and write all of it, or tell every fault and write nothing."""
    of = queries.one(request.actor, pk, rules.FILL)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"version": of.version})
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            if sent.size > sheets.LARGEST:
                raise GijaError("casefile.file_large", limit=sheets.LARGEST // 1_000_000)
            told = uploads.read(of, sent.read())
            services.fill(request.actor, pk, form.cleaned_data["version"], told, how="file")
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            faults = getattr(error, "faults", ())
            form.add_error("file", error.text.in_(language()))
        else:
            count = len(told)
            said = ngettext("%(n)d cell was read and saved.", "%(n)d cells were read and saved.", count)
            messages.success(request, said % {"n": count})
            return redirect("collection:submission", pk)
    rows = [(one.sheet, one.row, one.field, one.text.in_(language())) for one in faults[:MOST]]
    page = {"of": of, "form": form, "faults": rows, "count": len(faults)}
    return render(request, "collection/upload.html", page, status=422 if form.errors else 200)
