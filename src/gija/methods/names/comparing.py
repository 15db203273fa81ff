"""Two names compared: which word answers which, and what that makes in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gija.methods.names.agreement import Agreement, agreement
from gija.methods.names.parsing import Name, Word, parse
from gija.methods.names.sounds import sound
from gija.methods.names.tables import table
from gija.methods.names.values import Comparison, Part
from gija.vocabulary.text import Text

# At least this is a hit. How it was fixed, and what it costs in false hits, stands in `docs/methods/names.md`.
HIT_THRESHOLD = 0.8

MISSING = 0.06  # what a name takes off that stands on one side only
MISSING_ALONE = 0.25  # the same where only one word is left to agree
ORDER = 0.01
WEAKEST = 0.3  # how much the weakest word decides


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


def pair_up(a: Sequence[Word], b: Sequence[Word]) -> Pairing:
    """The best words paired first; a word that is left over on one side only stays alone."""
    options = [
        (found.similarity * min(x.weight, y.weight), x.lower, y.lower, i, j, found)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if _may_answer(x, y, found := agreement(x, y))
    ]
    # Ties are broken by the words themselves, so that neither the order of words nor of names changes the score.
    options.sort(key=lambda o: (-o[0], *sorted(o[1:3]), o[3], o[4]))
    free_a, free_b, pairs = set(range(len(a))), set(range(len(b))), []
    for *_, i, j, found in options:
        if i in free_a and j in free_b:
            free_a.discard(i)
            free_b.discard(j)
            pairs.append((i, j, found))
    pairs.sort(key=lambda p: p[0])
    return Pairing(
        tuple((a[i], b[j], found) for i, j, found in pairs),
        tuple(a[i] for i in sorted(free_a)),
        tuple(b[j] for j in sorted(free_b)),
    )


def _may_answer(x: Word, y: Word, found: Agreement) -> bool:
    """A particle or an initial must not use up a name that it is not: it answers its like, or what it agrees with."""
    return (x.weight == y.weight and not (x.is_particle and found.similarity < 0.5)) or found.similarity >= 0.7


def _weight(x: Word, y: Word) -> float:
    """An initial for a name weighs as the name; a particle as a particle."""
    return min(x.weight, y.weight) if x.is_particle or y.is_particle else max(x.weight, y.weight)


def pair_score(pairing: Pairing) -> float:
    """Weighted mean of the words, drawn towards the weakest, less what is missing."""
    if not pairing.pairs:
        return 0.0
    weights = [_weight(x, y) for x, y, _ in pairing.pairs]
    mean = sum(w * f.similarity for w, (_, _, f) in zip(weights, pairing.pairs, strict=True)) / sum(weights)
    telling = [f.similarity for x, y, f in pairing.pairs if not (x.is_particle or y.is_particle)]
    score = (1 - WEAKEST) * mean + WEAKEST * min(telling, default=mean)
    if all(x.weight < 1 or y.weight < 1 for x, y, _ in pairing.pairs):
        score *= 0.6  # initials and particles alone name nobody
    return max(0.0, score - min(_missing(pairing, len(telling)), 0.3))


def _missing(pairing: Pairing, telling: int) -> float:
    alone = MISSING if telling > 1 else MISSING_ALONE
    return sum(alone * w.weight for w in (*pairing.left, *pairing.right))


def _joined(a: Name, b: Name) -> float:
    """Names that differ in their gaps only: `Pol Pot`, `PolPot`; 0 where they differ in more."""
    if len(a.words) == len(b.words):
        return 0.0
    one, two = ("".join(w.folded for w in n.words) for n in (a, b))
    return 0.95 if one == two else 0.93 if sound(one) == sound(two) else 0.0


def score_of(a: Name, b: Name) -> float:
    """The score of `compare` alone, for many candidates: the reasons are built only for those shown."""
    if not a.words or not b.words:
        return 0.0
    if a.sorted == b.sorted:
        return 1.0 - (ORDER if [w.lower for w in a.words] != [w.lower for w in b.words] else 0.0)
    if len(a.words) == len(b.words) == 2 and (quick := _two_and_two(a.words, b.words)) is not None:
        return quick
    return max(pair_score(pair_up(a.words, b.words)), _joined(a, b))


def _two_and_two(a: Sequence[Word], b: Sequence[Word]) -> float | None:
    """`pair_score(pair_up(...))` for two whole words each, without the lists; None where those must decide."""
    if a[0].weight + a[1].weight + b[0].weight + b[1].weight != 4.0:
        return None
    straight = agreement(a[0], b[0]).similarity, agreement(a[1], b[1]).similarity
    crossed = agreement(a[0], b[1]).similarity, agreement(a[1], b[0]).similarity
    if max(straight) == max(crossed):
        return None
    one, two = straight if max(straight) > max(crossed) else crossed
    return (1 - WEAKEST) * (one + two) / 2 + WEAKEST * min(one, two)


def compare(a: str | Name, b: str | Name) -> Comparison:
    """How far two names agree: 1.0 only where they are the same words in the same order; symmetric.

    Case, punctuation and titles are no difference. Parts are in the order of the first name, with what each gives.
    """
    a, b = (parse(n) if isinstance(n, str) else n for n in (a, b))
    score = score_of(a, b)
    return Comparison(round(score, 6), tuple(_parts(a, b, score)))


def _parts(a: Name, b: Name, score: float) -> list[Part]:
    if score and score == _joined(a, b):
        return [part("joined", a.text, b.text, score)]
    pairing = pair_up(a.words, b.words)
    total = sum(_weight(x, y) for x, y, _ in pairing.pairs) or 1.0
    parts = [part(f.how, x.written, y.written, f.similarity * _weight(x, y) / total) for x, y, f in pairing.pairs]
    parts += [part("missing", w.written, "", -MISSING * w.weight, "missing_right") for w in pairing.left]
    parts += [part("missing", "", w.written, -MISSING * w.weight, "missing_left") for w in pairing.right]
    if a.sorted == b.sorted and score < 1:
        parts.append(part("order", a.text, b.text, -ORDER))
    return parts
