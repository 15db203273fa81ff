"""Names as the index keeps them, words read already: most candidates are scored without their record being read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from gija.methods.names.parsing import Name, Word
from gija.methods.names.persons import FORMER as COUNTS_FORMER
from gija.methods.names.persons import NamesRead
from gija.methods.names.stored import stamp, unpacked
from gija.methods.search.arrays import Array

UNSURE, WHOLE, FORMER = range(3)  # how a row was read: not as the name model reads it; whole; whole, a former name
HeldRows = tuple[tuple[int, tuple[int, ...]], ...]  # of each row how it was read, and its words by number
KEPT = 50_000  # names and words remembered, each


def held_arrays(name: str, read: Array, packed: Sequence[str]) -> dict[str, Array]:
    """What `HeldNames` reads beside the rows: how each row was read, and each word as `stored.packed`."""
    lines = [line.encode("utf-8", "surrogatepass") for line in packed]
    return {
        f"{name}.row_read": read.astype(np.uint8),
        f"{name}.packed": np.frombuffer(b"".join(lines), np.uint8),
        f"{name}.packed_at": np.cumsum([0, *map(len, lines)]).astype(np.uint64),
        f"{name}.model": np.array([stamp()], np.uint32),
    }


def counts(how: int) -> float:
    """What a name counts that was read so."""
    return COUNTS_FORMER if how == FORMER else 1.0


class HeldNames:
    """The names of the records of one part, put together from the rows."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._record = arrays[f"{name}.row_record"]
        # Single numbers come out of a view of memory quicker than out of an array.
        views = (arrays[f"{name}.{each}"].data for each in ("row_read", "row_at", "row_word", "packed", "packed_at"))
        self._read, self._at, self._word, self._packed, self._packed_at = views
        self._current = int(arrays[f"{name}.model"][0]) == stamp()
        self._words: dict[int, Word] = {}
        self._names: dict[tuple[int, ...], Name] = {}

    def rows(self, records: Sequence[int]) -> Iterator[HeldRows | None]:
        """The rows of each record; None where only the record itself tells its names as the name model reads them."""
        wanted = np.array(records, np.uint32)
        first = np.searchsorted(self._record, wanted).tolist()
        last = np.searchsorted(self._record, wanted, side="right").tolist()
        for begin, end in zip(first, last, strict=True):
            yield self._rows(begin, end) if self._current and begin < end else None

    def _rows(self, begin: int, end: int) -> HeldRows | None:
        at, word = self._at, self._word
        found = tuple((self._read[row], tuple(word[at[row] : at[row + 1]])) for row in range(begin, end))
        return None if any(how == UNSURE for how, _ in found) else found

    def names(self, rows: HeldRows) -> NamesRead:
        """The names of such rows, their words read."""
        return tuple((self._name(numbers), counts(how)) for how, numbers in rows)

    def _name(self, numbers: tuple[int, ...]) -> Name:
        known = self._names.get(numbers)
        if known is None:
            if len(self._names) >= KEPT:
                self._names.clear()
            words = tuple(map(self.word, numbers))
            in_order = tuple(sorted(w.lower for w in words))
            known = self._names[numbers] = Name("", words, in_order, len(words) == 2, False)
        return known

    def word(self, number: int) -> Word:
        known = self._words.get(number)
        if known is None:
            if len(self._words) >= KEPT:
                self._words.clear()
            line = self._packed[self._packed_at[number] : self._packed_at[number + 1]].tobytes()
            known = self._words[number] = unpacked(line.decode("utf-8", "surrogatepass"))
        return known
