"""Making encodings harder to read back: rule 90 and BLIP (Schnell & Borgs 2016), and bits in an order that a key gives.

Rule 90 alone protects nothing: it is linear, so whoever knows which bits were neighbours takes it back, bit for bit
(`undone`, measured in benchmarks/attacks). Shuffled by a key it cannot be taken back without the key.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gija.methods.linkage.schemes import BITS, Scheme

Bits = npt.NDArray[np.bool_]  # (n, 1024)


def harden(bits: Bits, made_by: Scheme, seeds: list[bytes], order: bytes) -> Bits:
    """The hardened bits, same shape, rows in order; `seeds` (one a row, secret) decide which bits BLIP turns over,
    `order` (secret, the same for all who link) in which order the bits stand where the scheme shuffles them."""
    if "rule90" in made_by.hardening:
        bits = rule_90(bits)
    if "blip" in made_by.hardening:
        bits = bits ^ np.stack([turned(seed, made_by.flips) for seed in seeds]) if seeds else bits
    if "shuffled" in made_by.hardening:
        bits = np.ascontiguousarray(bits[:, shuffled(order)])
    return bits


def rule_90(bits: Bits) -> Bits:
    """Each bit becomes the exclusive or of its two neighbours, the row closed to a ring."""
    mixed: Bits = np.roll(bits, 1, axis=1) ^ np.roll(bits, -1, axis=1)
    return mixed


def turned(seed: bytes, share: float) -> Bits:
    """Which of 1024 bits are turned over, each with the chance `share` (to 1/65,536); the same for the same seed.

    From SHAKE-256, so that nobody without the seed can tell, and sending a record again shows nothing new.
    """
    drawn = np.frombuffer(hashlib.shake_256(seed).digest(2 * BITS), dtype="<u2")
    out: Bits = drawn < round(share * 65_536)
    return out


def undone(bits: Bits) -> Bits:
    """Rule 90 taken back, for measuring what it protects: even and odd bits are chains of their own, each known once
    its first bit is, and of the two chains possible that with fewer bits set is right in sparse filters."""
    count = bits.shape[1]
    out = np.zeros_like(bits)
    for start in (0, 1):
        steps = bits[:, (np.arange(start + 1, count + start - 1, 2)) % count]
        chain = np.logical_xor.accumulate(np.pad(steps, ((0, 0), (1, 0))), axis=1)
        out[:, start::2] = chain ^ (chain.mean(axis=1) > 0.5)[:, None]
    return out


@lru_cache(maxsize=64)
def shuffled(secret: bytes) -> npt.NDArray[np.int64]:
    """The order of 1024 bits that a secret gives: an ordering of random numbers from SHAKE-256."""
    drawn = np.frombuffer(hashlib.shake_256(secret).digest(8 * BITS), dtype="<u8")
    return np.argsort(drawn, kind="stable")
