"""Which records are one person: the strongest pairs first, at most one record of each list in a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gija.methods.linkage.similarity import Pairs, Scores
from gija.vocabulary.errors import GijaError

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Clusters:
    """`of` gives each record its cluster, numbered from 0 in the order of the first record met; `count` says how many.

    `links` are the pairs (as rows of the given pairs) that joined two clusters; `strength` is each record's strongest
    of them, 0 for a record alone; `refused` the pairs that would have put two records of one list together.
    """

    of: Numbers
    count: int
    links: Numbers
    strength: Scores
    refused: Numbers


def cluster(pairs: Pairs, scores: Scores, sizes: Sequence[int], *, most: int | None = None) -> Clusters:
    """Join records into people, the best pair first (ties: the lower record numbers); deterministic.

    Records are numbered through: those of the first list from 0, of the second from `sizes[0]` on, and so on. Between
    two lists it is one to one, since a list holds a person once; a cluster so has at most `len(sizes)` records, or
    `most`. Raises `linkage.pairs` where a pair names a record that no list has.
    """
    total = int(sum(sizes))
    if len(pairs) != len(scores) or (len(pairs) and not (pairs.min() >= 0 and pairs.max() < total)):
        raise GijaError("linkage.pairs")
    owner = np.repeat(np.arange(len(sizes)), sizes).tolist()
    groups = _Groups(owner, min(most or len(sizes), len(sizes)))
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -scores)) if len(pairs) else np.zeros(0, np.int64)
    links: list[int] = []
    refused: list[int] = []
    for at, (one, other) in zip(order.tolist(), pairs[order].tolist(), strict=True):
        joined = groups.join(one, other)
        if joined is not None:
            (links if joined else refused).append(at)
    strength = np.zeros(total)
    for at in reversed(links):
        strength[pairs[at]] = scores[at]
    of, count = groups.numbered()
    return Clusters(of, count, np.array(links, np.int64), strength, np.array(refused, np.int64))


class _Groups:
    """Disjoint sets that remember which lists they hold."""

    def __init__(self, owner: list[int], most: int) -> None:
        self.up = list(range(len(owner)))
        self.lists = [1 << at for at in owner]
        self.most = most

    def top(self, record: int) -> int:
        while self.up[record] != record:
            self.up[record] = self.up[self.up[record]]
            record = self.up[record]
        return record

    def join(self, one: int, other: int) -> bool | None:
        """True when joined, False when that may not be, None when they are together already."""
        a, b = self.top(one), self.top(other)
        if a == b:
            return None
        both = self.lists[a] | self.lists[b]
        if self.lists[a] & self.lists[b] or both.bit_count() > self.most:
            return False
        self.up[max(a, b)] = min(a, b)
        self.lists[min(a, b)] = both
        return True

    def numbered(self) -> tuple[Numbers, int]:
        tops = [self.top(record) for record in range(len(self.up))]
        numbers = {top: number for number, top in enumerate(dict.fromkeys(tops))}
        return np.array([numbers[top] for top in tops], np.int64), len(numbers)
