"""The names of persons as rows of word numbers, gathered while an index is built."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

import numpy as np

from gija.methods.names.births import birth
from gija.methods.names.evidence import TEXTS
from gija.methods.names.letters import fold
from gija.methods.names.name_keys import word_keys
from gija.methods.names.parsing import Word, apart, parse, word
from gija.methods.names.rarity import heard
from gija.methods.names.stored import packed
from gija.methods.search.arrays import Array, taken
from gija.methods.search.bearers import rarity_arrays
from gija.methods.search.held import FORMER, UNSURE, WHOLE, held_arrays
from gija.methods.search.lexicon import Heard, LexiconWriter
from gija.methods.search.rows import rows_arrays

BESIDE = tuple(TEXTS)  # sex, citizenship, place: told apart before scoring
CACHED = 100_000  # words or values remembered
NONE = ("",)
Fields = Mapping[str, Sequence[str]]


def words_of(value: str) -> tuple[Word, ...]:
    return tuple(w for w in parse(value).words if not w.is_particle)


def firsts(one: Word) -> set[str]:
    return {one.folded[:1], *(reading.sound[:1] for reading in one.readings)} - {""}


def heard_word(one: Word) -> Heard:
    """A word is looked for by its keys and by slips in its letters, sound and stem; an initial by the letter."""
    if one.is_initial:
        return Heard(frozenset(f"i:{letter}" for letter in firsts(one)), frozenset())
    keys = word_keys(one)
    sounds = frozenset((f"={one.folded}", *(key[0] + key[2:] for key in keys if key.startswith(("s:", "w:")))))
    return Heard(keys | {f"={one.lower}"}, sounds)


def birth_number(value: str) -> int:
    """`1980-03` as 19800300; 0 for what is no date, or an unsure one."""
    found = birth(value) if value else None
    if found is None or found.unsure or not found.year:
        return 0
    return int(found.year) * 10_000 + int(found.month or 0) * 100 + int(found.day or 0)


def mark(value: str) -> int:
    """A number for a text, case and diacritics aside; 0 where there is none."""
    return crc32(fold(value).encode("ascii", "replace")) or 1 if value else 0


READ_BESIDE: dict[str, Callable[[str], int]] = {"birth_date": birth_number, **dict.fromkeys(BESIDE, mark)}


class BesideWriter:
    """What is known of persons beside their names, as numbers: for each record, 0 where nothing is."""

    def __init__(self) -> None:
        self._columns = [(field, array("I"), _Known(of)) for field, of in READ_BESIDE.items()]

    def add(self, fields: Fields) -> None:
        for field, column, known in self._columns:
            values = fields.get(field)
            column.append(known[values[0]] if values else 0)

    def arrays(self, name: str) -> dict[str, Array]:
        return {f"{name}.{field}": _numbers(column) for field, column, _ in self._columns}


class PersonsWriter:
    """Gathers the names of persons: a row for each name of each record, of two texts (given and family name)."""

    def __init__(self) -> None:
        self.people, self._texts = 0, _Texts()
        self._rows = array("I")  # of each: record, two texts, how it was read

    def add(self, number: int, fields: Fields) -> None:
        """The names of a record; records come in the order of their numbers."""
        self.people += 1
        given, family = fields.get("given_name") or NONE, fields.get("family_name") or NONE
        if len(given) == len(family) == 1 and "former_name" not in fields and "name" not in fields:
            self._rows.extend((number, self._texts[given[0]], self._texts[family[0]], WHOLE))
        else:
            self._several(number, fields)

    def _several(self, number: int, fields: Fields) -> None:
        """The names of a record, put together as `person_of` does, each once."""
        get, texts = fields.get, self._texts
        given, family = get("given_name") or NONE, get("family_name") or NONE
        named = [(value, "", WHOLE) for value in get("name", ())]
        named += [(g, f, WHOLE) for g in given for f in family]
        for value in get("former_name", ()):
            named += [(g, value, FORMER) for g in (NONE if " " in value.strip() else given)]
        found = dict[bytes, tuple[int, int, int, int]]()
        for one, two, how in named:
            row = number, texts[one], texts[two], how
            found.setdefault(texts.words(row[1]) + texts.words(row[2]), row)
        for row in found.values():
            self._rows.extend(row)

    def arrays(self, name: str) -> dict[str, Array]:
        texts, rows = self._texts, _numbers(self._rows).reshape(-1, 4)
        words, halves = taken(_numbers(texts.at), _numbers(texts.word), rows[:, 1:3].ravel())
        lengths = halves.reshape(-1, 2).sum(axis=1)
        rows, lengths = rows[lengths > 0], lengths[lengths > 0]
        record, one, two, how = np.ascontiguousarray(rows.T)
        whole = np.frombuffer(texts.whole, np.bool_)
        made = rows_arrays(name, lengths, words, record, len(texts.stems))
        made |= held_arrays(name, np.where(whole[one] & whole[two], how, UNSURE), texts.packed)
        made |= texts.arrays(name)
        return made | rarity_arrays(name, texts.stems, np.diff(made[f"{name}.posted_at"]), self.people)


def _numbers(held: array[int]) -> Array:
    return np.frombuffer(held, np.uint32) if held else np.empty(0, np.uint32)


class _Texts(dict[str, int]):
    """Names and parts of names by number, each read when it is first met. A text forgotten gets another number."""

    def __init__(self) -> None:
        self.at, self.word, self.whole = array("I", [0]), array("I"), bytearray()
        self.stems, self.packed = list[str](), list[str]()
        self._lexicon, self._first = LexiconWriter(), bytearray()

    def __missing__(self, text: str) -> int:
        if len(self) >= CACHED:
            self.clear()
        plain = apart(text)
        self.word.extend([self._number(one) for one in (map(word, plain) if plain else words_of(text))])
        self.at.append(len(self.word))
        self.whole.append(bool(plain) or not text)  # whether these are all the words that the name model reads there
        number = self[text] = len(self.whole) - 1
        return number

    def words(self, number: int) -> bytes:
        return self.word[self.at[number] : self.at[number + 1]].tobytes()

    def _number(self, one: Word) -> int:
        number = self._lexicon.numbers.get(one.lower)
        if number is None:
            number = self._lexicon.add(one.lower, heard_word(one))
            self._first.append(ord(min(firsts(one), default=" ")) & 0xFF)
            self.stems.append(heard(one))
            self.packed.append(packed(word(one.lower)))
        return number

    def arrays(self, name: str) -> dict[str, Array]:
        return {f"{name}.first": np.frombuffer(bytes(self._first), np.uint8)} | self._lexicon.arrays(name)


class _Known(dict[str, int]):
    """What a function says of texts that come again and again; forgotten whole when it grows too large."""

    def __init__(self, of: Callable[[str], int]) -> None:
        self._of = of

    def __missing__(self, text: str) -> int:
        if len(self) >= CACHED:
            self.clear()
        number = self[text] = self._of(text)
        return number
