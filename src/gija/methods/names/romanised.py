"""Chinese names in Latin letters: pinyin, Wade-Giles and its newspaper spelling give one code."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gija.methods.names.tables import table

NONE: frozenset[str] = frozenset()


@cache
def _syllable() -> re.Pattern[str]:
    data = table("romanised")
    starts, ends = sorted(data["starts"], key=len, reverse=True), sorted(data["ends"], key=len, reverse=True)
    return re.compile(f"(?P<start>{'|'.join(starts)})(?P<end>{'|'.join(ends)})(?![aeiou])")


@lru_cache(maxsize=65_536)
def romanised(folded: str) -> frozenset[str]:
    """The codes of a word that is made of Chinese syllables and of nothing else; empty for every other word."""
    data, codes, at = table("romanised"), [""], 0
    while at < len(folded):
        found = _syllable().match(folded, at)
        if not found:
            return NONE
        heads = data["starts"][found["start"]].split()
        codes = [c + h + data["ends"][found["end"]] + "." for c in codes for h in heads][:8]
        at = found.end()
    return frozenset(codes) if folded else NONE
