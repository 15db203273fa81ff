"""The keys of this installation: one to sign with (Ed25519), one that letters to it are sealed for (age, X25519).

Made at first use in `var/keys`, readable by their owner only. What others need of them is the card of the installation.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gija.commons.courier.envelope import NAME
from gija.commons.courier.zones import local_zones
from gija.messages.crossings import ZONES
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True)
class Identity:
    """This installation: its code and its private keys."""

    code: str
    signing: Ed25519PrivateKey
    sealing: pyrage.x25519.Identity

    @property
    def public(self) -> str:
        raw = self.signing.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
        return base64.b64encode(raw).decode()


class Card(BaseModel):
    """What an installation tells others of itself, on paper or in a file; nothing in it is secret."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    installation: str = Field(pattern=NAME)
    zones: tuple[str, ...]
    signing: str = Field(min_length=44, max_length=44)
    sealing: str = Field(pattern=r"^age1[0-9a-z]{50,70}$")

    @property
    def fingerprint(self) -> str:
        """Eight groups of four hexadecimal digits over both keys, to be compared by telephone."""
        digest = hashlib.sha256(f"{self.installation} {self.signing} {self.sealing}".encode()).hexdigest()[:32]
        return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


def identity() -> Identity:
    """The identity of this installation; its code is `GIJA_INSTALLATION` (default `gija`)."""
    return _identity(Path(settings.VAR) / "keys", os.environ.get("GIJA_INSTALLATION", "gija"))


@cache
def _identity(folder: Path, code: str) -> Identity:
    signing = _kept(folder / "courier_signing.key", _new_signing)
    sealing = _kept(folder / "courier_sealing.key", lambda: str(pyrage.x25519.Identity.generate()).encode())
    private = form.load_pem_private_key(signing, None)
    if not isinstance(private, Ed25519PrivateKey):
        raise GijaError("courier.bad_key")
    return Identity(code, private, pyrage.x25519.Identity.from_str(sealing.decode()))


def _new_signing() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())


def _kept(file: Path, make: Callable[[], bytes]) -> bytes:
    """What the file holds; made first if it is not there. Two processes that start at once end with the same key."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(make())
            opened.flush()
            os.fsync(opened.fileno())
        try:
            os.link(draft, file)  # whole or not at all, and never over one that is there
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_bytes()


def card() -> Card:
    """The card of this installation."""
    own = identity()
    return Card(installation=own.code, zones=local_zones(), signing=own.public, sealing=str(own.sealing.to_public()))


def read_card(text: str) -> Card:
    """A card from its JSON text; `courier.bad_card` where it is none, or its keys are no keys."""
    try:
        found = Card.model_validate_json(text)
        public_key(found.signing)
        pyrage.x25519.Recipient.from_str(found.sealing)
    except (ValidationError, ValueError, pyrage.RecipientError):
        raise GijaError("courier.bad_card") from None
    if not found.zones or not set(found.zones) <= set(ZONES):
        raise GijaError("courier.bad_card")
    return found


def public_key(text: str) -> Ed25519PublicKey:
    """The public key written in base64; ValueError where it is none."""
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))


def signed_by(key: str, signature: bytes, data: bytes) -> bool:
    """Was `data` signed by the owner of the public key?"""
    try:
        public_key(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
