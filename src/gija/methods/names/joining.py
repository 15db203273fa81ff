"""Names that differ in their gaps: `Pol Pot`, `PolPot`; `Tse-tung`, `Zedong`."""

from __future__ import annotations

from collections.abc import Sequence

from gija.methods.names.parsing import Name, Word, word
from gija.methods.names.sounds import sound


def joined(a: Name, b: Name) -> tuple[Sequence[Word], Sequence[Word]] | None:
    """The two names with neighbouring words of the longer one joined where the other has them as one; None where it
    has none so."""
    longer, shorter = (a.words, b.words) if len(a.words) > len(b.words) else (b.words, a.words)
    sounds = {r.sound for w in shorter for r in w.readings}
    codes = frozenset[str]().union(*(w.romanised for w in shorter))
    found = _joined(longer, sounds, codes)
    if found is None:
        return None
    return (found, shorter) if longer is a.words else (shorter, found)


def _joined(words: Sequence[Word], sounds: set[str], codes: frozenset[str]) -> list[Word] | None:
    for count in range(len(words), 1, -1):
        for start in range(len(words) - count + 1):
            run = words[start : start + count]
            if any(w.is_initial for w in run):
                continue
            text = "".join(w.folded for w in run)
            whole = word(text) if sound(text) in sounds else None
            if whole is None and codes and all(w.romanised for w in run):
                whole = word(text) if codes & word(text).romanised else None
            if whole is not None:
                rest = words[start + count :]
                return [*words[:start], whole, *(_joined(rest, sounds, codes) or rest)]
    return None
