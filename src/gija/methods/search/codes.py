"""Identifiers in order, so that a whole one and one known in part are both found by halving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b

import numpy as np

from gija.methods.names.identifiers import Pattern
from gija.methods.search.arrays import Array

LONGEST = 40  # bytes of a code that are kept; of a longer one the beginning and a fingerprint
FITTING = 5_000  # codes that a pattern may bring
_CHUNK = 200_000


def code_bytes(code: str) -> bytes:
    """The bytes under which a canonical identifier stands in the table."""
    plain = code.encode("utf-8", "replace")
    if len(plain) <= LONGEST:
        return plain
    return plain[:24] + blake2b(plain, digest_size=8).hexdigest().encode("ascii")


class CodesWriter:
    """Codes with the number of their record, gathered compactly."""

    def __init__(self) -> None:
        self._codes: list[bytes] = []
        self._chunks: list[Array] = []
        self._records: list[int] = []
        self._numbers: list[Array] = []

    def add(self, code: str, record: int) -> None:
        self._codes.append(code_bytes(code))
        self._records.append(record)
        if len(self._codes) >= _CHUNK:
            self._pack()

    def _pack(self) -> None:
        self._chunks.append(np.array(self._codes, "S"))
        self._numbers.append(np.array(self._records, np.uint32))
        self._codes, self._records = [], []

    def arrays(self, name: str) -> dict[str, Array]:
        self._pack()
        codes = np.concatenate([chunk.astype(f"S{self._width}") for chunk in self._chunks])
        order = np.argsort(codes, kind="stable")
        return {f"{name}.code": codes[order], f"{name}.code_record": np.concatenate(self._numbers)[order]}

    @property
    def _width(self) -> int:
        return max(1, *(int(chunk.dtype.itemsize) for chunk in self._chunks))


class Codes:
    """All codes of one field."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._codes, self._records = arrays[f"{name}.code"], arrays[f"{name}.code_record"]

    def records(self, code: str) -> list[int]:
        """The records that hold this canonical identifier."""
        wanted = code_bytes(code)
        first, last = self._between(wanted, wanted)
        return [int(number) for number in self._records[first:last]]

    def fitting(self, pattern: Pattern) -> tuple[list[int], bool]:
        """The records whose identifier fits, and whether there were too many to give them all."""
        begins, ends = (code.encode("utf-8", "replace") for code in (pattern.fixed_prefix, pattern.fixed_suffix))
        first, last = self._between(begins, begins + b"\xff") if begins else (0, len(self._codes))
        places = np.arange(first, last)
        if ends and len(places):
            places = places[np.char.endswith(self._codes[first:last], ends)]
        found = list(self._matching(places, pattern))
        return found[:FITTING], len(found) > FITTING

    def _matching(self, places: Array, pattern: Pattern) -> Iterator[int]:
        taken = 0
        for place in places.tolist():
            if pattern.matches(self._codes[place].decode("utf-8", "replace")):
                yield int(self._records[place])
                taken += 1
                if taken > FITTING:
                    return

    def _between(self, low: bytes, high: bytes) -> tuple[int, int]:
        """The places from the first code not below `low` to the last not above `high`."""
        width = self._codes.dtype.itemsize
        if len(low) > width:
            return 0, 0
        kind = self._codes.dtype
        first = np.searchsorted(self._codes, np.array(low, kind))
        last = np.searchsorted(self._codes, np.array(high[:width], kind), side="right")
        return int(first), int(last)
