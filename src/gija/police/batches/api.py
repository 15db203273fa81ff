"""Batches for programs: send a file, look at its faults, ask it, watch, fetch the answers, erase."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from gija.commons.api.errors import PROBLEMS
from gija.commons.api.gate import by_token
from gija.commons.permissions import Actor
from gija.police.batches import exports, queries, running, services
from gija.police.batches.models import Batch
from gija.vocabulary.errors import GijaError

router = Router(tags=["batches"])
ASK, READ, EXPORT = "police.batch.ask", "police.batch.read", "police.batch.export"


class Fault(Schema):
    """A row that is left out."""

    row: int
    field: str
    reason: str


class BatchOut(Schema):
    """How a batch stands."""

    id: str
    state: str
    rows: int
    faulty: int
    fields: list[str]
    faults: list[Fault]
    done: int
    counts: dict[str, int]
    silent: dict[str, int]


class Why(Schema):
    """Why it is asked, and of whom."""

    purpose: str = Field(..., max_length=60, description=_("Code of the list of purposes."))
    reason: str = Field(..., max_length=1000, description=_("In words: the case, and why this question is needed."))
    databases: list[str] | None = Field(None, description=_("Codes of the databases to ask; all, if left out."))


@router.post("/batches", auth=by_token(ASK), response={200: BatchOut} | PROBLEMS, summary=_("Send a file of questions"))
def send(
    request: HttpRequest,
    file: UploadedFile = File(..., description=_("CSV or XLSX, one question a row.")),  # type: ignore[type-arg]  # noqa: B008
    type: str = Form("person", max_length=40, description=_("What is sought: person, vehicle, phone …")),  # type: ignore[type-arg]  # noqa: A002
) -> Any:
    with tempfile.NamedTemporaryFile(prefix="gija-batch-") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        return _told(services.make(_actor(request), Path(kept.name), type))


@router.get(
    "/batches/{batch_id}", auth=by_token(READ), response={200: BatchOut} | PROBLEMS, summary=_("How far a batch is")
)
def look(request: HttpRequest, batch_id: str) -> Any:
    return _told(queries.one(_actor(request), batch_id))


@router.post(
    "/batches/{batch_id}/start", auth=by_token(ASK), response={200: BatchOut} | PROBLEMS, summary=_("Ask a batch")
)
def start(request: HttpRequest, batch_id: str, why: Why) -> Any:
    found = services.start(_actor(request), batch_id, why.purpose, why.reason, why.databases)
    running.ensure()
    return _told(found)


@router.post(
    "/batches/{batch_id}/pause", auth=by_token(ASK), response={200: BatchOut} | PROBLEMS, summary=_("Pause a batch")
)
def pause(request: HttpRequest, batch_id: str) -> Any:
    return _told(services.pause(_actor(request), batch_id))


@router.post(
    "/batches/{batch_id}/resume", auth=by_token(ASK), response={200: BatchOut} | PROBLEMS, summary=_("Resume a batch")
)
def resume(request: HttpRequest, batch_id: str) -> Any:
    found = services.resume(_actor(request), batch_id)
    running.ensure()
    return _told(found)


@router.post(
    "/batches/{batch_id}/cancel", auth=by_token(ASK), response={200: BatchOut} | PROBLEMS, summary=_("Cancel a batch")
)
def cancel(request: HttpRequest, batch_id: str) -> Any:
    return _told(services.cancel(_actor(request), batch_id))


@router.post(
    "/batches/{batch_id}/erase",
    auth=by_token(ASK),
    response={200: BatchOut} | PROBLEMS,
    summary=_("Erase rows and answers of a batch"),
)
def erase(request: HttpRequest, batch_id: str) -> Any:
    return _told(services.erase(_actor(request), batch_id))


@router.get(
    "/batches/{batch_id}/result",
    auth=by_token(EXPORT),
    response=PROBLEMS,
    summary=_("Fetch the answers of a batch"),
    openapi_extra={
        "responses": {
            200: {
                "description": "OK",
                "content": {
                    "text/csv": {},
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {},
                },
            }
        }
    },
)
def result(request: HttpRequest, batch_id: str, form: str = "csv") -> Any:
    actor = _actor(request)
    if form not in exports.FORMS:
        raise GijaError("batches.form_unknown")
    found = queries.one(actor, batch_id)
    if not found.chunks.exclude(done_at=None).exists():
        raise GijaError("batches.nothing_yet")
    services.exported(actor, found, form)
    services.looked_at(found)
    language = get_language() or "lt"
    if form == "csv":
        return StreamingHttpResponse(exports.csv_lines(found, language), content_type="text/csv; charset=utf-8")
    file = tempfile.TemporaryFile(prefix="gija-batch-")  # noqa: SIM115  the response closes it
    exports.write_xlsx(found, file, language)
    file.seek(0)
    return FileResponse(file, filename=f"gija-{found.pk}.xlsx")


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _told(found: Batch) -> dict[str, Any]:
    told = queries.progress(found)
    language = get_language() or "lt"
    faults = [{"row": row, "field": field, "reason": text} for row, field, text in exports.faults(found, language)]
    silent = {one.code: one.silent for one in queries.databases(found, told) if one.silent}
    return {
        "id": found.pk, "state": found.state, "rows": found.rows, "faulty": found.faulty, "fields": found.fields,
        "faults": faults[:1000], "done": told.done, "counts": dict(told.counts), "silent": silent,
    }  # fmt: skip
