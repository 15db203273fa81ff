"""Data calls for programs of a supplier: what is asked, write figures, see and answer findings, hand over."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema

from gija.commons.api.errors import PROBLEMS
from gija.commons.api.gate import by_token
from gija.commons.permissions import Actor
from gija.rapporteur.collection import cells, queries, rules, services
from gija.rapporteur.collection.models import Submission
from gija.vocabulary.errors import GijaError

router = Router(tags=["collection"])


class Cell(Schema):
    """One figure: a number, or why there is none."""

    indicator: str = Field(..., max_length=60)
    breakdown: str = Field("", max_length=300, description=_("age_group=child;sex=F; empty for the total."))
    value: int | None = Field(None, ge=0, le=cells.LARGEST)
    status: str = Field("", max_length=20, description=_("Why there is no number: not_available, not_collected …"))
    note: str = Field("", max_length=300)
    qualifier: str = Field("", max_length=20, description=_("exact (or empty), at_least, more_than, about"))


class Brief(Schema):
    """A data call to the token's institution."""

    id: int
    call: str
    period: str
    state: str
    version: int
    opens_on: str
    due_on: str


class FindingOut(Schema):
    """What the checks found; `code` is what an answer is given to."""

    code: str
    level: str
    rule: str
    indicator: str
    breakdown: str
    text: str
    answer: str


class Whole(Brief):
    """With every cell that is asked for, and the findings."""

    cells: list[Cell]
    findings: list[FindingOut]


class Figures(Schema):
    """Figures to write: all or none."""

    version: int = Field(..., description=_("The version that was read: another one is refused."))
    cells: list[Cell] = Field(..., max_length=5000)


class Answers(Schema):
    """Answers to findings, by their code."""

    version: int
    answers: dict[str, str]


class Version(Schema):
    version: int


@router.get(
    "/collection", auth=by_token(rules.FILL), response={200: list[Brief]} | PROBLEMS,
    summary=_("Data calls to the institution"),
)  # fmt: skip
def own(request: HttpRequest) -> Any:
    return [_brief(one) for one in queries.own(_actor(request))]


@router.get(
    "/collection/{submission}", auth=by_token(rules.FILL), response={200: Whole} | PROBLEMS,
    summary=_("What a data call asks, what was told, what the checks found"),
)  # fmt: skip
def look(request: HttpRequest, submission: int) -> Any:
    return _whole(queries.one(_actor(request), submission, rules.FILL))


@router.post(
    "/collection/{submission}/figures", auth=by_token(rules.FILL), response={200: Whole} | PROBLEMS,
    summary=_("Write figures of a data call"),
)  # fmt: skip
def write(request: HttpRequest, submission: int, sent: Figures) -> Any:
    told: dict[str, cells.Told | None] = {}
    for one in sent.cells:
        cell = f"{one.indicator}|{';'.join(sorted(one.breakdown.split(';')))}"
        if cell in told:
            raise GijaError("collection.cell_twice")
        told[cell] = cells.told("" if one.value is None else str(one.value), one.status, one.note, one.qualifier)
    return _whole(services.fill(_actor(request), submission, sent.version, told, how="api"))


@router.post(
    "/collection/{submission}/answers", auth=by_token(rules.FILL), response={200: Whole} | PROBLEMS,
    summary=_("Answer findings of a data call"),
)  # fmt: skip
def answer(request: HttpRequest, submission: int, sent: Answers) -> Any:
    return _whole(services.answer(_actor(request), submission, sent.version, sent.answers))


@router.post(
    "/collection/{submission}/hand-over", auth=by_token(rules.FILL), response={200: Brief} | PROBLEMS,
    summary=_("Hand figures over to the head"),
)  # fmt: skip
def hand_over(request: HttpRequest, submission: int, sent: Version) -> Any:
    return _brief(services.hand_over(_actor(request), submission, sent.version))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _brief(of: Submission) -> dict[str, Any]:
    return {
        "id": of.pk, "call": of.call.code, "period": of.call.period, "state": of.state, "version": of.version,
        "opens_on": of.call.opens_on.isoformat(), "due_on": of.call.due_on.isoformat(),
    }  # fmt: skip


def _whole(of: Submission) -> dict[str, Any]:
    language, told = get_language() or "lt", queries.figures(of)
    found = [
        {"code": one.finding.code, "level": one.finding.level, "rule": one.finding.rule,
         **_place(one.finding.cell), "text": one.finding.text.in_(language), "answer": one.answer}
        for one in queries.findings(of)
    ]  # fmt: skip
    return _brief(of) | {"cells": [_cell(key, told.get(key)) for key in queries.asked(of)], "findings": found}


def _place(cell: str) -> dict[str, str]:
    indicator, _, breakdown = cell.partition("|")
    return {"indicator": indicator, "breakdown": breakdown}


def _cell(key: str, one: cells.Told | None) -> dict[str, Any]:
    value = one.value if one else None
    status = one.status if one and value is None else ""
    qualifier = one.qualifier if one and value is not None else ""
    return _place(key) | {"value": value, "status": status, "note": one.note if one else "", "qualifier": qualifier}
