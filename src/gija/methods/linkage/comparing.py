"""Every two lists compared, and each list with itself: the pairs that counting starts from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from gija.methods.linkage.calibrated import BINS, FLOOR, KINDS, Floats, Numbers, bins, details, kinds
from gija.methods.linkage.encoding import WORDS, Encodings
from gija.methods.linkage.mixture import Compared
from gija.methods.linkage.schemes import Scheme
from gija.methods.linkage.similarity import checked, similar_pairs


def compared(
    lists: Sequence[Encodings], made_by: Scheme, workers: int | None, progress: Callable[[int, int], None] | None
) -> Compared:
    """All pairs above the floor between any two lists, with their kinds; how alike records within a list are."""
    held = [checked(one) if len(one) else np.zeros((0, WORDS), np.uint64) for one in lists]
    offsets = np.cumsum([0, *map(len, held)])
    detail = [details(one, made_by) for one in held]
    ends = tuple(combinations(range(len(held)), 2))
    steps, done = len(ends) + len(held), 0
    found = []
    for one, other in ends:
        pairs, scores = _pairs(held[one], held[other], workers)
        kind = kinds(detail[one][pairs[:, 0]], detail[other][pairs[:, 1]])
        found.append((pairs + offsets[[one, other]], scores, kind))
        done += 1
        if progress:
            progress(done, steps)
    within, within_total = np.zeros((len(KINDS), BINS)), np.zeros(len(KINDS))
    for own_list, own in zip(held, detail, strict=True):
        if len(own_list) > 1:
            pairs, scores = similar_pairs(own_list, None, FLOOR, workers=workers)
            np.add.at(within, (kinds(own[pairs[:, 0]], own[pairs[:, 1]]), bins(scores)), 1)
            within_total += _within(own)
        done += 1
        if progress:
            progress(done, steps)
    pairs, scores, kind = _joined(found)
    tables = np.repeat(np.arange(len(ends)), [len(part[0]) for part in found])
    total = np.array([_across(detail[a], detail[b]) for a, b in ends]).reshape(len(ends), len(KINDS))
    sizes = tuple(map(len, held))
    owners = np.repeat(np.arange(len(held)), sizes)
    return Compared(pairs, scores, bins(scores), kind, tables, total, within, within_total, owners, sizes, ends)


def _pairs(a: Encodings, b: Encodings, workers: int | None) -> tuple[Numbers, Floats]:
    if not len(a) or not len(b):
        return np.zeros((0, 2), np.int64), np.zeros(0)
    return similar_pairs(a, b, FLOOR, workers=workers)


def _joined(
    parts: list[tuple[Numbers, Floats, Numbers]],
) -> tuple[Numbers, Floats, Numbers]:
    if not parts:
        return np.zeros((0, 2), np.int64), np.zeros(0), np.zeros(0, np.int64)
    pairs, scores, kind = (np.concatenate(column) for column in zip(*parts, strict=True))
    return pairs, scores, kind


def _across(one: Numbers, other: Numbers) -> Floats:
    """How many pairs of each kind two lists have."""
    counts = np.outer(np.bincount(one, minlength=3), np.bincount(other, minlength=3)).ravel()
    grid = kinds(*np.divmod(np.arange(9), 3))
    return np.bincount(grid, counts, len(KINDS)).astype(np.float64)


def _within(own: Numbers) -> Floats:
    """How many pairs of each kind one list has within itself."""
    counts = np.bincount(own, minlength=3)
    both = _across(own, own)
    both[kinds(np.arange(3), np.arange(3))] -= counts
    return both / 2
