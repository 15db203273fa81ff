"""Record keys: a random number that a person's cluster keeps, so that the same people always get the same noise.

Drawn when a cluster is born; independent of every name, date and linkage key, so it tells nothing. A merge keeps the
key of the older cluster, a split leaves the older part its key and draws one for the new part. Each such change alters
the cells it touches by a draw of noise, and is told to the ledger as a revision.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum

BITS = 64


@dataclass(frozen=True, order=True, slots=True)
class RecordKey:
    """`born`: the running number of the cluster's birth (a smaller one is older); then the key: 0 <= key < 2**64."""

    born: int
    key: int = field(repr=False)


class Why(Enum):
    BORN = "born"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class KeyRevision:
    """For the ledger: what happened to keys, by the births of the clusters and never by the keys themselves."""

    why: Why
    kept: int  # the birth of the cluster that lives on, or is new
    other: int | None = None  # of the one that ended in it, or came out of it


def _fresh() -> int:
    return secrets.randbits(BITS)


def born(number: int, draw: Callable[[], int] = _fresh) -> tuple[RecordKey, KeyRevision]:
    """A key for a new cluster."""
    return RecordKey(number, draw()), KeyRevision(Why.BORN, number)


def merged(one: RecordKey, other: RecordKey) -> tuple[RecordKey, KeyRevision]:
    """The older of two, whichever way round they are given."""
    older, younger = sorted((one, other))
    return older, KeyRevision(Why.MERGED, older.born, younger.born)


def split(whole: RecordKey, number: int, draw: Callable[[], int] = _fresh) -> tuple[RecordKey, RecordKey, KeyRevision]:
    """The key of the part that stays, and a new one, of birth `number`, for the part that leaves."""
    return whole, RecordKey(number, draw()), KeyRevision(Why.SPLIT, whole.born, number)


def cell_key(keys: Iterable[int]) -> int:
    """The sum of the record keys modulo 2**64: uniform if one of them is, the same for the same people in any order
    (Fraser & Wooton 2005)."""
    return int(sum(keys) % 2**BITS)
