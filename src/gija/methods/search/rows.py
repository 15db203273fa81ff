"""Names as rows of word numbers, and which rows answer best: words that are alike, weighed, met together.

One row is one name of one record (a former name makes a second). The rarest word of the question chooses the rows that
are looked at; what the rows' other words are worth is then read from the rows themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from threading import local

import numpy as np

from gija.methods.search.arrays import Array, grouped, spread, taken

MOST_ROWS = 400_000  # rows looked at for one question; beyond it the answer says that it was cut
WEAKEST, MISSING = 0.3, 0.06  # as the name model: the weakest word decides so far; each word too many or too few


@dataclass(frozen=True, slots=True)
class Alike:
    """One word of the question: the words of the lexicon like it, how much, and what the word weighs."""

    words: Array  # uint32
    likeness: Array  # float32, 0..1
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows with a rough score each, in no order; `cut` where more rows were there than may be looked at."""

    rows: Array
    scores: Array
    cut: bool = False


NOBODY = Ranked(np.empty(0, np.uint32), np.empty(0, np.float32))


def rows_arrays(name: str, lengths: Array, words: Array, records: Array, count: int) -> dict[str, Array]:
    """What `Rows` reads: words a row has, those words one row after another, the record of each row; `count` words.

    Beside the rows of each word stands the row's other word; the word itself where it is alone, `count` (which is no
    word) where there are more: so that most rows are weighed without being looked up.
    """
    at = np.zeros(len(lengths) + 1, np.uint32)
    np.cumsum(lengths, out=at[1:], dtype=np.uint32)
    other = np.full(len(words), count, np.uint32)
    for length in (1, 2):
        begins = at[:-1][lengths == length]
        other[begins], other[begins + length - 1] = words[begins + length - 1], words[begins]
    rows = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    posted_at, posted, posted_other = grouped(words, count, rows, other)
    return {
        f"{name}.row_at": at,
        f"{name}.row_word": words,
        f"{name}.row_record": records,
        f"{name}.posted_at": posted_at,
        f"{name}.posted": posted,
        f"{name}.posted_other": posted_other,
    }


class Rows:
    """The rows of one kind of record."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.record = arrays[f"{name}.row_record"]
        self._at, self._word = arrays[f"{name}.row_at"], arrays[f"{name}.row_word"]
        self._posted_at, self._posted = arrays[f"{name}.posted_at"], arrays[f"{name}.posted"]
        self._other, self._count = arrays[f"{name}.posted_other"], len(self._posted_at) - 1
        self._kept = local()

    def __len__(self) -> int:
        return len(self.record)

    def borne(self, words: Array) -> Array:
        """In how many rows each of the words stands."""
        return np.asarray(self._posted_at[words + 1] - self._posted_at[words], np.int64)

    def ranked(
        self, asked: Sequence[Alike], *, weakest: float, missing: float, every: bool, floor: float = 0.0
    ) -> Ranked:
        """Rows in which the words of the question are met, those that reach `floor`.

        Looked at are the rows of the rarest word; of the two rarest where the question has three words or more; of all
        its words where `every` is said: then also rows that share one word only. None is looked at where even a row
        with the likest of all words would not reach `floor`.
        """
        found = [one for one in asked if len(one.words)]
        weights = np.array([one.weight for one in asked], np.float32)
        likest = np.array([[one.likeness.max(initial=0.0)] for one in asked], np.float32)
        if not found or _mean(likest, weights, weakest)[0] < floor:
            return NOBODY
        words, borne, cut = self._chosen(found, len(asked), every=every)
        places = spread(self._posted_at[words], borne)
        chosen, others = self._posted[places], self._other[places]
        scores = _mean(self._likeness(chosen, np.repeat(words, borne), others, asked), weights, weakest)
        near = (scores >= floor).nonzero()[0]
        chosen, scores = chosen[near], scores[near]
        extra = np.abs((self._at[chosen + 1] - self._at[chosen]).astype(np.int32) - len(asked))
        return Ranked(chosen, np.maximum(scores - missing * np.minimum(extra, 5), 0.0), cut)

    def _chosen(self, found: Sequence[Alike], asked: int, *, every: bool) -> tuple[Array, Array, bool]:
        """The words whose rows are looked at, the likest of the rarest first, and at how many rows of each.

        Whether there are more rows is said, too. A row that bears two words that are looked for may stand twice.
        """
        sizes = sorted((int(self.borne(one.words).sum()), place) for place, one in enumerate(found))
        words, room = list[Array](), MOST_ROWS
        for size, place in sizes[: len(sizes) if every else 2 if asked > 2 else 1]:
            if words and size > room:
                break  # the rarer words have chosen already
            words.append(found[place].words[np.argsort(-found[place].likeness, kind="stable")])
            room -= size
        chosen = np.concatenate(words)
        borne = self.borne(chosen)
        return chosen, np.clip(MOST_ROWS + borne - np.cumsum(borne), 0, borne), room < 0

    def _likeness(self, chosen: Array, words: Array, others: Array, asked: Sequence[Alike]) -> Array:
        """For each word asked for and each chosen row: how like the most alike word of the row is."""
        longer = (others == self._count).nonzero()[0]
        more, lengths = taken(self._at, self._word, chosen[longer])
        found, table = np.empty((len(asked), len(chosen)), np.float32), self._table()
        for place, one in enumerate(asked):
            table[one.words] = one.likeness
            np.maximum(table[words], table[others], out=found[place])
            if len(longer):
                found[place, longer] = np.maximum.reduceat(table[more], np.cumsum(lengths) - lengths)
            table[one.words] = 0.0
        return found

    def _table(self) -> Array:
        """A zero for each word, and for none; kept by each thread: making it takes longer than its use."""
        known: Array | None = getattr(self._kept, "table", None)
        if known is None:
            known = self._kept.table = np.zeros(self._count + 1, np.float32)
        return known


def _mean(likeness: Array, weights: Array, weakest: float) -> Array:
    """The weighted mean of the words of each row (a column), drawn towards the weakest."""
    mean = (1 - weakest) * (weights @ likeness) / weights.sum() + weakest * reduce(np.minimum, likeness)
    return np.asarray(mean, np.float32)
