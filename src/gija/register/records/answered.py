"""Answers to the record model as rows of one table: which column a field's value stands in, and what the database holds
it to. Everything here is read from the model, so a field that it gains asks for a migration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Q

from gija.messages.victims import VictimRecord
from gija.vocabulary import record_model as model
from gija.vocabulary.lists import code_list

RECORD, STATUS = "record", "status"
STATUS_FIELDS = {"status": "status", "month": "status_month", "authority_kind": "status_authority_kind"}
COLUMNS = ("code", "count", "month", "flag", "money")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field of a part is kept: its name in the message, its code, its column, its list."""

    name: str
    field: str
    column: str
    list: str


@cache
def places() -> Mapping[str, tuple[Place, ...]]:
    """Group -> its fields; `record`: the answers that stand in the record itself."""
    found = {RECORD: tuple(_place(one.code, one) for one in model.sent_answers())}
    for group in model.groups():
        found[group.code] = tuple(_place(one.name, one) for one in group.fields if one.leaves)
    found[STATUS] = tuple(_place(name, model.field(code)) for name, code in STATUS_FIELDS.items())
    return found


def _place(name: str, one: model.Field) -> Place:
    return Place(name, one.code, one.kind, one.list if one.kind == "code" else "")


def _every() -> list[Place]:
    return [one for several in places().values() for one in several]


GROUPS = tuple(places())
FIELDS = tuple(dict.fromkeys(one.field for one in _every()))
LISTS = tuple(dict.fromkeys(one.list for one in _every() if one.list))
CODES = tuple(dict.fromkeys(code.code for name in LISTS for code in code_list(name)))


def of_its_kind() -> Q:
    """A value in the column of its field's kind, and in no other."""
    found = []
    for column in COLUMNS:
        fields = [one.field for one in _every() if one.column == column]
        empty = {f"{other}__isnull": other != column for other in COLUMNS}
        found.append(Q(field__in=list(dict.fromkeys(fields)), **empty))
    return reduce(or_, found)


def of_its_list() -> Q:
    """A code of the list of its field; of other fields `of_its_kind` sees to it that there is none."""
    found = Q(code__isnull=True)
    for name in LISTS:
        fields = dict.fromkeys(one.field for one in _every() if one.list == name)
        found |= Q(field__in=list(fields), code__in=[code.code for code in code_list(name)])
    return found


def of_its_group() -> Q:
    """A field of its group; the record itself is item 0, parts are counted from 1."""
    found = []
    for group, several in places().items():
        number = Q(item=0) if group == RECORD else Q(item__gte=1)
        found.append(Q(group=group, field__in=[one.field for one in several]) & number)
    return reduce(or_, found)


def rows(message: VictimRecord) -> Iterator[dict[str, Any]]:
    """The answers of a message, a row for each value."""
    yield from _rows(RECORD, 0, {one.name: message.said(one.name) for one in places()[RECORD]})
    parts = {STATUS: message.status_history, **{one.code: message.said(one.message) for one in model.groups()}}
    for group, several in parts.items():
        for item, part in enumerate(several, 1):
            yield from _rows(group, item, {one.name: getattr(part, one.name) for one in places()[group]})


def _rows(group: str, item: int, said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    empty = dict.fromkeys(COLUMNS)
    for place in places()[group]:
        value = said[place.name]
        several = value if isinstance(value, tuple) else () if value is None else (value,)
        for at, one in enumerate(several, 1):
            yield {**empty, "group": group, "item": item, "field": place.field, "place": at, place.column: one}
