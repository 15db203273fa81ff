"""Years pooled one after the other: an estimate that only follows the people seen has found nothing hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gija.methods.estimation.capture.table import CaptureTable
from gija.methods.estimation.checks.values import Row, row
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 30  # people on more than one list, below which years had better be pooled


def pooled(tables: Sequence[CaptureTable]) -> CaptureTable:
    """The people of several periods together, for lists that are the same in each. A person seen in two periods counts
    in both: link over the whole time where that is possible. Raises `estimation.groups` where lists differ."""
    if not tables or any(table.lists != tables[0].lists for table in tables):
        raise GijaError("estimation.groups")
    return CaptureTable(tables[0].lists, tuple(sum(of) for of in zip(*(table.counts for table in tables), strict=True)))


def trajectory(periods: Mapping[str, CaptureTable], replicates: int = 500, seed: int = 1) -> tuple[Row, ...]:
    """The estimate from the first period, the first two, and so on, each named by its last period."""
    names = list(periods)
    return tuple(
        row(name, pooled([periods[own] for own in names[: i + 1]]), replicates, seed) for i, name in enumerate(names)
    )


def should_pool(table: CaptureTable) -> bool:
    """Do the lists of this period share too few people to stand alone?"""
    return sum(count for history, count in enumerate(table.counts) if history.bit_count() > 1) < FEW
