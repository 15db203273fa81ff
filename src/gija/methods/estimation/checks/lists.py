"""Checks by lists: leave each out, estimate each from the others, merge each two."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from gija.methods.estimation.checks.values import Row, row
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable

REPLICATES = 500


def leave_one_out(table: CaptureTable, replicates: int = REPLICATES, seed: int = 1) -> tuple[Row, ...]:
    """The estimate without each list in turn: one that moves it far is one that it stands on."""
    return tuple(_tried(name, table, "drop", replicates, seed) for name in table.lists) if table.width > 2 else ()


def conditioned(table: CaptureTable, replicates: int = REPLICATES, seed: int = 1) -> tuple[Row, ...]:
    """Each list estimated anew from its people on the other lists, beside how many it truly has. The method is put to
    the test where the answer is known; it needs three other lists to say much."""
    return tuple(_tried(name, table, "condition", replicates, seed) for name in table.lists) if table.width > 2 else ()


def merged(table: CaptureTable, replicates: int = REPLICATES, seed: int = 1) -> tuple[Row, ...]:
    """The estimate with each two lists as one. Lists that should be one change it little."""
    if table.width < 4:
        return ()
    return tuple(
        row(f"{one}+{two}", table.merge((one, two)), replicates, seed) for one, two in combinations(table.lists, 2)
    )


def _tried(name: str, table: CaptureTable, how: str, replicates: int, seed: int) -> Row:
    try:
        if how == "drop":
            return row(name, table.drop([name]), replicates, seed)
        part, truth = table.condition(name)
    except GijaError:
        return Row(name, None, None, table.on_list[table.lists.index(name)] if how == "condition" else None)
    return row(name, part, replicates, seed, truth)
