"""Other tables from one: lists merged, dropped, conditioned upon; and who meets whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.capture.histories import bits
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Ints


def _place(table: CaptureTable, name: str) -> int:
    if name not in table.lists:
        raise GijaError("estimation.list_unknown", list=name)
    return table.lists.index(name)


def merge(table: CaptureTable, names: Sequence[str], into: str | None = None) -> CaptureTable:
    """Several lists as one, in the place of the first of them: a person on any of them is on it. `into` names it."""
    from gija.methods.estimation.capture.table import CaptureTable

    merged = sorted({_place(table, name) for name in names})
    if len(merged) < 2:
        raise GijaError("estimation.merge_two")
    kept = [i for i in range(table.width) if i not in merged[1:]]
    new = {old: place for place, old in enumerate(kept)} | dict.fromkeys(merged[1:], kept.index(merged[0]))
    counts = [0] * (1 << len(kept))
    for history, count in enumerate(table.counts):
        counts[sum({1 << new[i] for i in bits(history)})] += count
    called = into or "+".join(table.lists[i] for i in merged)
    return CaptureTable(tuple(called if i == merged[0] else table.lists[i] for i in kept), tuple(counts))


def drop(table: CaptureTable, names: Iterable[str]) -> CaptureTable:
    """Without some lists: whoever is on these only is seen no more."""
    from gija.methods.estimation.capture.table import CaptureTable

    gone = {_place(table, name) for name in names}
    kept = [i for i in range(table.width) if i not in gone]
    counts = [0] * (1 << len(kept))
    for history, count in enumerate(table.counts):
        counts[sum(1 << place for place, i in enumerate(kept) if history >> i & 1)] += count
    counts[0] = 0
    return CaptureTable(tuple(table.lists[i] for i in kept), tuple(counts))


def condition(table: CaptureTable, name: str) -> tuple[CaptureTable, int]:
    """The people of one list by the other lists, and how many the list truly has.

    The table leaves out those on this list alone, so that its estimate can be set beside the known number.
    """
    from gija.methods.estimation.capture.table import CaptureTable

    own = _place(table, name)
    kept = [i for i in range(table.width) if i != own]
    counts = [0] * (1 << len(kept))
    for history, count in enumerate(table.counts):
        if history >> own & 1:
            counts[sum(1 << place for place, i in enumerate(kept) if history >> i & 1)] += count
    truth, counts[0] = sum(counts), 0
    return CaptureTable(tuple(table.lists[i] for i in kept), tuple(counts)), truth


def overlap(table: CaptureTable) -> Ints:
    """(lists, lists): how many people two lists share; on the diagonal how many each has."""
    found = np.zeros((table.width, table.width), np.int64)
    for history, count in enumerate(table.counts):
        here = bits(history)
        for i in here:
            for j in here:
                found[i, j] += count
    return found
