"""Every two lists compared, and each list with itself: the pairs that counting starts from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from gija.methods.linkage.calibrated import FLOOR, KINDS, Calibration, Floats, Numbers, bins, details, kinds
from gija.methods.linkage.encoding import WORDS, Encodings
from gija.methods.linkage.pairs import Compared
from gija.methods.linkage.similarity import checked, similar_pairs


def compared(
    lists: Sequence[Encodings], known: Calibration, workers: int | None, progress: Callable[[int, int], None] | None
) -> Compared:
    """All pairs above the floor between any two lists, with their kinds; how alike records within a list are."""
    held = [checked(one) if len(one) else np.zeros((0, WORDS), np.uint64) for one in lists]
    offsets = np.cumsum([0, *map(len, held)])
    detail = [details(one, known) for one in held]
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
    within: list[tuple[Numbers, Floats, Floats]] = []
    within_total = np.zeros(len(KINDS))
    for own_list, own in zip(held, detail, strict=True):
        if len(own_list) > 1:
            pairs, scores = similar_pairs(own_list, None, FLOOR, workers=workers)
            within.append((pairs, scores, kinds(own[pairs[:, 0]], own[pairs[:, 1]])))
            within_total += _within(own)
        done += 1
        if progress:
            progress(done, steps)
    pairs, scores, kind = _joined(found)
    tables = np.repeat(np.arange(len(ends)), [len(part[0]) for part in found])
    total = np.array([_across(detail[a], detail[b]) for a, b in ends]).reshape(len(ends), len(KINDS))
    sizes = tuple(map(len, held))
    owners = np.repeat(np.arange(len(held)), sizes)
    _, alike, sort = _joined(within)
    return Compared(
        pairs, scores, bins(scores), kind, tables, total, bins(alike), sort, within_total, owners, sizes, ends
    )


def _pairs(a: Encodings, b: Encodings, workers: int | None) -> tuple[Numbers, Floats]:
    if not len(a) or not len(b):
        return np.zeros((0, 2), np.int64), np.zeros(0)
    return similar_pairs(a, b, FLOOR, workers=workers)


def _joined(parts: list[tuple[Numbers, Floats, Floats]]) -> tuple[Numbers, Floats, Floats]:
    if not parts:
        return np.zeros((0, 2), np.int64), np.zeros(0), np.zeros((0, len(KINDS)))
    pairs, scores, kind = (np.concatenate(column) for column in zip(*parts, strict=True))
    return pairs, scores, kind


def _across(one: Floats, other: Floats) -> Floats:
    """How many pairs of each kind two lists have, as far as the number of bits tells."""
    return np.asarray(kinds(one.sum(axis=0)[None], other.sum(axis=0)[None])[0])


def _within(own: Floats) -> Floats:
    """How many pairs of each kind one list has within itself."""
    return np.asarray((_across(own, own) - kinds(own, own).sum(axis=0)) / 2)
