"""From spelling to sound: codes in which the same name written by two languages becomes the same or nearly so."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from gija.methods.names.letters import latin, plain, script
from gija.methods.names.tables import table

Rules = tuple[tuple[re.Pattern[str], str], ...]


class Reading(NamedTuple):
    """One way a word may sound, cut into core, suffix and ending.

    `stem` is core + suffix; `vowels` and `voices` are the stem with vowels, and with vowels and voiced consonants, that
    are easily confused made equal. `kind` tells what the ending says: man, woman, married, maiden, either, bare.
    `letters` are those of `voices` as bits. `length` is how many letters tell something: those of a suffix or an ending
    that thousands share count little.
    """

    sound: str
    stem: str
    core: str
    suffix: str
    kind: str
    end: str
    vowels: str
    voices: str
    letters: int
    length: float


SHARED = 0.15  # what a letter of a suffix or an ending tells


@cache
def _rules() -> Rules:
    return tuple((re.compile(r[0]), r[1]) for r in table("spelling")["rules"])


@cache
def _readings(script_: str) -> Rules:
    return tuple((re.compile(r[0]), r[1]) for r in table("spelling")["readings"].get(script_, ()))


@cache
def _endings() -> tuple[int, re.Pattern[str], dict[str, str]]:
    data = table("endings")
    kinds = {ending: kind for kind, endings in data["kinds"].items() for ending in endings}
    longest = sorted(kinds, key=len, reverse=True)
    return data["least"], re.compile("(?:" + "|".join(longest) + ")$"), kinds


@cache
def _suffixes() -> tuple[int, re.Pattern[str], dict[str, str]]:
    data = table("endings")
    names = {s: name for name, spellings in data["suffixes"].items() for s in spellings}
    longest = sorted(names, key=len, reverse=True)
    return data["core"], re.compile("(?:" + "|".join(longest) + ")$"), names


@cache
def _merges() -> tuple[dict[int, str], dict[int, str]]:
    merged = table("spelling")["merged"]
    vowels = {ord(k): v for k, v in merged["vowels"].items()}
    return vowels, vowels | {ord(k): v for k, v in merged["voices"].items()}


@cache
def _digits() -> dict[int, str]:
    return {ord(digit): letter for digit, letter in table("spelling")["digits"].items()}


@lru_cache(maxsize=65_536)
def sound(letters: str) -> str:
    """The sound code of a word in plain Latin letters."""
    for pattern, to in _rules():
        letters = pattern.sub(to, letters)
    return letters


@lru_cache(maxsize=65_536)
def cut(code: str) -> Reading:
    """A sound code cut into core, suffix and ending."""
    least, endings, kinds = _endings()
    found = endings.search(code, least)
    stem, kind = (code[: found.start()], kinds[found.group()]) if found else (code, "bare")
    core_least, suffixes, names = _suffixes()
    tail = suffixes.search(stem, core_least)
    core, suffix = (stem[: tail.start()], names[tail.group()]) if tail else (stem, "")
    whole = core + suffix
    vowels, voices = (whole.translate(merged) for merged in _merges())
    letters = 0
    for letter in voices:
        letters |= 1 << (ord(letter) & 31)
    length = len(core) + SHARED * (len(code) - len(core))
    return Reading(code, whole, core, suffix, kind, code[len(stem) :], vowels, voices, letters, length)


def alike(code: str) -> str:
    """A sound code with the vowels and the voiced consonants that are easily confused made equal."""
    return code.translate(_merges()[1])


@cache
def _variants() -> Rules:
    return tuple((re.compile(r[0]), r[1]) for r in table("spelling")["variants"])


def _letters(word: str) -> str:
    """A word of any script in the letters a-z; figures among letters are read as the letters they look like."""
    letters = "".join(c for c in plain(latin(word)) if c.isascii() and c.isalnum())
    if not letters.isalpha() and any(c.isalpha() for c in letters):
        return letters.translate(_digits())  # Ig0r Sech1n
    return letters


@lru_cache(maxsize=8_192)  # words are kept whole, see parsing
def readings(word: str) -> tuple[Reading, ...]:
    """The ways a lower-case word of any script may sound, the likeliest first, at most `MOST`."""
    letters = _letters(word)
    if not letters:
        return ()
    spelled = [letters]
    if not word.isascii():
        spelled += [_letters(other) for p, to in _variants() if (other := p.sub(to, word)) != word]
    for pattern, to in _readings(script(word)):
        other = pattern.sub(to, letters)
        if other != letters:
            spelled.append(other)
    codes = dict.fromkeys(filter(None, map(sound, spelled)))
    return tuple(map(cut, list(codes)[:MOST]))


MOST = 5
