"""Scripts that leave vowels out, or write foreign names by syllables, beside those that write every sound."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gija.methods.names.letters import plain, unmarked
from gija.methods.names.parsing import Word
from gija.methods.names.tables import table

LEAST = 2  # consonants without which nothing is said


def answers(a: Word, b: Word) -> bool:
    """Whether the word of the sparse script may stand for the other; symmetric."""
    for one, other in ((a, b), (b, a)):
        if one.script in ("arabic", "hebrew"):
            expected = _expected(other.lower if other.script == "latin" else other.folded, one.script)
            return expected is not None and expected.fullmatch(unmarked(one.lower)) is not None
    return _syllables(a, b)


@cache
def _graphemes(script: str) -> tuple[re.Pattern[str], dict[str, str], str]:
    data = table(f"letters/{script}")
    longest = sorted(data["from_latin"], key=len, reverse=True)
    return re.compile("|".join(longest) + "|[aeiouy]+|."), data["from_latin"], data["vowels"]


@lru_cache(maxsize=16_384)
def _expected(word: str, script: str) -> re.Pattern[str] | None:
    """What the word may look like in the script; None for a word with too few consonants."""
    cutting, letters, vowels = _graphemes(script)
    kept = "".join(c if c in "čšž" else plain(c) for c in word.lower())
    found, consonants, before = [], 0, ""
    for piece in cutting.findall(kept):
        if piece == before:
            continue  # a doubled letter is one
        before = piece
        if piece in letters:
            found.append(f"(?:{letters[piece]})")
            consonants += not letters[piece].endswith("|")
        found.append(f"[{vowels}]{{0,{3 if piece[0] in 'aeiouy' else 1}}}")
    if consonants < LEAST:
        return None
    return re.compile("(?:ال)?" * (script == "arabic") + f"[{vowels}]?" + "".join(found))


_SOUNDED = re.compile(r"[aeiouywh']")
_MERGED = str.maketrans("lvcqzgdtbxj", "rpkkskttpss")


def _syllables(a: Word, b: Word) -> bool:
    """Chinese and Japanese: the consonants in their order, where l and r, b and v, voiced and voiceless are one."""
    one, two = _skeleton(a.folded), _skeleton(b.folded)
    return len(one) >= LEAST and one == two


@lru_cache(maxsize=16_384)
def _skeleton(letters: str) -> str:
    return re.sub(r"(.)\1+", r"\1", _SOUNDED.sub("", letters.replace("sh", "x").replace("ch", "q")).translate(_MERGED))
