"""Two names compared: which word answers which, and what that makes in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from gija.methods.names.agreement import Agreement, agreement
from gija.methods.names.joining import joined
from gija.methods.names.parsing import Name, Word, parse
from gija.methods.names.rarity import Rarity
from gija.methods.names.tables import table
from gija.methods.names.values import Comparison, Part
from gija.vocabulary.text import Text

# At least this is a hit. How it was fixed, and what it costs in false hits, stands in `docs/methods/names.md`.
HIT_THRESHOLD = 0.76

MISSING = 0.06  # what a name takes off that stands on one side only
MISSING_FATHER = 0.03  # the same for a patronymic
MISSING_ALONE = 0.3  # the same where only one word is left to agree
CONFLICT = 0.27  # a word on either side that the other contradicts: an initial that does not agree
MOST_MISSING = 0.3
ORDER = 0.01
TURNED = 0.26  # X son of Y against Y son of X
WEAKEST, WEAKEST_OF_MANY = 0.3, 0.25  # how much the weakest of two words, or of more, decides
BOTH_BORNE = 0.12  # similar surnames that many people bear, both of them: two surnames, hardly a slip
COMMON = 0.85  # what a given name of the lists weighs where no index tells how rare it is
MANY, SHARE = 3, 0.02  # bearers from which that is so, and their least share of the other name's
NAMELESS = 0.6  # initials and particles alone name nobody
Told = tuple[float, float]  # how like two words are, and how much that tells


@cache
def reason(code: str) -> Text:
    """The sentence of a part's code, from `vocabulary/names/reasons.yaml`."""
    return Text.of(table("reasons")["parts"][code])


