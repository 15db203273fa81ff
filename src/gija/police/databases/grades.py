"""What the owner says of each row: handling code, evaluation, fact or assessment, review and last day; and their store.

In an index the grades of a record stand among its fields under names that begin with `~`, where they differ from those
of the whole database. Outside this room no record has such fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dict
from dataclasses import fields, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from gija.methods.search.values import Match, Record
from gija.police.databases.cells import CellError, value
from gija.police.databases.mapping import Mapping, Table
from gija.police.databases.values import Grades
from gija.vocabulary.errors import GijaError
from gija.vocabulary.evaluation import evaluation as graded
from gija.vocabulary.lists import code_list

MARK = "~"
NAMES = tuple(field.name for field in fields(Grades))
HERE = ZoneInfo("Europe/Vilnius")
LISTS = {"handling": "handling_code", "kind": "information_kind"}
STRICTEST = {"handling": "H3", "kind": "assessment", "evaluation": ""}  # of a row whose grade nobody knows
EXPIRED = "0001"  # a last day that cannot be read has passed: what may not be held for certain is not shown
ON_RECORD = {"handling", "evaluation", "kind"} & {field.name for field in fields(Record)}

Told = Callable[[str, str], None]  # hears the name of a grade and why it is refused


def today() -> date:
    return datetime.now(HERE).date()


def general(mapping: Mapping) -> Grades:
    """What holds for every row of the database of which the row itself says nothing."""
    return Grades(mapping.handling, mapping.evaluation.constant or "", mapping.kind)


def read(mapping: Mapping, table: Table, row: Dict[str, str], problem: Told) -> Grades:
    """The grades of one row. One that nobody knows is told, and the strictest is taken."""
    found = general(mapping)
    if not mapping.graded:
        return found
    said = dict((("evaluation", mapping.evaluation), *table.graded))
    taken: dict[str, str] = {}
    for name, cell in said.items():
        dated = name not in STRICTEST
        try:
            told = value(cell, row, is_date=dated)
            if not dated and not _known(name, told):
                raise CellError("row.grade_unknown")
        except CellError as error:
            problem(name, str(error))
            told = STRICTEST.get(name, EXPIRED if name == "expires" else "")
            taken[name] = told
        else:
            taken |= {name: told} if told else {}
    return replace(found, **taken)


@lru_cache(maxsize=1_000)
def _known(name: str, told: str) -> bool:
    if not told:
        return True
    if name in LISTS:
        return told in code_list(LISTS[name])
    try:
        graded(told)
    except GijaError:
        return False
    return True


def stored(mapping: Mapping, grades: Grades) -> dict[str, tuple[str, ...]]:
    """The grades as fields of a record in the index: only those that differ from the database's own."""
    whole = general(mapping)
    if grades == whole:
        return {}
    return {MARK + n: (getattr(grades, n),) for n in NAMES if getattr(grades, n) != getattr(whole, n)}


def taken(mapping: Mapping, matches: Iterable[Match]) -> tuple[tuple[Match, ...], dict[str, Grades]]:
    """Matches without what has expired and without the fields of the store; and the grades by record id."""
    found: list[Match] = []
    grades: dict[str, Grades] = {}
    day, whole = today(), general(mapping)
    for match in matches:
        record = match.record
        said: dict[str, Any] = {n: record.fields[MARK + n][0] for n in NAMES if MARK + n in record.fields}
        one = replace(whole, **said) if said else whole
        if one.expired(day):
            continue
        plain = {name: values for name, values in record.fields.items() if name[0] != MARK} if said else record.fields
        kept: dict[str, Any] = {name: getattr(one, name) for name in ON_RECORD}
        found.append(replace(match, record=replace(record, fields=plain, **kept)) if said or kept else match)
        grades[record.id] = one
    return tuple(found), grades
