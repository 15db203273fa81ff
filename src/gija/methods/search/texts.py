"""Which things with a name or a text may answer: organisations, addresses, events, by words as they sound."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from gija.methods.names.letters import fold
from gija.methods.names.organisations import name_words
from gija.methods.names.sounds import sound
from gija.methods.search.arrays import Array
from gija.methods.search.lexicon import Heard, Lexicon, LexiconWriter
from gija.methods.search.rows import Alike, Ranked, Rows, rows_arrays

FIELDS = {
    "organisation": ("name",),
    "address": ("text",),
    "online_handle": ("handle", "text"),
    "event": ("text", "place", "kind"),
}
SLIPPED = 0.7  # what a word with a slip in it counts
LENGTH = 0.002  # what each word too many takes off: only to put shorter texts first
_MOST = 200  # words of one record that are kept


def words_of(type_: str, values: Mapping[str, Sequence[str]]) -> list[str]:
    """The words of a thing as they sound, each once."""
    found: dict[str, None] = {}
    for field in FIELDS[type_]:
        for value in values.get(field, ()):
            words = name_words(value)[0] if type_ == "organisation" else fold(value).split()
            found.update(dict.fromkeys(filter(None, map(sound, words))))
    return list(found)[:_MOST]


def _heard(code: str) -> Heard:
    return Heard(frozenset((code,)), frozenset((f"={code}",)))


class TextsWriter:
    """Gathers the words of the things of one type, a row for each record."""

    def __init__(self, type_: str) -> None:
        self._type, self._lexicon = type_, LexiconWriter()
        self._lengths, self._word, self._record = array("I"), array("I"), array("I")

    def add(self, number: int, fields: Mapping[str, Sequence[str]]) -> None:
        row = [self._number(word) for word in words_of(self._type, fields)]
        if row:
            self._lengths.append(len(row))
            self._word.extend(row)
            self._record.append(number)

    def _number(self, word: str) -> int:
        known = self._lexicon.numbers.get(word)
        return self._lexicon.add(word, _heard(word)) if known is None else known

    def arrays(self, name: str) -> dict[str, Array]:
        lengths, word, record = (np.array(a, np.uint32) for a in (self._lengths, self._word, self._record))
        count = len(self._lexicon.numbers)
        return rows_arrays(name, lengths, word, record, count) | self._lexicon.arrays(name)


class Things:
    """The things of one type in one part of an index."""

    def __init__(self, arrays: Mapping[str, Array], type_: str) -> None:
        self.rows, self._lexicon, self._type = Rows(arrays, type_), Lexicon(arrays, type_), type_

    def ranked(self, values: Mapping[str, str]) -> list[Ranked]:
        """Rows that share words with the question, rare words counting most."""
        words = words_of(self._type, {field: (value,) for field, value in values.items() if value})
        asked = list(self._alike(words))
        if not any(len(one.words) for one in asked):
            return []
        return [self.rows.ranked(asked, weakest=0.0, missing=LENGTH, every=True)]

    def _alike(self, words: list[str]) -> Iterator[Alike]:
        for word in words:
            same = {number for _, numbers in self._lexicon.equal((word,)) for number in numbers}
            near = same | self._lexicon.slipped((f"={word}",), 1).keys()
            found = np.array(sorted(near), np.uint32)
            likeness = np.array([1.0 if n in same else SLIPPED for n in sorted(near)], np.float32)
            yield Alike(found, likeness, float(np.log((2 + len(self.rows)) / (1 + self.rows.borne(found).sum()))) + 0.1)
