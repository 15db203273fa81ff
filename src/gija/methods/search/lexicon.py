"""The distinct words of all names: a million people share some fifty thousand. Which of them are like a word asked for?

Found by equal keys (sound, stem, given name), and by slips: a scan over a signature of 64 bits for each way a word
sounds, in which a slip changes two bits at most; what is left is measured letter by letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from gija.methods.search.arrays import Array, lines_of, texts_of

AT_MOST = 40  # words with slips that are looked at closely
SAME_KEY = 200  # words under one key that are looked at closely
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Heard:
    """What a word is found by: `keys` that must be equal, `sounds` in which slips are looked for."""

    keys: frozenset[str]
    sounds: frozenset[str]


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")


_BITS = {letter: at for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz012345")}


def signature(sound: str) -> int:
    """Two bits a letter: it occurs, it occurs twice. One letter more, less or other changes two bits at most."""
    once = twice = 0
    for letter in sound:
        bit = 1 << _BITS.get(letter, ord(letter) & 31)
        twice |= once & bit
        once |= bit
    return once | twice << 32


class LexiconWriter:
    """Gathers words, each once; what finds a word is worked out when it is first met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._keys: list[tuple[int, int]] = []
        self._sounds: list[tuple[int, str, int]] = []

    def add(self, word: str, heard: Heard) -> int:
        """The number of a word not met before."""
        number = self.numbers[word] = len(self.numbers)
        self._keys += [(_hash(key), number) for key in heard.keys]
        self._sounds += [(min(len(s), _LONGEST), s, number) for s in heard.sounds]
        return number

    def arrays(self, name: str) -> dict[str, Array]:
        keys, sounds = sorted(self._keys), sorted(self._sounds)
        lengths = np.array([length for length, _, _ in sounds], np.int64)
        return {
            f"{name}.words": lines_of(self.numbers),
            f"{name}.key": np.array([k for k, _ in keys], np.uint64),
            f"{name}.key_word": np.array([n for _, n in keys], np.uint32),
            f"{name}.sounds": lines_of([s for _, s, _ in sounds]),
            f"{name}.sound_word": np.array([n for _, _, n in sounds], np.uint32),
            f"{name}.sign": np.array([signature(s) for _, s, _ in sounds], np.uint64),
            f"{name}.length_at": np.searchsorted(lengths, np.arange(_LONGEST + 2)).astype(np.uint32),
        }


class Lexicon:
    """Words by number, and the words like another."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._arrays, self._name = arrays, name
        self._key, self._key_word = arrays[f"{name}.key"], arrays[f"{name}.key_word"]
        self._sound_word, self._sign = arrays[f"{name}.sound_word"], arrays[f"{name}.sign"]
        self._length_at = arrays[f"{name}.length_at"].tolist()

    @cached_property
    def words(self) -> list[str]:
        """All words in the order of their numbers; read when first asked for."""
        return texts_of(self._arrays[f"{self._name}.words"])

    @cached_property
    def _sounds(self) -> list[str]:
        return texts_of(self._arrays[f"{self._name}.sounds"])

    def equal(self, key: str) -> list[int]:
        """The words that have this key, at most `SAME_KEY`."""
        wanted = np.uint64(_hash(key))
        first = int(np.searchsorted(self._key, wanted))
        last = int(np.searchsorted(self._key, wanted, side="right"))
        found: list[int] = self._key_word[first : min(last, first + SAME_KEY)].tolist()
        return found

    def slipped(self, sounds: Collection[str], slips: int) -> dict[int, int]:
        """The words like one of these but for `slips` at most, at most `AT_MOST`, and how many slips."""
        found: dict[int, int] = {}
        for sound in sounds:
            if len(sound) > slips:
                for row, apart in self._near(sound, slips):
                    word = int(self._sound_word[row])
                    found[word] = min(apart, found.get(word, apart))
        nearest = sorted(found, key=lambda word: (found[word], word))[:AT_MOST]
        return {word: found[word] for word in nearest}

    def _near(self, sound: str, slips: int) -> Iterable[tuple[int, int]]:
        first = self._length_at[min(max(0, len(sound) - slips), _LONGEST)]
        last = self._length_at[min(len(sound) + slips, _LONGEST) + 1]
        changed = np.bitwise_count(self._sign[first:last] ^ np.uint64(signature(sound)))
        rows = (np.flatnonzero(changed <= 2 * slips) + first).tolist()
        sounds = self._sounds
        near = process.extract(
            sound, [sounds[row] for row in rows], scorer=OSA.distance, score_cutoff=slips, limit=AT_MOST
        )
        return [(rows[place], int(apart)) for _, apart, place in near]
