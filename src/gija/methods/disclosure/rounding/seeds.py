"""The secret behind the randomness: whoever knows it can undo the rounding, so only its seal is ever shown."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from gija.vocabulary.errors import GijaError

LEAST = 16  # bytes


@dataclass(frozen=True, slots=True)
class Seed:
    """Secret bytes (`disclosure.seed_short` under 16). Never printed: its repr is its seal."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) < LEAST:
            raise GijaError("disclosure.seed_short", bytes=LEAST)

    @classmethod
    def fresh(cls) -> Seed:
        return cls(secrets.token_bytes(32))

    @property
    def seal(self) -> str:
        """SHA-256 that commits to the seed without telling it: for certificates and the audit trail."""
        return hashlib.sha256(b"gija seed\0" + self.secret).hexdigest()

    def number(self, purpose: str) -> int:
        """A number below 2**63 that belongs to this seed and purpose."""
        return self.number64(purpose) >> 1

    def number64(self, purpose: str) -> int:
        """A number below 2**64 that belongs to this seed and purpose."""
        return int.from_bytes(self._hash(purpose), "big")

    def uniform(self, names: Sequence[str]) -> npt.NDArray[np.float64]:
        """For each name a number strictly between 0 and 1, always the same for this seed and name: a cell that is
        rounded again meets the same chance again, so that asking twice tells nothing new."""
        words = np.frombuffer(b"".join(self._hash(name) for name in names), dtype=">u8").astype(np.uint64)
        return np.asarray(((words >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53)

    def _hash(self, name: str) -> bytes:
        key = hashlib.sha256(self.secret).digest()
        return hashlib.blake2b(name.encode(), key=key, digest_size=8).digest()
