"""`CaptureTable`: how many people have each capture history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gija.methods.estimation.capture.asking import Asking
from gija.methods.estimation.capture.histories import bits
from gija.vocabulary.errors import GijaError

MOST_LISTS = 10
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CaptureTable(Asking):
    """`counts[h]` people have the history `h`, a bit mask over `lists` (bit 0 is the first list); `counts[0]` is 0,
    for the unseen are what is asked for. Order of the lists is kept and is the order of every tie.

    Raises `estimation.one_list`, `estimation.too_many_lists`, `estimation.lists_alike`, `estimation.negative`,
    `estimation.all_zero`.
    """

    lists: tuple[str, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.lists) < 2:
            raise GijaError("estimation.one_list")
        if len(self.lists) > MOST_LISTS:
            raise GijaError("estimation.too_many_lists", lists=len(self.lists), most=MOST_LISTS)
        if len(set(self.lists)) < len(self.lists):
            raise GijaError("estimation.lists_alike")
        if len(self.counts) != 1 << len(self.lists) or self.counts[0]:
            raise GijaError("estimation.histories", lists=len(self.lists))
        if min(self.counts) < 0:
            raise GijaError("estimation.negative")
        if not any(self.counts):
            raise GijaError("estimation.all_zero")

    @classmethod
    def of(cls, lists: Sequence[str], people: Mapping[tuple[int, ...], int]) -> CaptureTable:
        """From counts by the places of the lists a person is on: `{(0,): 54, (0, 1): 15}`."""
        _room(len(lists))
        counts = [0] * (1 << len(lists))
        for places, count in people.items():
            if not places or not all(0 <= place < len(lists) for place in places):
                raise GijaError("estimation.histories", lists=len(lists))
            counts[sum(1 << place for place in set(places))] += count
        return cls(tuple(lists), tuple(counts))

    @classmethod
    def from_people(cls, people: Iterable[Iterable[str]], lists: Sequence[str] | None = None) -> CaptureTable:
        """From one set of lists for each person: what the clusters of a register are. Nobody without a list counts."""
        seen = [frozenset(one) for one in people]
        names = tuple(lists) if lists is not None else tuple(sorted(frozenset().union(*seen)))
        _room(len(names))
        place = {name: i for i, name in enumerate(names)}
        counts = [0] * (1 << len(names))
        for one in seen:
            if unknown := sorted(one - place.keys()):
                raise GijaError("estimation.list_unknown", list=unknown[0])
            if one:
                counts[sum(1 << place[name] for name in one)] += 1
        return cls(names, tuple(counts))

    @property
    def width(self) -> int:
        """How many lists."""
        return len(self.lists)

    @property
    def observed(self) -> int:
        """How many people are on at least one list."""
        return sum(self.counts)

    @property
    def array(self) -> Floats:
        """The counts as numbers of floating point, of length 2**lists."""
        return np.array(self.counts, dtype=np.float64)

    @property
    def on_list(self) -> tuple[int, ...]:
        """How many people each list has."""
        return tuple(self.meeting(1 << i) for i in range(self.width))

    def meeting(self, mask: int) -> int:
        """How many people are on all the lists of a mask, whatever others they are on."""
        return sum(count for history, count in enumerate(self.counts) if history & mask == mask)

    def label(self, mask: int) -> str:
        """The lists of a mask by name: `LA:NG`."""
        return ":".join(self.lists[i] for i in bits(mask))

    @property
    def digest(self) -> str:
        """SHA-256 over lists and counts: the same table, the same digest."""
        told = "\n".join([*(repr(name) for name in self.lists), *map(str, self.counts)])
        return hashlib.sha256(told.encode()).hexdigest()


def _room(lists: int) -> None:
    """Before 2**lists places are made."""
    if lists > MOST_LISTS:
        raise GijaError("estimation.too_many_lists", lists=lists, most=MOST_LISTS)
