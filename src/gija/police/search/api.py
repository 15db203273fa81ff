"""The search for programs: ask, look at the answer, decide on a hit, say whether it was used.

The same services as the pages, so the same rights, levels and audit; each look at an answer leaves its own entry,
because a token does not say who looks.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema
from pydantic import ConfigDict

from gija.commons.api.errors import PROBLEMS
from gija.commons.api.gate import by_token
from gija.commons.audit.services import record
from gija.commons.permissions import Actor
from gija.methods.search.values import Query
from gija.police.search import exports, queries, services
from gija.police.search.models import POLICE, Candidate, SearchQuery

router = Router(tags=["search"])


class Words(Schema):
    """The same in English and Lithuanian."""

    en: str
    lt: str


class Asked(Schema):
    """One question with its purpose and reason."""

    type: str = Field("person", max_length=40, description=_("What is sought: person, vehicle, phone …"))
    values: dict[str, str] = Field(
        ..., description=_("What is known of it, by canonical field: name, birth_date, plate …")
    )
    purpose: str = Field(..., max_length=60, description=_("Code of the list of purposes."))
    reason: str = Field(..., max_length=1000, description=_("In words: the case, and why this question is needed."))
    databases: list[str] | None = Field(None, description=_("Codes of the databases to ask; all, if left out."))


class Why(Schema):
    """A decision has a reason."""

    reason: str = Field(..., max_length=1000, description=_("In words: at least two words and 10 characters."))


class Use(Schema):
    """Whether a confirmed hit was of use."""

    used: bool = Field(..., description=_("Was the hit used?"))
    note: str = Field("", max_length=1000, description=_("A note, kept with the hit."))


class Hit(Schema):
    """One record that may be what was sought, cut to its level."""

    model_config = ConfigDict(extra="allow")
    id: str
    number: str
    level: str
    score: float


class Line(Schema):
    """One database's answer."""

    model_config = ConfigDict(extra="allow")
    database: str
    name: Words
    answer: str
    refer_to_owner: bool
    state: str
    as_of: str | None
    owner: Words
    contact: str
    handling: str
    hits: list[Hit]


class Answer(Schema):
    """A question and all its answers, as this program may see them."""

    model_config = ConfigDict(extra="allow")
    query: str
    type: str
    purpose: str
    asked_at: str
    outcome: str
    text: Words
    silent: list[str]
    databases: list[Line]


class Decided(Schema):
    """A hit after a decision."""

    id: str
    decision: str
    used: str


@router.post(
    "/search/ask", auth=by_token("police.search.ask"), response={200: Answer} | PROBLEMS, summary=_("Ask the databases")
)
def ask(request: HttpRequest, asked: Asked) -> Any:
    actor = _actor(request)
    query = Query(asked.type, asked.values)
    kept = services.ask(actor, query, asked.purpose, asked.reason, asked.databases)
    return _told(actor, kept)


@router.get(
    "/search/{query_id}",
    auth=by_token("police.search.read"),
    response={200: Answer} | PROBLEMS,
    summary=_("Look at an answer again"),
)
def result(request: HttpRequest, query_id: str) -> Any:
    actor = _actor(request)
    found = queries.query(actor, query_id)
    with transaction.atomic(using=POLICE):
        record(
            POLICE, actor, "police.search.read",
            purpose=found.purpose, object_type="search_query", object_id=found.pk, details={"by": "api"},
        )  # fmt: skip
    return _told(actor, found)


@router.post(
    "/search/hits/{hit_id}/confirm",
    auth=by_token("police.search.confirm"),
    response={200: Decided} | PROBLEMS,
    summary=_("Confirm a hit: this is what was sought"),
)
def confirm(request: HttpRequest, hit_id: str, why: Why) -> Any:
    return _decided(services.confirm(_actor(request), hit_id, why.reason))


@router.post(
    "/search/hits/{hit_id}/reject",
    auth=by_token("police.search.confirm"),
    response={200: Decided} | PROBLEMS,
    summary=_("Reject a hit: this is not what was sought"),
)
def reject(request: HttpRequest, hit_id: str, why: Why) -> Any:
    return _decided(services.reject(_actor(request), hit_id, why.reason))


@router.post(
    "/search/hits/{hit_id}/use",
    auth=by_token("police.search.confirm"),
    response={200: Decided} | PROBLEMS,
    summary=_("Say whether a confirmed hit was used"),
)
def use(request: HttpRequest, hit_id: str, said: Use) -> Any:
    return _decided(services.mark_used(_actor(request), hit_id, said.used, said.note))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _told(actor: Actor, found: SearchQuery) -> Any:
    return json.loads(exports.as_json(queries.result(actor, found)))


def _decided(found: Candidate) -> dict[str, str]:
    return {"id": found.pk, "decision": found.decision, "used": found.used}
