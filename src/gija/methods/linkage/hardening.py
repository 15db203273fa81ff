"""Making encodings harder to read back: rule 90 and BLIP (Schnell & Borgs 2016)."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

from gija.methods.linkage.schemes import BITS, Scheme

Bits = npt.NDArray[np.bool_]  # (n, 1024)


def harden(bits: Bits, made_by: Scheme, seeds: list[bytes]) -> Bits:
    """The hardened bits, shape and order kept; `seeds` (one a row, secret) decide which bits BLIP turns over."""
    if "rule90" in made_by.hardening:
        bits = rule_90(bits)
    if "blip" in made_by.hardening:
        bits = bits ^ np.stack([turned(seed, made_by.flips) for seed in seeds]) if seeds else bits
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
