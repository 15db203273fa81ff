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
from gija.methods.search.arrays import Array
from gija.methods.search.bearers import rarity_arrays
from gija.methods.search.held import FORMER, UNSURE, WHOLE, held_arrays
from gija.methods.search.lexicon import Heard, LexiconWriter
from gija.methods.search.rows import rows_arrays

BESIDE = tuple(TEXTS)  # sex, citizenship, place: told apart before scoring
CACHED = 100_000  # words or values remembered
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


_COLUMNS = 7  # of a row: number of words, record, how it was read, birth, and what stands beside


class PersonsWriter:
    """Gathers the names of persons, one row for each name of each record."""

    def __init__(self) -> None:
        self.people = 0
        self._lexicon, self._first, self._stems = LexiconWriter(), bytearray(), list[str]()
        self._word, self._rows = array("I"), array("I")
        self._packed = list[str]()
        self._known: dict[str, tuple[tuple[int, ...], bool]] = {}
        self._births, self._marks = _Known(birth_number), _Known(mark)

    def add(self, number: int, fields: Fields) -> None:
        self.people += 1
        get, marks = fields.get, self._marks
        beside = [marks[values[0]] if (values := get(field)) else 0 for field in BESIDE]
        born = self._births[values[0]] if (values := get("birth_date")) else 0
        for row, read in self._plainly(fields) or self._names(fields).items():
            self._word.extend(row)
            self._rows.extend((len(row), number, read, born, *beside))

    def _plainly(self, fields: Fields) -> list[tuple[tuple[int, ...], int]] | None:
        """What `_names` gives for one given and one family name, read before, and no other: most records, quickly."""
        try:
            (given,), (family,) = fields["given_name"], fields["family_name"]
            (one, plain), (two, also) = self._known[given], self._known[family]
        except (KeyError, ValueError):
            return None
        if "name" in fields or "former_name" in fields or not (one or two):
            return None
        return [(one + two, WHOLE if plain and also else UNSURE)]

    def _names(self, fields: Fields) -> dict[tuple[int, ...], int]:
        """The names of a record as word numbers, put together as `person_of` does, and how each was read."""
        get, ids = fields.get, self._ids
        given, family = get("given_name", ()), get("family_name", ())
        found = dict[tuple[int, ...], int]()
        for value in get("name", ()):
            row, plain = ids(value)
            found.setdefault(row, WHOLE if plain else UNSURE)
        for g in (given or ("",)) if given or family else ():
            for f in family or ("",):
                (one, plain), (two, also) = ids(g), ids(f)
                found.setdefault(one + two, WHOLE if plain and also else UNSURE)
        for value in get("former_name", ()):
            whole = " " in value.strip() or not given
            for g in ("",) if whole else given:
                (one, plain), (two, also) = ids(g), ids(value)
                found.setdefault(one + two, FORMER if plain and also else UNSURE)
        found.pop((), None)
        return found

    def _ids(self, value: str) -> tuple[tuple[int, ...], bool]:
        """The words of a name or of a part of one, and whether they are all that the name model reads there."""
        known = self._known.get(value)
        if known is None:
            if len(self._known) >= CACHED:
                self._known.clear()
            if plain := apart(value):
                known = tuple(self._number(word(one)) for one in plain), True
            else:
                known = tuple(map(self._number, words_of(value))), not value
            self._known[value] = known
        return known

    def _number(self, one: Word) -> int:
        number = self._lexicon.numbers.get(one.lower)
        if number is None:
            number = self._lexicon.add(one.lower, heard_word(one))
            self._first.append(ord(min(firsts(one), default=" ")) & 0xFF)
            self._stems.append(heard(one))
            self._packed.append(packed(word(one.lower)))
        return number

    def arrays(self, name: str) -> dict[str, Array]:
        rows, words = _numbers(self._rows).reshape(-1, _COLUMNS), _numbers(self._word)
        lengths, record, read, born, *beside = (np.ascontiguousarray(column) for column in rows.T)
        made = rows_arrays(name, lengths, words, record, len(self._stems)) | self._lexicon.arrays(name)
        made |= {f"{name}.first": np.frombuffer(bytes(self._first), np.uint8), f"{name}.born": born}
        made |= held_arrays(name, read, self._packed)
        made |= {f"{name}.{field}": column for field, column in zip(BESIDE, beside, strict=True)}
        return made | rarity_arrays(name, self._stems, np.diff(made[f"{name}.posted_at"]), self.people)


def _numbers(held: array[int]) -> Array:
    return np.frombuffer(held, np.uint32) if held else np.empty(0, np.uint32)


class _Known(dict[str, int]):
    """What a function says of texts that come again and again; forgotten whole when it grows too large."""

    def __init__(self, of: Callable[[str], int]) -> None:
        self._of = of

    def __missing__(self, text: str) -> int:
        if len(self) >= CACHED:
            self.clear()
        number = self[text] = self._of(text)
        return number
