"""How many bear each word of a name, as arrays: the table behind the rarity of names, read in a moment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

import numpy as np

from gija.methods.names.rarity import Rarity
from gija.methods.search.arrays import Array


def rarity_arrays(name: str, stems: Sequence[str], borne: Array, people: int) -> dict[str, Array]:
    """How many bear each word as it is heard, found by halving: read in a moment whatever the number of words."""
    counts: dict[str, int] = {}
    for key, count in zip(stems, borne.tolist(), strict=True):
        counts[key] = counts.get(key, 0) + count
    ordered = sorted((crc32(key.encode()), count) for key, count in counts.items() if key)
    return {
        f"{name}.heard": np.array([key for key, _ in ordered], np.uint32),
        f"{name}.bearers": np.array([count for _, count in ordered], np.uint32),
        f"{name}.people": np.array([people, Rarity.of(counts, people).middle], np.float64),
    }


class Bearers(Mapping[str, int]):
    """How many bear a word, by how it is heard, from the arrays."""

    def __init__(self, keys: Array, counts: Array) -> None:
        # Single numbers come out of a view of memory quicker than out of an array.
        self._keys, self._counts = keys.data, counts.data

    def __getitem__(self, key: str) -> int:
        wanted = crc32(key.encode())
        at = bisect_left(self._keys, wanted)
        if at == len(self._keys) or self._keys[at] != wanted:
            raise KeyError(key)
        return self._counts[at]

    def __iter__(self) -> Iterator[str]:
        raise TypeError("the words themselves are not kept")

    def __len__(self) -> int:
        return len(self._keys)
