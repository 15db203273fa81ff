"""One value in and out of its encrypted form, bound to the place it stands in.

Form: `g1.KEY.BASE64(nonce + ciphertext + tag)`, AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits. The place
(model, field, primary key) is associated data: a token moved to another row, field or model does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gija.commons.encryption.ring import Ring, ring
from gija.vocabulary.errors import GijaError

VERSION = "g1"
NONCE = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: model (`casework_cases.person`), field, primary key."""

    model: str
    field: str
    row: str

    @property
    def purpose(self) -> str:
        """Each field of each model has a key of its own."""
        return f"field {self.model}.{self.field}"

    def bound(self, key: str) -> bytes:
        # JSON, so that no two places are written alike.
        return json.dumps([VERSION, key, self.model, self.field, self.row]).encode()


@dataclass(frozen=True, slots=True)
class Token:
    """A value in its encrypted form. It never shows itself in a page, a log or an error."""

    text: str

    def __str__(self) -> str:
        return "•••"

    __repr__ = __str__

    @property
    def key(self) -> str:
        """The id of the key it is encrypted under."""
        return self.text.split(".", 2)[1] if self.text.startswith(f"{VERSION}.") else ""


def seal(value: str, place: Place) -> Token:
    """Encrypt a value for its place, under the active key."""
    keys = ring()
    id_, nonce = keys.active.id, os.urandom(NONCE)
    closed = AESGCM(keys.derived(id_, place.purpose)).encrypt(nonce, value.encode(), place.bound(id_))
    return Token(f"{VERSION}.{id_}.{base64.urlsafe_b64encode(nonce + closed).decode()}")


def unseal(token: Token, place: Place) -> str:
    """The value again. `encryption.wrong_place` where it was changed or belongs elsewhere; `encryption.unknown_key`
    where its key is not in the ring; `encryption.not_encrypted` for what is no token."""
    version, _, rest = token.text.partition(".")
    id_, _, closed = rest.partition(".")
    if version != VERSION or not id_ or not closed:
        raise GijaError("encryption.not_encrypted", model=place.model, field=place.field)
    key = ring().derived(id_, place.purpose)
    try:
        raw = base64.b64decode(closed, altchars=b"-_", validate=True)
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], place.bound(id_)).decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise GijaError("encryption.wrong_place", model=place.model, field=place.field) from None


def index(value: str, model: str, field: str, key: str = "", keys: Ring | None = None) -> str:
    """HMAC-SHA-256 of a normalised value under the field's own key, with the id of the ring's key in front."""
    keys = keys or ring()
    id_ = key or keys.active.id
    digest = hmac.new(keys.derived(id_, f"index {model}.{field}"), value.encode(), hashlib.sha256).digest()
    return f"{id_}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
