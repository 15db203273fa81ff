"""Build a chart: sorted, unique by id, whole (no relation without its ends), every code and date checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from gija.methods.graph.values import Chart, Entity, Provenance, Relation
from gija.vocabulary.errors import GijaError
from gija.vocabulary.evaluation import evaluation
from gija.vocabulary.lists import code_list

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def chart(
    title: str, focus: str, entities: Iterable[Entity], relations: Iterable[Relation], created: datetime
) -> Chart:
    """The chart of `entities` and `relations` round `focus`, both sorted by id, values and provenance in stable order.

    `created` is aware and becomes UTC. Types need not be in the vocabulary (charts of others are read too).
    Refuses with GijaError: `graph.duplicate_id`, `graph.end_missing`, `graph.self_relation`, `graph.focus_missing`,
    `graph.date_form`, `graph.time_zone_missing`, `graph.code_unknown`, `vocabulary.evaluation_unknown`.
    """
    things = tuple(sorted((_entity(one) for one in entities), key=lambda one: one.id))
    links = tuple(sorted((_relation(one) for one in relations), key=lambda one: one.id))
    known = _unique(tuple(one.id for one in things))
    _unique(tuple(one.id for one in links))
    for number, link in enumerate(links, 1):
        if link.source not in known or link.target not in known:
            raise GijaError("graph.end_missing", number=number)
        if link.source == link.target:
            raise GijaError("graph.self_relation", number=number)
    if focus not in known:
        raise GijaError("graph.focus_missing")
    return Chart(title, focus, things, links, _utc(created))


def is_iso_date(written: str) -> bool:
    """Is it `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and a real day?"""
    if not _ISO.fullmatch(written):
        return False
    try:
        date.fromisoformat(written + "-01-01"[len(written) - 4 :])
    except ValueError:
        return False
    return True


def _unique(ids: tuple[str, ...]) -> frozenset[str]:
    found = frozenset(ids)
    if len(found) != len(ids):
        raise GijaError("graph.duplicate_id", count=len(ids) - len(found))
    return found


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise GijaError("graph.time_zone_missing")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


@cache
def _check(name: str, code: str) -> None:
    if code and code not in code_list(name):
        raise GijaError("graph.code_unknown", unknown=code)


@cache
def _check_evaluation(written: str) -> None:
    if written:
        evaluation(written)


def _provenance(pieces: tuple[Provenance, ...]) -> tuple[Provenance, ...]:
    for one in pieces:
        _check("handling_code", one.handling)
        _check("information_kind", one.kind or "?")
        _check_evaluation(one.evaluation)
    if len(pieces) == 1 and pieces[0].retrieved.tzinfo is UTC:
        return pieces
    return tuple(sorted({replace(one, retrieved=_utc(one.retrieved)) for one in pieces}))


def _attributes(raw: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Fields in order of their name, blank values and repeated ones left out; the order of values is kept."""
    clean = {field: tuple(dict.fromkeys(value for value in raw[field] if value)) for field in sorted(raw)}
    return {field: values for field, values in clean.items() if values}


def _entity(one: Entity) -> Entity:
    _check("person_category", one.category)
    return Entity(
        one.id,
        one.type,
        one.label,
        _attributes(one.attributes),
        _provenance(one.provenance),
        one.category,
        tuple(sorted(set(one.merged))),
    )


def _relation(one: Relation) -> Relation:
    for written in (one.start, one.end):
        if written and not is_iso_date(written):
            raise GijaError("graph.date_form", written=written[:20])
    return replace(one, provenance=_provenance(one.provenance), attributes=_attributes(one.attributes or {}) or None)
