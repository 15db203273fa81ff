"""Counts with noise from cell keys: the same group of people is shown with the same number wherever it stands."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from gija.methods.disclosure.cellkeys.keys import BITS, cell_key
from gija.methods.disclosure.cellkeys.values import Transitions

K = TypeVar("K", bound=Hashable)


def shown(count: int, key: int, table: Transitions) -> int:
    """The number shown for a count whose cell key is `key`. Never negative; zero stays zero."""
    row = table.row(count)
    at = int(np.searchsorted(row.reached, key / 2**BITS, side="right"))
    return count + row.changes[min(at, len(row.changes) - 1)]


def perturbed(groups: Mapping[K, Sequence[int]], table: Transitions) -> dict[K, int]:
    """For each cell, from the record keys of the people in it, the number shown. Totals are cells with all their people
    in them and get noise of their own, so sums do not come out; that is the price of asking freely."""
    return {cell: shown(len(keys), cell_key(keys), table) for cell, keys in groups.items()}


def groups_of(records: Iterable[tuple[Iterable[K], int]]) -> dict[K, list[int]]:
    """From (the cells a record counts in, its key) the keys of each cell."""
    found: dict[K, list[int]] = {}
    for cells, key in records:
        for cell in cells:
            found.setdefault(cell, []).append(key)
    return found
