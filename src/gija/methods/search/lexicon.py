"""The distinct words of all names: a million people share some fifty thousand. Which of them are like a word asked for?

Found by equal keys (sound, stem, given name), and by slips. One slip: two sounds are the same where each lacks one
letter at most. Two: a scan over a signature of 64 bits for each way a word sounds, in which a slip changes two bits at
most. What is left is measured letter by letter.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from zlib import crc32

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from gija.methods.search.arrays import Array, lines_of, spread, texts_of

AT_MOST = 80  # words with slips that are looked at closely
SAME_KEY = 200  # words under one key that are looked at closely
_LONGEST = 40
SOUNDS = "=sw"  # kinds of sounds: the word itself, its stem, the whole as it sounds


@dataclass(frozen=True, slots=True)
class Heard:
    """What a word is found by: `keys` that must be equal, `sounds` in which slips are looked for.

    Sounds are led by their kind, a sign of `SOUNDS`; slips are looked for among sounds of the same kind.
    """

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


def lacking(sound: str) -> list[int]:
    """A number for the sound, and for the sound without each of its letters (its kind is kept)."""
    plain = sound.encode("utf-8", "replace")
    return [crc32(plain), *{crc32(plain[:at] + plain[at + 1 :]) for at in range(1, len(plain))}]


class LexiconWriter:
    """Gathers words, each once; what finds a word is worked out when it is first met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._keys, self._key_word = array("Q"), array("I")
        self._sounds: dict[str, list[int]] = {}

    def add(self, word: str, heard: Heard) -> int:
        """The number of a word not met before."""
        number = self.numbers[word] = len(self.numbers)
        self._keys.extend(map(_hash, heard.keys))
        self._key_word.extend([number] * len(heard.keys))
        for sound in heard.sounds:
            self._sounds.setdefault(sound, []).append(number)
        return number

    def arrays(self, name: str) -> dict[str, Array]:
        keys = np.array(self._keys, np.uint64)
        order = np.argsort(keys, kind="stable")
        places = sorted((_bucket(sound, len(sound) - 1), sound) for sound in self._sounds)
        buckets, sounds = np.array([place for place, _ in places], np.int64), [sound for _, sound in places]
        lengths = [len(self._sounds[sound]) for sound in sounds]
        lacked, rows = array("I"), array("I")
        for row, sound in enumerate(sounds):
            lacked.extend(numbers := lacking(sound))
            rows.extend([row] * len(numbers))
        slips = np.array(lacked, np.uint32)
        by_slip = np.argsort(slips, kind="stable")
        return {
            f"{name}.words": lines_of(self.numbers),
            f"{name}.key": keys[order],
            f"{name}.key_word": np.array(self._key_word, np.uint32)[order],
            f"{name}.sounds": lines_of([sound[1:] for sound in sounds]),
            f"{name}.sound_at": np.cumsum([0, *lengths]).astype(np.uint32),
            f"{name}.sound_word": np.array([n for sound in sounds for n in self._sounds[sound]], np.uint32),
            f"{name}.slip": slips[by_slip],
            f"{name}.slip_sound": np.array(rows, np.uint32)[by_slip],
            f"{name}.sign": np.array([signature(sound[1:]) for sound in sounds], np.uint64),
            f"{name}.bucket_at": np.searchsorted(buckets, np.arange(len(SOUNDS) * _LONGEST + 1)).astype(np.uint32),
        }


def _bucket(sound: str, length: int) -> int:
    """Sounds stand in the order of their kind and length; the longest together."""
    return SOUNDS.index(sound[0]) * _LONGEST + min(max(0, length), _LONGEST - 1)


class Lexicon:
    """Words by number, and the words like another."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._arrays, self._name = arrays, name
        self._key, self._key_word = arrays[f"{name}.key"], arrays[f"{name}.key_word"]
        self._sound_at, self._sound_word = arrays[f"{name}.sound_at"], arrays[f"{name}.sound_word"]
        self._slip, self._slip_sound = arrays[f"{name}.slip"], arrays[f"{name}.slip_sound"]
        self._sign, self._bucket_at = arrays[f"{name}.sign"], arrays[f"{name}.bucket_at"].tolist()

    @cached_property
    def words(self) -> list[str]:
        """All words in the order of their numbers; read when first asked for."""
        return texts_of(self._arrays[f"{self._name}.words"])

    @cached_property
    def _sounds(self) -> list[str]:
        return texts_of(self._arrays[f"{self._name}.sounds"])

    def equal(self, keys: Collection[str]) -> Iterator[tuple[str, list[int]]]:
        """Each of the keys and the words that have it, at most `SAME_KEY`."""
        wanted = np.array([_hash(key) for key in keys], np.uint64)
        first = np.searchsorted(self._key, wanted).tolist()
        last = np.searchsorted(self._key, wanted, side="right").tolist()
        for key, begin, end in zip(keys, first, last, strict=True):
            if begin < end:
                yield key, self._key_word[begin : min(end, begin + SAME_KEY)].tolist()

    def slipped(self, sounds: Collection[str], slips: int) -> dict[int, int]:
        """The words like one of these but for `slips` at most, at most `AT_MOST`, and how many slips."""
        found: dict[int, int] = {}
        for sound in sounds:
            if len(sound) > slips + 1:
                for row, apart in self._near(sound, slips):
                    for word in self._sound_word[self._sound_at[row] : self._sound_at[row + 1]].tolist():
                        found[word] = min(apart, found.get(word, apart))
        nearest = sorted(found, key=lambda word: (found[word], word))[:AT_MOST]
        return {word: found[word] for word in nearest}

    def _near(self, sound: str, slips: int) -> Iterable[tuple[int, int]]:
        """Rows of sounds of the same kind, and how far each is."""
        rows = (self._lacking(sound) if slips == 1 else self._signed(sound, slips)).tolist()
        sounds = self._sounds
        near = process.extract(
            sound[1:], [sounds[row] for row in rows], scorer=OSA.distance, score_cutoff=slips, limit=AT_MOST
        )
        return [(rows[place], int(apart)) for _, apart, place in near]

    def _lacking(self, sound: str) -> Array:
        wanted = np.array(lacking(sound), np.uint32)
        begins = np.searchsorted(self._slip, wanted)
        lengths = np.searchsorted(self._slip, wanted, side="right") - begins
        return np.unique(self._slip_sound[spread(begins, lengths)])

    def _signed(self, sound: str, slips: int) -> Array:
        bare = sound[1:]
        first = self._bucket_at[_bucket(sound, len(bare) - slips)]
        last = self._bucket_at[_bucket(sound, len(bare) + slips) + 1]
        changed = np.bitwise_count(self._sign[first:last] ^ np.uint64(signature(bare)))
        return np.asarray(np.flatnonzero(changed <= 2 * slips) + first)
