"""Reading a file of cases: choose, look at it, what is wrong, apply, undo."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gija.commons.casefile import columns, entries, exchange_import, importer, queries, services, workbook
from gija.commons.casefile.fields import BY_NAME
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.forms import ImportForm, language
from gija.commons.casefile.ids import is_id
from gija.commons.casefile.tables import import_table
from gija.commons.directory.queries import institution
from gija.formats import sheets
from gija.vocabulary.errors import GijaError

LOOKED_AT = 20  # rows shown of a file
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose(request: Any, file: CaseFile) -> HttpResponse:
    """Choose a file; it is looked at and nothing is made yet."""
    form = ImportForm(request.POST or None, request.FILES or None, initial={"corrects": _corrects(request)})
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data["file"]
            if sent.size > sheets.LARGEST:
                raise GijaError("casefile.file_large", limit=sheets.LARGEST // 1_000_000)
            content, kind = sent.read(), institution(request.actor.institution).kind
            taken = exchange_import.taken(content, kind, form.cleaned_data["registered_on"])
            corrects = form.cleaned_data["corrects"]
            found = importer.preview(file, request.actor, content, corrects=corrects, taken=taken)
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error("file", error.text.in_(language()))
        else:
            return redirect(f"{file.space}:import", found.pk)
    page = {"file": file, "form": form, "table": import_table(request, file), "limit": sheets.ROWS}
    return render(request, "casefile/import_choose.html", page, status=422 if form.errors else 200)


def _corrects(request: Any) -> str:
    said = str(request.GET.get("corrects", ""))
    return said if is_id(said) else ""


def look(request: Any, file: CaseFile, import_id: str, failed: Any = None) -> HttpResponse:
    """What a file holds: its faults, or its first rows and how many are new."""
    found = queries.one_import(file, request.actor, import_id)
    rows = importer.rows_of(found, institution(found.institution).kind)
    if rows:
        services.looked_at_import(file, request.actor, found)
    there = importer.already(file, found.institution, rows)
    page = {
        "file": file,
        "found": found,
        "failed": failed,
        "faults": [(fault.row, label(fault.field), fault.error.text) for fault in importer.faults(found)[:200]],
        "rows": [(row, row.values, there.get(row.number, "")) for row in rows[:LOOKED_AT]],
        "new": len(rows) - len(there),
        "left_out": len(there),
        "shown": min(len(rows), LOOKED_AT),
        "mended": _mended(importer.mended(file, found)),
        "unread": importer.unread_sheets(found),
        "warnings": [(row, rule.text) for row, rule in importer.warnings(found)[:200]],
        "notices": exchange_import.notices(found),
        "later": file.imported.objects.filter(corrects=found.pk, institution=found.institution),
    }
    return render(request, "casefile/import_look.html", page, status=422 if failed else 200)


def _mended(told: importer.Mended | None) -> dict[str, Any] | None:
    """What a corrected file mended, for the page."""
    if told is None:
        return None
    places = {"mended": told.mended, "left": told.left, "new": told.new}
    return {name: [(one.row, label(one.field)) for one in several[:200]] for name, several in places.items()} | {
        f"{name}_count": len(several) for name, several in places.items()
    }


def label(name: str) -> str:
    """What a column is called on the page; of an entry with the name of its sheet."""
    kind, _of, column = name.rpartition(":")
    if kind:
        named = {one.name: str(one.label) for one in (BY_NAME[entries.REFERENCE], *entries.fields_of(kind))}
        return ": ".join(filter(None, (entries.SHEETS[kind].in_(language()), named.get(column, column))))
    return str(BY_NAME[name].label) if name in BY_NAME else _("Services") if name == columns.SERVICES else name


def apply(request: Any, file: CaseFile, import_id: str) -> HttpResponse:
    """Make the cases. GET (the language was switched) leads back to the file."""
    if request.method != "POST":
        return redirect(f"{file.space}:import", import_id)
    try:
        done = importer.apply(file, request.actor, import_id, anyway=request.POST.get("anyway") == "on")
    except GijaError as error:
        return _again(request, file, import_id, error)
    messages.success(request, ngettext("%(n)d case was made.", "%(n)d cases were made.", done.rows) % {"n": done.rows})
    return redirect(f"{file.space}:import", import_id)


def undo(request: Any, file: CaseFile, import_id: str) -> HttpResponse:
    """Remove the cases of an import. GET (the language was switched) leads back to the file."""
    if request.method != "POST":
        return redirect(f"{file.space}:import", import_id)
    try:
        importer.undo(file, request.actor, import_id)
    except GijaError as error:
        return _again(request, file, import_id, error)
    messages.success(request, _("The import is undone. Its cases are gone."))
    return redirect(f"{file.space}:import", import_id)


def _again(request: Any, file: CaseFile, import_id: str, error: GijaError) -> HttpResponse:
    if not error.code.startswith("casefile.import_") or error.code == "casefile.import_not_found":
        raise error
    return look(request, file, import_id, error.text)


def fault_file(request: Any, file: CaseFile, import_id: str) -> HttpResponse:
    """What is wrong, by row and field, as CSV. It repeats nothing of what was read."""
    found = queries.one_import(file, request.actor, import_id)
    out = io.StringIO()
    written = csv.writer(out, delimiter=";", lineterminator="\r\n")
    written.writerow([_("Row"), _("Column"), _("What is wrong")])
    for fault in importer.faults(found):
        written.writerow([fault.row, label(fault.field), fault.error.text.in_(language())])
    return _csv("\ufeff" + out.getvalue(), "gija-faults.csv")


def template(request: Any, file: CaseFile) -> HttpResponse:
    """An empty file with all columns and one made-up row."""
    return _csv(columns.template(), "gija-cases.csv")


def workbook_template(request: Any, file: CaseFile) -> HttpResponse:
    """The workbook to fill in, with a sheet for each kind of entry and help."""
    made = workbook.template(language(), institution(request.actor.institution).kind)
    response = HttpResponse(made, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="gija-cases.xlsx"'
    return response


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
