"""The receipt code of a tip: who has it, and nobody else, reads the answers. Nothing is kept of it anywhere.

The code is 24 letters (120 random bits). From it follow, by HKDF-SHA256, the number of the tip and an age key: the
public site shows the code once, seals the public half into the tip and forgets both.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are misread
LETTERS = 24
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
SECRET = "age-secret-key-"  # noqa: S105  what age writes before a private key


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a code leads to: the number of the tip, the key that answers are sealed to, and its private half."""

    tip_id: str
    recipient: str
    identity: str = field(repr=False)


def new_code() -> str:
    """A fresh code in groups of four."""
    return code_of(secrets.token_bytes(15))


def code_of(random: bytes) -> str:
    """The code that 15 random bytes make, five bits a letter."""
    bits = int.from_bytes(random[:15], "big")
    letters = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LETTERS))
    return "-".join(letters[i : i + 4] for i in range(0, LETTERS, 4))


def typed(text: str) -> str:
    """A code as a person typed it, in its one form (capitals; I, L as 1, O as 0); empty if it cannot be one."""
    said = "".join(text.upper().translate(str.maketrans("ILO", "110")).replace("-", " ").split())
    return said if len(said) == LETTERS and set(said) <= set(ALPHABET) else ""


def receipt(code: str) -> Receipt:
    """What a code leads to. ValueError for what is no code."""
    import pyrage

    said = typed(code)
    if not said:
        raise ValueError
    number = uuid.UUID(bytes=_derived(said, "number", 16), version=4)
    identity = _bech32(SECRET, _derived(said, "key", 32)).upper()
    public = pyrage.x25519.Identity.from_str(identity).to_public()
    return Receipt(str(number), str(public), identity)


def _derived(code: str, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"gija tip receipt 1 {purpose}".encode()).derive(code.encode())


def _bech32(name: str, data: bytes) -> str:
    """Bech32 (BIP 173), as age writes keys: groups of five bits and a checksum of six letters."""
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    groups = [int(bits[i : i + 5], 2) for i in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in name] + [0] + [ord(c) & 31 for c in name]
    check = _polymod([*expanded, *groups, 0, 0, 0, 0, 0, 0]) ^ 1
    groups += [(check >> 5 * (5 - i)) & 31 for i in range(6)]
    return f"{name}1" + "".join(BECH32[group] for group in groups)


def _polymod(values: list[int]) -> int:
    found = 1
    for value in values:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            found ^= generator if (top >> i) & 1 else 0
    return found
