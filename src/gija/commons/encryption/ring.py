"""The key ring: the keys of this installation in one file, readable by its owner only, made at first use.

It lies in `var/keys`, or in the folder that `GIJA_KEYS` names. With a passphrase (`GIJA_KEYS_PASSPHRASE`, or the file
that `GIJA_KEYS_PASSPHRASE_FILE` names) the keys in it are encrypted themselves. No key in it encrypts data: each use
has a key of its own, derived from one of these.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils import timezone

from gija.commons.encryption.ringfile import passphrase, read, write
from gija.vocabulary.errors import GijaError

BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `replaced`: when another became the active one; `retired`: when its secret was destroyed."""

    id: str
    made: str  # a moment, ISO, UTC
    secret: bytes | None = field(repr=False)
    replaced: str = ""
    retired: str = ""


@dataclass(frozen=True)
class Ring:
    """All keys, oldest first. The last one is active: new values are encrypted under it."""

    keys: tuple[Key, ...]
    _derived: dict[tuple[str, str], bytes] = field(default_factory=dict, repr=False, compare=False)

    @property
    def active(self) -> Key:
        return self.keys[-1]

    @property
    def usable(self) -> tuple[Key, ...]:
        """The keys that still have their secret, the active one first."""
        return tuple(key for key in reversed(self.keys) if key.secret is not None)

    def key(self, id_: str) -> Key:
        """The key with this id; `encryption.unknown_key` where the ring has none or it was retired."""
        for one in self.keys:
            if one.id == id_ and one.secret is not None:
                return one
        raise GijaError("encryption.unknown_key", key=id_)

    def derived(self, id_: str, purpose: str) -> bytes:
        """32 bytes for one purpose, by HKDF-SHA256 from a key of the ring; the same each time."""
        found = self._derived.get((id_, purpose))
        if found is None:
            secret = self.key(id_).secret
            assert secret is not None  # noqa: S101  `key` gives none without
            found = HKDF(SHA256(), BYTES, salt=None, info=f"gija 1 {purpose}".encode()).derive(secret)
            self._derived[id_, purpose] = found
        return found


def folder() -> Path:
    """Where the keys of this installation lie."""
    return Path(os.environ.get("GIJA_KEYS") or Path(settings.VAR) / "keys").absolute()


def file() -> Path:
    return folder() / "ring.json"


def ring() -> Ring:
    """The key ring as it is now: a key that another process has added is seen at once."""
    place = file()
    try:
        state = place.stat()
    except FileNotFoundError:
        with _locked(place):
            if not place.exists():
                _write(place, (_fresh(),))
        state = place.stat()
    return _read(place, (state.st_mtime_ns, state.st_size, state.st_ino))


@lru_cache(maxsize=4)
def _read(place: Path, state: tuple[int, int, int]) -> Ring:
    return Ring(tuple(Key(**one) for one in read(place)))


def _write(place: Path, keys: tuple[Key, ...], word: str | None = None) -> None:
    rows = [{name: getattr(key, name) for name in ("id", "made", "secret", "replaced", "retired")} for key in keys]
    write(place, rows, passphrase() if word is None else word)


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """One writer at a time, across processes."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(place.with_name(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def now() -> str:
    return timezone.now().isoformat(timespec="seconds")


def _fresh() -> Key:
    return Key(secrets.token_hex(4), now(), secrets.token_bytes(BYTES))


def add_key() -> Key:
    """Put a new key into the ring and make it the active one."""
    present, key = ring(), _fresh()
    with _locked(file()):
        present = ring()
        old = replace(present.active, replaced=key.made)
        _write(file(), (*present.keys[:-1], old, key))
    return key


def destroy_key(id_: str) -> None:
    """Destroy the secret of a key that is not active; its id and dates stay. Whether it is used is not looked at."""
    ring()
    with _locked(file()):
        present = ring()
        key = present.key(id_)
        if key == present.active:
            raise GijaError("encryption.key_active", key=id_)
        gone = replace(key, secret=None, retired=now())
        _write(file(), tuple(gone if one.id == id_ else one for one in present.keys))


def rewrite(word: str) -> None:
    """Write the ring anew under another passphrase; empty: under none."""
    present = ring()
    with _locked(file()):
        _write(file(), present.keys, word)
