"""Several suppliers of one kind together: how many different persons their figures hold. Knows no database.

Each supplier counts a person once, but two may know the same one: there are at least as many as the largest figure says
and at most as many as all together. Counting once makes this narrower where it counted these very records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gija.methods.reconciling import Amount, together
from gija.rapporteur.reconciliation.grid import BODY, RECORDS, Row
from gija.vocabulary.lists import code_list


@dataclass(frozen=True, slots=True)
class Several:
    """Figures that say the same of one period, each by another supplier of one kind. `by_counting`: what counting once
    told made the interval narrower."""

    rows: tuple[Row, ...]
    people: Amount
    by_counting: bool = False

    @property
    def plain(self) -> int:
        """The sum, as if nobody was known to two."""
        return sum(row.point.value or 0 for row in self.rows)


def several(rows: Sequence[Row]) -> tuple[Several, ...]:
    """All that can be taken together, in the order of the rows; exact counts of persons only."""
    found: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        if _counts_persons(row):
            point = row.point
            found[point.indicator, point.breakdown, replace(point.basis, dataset="")].append(row)
    return tuple(_together(alike, rows) for alike in found.values() if len(alike) > 1)


def _counts_persons(row: Row) -> bool:
    point = row.point
    told = point.value is not None and point.qualifier == "exact" and point.basis.dataset
    return bool(told) and point.indicator != RECORDS and _unit(point.indicator) == "persons"


def _unit(indicator: str) -> str:
    return str(code_list("indicator")[indicator].extra["unit"])


def _together(alike: Sequence[Row], rows: Iterable[Row]) -> Several:
    values = [row.point.value or 0 for row in alike]
    plain, counted = together(values), _counted(alike, rows, sum(values))
    return Several(tuple(alike), counted or plain, counted is not None)


def _counted(alike: Sequence[Row], rows: Iterable[Row], records: int) -> Amount | None:
    """How many people the register counted behind as many records of this kind of body alone; None where it counted
    others too, or another number."""
    kind = alike[0].point.basis.authority
    own = [row.figure for row in rows if row.point.indicator == RECORDS and row.point.is_total and row.figure.people]
    for one in own:
        if kind in code_list(BODY) and one.reach == {kind} and one.value == records and one.people is not None:
            largest = max(row.point.value or 0 for row in alike)
            low, high = max(one.people.low, largest), min(one.people.high, records)
            return Amount(low, high) if low <= high else None
    return None