def part(how: str, left: str, right: str, weight: float, code: str = "") -> Part:
    return Part(left, right, how, round(weight, 3), reason(code or how).fill(left=left, right=right))


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which word answers which, and the words that nothing answers."""

    pairs: tuple[tuple[Word, Word, Agreement], ...]
    left: tuple[Word, ...]
    right: tuple[Word, ...]
    crossed: bool  # the words stand in another order


def pair_up(a: Sequence[Word], b: Sequence[Word], rarity: Rarity | None = None) -> Pairing:
    """The best words paired first; a word that is left over on one side only stays alone."""
    options = [
        (found.similarity * min(x.weight, y.weight), x.lower, y.lower, abs(i - j), i, j, found)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if _may_answer(x, y, found := known_apart(x, y, rarity))
    ]
    # Ties are broken by the words themselves, so that neither the order of words nor of names changes the score.
    options.sort(key=lambda o: (-o[0], *sorted(o[1:3]), o[3], o[4] + o[5]))
    free_a, free_b, pairs = set(range(len(a))), set(range(len(b))), []
    for *_, i, j, found in options:
        if i in free_a and j in free_b:
            free_a.discard(i)
            free_b.discard(j)
            pairs.append((i, j, found))
    pairs.sort(key=lambda p: p[0])
    told = [j for i, j, f in pairs if f.similarity > 0 and not a[i].is_particle]
    return Pairing(
        tuple((a[i], b[j], found) for i, j, found in pairs),
        tuple(a[i] for i in sorted(free_a)),
        tuple(b[j] for j in sorted(free_b)),
        told != sorted(told),
    )


def known_apart(x: Word, y: Word, rarity: Rarity | None) -> Agreement:
    """The agreement of two words, less where the people of the index show that both are surnames of their own."""
    found: Agreement = agreement(x.same or x, y.same or y)
    if rarity is None or found.how != "similar" or x.script != y.script:
        return found
    fewer, more = sorted((rarity.seen(x), rarity.seen(y)))
    if fewer < MANY or fewer < SHARE * more:
        return found
    return Agreement(max(0.0, found.similarity - BOTH_BORNE), found.how)


def _may_answer(x: Word, y: Word, found: Agreement) -> bool:
    """A particle or an initial must not use up a name that it is not: it answers its like, or what it agrees with."""
    if x.is_initial and y.is_initial:
        return found.similarity > 0
    return (x.weight == y.weight and not (x.is_particle and found.similarity < 0.5)) or found.similarity >= 0.7


def _weight(x: Word, y: Word, rarity: Rarity | None) -> float:
    """An initial for a name weighs as the name; a particle as a particle; a rare name more than a common one."""
    if x.is_particle or y.is_particle:
        return min(x.weight, y.weight)
    weight = max(x.weight, y.weight)
    return weight * _telling(x, y, rarity)


def _telling(x: Word, y: Word, rarity: Rarity | None) -> float:
    if rarity is None:
        return COMMON if x.classes and y.classes else 1.0
    return (rarity.weight(x) + rarity.weight(y)) / 2


def pair_score(pairing: Pairing, rarity: Rarity | None = None) -> float:
    """Weighted mean of the words, drawn towards the weakest, less what is missing or contradicts."""
    if not pairing.pairs:
        return 0.0
    total = told = 0.0
    weakest, count, names = 1.0, 0, 0
    for x, y, found in pairing.pairs:
        weight = _weight(x, y, rarity)
        total += weight
        told += weight * found.similarity
        if not (x.is_particle or y.is_particle):
            count += 1
            names += x.weight == y.weight == 1.0
            weakest = min(weakest, found.similarity)
    pull = WEAKEST if count <= 2 else WEAKEST_OF_MANY
    score = (1 - pull) * told / total + pull * weakest
    if not names:
        score *= NAMELESS
    score -= min(_missing(pairing, count), MOST_MISSING)
    return max(0.0, score - (ORDER if pairing.crossed else 0.0))


def _cost(word: Word, count: int) -> float:
    """What a word takes off that nothing answers."""
    if count <= 1:
        return MISSING_ALONE * word.weight
    return (MISSING_FATHER if word.is_patronymic else MISSING) * word.weight


def _missing(pairing: Pairing, count: int) -> float:
    left, right = ([w for w in side if not w.is_particle] for side in (pairing.left, pairing.right))
    particles = len(pairing.left) + len(pairing.right) - len(left) - len(right)
    taken = sum(_cost(w, count) for w in (*left, *right))
    return max(taken, CONFLICT * min(len(left), len(right))) + 0.01 * particles


def score_of(a: Name, b: Name, rarity: Rarity | None = None) -> float:
    """The score of `compare` alone, for many candidates: the reasons are built only for those shown."""
    one, two = a.words, b.words
    if not one or not two:
        return 0.0
    if a.sorted == b.sorted and not a.nasab:
        return 1.0 if all(x is y or x.lower == y.lower for x, y in zip(one, two, strict=True)) else 1.0 - ORDER
    if a.plain and b.plain:
        return two_and_two(lambda i, j: told(one[i], two[j], rarity))
    return _paired(a, b, rarity)[0]


def _paired(a: Name, b: Name, rarity: Rarity | None) -> tuple[float, Pairing]:
    """The best pairing, words joined or parted where that helps; and its score."""
    pairing = pair_up(a.words, b.words, rarity)
    score = pair_score(pairing, rarity)
    if len(a.words) != len(b.words) and (other := joined(a, b)) is not None:
        rejoined = pair_up(*other, rarity)
        better = pair_score(rejoined, rarity) - 0.03
        if better > score:
            pairing, score = rejoined, better
    if a.nasab and b.nasab and _turned(a, b, pairing):
        score = max(0.0, score - TURNED)
    return score, pairing


def _turned(a: Name, b: Name, pairing: Pairing) -> bool:
    """Of two names with `son of`, the first word of one is answered, but not by the first word of the other."""
    one, two = a.words[0], b.words[0]
    return any((x is one) != (y is two) for x, y, f in pairing.pairs if f.similarity >= 0.5)


def told(x: Word, y: Word, rarity: Rarity | None) -> Told:
    return known_apart(x, y, rarity).similarity, _telling(x, y, rarity)


def two_and_two(of: Callable[[int, int], Told]) -> float:
    """`pair_score(pair_up(...))` for two whole words each, without lists; `of(0, 1)`: `told` of first and second."""
    one, two = of(0, 0), of(1, 1)
    if one[0] < 1.0 and two[0] < 1.0:
        left, right = of(0, 1), of(1, 0)
        if max(left[0], right[0]) > max(one[0], two[0]):
            return _of_two(left, right) - (ORDER if left[0] > 0 < right[0] else 0.0)
    return _of_two(one, two)


def _of_two(one: Told, two: Told) -> float:
    (s, v), (t, w) = one, two
    return (1 - WEAKEST) * (v * s + w * t) / (v + w) + WEAKEST * (s if s < t else t)


def compare(a: str | Name, b: str | Name, rarity: Rarity | None = None) -> Comparison:
    """How far two names agree: 1.0 only where they are the same words in the same order; symmetric.

    Case, punctuation and titles are no difference. Parts are in the order of the first name, with what each gives.
    `rarity` lets rare words weigh more, and keeps two surnames apart that many people bear.
    """
    a, b = (parse(n) if isinstance(n, str) else n for n in (a, b))
    score = score_of(a, b, rarity)
    return Comparison(round(score, 6), tuple(parts(a, b, rarity)) if a.words and b.words else ())


def parts(a: Name, b: Name, rarity: Rarity | None) -> list[Part]:
    """What of two names answers what, and what that gives."""
    pairing = _paired(a, b, rarity)[1]
    weights = [_weight(x, y, rarity) for x, y, _ in pairing.pairs]
    total = sum(weights) or 1.0
    found = [
        part(f.how, x.written, y.written, f.similarity * w / total)
        for w, (x, y, f) in zip(weights, pairing.pairs, strict=True)
    ]
    count = len(pairing.pairs)
    found += [part("missing", w.written, "", -_cost(w, count), "missing_right") for w in pairing.left]
    found += [part("missing", "", w.written, -_cost(w, count), "missing_left") for w in pairing.right]
    if pairing.crossed:
        found.append(part("order", a.text, b.text, -ORDER))
    if a.nasab and b.nasab and _turned(a, b, pairing):
        found.append(part("order", a.text, b.text, -TURNED, "nasab"))
    return found
