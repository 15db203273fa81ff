"""How far two words of two names agree, and in what way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from gija.methods.names.given import given_stems
from gija.methods.names.letters import SPARSE
from gija.methods.names.parsing import Word
from gija.methods.names.slips import laid
from gija.methods.names.sounds import Reading, cut
from gija.methods.names.sparse import answers


@dataclass(frozen=True, slots=True)
class Agreement:
    """`similarity` in 0..1 (1 only for the same word) and the stable code of the way."""

    similarity: float
    how: str


# The best each way can give. Below it the writing takes off up to 0.02, so that no two different words tie.
FOLDED, TRANSLITERATED, SPELLING, ENDING = 0.98, 0.97, 0.96, 0.94
EQUIVALENT, FAMILY, SIMILAR, INITIAL = 0.92, 0.87, 0.93, 0.78
CONSONANTS, ROMANISED = 0.86, 0.9
SLOPE = 0.8  # what a letter costs, as a share of the letters that tell something
FIRST = 0.3  # slips seldom hit the first letter
SHORT = 0.5  # by which a short name falls behind: a slip makes another name of it sooner
SECOND = 4.0  # two slips in one word are less likely than another name, the more so the shorter it is
OTHER_END, OTHER_KIND = 0.3, 0.6  # a slip and another ending besides, or one that says another thing
OTHER_SUFFIX = 1.0
OTHER_NAME = 0.45  # two names both known to be different people's
FARTHEST = 2  # slips after which two words are simply different
BITS = 2 * FARTHEST + 1  # letters that so many slips can bring in or take out
SAME, DIFFERENT = Agreement(1.0, "same"), Agreement(0.0, "different")


@lru_cache(maxsize=262_144)
def agreement(a: Word, b: Word) -> Agreement:
    """Compare two words; symmetric."""
    if (a.sure & ~b.may).bit_count() + (b.sure & ~a.may).bit_count() > BITS and _unlike(a, b):
        return DIFFERENT
    if a.lower == b.lower:
        return SAME
    best, how = _way(a, b)
    if best <= 0.0:
        return DIFFERENT
    one, two = (a.lower, b.lower) if a.lower < b.lower else (b.lower, a.lower)
    return Agreement(max(0.0, best - 0.02 * Levenshtein.normalized_distance(one, two)), how)


def _unlike(a: Word, b: Word) -> bool:
    """Of two words that share few letters: nothing but letters could make them one."""
    if a.open or b.open:
        return False
    return a.classes.isdisjoint(b.classes) and a.families.isdisjoint(b.families) and a.romanised.isdisjoint(b.romanised)


def _way(a: Word, b: Word) -> tuple[float, str]:
    if a.folded == b.folded:
        return (FOLDED, "folded") if a.script == b.script else (TRANSLITERATED, "transliterated")
    if a.is_initial or b.is_initial:
        return _initial(a, b)
    if a.script != b.script and (a.script in SPARSE or b.script in SPARSE):
        return (CONSONANTS, "consonants") if answers(a, b) else _nearest(a, b)
    found = _nearest(a, b)
    if a.romanised and b.romanised and found[0] < ROMANISED and a.romanised & b.romanised:
        return ROMANISED, "romanised"
    return found


def _initial(a: Word, b: Word) -> tuple[float, str]:
    if a.is_particle or b.is_particle:
        return 0.0, "different"
    firsts = [{w.folded[:1], *(r.sound[:1] for r in w.readings)} for w in (a, b)]
    return (INITIAL, "initial") if firsts[0] & firsts[1] else (0.0, "different")


def _nearest(a: Word, b: Word) -> tuple[float, str]:
    """The nearest two readings; then what is known of the names: that they are one, or that they are two."""
    best, how, heard = 0.0, "different", False
    for x in a.readings:
        for y in b.readings:
            if (x.letters ^ y.letters).bit_count() <= BITS:
                near, way = _nearness(x, y)
                heard = heard or x.voices == y.voices
                if near > best:
                    best, how = near, way
    if how == "spelling" and a.script != b.script:
        how = "transliterated"
    if heard and how == "similar" and not a.script == b.script == "latin":
        return best, how  # another alphabet blurs what tells Vytas from Vydas
    if a.families and b.families:
        best, how = _families(a, b, best, how)
    return _given(a, b, best, how) if a.classes and b.classes else (best, how)


def _given(a: Word, b: Word, best: float, how: str) -> tuple[float, str]:
    """Two known given names: one in two forms, or two however near they sound (Darius, Marius)."""
    if a.classes & b.classes:
        return (best, how) if best >= EQUIVALENT else (EQUIVALENT, "equivalent")
    return (best, how) if best >= ENDING else (min(best, OTHER_NAME), "different")


def _families(a: Word, b: Word, best: float, how: str) -> tuple[float, str]:
    """Two known family names: one as two peoples write it, or two however near they sound (Rimkus, Rimša)."""
    if a.families & b.families:
        return max((_endings(a.readings[0].kind, b.readings[0].kind)[0] - 0.02, "neighbours"), (best, how))
    return (best, how) if best >= ENDING or how == "family" else (min(best, OTHER_NAME), "different")


def _nearness(x: Reading, y: Reading) -> tuple[float, str]:
    if x.sound == y.sound:
        return SPELLING, "spelling"
    if x.stem == y.stem and len(x.core) >= 2:
        return _endings(x.kind, y.kind)
    near = _slips(x, y)
    if x.suffix != y.suffix or x.end != y.end:
        near = max(near, _cut_otherwise(x, y))
    if near > OTHER_NAME and _other_fathers(x, y):
        near = OTHER_NAME
    return max(0.0, near), "similar" if near >= 0.5 else "different"


def _slips(x: Reading, y: Reading) -> float:
    """By what it costs to take one stem for the other, against the letters that tell something."""
    if OSA.distance(x.voices, y.voices, score_cutoff=FARTHEST) > FARTHEST:
        return 0.0
    apart, at = laid(x.stem, y.stem)
    length = (x.length + y.length) / 2 - SHORT
    return SIMILAR - SLOPE * _apart(x, y, apart, at) / length - SECOND * max(0.0, apart - 1.0) / length**2


def _apart(x: Reading, y: Reading, apart: float, at: int) -> float:
    if at == 0 and apart > 0.5:
        apart += FIRST
    if x.end != y.end:
        apart += OTHER_END if x.kind == y.kind or {x.kind, y.kind} & {"either", "bare"} else OTHER_KIND
    if x.suffix != y.suffix and x.suffix and y.suffix and apart > 0.5:
        apart += OTHER_SUFFIX  # two suffixes both known are no slip
    return apart


def _cut_otherwise(x: Reading, y: Reading) -> float:
    """One slip in the whole word, which spoilt the ending or suffix by which one of the two was cut (Gudauskaiyė)."""
    if OSA.distance(x.sound, y.sound, score_cutoff=1) != 1:
        return 0.0
    if x.suffix and y.suffix and x.suffix != y.suffix and sorted(x.sound) != sorted(y.sound):
        return 0.0  # Petrulis, Petrunis
    apart, at = laid(x.sound, y.sound)
    behind = at >= max(3, min(len(x.core), len(y.core)))
    length = max(len(x.sound), len(y.sound)) if behind else max(x.length, y.length) - SHORT
    return SIMILAR - SLOPE * (apart + (FIRST if at == 0 else 0.0)) / length


def _other_fathers(x: Reading, y: Reading) -> bool:
    """Surnames made of two different given names (Jonaitis, Janaitis) are different however near they look."""
    if not x.suffix or x.suffix != y.suffix or "bare" in (x.kind, y.kind):
        return False
    one, two = cut(x.core).vowels, cut(y.core).vowels
    return one != two and {one, two} <= given_stems()


_ENDINGS: dict[frozenset[str], float] = {
    frozenset(("man", "bare")): ENDING,
    frozenset(("woman", "bare")): ENDING,
    frozenset(("married", "maiden")): FAMILY,
    frozenset(("married", "woman")): FAMILY,
    frozenset(("maiden", "woman")): FAMILY,
    frozenset(("married", "bare")): FAMILY,
    frozenset(("maiden", "bare")): FAMILY,
}


@lru_cache(maxsize=64)
def _endings(a: str, b: str) -> tuple[float, str]:
    """The same stem: how much the endings say. A woman's and a man's surname of one family are not one person's."""
    if a == b or (not {"married", "maiden"} & {a, b} and "either" in (a, b)):
        return ENDING, "ending"
    near = _ENDINGS.get(frozenset((a, b)), FAMILY - 0.02)
    return near, "ending" if near == ENDING else "family"
