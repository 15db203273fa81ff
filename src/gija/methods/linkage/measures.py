"""What encodings show to an attacker: numbers for the threat model and for choosing a hardening. Never used to link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from gija.methods.linkage.encoding import Encodings, positions, unpack
from gija.methods.linkage.schemes import BITS, Scheme
from gija.methods.linkage.similarity import Pairs, Scores, similar_pairs
from gija.methods.linkage.tokens import tokens
from gija.methods.names import Person


def bit_frequencies(encodings: Encodings) -> npt.NDArray[np.float64]:
    """The share of records in which each of the 1024 bits stands: what a frequency attack starts from."""
    return np.asarray(unpack(encodings).mean(axis=0), dtype=np.float64)


def bits_together(encodings: Encodings) -> npt.NDArray[np.int64]:
    """In how many records each two bits stand together, (1024, 1024): what pattern mining starts from (Vidanage et al.
    2019): bits of one frequent letter group stand together far more often than their frequencies say."""
    bits = unpack(encodings).astype(np.float32)
    return np.asarray(np.rint(bits.T @ bits), dtype=np.int64)


def transactions(encodings: Encodings) -> list[frozenset[int]]:
    """Each record as the set of its bits: the input of a frequent-pattern miner."""
    return [frozenset(np.flatnonzero(row).tolist()) for row in unpack(encodings)]


def repeated(encodings: Encodings) -> tuple[int, ...]:
    """How often each encoding stands in the list, most frequent first: equal ones can be matched by frequency."""
    counts = Counter(row.tobytes() for row in np.ascontiguousarray(encodings))
    return tuple(sorted(counts.values(), reverse=True))


def similarity_graph(encodings: Encodings, threshold: float) -> tuple[Pairs, Scores]:
    """Who resembles whom within one list: what graph matching lays over a list of people (Vidanage et al. 2020)."""
    return similar_pairs(encodings, None, threshold)


def dictionary(people: Iterable[Person], key: bytes, made_by: Scheme) -> dict[tuple[str, str], frozenset[int]]:
    """The bits of every token of these people, as only the holder of the key can look them up, before hardening."""
    found: dict[tuple[str, str], frozenset[int]] = {}
    for person in people:
        for space, text, draws in tokens(person, made_by):
            bits = frozenset(positions(key, made_by.version, space, text)[:draws].tolist())
            found[space, text] = found.get((space, text), frozenset()) | bits
    return found


def evenness(encodings: Encodings) -> float:
    """Entropy of the bits' shares beside that of equal shares, 0..1: 1 where frequencies tell nothing."""
    shares = bit_frequencies(encodings)
    shares = shares[shares > 0] / shares.sum()
    return float(-(shares * np.log(shares)).sum() / np.log(BITS))
