"""Sealing to the key of the desk, and locking that key with an officer's passphrase. Nothing here touches a database.

Anybody on the server can seal; only who holds the private half can open (age, X25519). The private half is locked by
AES-256-GCM under a key that Argon2id makes of the passphrase; it is bound to the desk key and to the officer.
"""

from __future__ import annotations

import base64
import io
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gija.vocabulary.errors import GijaError

PIECE = 2**20  # bytes
SHORTEST = 16  # letters of a passphrase
ROUNDS, KIBIBYTES, LANES = 3, 64 * 2**10, 1
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_identity() -> tuple[str, str]:
    """A private key and its public half, as age writes them."""
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def recipient_of(identity: str) -> str:
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def is_recipient(said: str) -> bool:
    """Is it a key that something can be sealed to?"""
    try:
        pyrage.x25519.Recipient.from_str(said)
    except pyrage.RecipientError:
        return False
    return True


def seal(recipient: str, data: bytes) -> bytes:
    """Sealed so that only the private half opens it."""
    return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)]))


def seal_stream(recipient: str, plain: BinaryIO) -> Iterator[bytes]:
    """The sealed form in pieces of at most `PIECE` bytes; the plain text is never written down."""
    sealed = io.BytesIO()
    pyrage.encrypt_io(plain, sealed, [pyrage.x25519.Recipient.from_str(recipient)])
    sealed.seek(0)
    while piece := sealed.read(PIECE):
        yield piece


def unseal(identities: Sequence[str], sealed: bytes) -> bytes:
    """The plain bytes; `tips.not_opened` where none of the keys fits or the bytes were changed."""
    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(one) for one in identities]))
    except pyrage.DecryptError:
        raise GijaError("tips.not_opened") from None


def lock(identity: str, passphrase: str, bound: str) -> str:
    """The private key under a passphrase; `bound` (key and officer) must be the same when it is unlocked."""
    salt, nonce = os.urandom(16), os.urandom(12)
    closed = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, identity.encode(), bound.encode())
    written = {"form": "argon2id-1", "salt": salt, "nonce": nonce, "box": closed}
    return json.dumps({k: base64.b64encode(v).decode() if isinstance(v, bytes) else v for k, v in written.items()})


def unlock(locked: str, passphrase: str, bound: str) -> str | None:
    """The private key; None for a wrong passphrase, or what was made for another officer or key."""
    said = json.loads(locked)
    salt, nonce, box = (base64.b64decode(said[name]) for name in ("salt", "nonce", "box"))
    try:
        return AESGCM(_stretched(passphrase, salt)).decrypt(nonce, box, bound.encode()).decode()
    except InvalidTag:
        return None


def _stretched(passphrase: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    said = " ".join(passphrase.split()).encode()
    return hash_secret_raw(said, salt, ROUNDS, KIBIBYTES, LANES, 32, Type.ID)


def word() -> str:
    """A word to hand a key over with: 20 letters (100 random bits) in groups of five."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(20))
    return "-".join(letters[i : i + 5] for i in range(0, 20, 5))
