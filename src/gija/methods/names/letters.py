"""Other scripts into Latin letters: own tables where `vocabulary/names/letters/` has one, anyascii for the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from gija.methods.names.tables import table

_VOWELS = frozenset("аеёиоуыэюяєіїўѣ")
_SIGNS = frozenset("ьъ'ʼ’")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """How one language's letters are written in Latin, in the middle and at the start of a word."""

    language: str
    when: re.Pattern[str]
    letters: Mapping[str, str]
    start: Mapping[str, str]

    def latin(self, word: str) -> str:
        out: list[str] = []
        i, before = 0, ""
        while i < len(word):
            pair, one = word[i : i + 2], word[i]
            if len(pair) == 2 and pair in self.letters:
                out.append(self.letters[pair])
                i, before = i + 2, pair[1]
                continue
            at_start = not before or before in _VOWELS or before in _SIGNS
            known = self.start.get(one) if at_start else None
            out.append(self.letters.get(one, one) if known is None else known)
            i, before = i + 1, one
        return "".join(out)


@cache
def alphabets(script: str) -> tuple[Alphabet, ...]:
    """The alphabets of a script in `TABLES`, the default one last."""
    data = table(f"letters/{script}")
    found = [Alphabet(code, re.compile(a["when"]), a["letters"], a["start"]) for code, a in data["languages"].items()]
    return tuple(sorted(found, key=lambda a: a.language == data["default"]))


# Scripts by their ranges of Unicode; those in `TABLES` have a table of letters.
_SCRIPTS = {
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
    "greek": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "hebrew": re.compile(r"[\u0590-\u05ff]"),
    "georgian": re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f]"),
    "armenian": re.compile(r"[\u0530-\u058f]"),
    "han": re.compile(r"[\u3400-\u9fff]"),
    "kana": re.compile(r"[\u3040-\u30ff]"),
}
TABLES = frozenset(("cyrillic", "greek", "arabic", "hebrew", "georgian", "armenian"))
# Scripts that leave vowels out, or write foreign names by syllables: compared with others by consonants.
SPARSE = frozenset(("arabic", "hebrew", "han", "kana"))
_OTHER = re.compile(r"[^\W\d_\u0000-\u024f\u0250-\u02ff\u1e00-\u1eff]")


def script(word: str) -> str:
    """The script of a word (`latin`, a key of the table, `other`); of mixed words the first in the table's order."""
    if word.isascii():
        return "latin"
    for name, letters in _SCRIPTS.items():
        if letters.search(word):
            return name
    return "other" if _OTHER.search(word) else "latin"


def plain(text: str) -> str:
    """Latin letters without their marks; letters that carry a stroke or are joined become their plain twins."""
    if text.isascii():
        return text
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if bare.isascii():
        return bare
    from anyascii import anyascii

    return anyascii(unmarked(text)).lower()  # marks of Japanese and Indian letters make other letters: kept until here


@lru_cache(maxsize=65_536)
def latin(word: str) -> str:
    """One lower-case word in Latin letters, Lithuanian rendering, diacritics kept where the table gives them."""
    kind = script(word)
    if kind == "cyrillic":
        # й and ї are letters of their own; only stress marks over vowels may go.
        word = unicodedata.normalize("NFC", word).replace("\u0301", "")
        chosen = next((a for a in alphabets(kind) if a.when.search(word)), alphabets(kind)[-1])
        return chosen.latin(word)
    if kind == "greek":
        # Accents go; a diaeresis stays, for it parts two vowels that would else be read as one.
        parted = unicodedata.normalize("NFD", word)
        bare = "".join(c for c in parted if not unicodedata.combining(c) or c == "\u0308")
        return alphabets(kind)[-1].latin(unicodedata.normalize("NFC", bare))
    if kind in TABLES:
        return alphabets(kind)[-1].latin(unmarked(word))
    return word


def unmarked(word: str) -> str:
    """A word without points and vowel marks, letters that carry a hamza or madda kept."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word))
    return "".join(c for c in composed if not unicodedata.combining(c))


_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*", re.UNICODE)
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´ʹʺ")


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """One word folded: lower case, Latin, a-z and 0-9 only (may be empty where nothing can be read)."""
    lower = unicodedata.normalize("NFKC", word).lower()
    out = plain(latin(lower)).lower().translate(_APOSTROPHES)
    return out if out.isascii() and out.isalnum() else "".join(c for c in out if c.isascii() and c.isalnum())


def words(text: str) -> list[str]:
    """The words of a text as written: letters and digits, inner apostrophes kept."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """Lower case, Latin letters, no diacritics, words parted by one space.

    For comparing any text of any script with any other; folding twice changes nothing. Scripts with a table in
    `vocabulary/names/letters/` go by it, the rest by anyascii. Example: `fold("Янкаускене") == "jankauskene"`.
    """
    return " ".join(filter(None, map(fold_word, words(text))))
