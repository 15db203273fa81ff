"""How many claims were filed, awarded, refused, appealed, paid in a year: by the rule of `queries.by_year`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from gija.casework.compensation.models import Claim
from gija.casework.compensation.queries import Row, by_year

COUNTED = ("filed", "awarded", "refused", "appealed", "paid")
SUMS = ("awarded", "paid")
Cells = dict[tuple[str, ...], int]


def claims(institution: str, year: int) -> Mapping[str, Cells]:
    """Of each kind of turn, how many claims of each source had it in the year, each claim once."""
    rows = _rows(institution, year)
    return {name: {(row.source,): getattr(row, name) for row in rows} for name in COUNTED}


def sums(institution: str, year: int) -> Mapping[str, Cells]:
    """What was awarded and paid in the year, of each source, in whole euros (half a euro up)."""
    rows = _rows(institution, year)
    return {name: {(row.source,): _whole(getattr(row, f"{name}_euro")) for row in rows} for name in SUMS}


def _rows(institution: str, year: int) -> list[Row]:
    return by_year(Claim.objects.filter(institution=institution), year)


def _whole(sum_: Decimal) -> int:
    return int(sum_.quantize(Decimal(1), ROUND_HALF_UP))
