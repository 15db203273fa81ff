"""A figure before it is kept, and whether it may be: every code known, a value or a status, never both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gija.rapporteur.statistics import breakdowns, periods
from gija.rapporteur.statistics.points import REPORTED, Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

if TYPE_CHECKING:
    from gija.rapporteur.statistics.models import Observation

LONGEST = {"line": 100, "quote": 300, "how": 200, "source": 60, "revision": 300}


@dataclass(frozen=True, slots=True)
class Draft:
    """A point and where it stands in its file, for errors."""

    point: Point
    row: int = 0


def checked(draft: Draft) -> Point:
    """The point in its canonical form; else `statistics.bad_row` with row and field, never with what stood there."""
    point = draft.point
    for field, wrong in _faults(point):
        if wrong:
            raise GijaError("statistics.bad_row", row=draft.row, field=field)
    try:
        periods.checked(point.period)
        ordered = breakdowns.checked(point.breakdown)
    except GijaError as error:
        raise GijaError("statistics.bad_row", row=draft.row, field=error.code.rpartition(".")[2]) from error
    return replace(point, breakdown=ordered, qualifier=point.qualifier if point.value is not None else "")


def _faults(point: Point) -> list[tuple[str, bool]]:
    basis = point.basis
    lists = {
        "indicator": ("indicator", point.indicator),
        "status": ("value_status", point.status),
        "base": ("observation_base", basis.base),
        "stage": ("observation_stage", basis.stage),
        "definition": ("observation_definition", basis.definition),
        "authority": ("institution_kind", basis.authority),
        "kind": ("observation_kind", basis.kind),
    }
    unknown = [(field, code not in code_list(name)) for field, (name, code) in lists.items()]
    has_value = point.value is not None
    return [
        *unknown,
        ("value", has_value != (point.status == REPORTED) or (point.value or 0) < 0),
        ("qualifier", has_value and point.qualifier not in code_list("observation_qualifier")),
        ("how", (basis.kind == "computed") != bool(point.how)),
        *((name, len(getattr(point, name)) > longest) for name, longest in LONGEST.items()),
    ]


def told(row: Observation) -> tuple[object, ...]:
    """What a vintage says: another telling of the same is no new vintage."""
    return (row.value, row.status, row.qualifier, row.source, row.line, row.quote, row.how, row.known_from)


def said(point: Point) -> tuple[object, ...]:
    """The same of a point that is not kept yet."""
    return (point.value, point.status, point.qualifier, point.source, point.line, point.quote, point.how,
            point.known_from)  # fmt: skip
