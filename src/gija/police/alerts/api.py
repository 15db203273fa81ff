"""Saved questions and alerts for programs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema

from gija.commons.api.errors import PROBLEMS
from gija.commons.api.gate import by_token
from gija.commons.audit.services import record
from gija.commons.permissions import Actor
from gija.police.alerts import queries, services
from gija.police.alerts.models import POLICE, Saved

router = Router(tags=["alerts"])


class Save(Schema):
    """Which question is to be saved, why and until when."""

    query: str = Field(..., max_length=26, description=_("Number of a question that had no hit."))
    reason: str = Field(..., max_length=1000, description=_("In words: at least two words and 10 characters."))
    expires_on: dt.date = Field(..., description=_("The last day on which it is asked again; at most a year from now."))


class SavedOut(Schema):
    """A saved question."""

    id: str
    query: str
    expires_on: dt.date
    ended: bool


class AlertOut(Schema):
    """What has come to light: in which database; what, is told by asking anew."""

    id: str
    query: str
    database: str
    refer_to_owner: bool
    raised_at: dt.datetime
    as_of: dt.datetime | None


@router.post(
    "/alerts/saved",
    auth=by_token("police.alert.save"),
    response={200: SavedOut} | PROBLEMS,
    summary=_("Save a question: tell me when it becomes a hit"),
)
def save(request: HttpRequest, said: Save) -> Any:
    return _told(services.save(_actor(request), said.query, said.reason, said.expires_on))


@router.post(
    "/alerts/saved/{saved_id}/end",
    auth=by_token("police.alert.save"),
    response={200: SavedOut} | PROBLEMS,
    summary=_("Ask a saved question no more"),
)
def end(request: HttpRequest, saved_id: str) -> Any:
    return _told(services.end(_actor(request), saved_id))


@router.get(
    "/alerts",
    auth=by_token("police.alert.read"),
    response={200: list[AlertOut]} | PROBLEMS,
    summary=_("What has come to light"),
)
def alerts(request: HttpRequest) -> Any:
    actor = _actor(request)
    found = list(queries.alerts(actor)[:1000])
    with transaction.atomic(using=POLICE):
        details: dict[str, Any] = {"by": "api", "count": len(found)}
        record(POLICE, actor, "police.alert.read", object_type="alerts", details=details)
    return [
        {
            "id": one.pk,
            "query": one.saved.query,
            "database": one.database,
            "refer_to_owner": one.refer,
            "raised_at": one.raised_at,
            "as_of": one.as_of,
        }
        for one in found
    ]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _told(found: Saved) -> dict[str, Any]:
    ended = found.ended_at is not None
    return {"id": found.pk, "query": found.query, "expires_on": found.expires_on, "ended": ended}
