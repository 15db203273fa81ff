"""The file of the key ring: JSON, mode 0600, replaced as a whole; under a passphrase its secrets are encrypted."""

from __future__ import annotations

import base64
import json
import os
import secrets
import stat
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gija.vocabulary.errors import GijaError

FORM = "gija key ring 1"
COST = 2**16  # scrypt: 64 MB and about 0.2 s, once a process


def passphrase() -> str:
    """The passphrase of the ring; empty: it has none."""
    if named := os.environ.get("GIJA_KEYS_PASSPHRASE_FILE"):
        try:
            return Path(named).read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise GijaError("encryption.passphrase_file", file=Path(named).name) from None
    return os.environ.get("GIJA_KEYS_PASSPHRASE", "")


def read(place: Path) -> list[dict[str, Any]]:
    """The keys in the file with their secrets. Refuses a file others may read, a broken one, a wrong passphrase."""
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        raise GijaError("encryption.ring_open", file=place.name)
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
        if said["form"] != FORM:
            raise ValueError(said["form"])
        salt = base64.b64decode(said["salt"])
        rows = [dict(row) for row in said["keys"]]
    except (ValueError, KeyError, TypeError):
        raise GijaError("encryption.ring_broken", file=place.name) from None
    if not rows:
        raise GijaError("encryption.ring_broken", file=place.name)
    word = passphrase()
    if salt and not word:
        raise GijaError("encryption.passphrase_missing")
    return [row | {"secret": _opened(row, salt, word)} for row in rows]


def write(place: Path, rows: list[dict[str, Any]], word: str) -> None:
    """Replace the file with these keys, under this passphrase (empty: under none): whole or not at all."""
    salt = secrets.token_bytes(16) if word else b""
    said = {
        "form": FORM,
        "salt": base64.b64encode(salt).decode(),
        "keys": [row | {"secret": _closed(row, salt, word)} for row in rows],
    }
    draft = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        json.dump(said, opened, indent=1)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(place)
    inside = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(inside)  # a key that data were encrypted under must not be lost with the power
    finally:
        os.close(inside)


@lru_cache(maxsize=8)
def _wrapping(word: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(word.encode()))


def _closed(row: dict[str, Any], salt: bytes, word: str) -> str:
    secret = row["secret"]
    if secret is None:
        return ""
    if salt:
        nonce = secrets.token_bytes(12)
        secret = nonce + _wrapping(word, salt).encrypt(nonce, secret, row["id"].encode())
    return base64.b64encode(secret).decode()


def _opened(row: dict[str, Any], salt: bytes, word: str) -> bytes | None:
    if not row["secret"]:
        return None
    raw = base64.b64decode(row["secret"])
    if not salt:
        return raw
    try:
        return _wrapping(word, salt).decrypt(raw[:12], raw[12:], row["id"].encode())
    except InvalidTag:
        raise GijaError("encryption.passphrase_wrong") from None
