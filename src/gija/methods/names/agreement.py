"""How far two words of two names agree, and in what way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from gija.methods.names.given import given_stems
from gija.methods.names.parsing import Word
from gija.methods.names.sounds import Reading, cut


@dataclass(frozen=True, slots=True)
class Agreement:
    """`similarity` in 0..1 (1 only for the same word) and the stable code of the way."""

    similarity: float
    how: str


# The best each way can give. Below it the writing takes off up to 0.02, so that no two different words tie.
FOLDED, TRANSLITERATED, SPELLING, ENDING = 0.98, 0.97, 0.96, 0.94
EQUIVALENT, FAMILY, SIMILAR, INITIAL = 0.92, 0.87, 0.93, 0.78
SLOPE = 0.8  # what a letter costs, as a share of the letters that tell something
AT_THE_END = 0.8  # a slip in what thousands of surnames share, against 1 elsewhere
FIRST = 0.3  # slips seldom hit the first letter
SECOND = 0.12  # a second slip in one word is less likely than another name
OTHER_NAME = 0.45  # two given names both known to be different people's names


@lru_cache(maxsize=131_072)
def agreement(a: Word, b: Word) -> Agreement:
    """Compare two words; symmetric."""
    if a.lower == b.lower:
        return Agreement(1.0, "same")
    best, how = _way(a, b)
    written = Levenshtein.normalized_distance(*sorted((a.lower, b.lower)))
    return Agreement(max(0.0, best - 0.02 * written), how)


def _way(a: Word, b: Word) -> tuple[float, str]:
    if a.folded == b.folded:
        return (FOLDED, "folded") if a.script == b.script else (TRANSLITERATED, "transliterated")
    if a.is_initial or b.is_initial:
        return _initial(a, b)
    nearest, how = max((_nearness(x, y) for x in a.readings for y in b.readings), default=(0.0, "different"))
    if how == "spelling" and a.script != b.script:
        how = "transliterated"
    if a.classes and b.classes:
        if a.classes & b.classes:
            return max((EQUIVALENT, "equivalent"), (nearest, how))
        if nearest < ENDING:
            return (min(nearest, OTHER_NAME), "different")
    return nearest, how


def _initial(a: Word, b: Word) -> tuple[float, str]:
    firsts = [{w.folded[:1], *(r.sound[:1] for r in w.readings)} for w in (a, b)]
    return (INITIAL, "initial") if firsts[0] & firsts[1] else (0.0, "different")


def _nearness(x: Reading, y: Reading) -> tuple[float, str]:
    if x.sound == y.sound:
        return SPELLING, "spelling"
    if x.stem == y.stem and len(x.core) >= 2:
        return _endings(x.kind, y.kind)
    length = (x.length + y.length) / 2
    apart = 0.3 * OSA.distance(x.stem, y.stem) + 0.4 * OSA.distance(x.vowels, y.vowels)
    apart += 0.3 * OSA.distance(x.voices, y.voices)
    if x.kind != y.kind:
        apart += 0.3
    if x.voices[:1] != y.voices[:1]:
        apart += FIRST
    near = max(0.0, SIMILAR - SLOPE * apart / max(length, 1.0) - SECOND * max(0.0, apart - 1))
    if _slip_at_the_end(x, y):
        near = max(near, SIMILAR - SLOPE * AT_THE_END / length)
    if near > OTHER_NAME and _other_fathers(x, y):
        near = OTHER_NAME
    return near, "similar" if near >= 0.5 else "different"


def _slip_at_the_end(x: Reading, y: Reading) -> bool:
    """One slip behind the core spoilt an ending or a suffix (Gudauskaiyė). Two suffixes both known are no slip."""
    if x.suffix and y.suffix and x.suffix != y.suffix:
        return False
    core = max(3, min(len(x.core), len(y.core)))
    return x.sound[:core] == y.sound[:core] and OSA.distance(x.sound, y.sound, score_cutoff=1) == 1


def _other_fathers(x: Reading, y: Reading) -> bool:
    """Surnames made of two different given names (Jonaitis, Janaitis) are different however near they look."""
    if not x.suffix or x.suffix != y.suffix:
        return False
    one, two = cut(x.core).vowels, cut(y.core).vowels
    return one != two and {one, two} <= given_stems()


def _endings(a: str, b: str) -> tuple[float, str]:
    """The same stem: how much the endings say. A woman's and a man's surname of one family are not one person's."""
    kinds = {a, b}
    if kinds <= {"man", "bare"} or kinds <= {"woman", "bare"}:
        return ENDING, "ending"
    if kinds == {"married", "maiden"} or kinds <= {"married", "maiden", "woman"}:
        return FAMILY, "family"
    return FAMILY - 0.02, "family"
