"""Pages of batches: choose a file, look at it, ask it, watch, look at the answers, download, erase."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.accounts.sudo import sudo
from gija.commons.permissions import needs
from gija.methods.search.values import Query
from gija.police.batches import exports, queries, running, services
from gija.police.batches.forms import FileForm, StartForm
from gija.police.batches.models import Batch, State
from gija.police.batches.tables import batches_table, page_of
from gija.police.search import services as search
from gija.vocabulary.errors import GijaError

ACTS = {
    "pause": services.pause, "resume": services.resume, "cancel": services.cancel, "again": services.again,
    "erase": services.erase,
}  # fmt: skip
GOES_ON = ("resume", "again")


def _language() -> str:
    return get_language() or "lt"


@needs("police.batch.ask")
@require_http_methods(["GET", "POST"])
def batch_list(request: Any) -> HttpResponse:
    """The institution's batches, and a form for a new file."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _read_in(request, form)
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error("file", error.text.in_(_language()))
        else:
            return redirect("batches:batch", made.pk)
    page = {"form": form, "table": batches_table(request)}
    return render(request, "batches/list.html", page, status=422 if form.errors else 200)


def _read_in(request: Any, form: FileForm) -> Batch:
    """Large files lie on disk already; a small one is put there and taken away at once."""
    sent = form.cleaned_data["file"]
    with tempfile.NamedTemporaryFile(prefix="gija-batch-") as kept:
        for piece in sent.chunks():
            kept.write(piece)
        kept.flush()
        return services.make(request.actor, Path(kept.name), form.cleaned_data["type"])


@needs("police.batch.read")
@require_http_methods(["GET", "POST"])
def batch_page(request: Any, batch_id: str) -> HttpResponse:
    """One batch as it stands. POST starts it."""
    found = queries.one(request.actor, batch_id)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.start(request.actor, batch_id, said["purpose"], said["reason"])
        except GijaError as error:
            if not error.code.startswith(("search.", "batches.")) or error.code == "batches.not_found":
                raise
            form.add_error(
                "purpose" if error.code == "search.purpose_missing" else "reason", error.text.in_(_language())
            )
        else:
            running.ensure()
            return redirect("batches:batch", batch_id)
    return _page(request, found, form)


def _page(request: Any, found: Batch, form: StartForm) -> HttpResponse:
    told = queries.progress(found)
    shown, number, last = page_of(request, found, told)
    if found.state == State.DONE and found.looked_at is None:
        services.looked_at(found)
    page = {
        "batch": found,
        "form": form,
        "progress": told,
        "going": found.state in services.GOING,
        "asleep": found.state in services.GOING and not told.in_hand,
        "databases": queries.databases(found, told),
        "silent": [one for one in queries.databases(found, told) if one.silent],
        "rows": shown,
        "page": number,
        "last": last,
        "faults": exports.faults(found, _language())[:100],
        "error": GijaError(found.error).text if found.error else None,
    }
    return render(request, "batches/batch.html", page, status=422 if form.errors else 200)


@needs("police.batch.ask")
@require_http_methods(["GET", "POST"])
def act(request: Any, batch_id: str, what: str) -> HttpResponse:
    """Pause, resume, cancel, ask the silent again, erase. GET (the language was switched) leads back."""
    if request.method == "POST":
        try:
            ACTS[what](request.actor, batch_id)
        except GijaError as error:
            if error.code not in ("batches.settled", "batches.none_silent", "batches.still_going"):
                raise
            messages.error(request, error.text.in_(_language()))
        else:
            if what in GOES_ON:
                running.ensure()
    return redirect("batches:batch", batch_id)


@needs("police.search.ask")
@require_http_methods(["GET", "POST"])
def ask_row(request: Any, batch_id: str, number: str) -> HttpResponse:
    """Ask one row as a single question, for the same purpose and reason: its answer can be confirmed."""
    if request.method == "GET":
        return redirect("batches:batch", batch_id)
    found, row = queries.row(request.actor, batch_id, int(number))
    kept = search.ask(request.actor, Query(row.type, row.values), found.purpose, found.reason)
    return redirect("search:result", kept.pk)


def _to_batch(batch_id: str, form: str) -> str:
    return reverse("batches:batch", args=[batch_id])


@needs("police.batch.export")
@sudo(back=_to_batch)
@require_GET
def export(request: Any, batch_id: str, form: str) -> Any:
    """The result as a file."""
    found = queries.one(request.actor, batch_id)
    if not found.chunks.exclude(done_at=None).exists():
        raise GijaError("batches.nothing_yet")
    services.exported(request.actor, found, form)
    name = f'attachment; filename="gija-{found.pk}.{form}"'
    if form == "csv":
        return StreamingHttpResponse(
            exports.csv_lines(found, _language()),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": name},
        )
    file = tempfile.TemporaryFile(prefix="gija-batch-")  # noqa: SIM115  the response closes it
    exports.write_xlsx(found, file, _language())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"gija-{found.pk}.xlsx")


@needs("police.batch.read")
@require_GET
def fault_file(request: Any, batch_id: str) -> HttpResponse:
    """What is wrong in the file, by row and column; it repeats nothing of what stands there."""
    found = queries.one(request.actor, batch_id)
    response = HttpResponse(exports.faults_csv(found, _language()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gija-{found.pk}-faults.csv"'
    return response
