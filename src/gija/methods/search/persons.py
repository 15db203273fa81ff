"""Which persons may answer: names by their words, date of birth and the like read beside them before any record is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from gija.methods.names.evidence import TEXTS
from gija.methods.names.parsing import Word
from gija.methods.names.persons import Person
from gija.methods.names.rarity import Rarity
from gija.methods.search.arrays import Array
from gija.methods.search.bearers import Bearers
from gija.methods.search.held import HeldNames
from gija.methods.search.lexicon import Lexicon
from gija.methods.search.person_rows import BESIDE, CACHED, birth_number, firsts, heard_word, mark, words_of
from gija.methods.search.rows import MISSING, WEAKEST, Alike, Ranked, Rows

LEAST = 0.5  # words less alike than this do not bring a candidate
FEW = 20  # fewer rows than this of some likeness: where near misses are asked for, more are looked at
KEYS = {"w:": 0.95, "s:": 0.93, "g:": 0.92, "i:": 0.78}  # what a word roughly counts that shares this kind of key
OTHER_KEY = 0.55
LONG = 6  # letters of a word from which two slips are looked for
SLIPS = (0.9, 0.85, 0.7)  # the same for none, one and two slips
YEAR, BIRTH = 0.1, 0.45  # how far a date of birth lifts that agrees as far as it is known, and a whole one


class Persons:
    """The persons of one part of an index."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.rows, self._lexicon = Rows(arrays, name), Lexicon(arrays, name)
        self._born, self._first = arrays[f"{name}.birth_date"], arrays[f"{name}.first"]
        self._beside = {field: arrays[f"{name}.{field}"] for field in BESIDE}
        people, middle = arrays[f"{name}.people"].tolist()
        counts = Bearers(arrays[f"{name}.heard"], arrays[f"{name}.bearers"])
        self.rarity = Rarity(counts, int(people), middle)
        self.held = HeldNames(arrays, name)
        self._alike: dict[str, Alike] = {}

    def ranked(self, asked: Person, floor: float, rarity: Rarity | None) -> list[Ranked]:
        """Rows that may answer, roughly scored, for each name asked for; none where none can reach `floor`."""
        found, least = [], _unlifted(floor, asked)
        for name in dict.fromkeys((*asked.names, *asked.former_names)):
            if words := [self._weighed(one, rarity) for one in words_of(name)]:
                rows = self._rows(words, least, every=False)
                if floor < LEAST and np.count_nonzero(rows.scores >= LEAST) < FEW:
                    # Below a hit one word that is met is worth telling; for a hit two must be.
                    rows = self._rows(words, least, every=True)
                found.append(Ranked(rows.rows, self._told_apart(rows, asked), rows.cut))
        return found

    def _rows(self, words: Sequence[Alike], floor: float, *, every: bool) -> Ranked:
        return self.rows.ranked(words, weakest=WEAKEST, missing=MISSING, every=every, floor=floor)

    def _weighed(self, one: Word, rarity: Rarity | None) -> Alike:
        alike = self._alike.get(one.lower)
        if alike is None:
            if len(self._alike) >= CACHED:
                self._alike.clear()
            alike = self._alike[one.lower] = self._initial(one) if one.is_initial else self._looked_up(one)
        weight = one.weight * (rarity.weight(one) if rarity else 1.0)
        return Alike(alike.words, alike.likeness, weight)

    def _looked_up(self, one: Word) -> Alike:
        """Words that share a key, each by what the key is worth; words with slips, by how many.

        Two slips are looked for only where the word is like none: most words asked for are known as they sound.
        """
        asked = heard_word(one)
        slipped = self._lexicon.slipped(asked.sounds, 1)
        if not slipped and len(one.folded) >= LONG:
            slipped = self._lexicon.slipped(asked.sounds, 2)
        found = {n: SLIPS[slips] for n, slips in slipped.items()}
        for key, numbers in self._lexicon.equal((*(f"i:{letter}" for letter in firsts(one)), *asked.keys)):
            worth = 1.0 if key[0] == "=" else KEYS.get(key[:2], OTHER_KEY)
            for number in numbers:
                if worth > found.get(number, 0.0):
                    found[number] = worth
        return Alike(np.array(list(found), np.uint32), np.array(list(found.values()), np.float32))

    def _initial(self, one: Word) -> Alike:
        letters = np.array([ord(letter) & 0xFF for letter in firsts(one)], np.uint8)
        words = np.flatnonzero(np.isin(self._first, letters)).astype(np.uint32)
        return Alike(words, np.full(len(words), KEYS["i:"], np.float32))

    def _told_apart(self, found: Ranked, asked: Person) -> Array:
        """The scores after what is known beside the names: so that namesakes do not crowd out the one who is meant."""
        scores, records = found.scores, self.rows.record[found.rows]
        if born := birth_number(asked.birth_date):
            scores = _by_birth(scores, self._born[records], born)
        for field in BESIDE:
            if wanted := mark(getattr(asked, field)):
                lift, left = TEXTS[field]
                held = self._beside[field][records]
                scores = np.where(held == wanted, scores + (1 - scores) * lift, scores * np.where(held, left, 1.0))
        return scores


def _unlifted(floor: float, asked: Person) -> float:
    """What the names alone must reach where all that is asked beside them agrees."""
    left = (1 - BIRTH) if asked.birth_date else 1.0
    for field in BESIDE:
        left *= 1 - TEXTS[field][0] if getattr(asked, field) else 1.0
    return 1 - (1 - floor) / left


def _by_birth(scores: Array, held: Array, born: int) -> Array:
    """Roughly as the evidence of dates: the same lifts, near ones take off a little, others much."""
    year, month, day = held // 10_000, held // 100 % 100, held % 100
    asked = born // 10_000, born // 100 % 100, born % 100
    agree = [(a == b) | (a == 0) | (b == 0) for a, b in zip((year, month, day), asked, strict=True)]
    agreeing = agree[0].astype(np.int8) + agree[1] + agree[2]
    swapped = (year == asked[0]) & (month == asked[2]) & (day == asked[1])
    left = np.where(agreeing == 3, 1.0, np.where(swapped, 0.96, np.where(agreeing == 2, 0.93, 0.75)))
    lift = np.where(agreeing == 3, YEAR + (BIRTH - YEAR) * (held == born), 0.0)
    return np.where(held == 0, scores, (scores + (1 - scores) * lift) * left)
