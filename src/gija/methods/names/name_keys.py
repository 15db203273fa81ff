"""Keys by which candidates for a name are found: names that may be the same share at least one."""

from __future__ import annotations

from functools import lru_cache

from gija.methods.names.letters import SPARSE
from gija.methods.names.parsing import Name, Word, parse
from gija.methods.names.sounds import alike, cut, sound


@lru_cache(maxsize=65_536)
def word_keys(word: Word) -> frozenset[str]:
    """Keys of one word, each led by its kind.

    `s:` the stem with vowels and voices made alike, `w:` the whole word likewise (a slip may spoil the ending by which
    the stem was cut), `c:` the consonants, `g:` the given names the word is a form of, `f:` the family names likewise.
    """
    found: set[str] = set()
    for reading in word.readings:
        stem = reading.voices
        found.add(f"s:{stem}")
        found.add(f"w:{alike(reading.sound)}")
        skeleton = "".join(c for c in stem if c not in "aiu")
        if len(skeleton) >= 3:
            found.add(f"c:{skeleton}")
    if word.script in SPARSE:
        letters = sound("".join(c for c in word.folded if c not in "wy"))
        found.add("c:" + "".join(c for c in cut(letters).voices if c not in "aiu"))
    found.update(f"g:{name}" for name in word.classes)
    found.update(f"f:{name}" for name in word.families)
    return frozenset(found)


def keys(name: str | Name) -> set[str]:
    """All keys of a name; initials and particles have none. Equal for equal sounds in any script."""
    parsed = parse(name) if isinstance(name, str) else name
    return set().union(*(word_keys(w) for w in parsed.words if w.weight == 1.0))
