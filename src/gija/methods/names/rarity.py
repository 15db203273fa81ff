"""How rare a word of a name is among the people of an index: rare names tell more than common ones."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from gija.methods.names.parsing import Word, word

LEAST, MOST = 0.75, 1.25
SLOPE = 0.3  # how far a word twice as telling as the middling one is lifted
FEW = 2_000  # people from which frequencies begin to say something


def heard(written: str | Word) -> str:
    """The key by which words are counted: the stem as it sounds, one for all spellings and forms of a surname."""
    read = (written if isinstance(written, Word) else word(written)).readings
    return read[0].stem if read else ""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many people bear each word (by `heard`), and what follows for its weight.

    The weight is 1 for a word as telling as the average bearer's, down to 0.75 for one that very many bear, up to 1.25
    for one that hardly anybody bears, 1 for one never seen. Small indexes say little: theirs are drawn towards 1.
    """

    counts: Mapping[str, int]
    people: int
    middle: float  # bits that the average bearer's word tells
    _weights: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, counts: Mapping[str, int], people: int) -> Rarity:
        """From how often each key of `heard` was counted among so many people; what was never counted is left out."""
        kept = {key: count for key, count in counts.items() if key and count > 0}
        total = sum(kept.values())
        if not total or people <= 0:
            return cls({}, 0, 1.0)
        middle = sum(n * math.log2(max(2.0, (people + 1) / n)) for n in kept.values()) / total
        return cls(kept, people, middle)

    def weight(self, of: str | Word) -> float:
        """0.75 .. 1.25 for a word, written or read."""
        key = heard(of)
        known = self._weights.get(key)
        if known is None:
            known = self._weights[key] = self._weighed(key)
        return known

    def seen(self, of: str | Word) -> int:
        """How many bear the word."""
        return self.counts.get(heard(of), 0)

    def _weighed(self, key: str) -> float:
        count = self.counts.get(key, 0)
        if not count:
            return 1.0
        bits = math.log2(max(2.0, (self.people + 1) / count))
        lifted = SLOPE * (bits / self.middle - 1) * self.people / (self.people + FEW)
        return min(MOST, max(LEAST, 1 + lifted))

    def to_bytes(self) -> bytes:
        """Compressed JSON; equal for equal counts."""
        text = json.dumps({"people": self.people, "counts": dict(sorted(self.counts.items()))}, ensure_ascii=True)
        return zlib.compress(text.encode("ascii"), 6)

    @classmethod
    def from_bytes(cls, data: bytes) -> Rarity:
        """The table that `to_bytes` wrote. Errors: ValueError where the bytes are something else."""
        try:
            read = json.loads(zlib.decompress(data))
            return cls.of({str(k): int(n) for k, n in read["counts"].items()}, int(read["people"]))
        except (zlib.error, KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a table of rarity") from error
