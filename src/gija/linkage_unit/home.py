"""The folder of a linkage unit: its keys, the installations it knows, and the clusters of earlier runs."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gija.linkage_unit.files import flush_folder, write_whole
from gija.messages.base import canonical
from gija.messages.crossings import ZONES
from gija.vocabulary.errors import GijaError

ZONE = "linkage_unit"
CODE = r"^[a-z][a-z0-9_\-]{0,59}$"
KEYS, KNOWN = "keys.json", "known"


class Card(BaseModel):
    """What an installation tells others of itself; nothing in it is secret. The same as `gija work peer show-key`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    installation: str = Field(pattern=CODE)
    zones: tuple[str, ...]
    signing: str = Field(min_length=44, max_length=44)
    sealing: str = Field(pattern=r"^age1[0-9a-z]{50,70}$")

    @property
    def fingerprint(self) -> str:
        """Eight groups of four hexadecimal digits over both keys, to be compared by telephone."""
        digest = hashlib.sha256(f"{self.installation} {self.signing} {self.sealing}".encode()).hexdigest()[:32]
        return " ".join(digest[at : at + 4] for at in range(0, 32, 4))

    @property
    def verifier(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(self.signing, validate=True))

    @property
    def recipient(self) -> pyrage.x25519.Recipient:
        return pyrage.x25519.Recipient.from_str(self.sealing)


@dataclass(frozen=True, slots=True)
class Home:
    """An opened home. `signing` and `sealing` are the unit's own private keys."""

    folder: Path
    code: str
    signing: Ed25519PrivateKey
    sealing: pyrage.x25519.Identity

    @property
    def card(self) -> Card:
        raw = self.signing.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
        signing = base64.b64encode(raw).decode()
        return Card(installation=self.code, zones=(ZONE,), signing=signing, sealing=str(self.sealing.to_public()))


def make(folder: Path, code: str = "linkage-unit") -> Home:
    """A new unit with new keys, readable by their owner only. Refuses a folder that has one (`home_exists`)."""
    if (folder / KEYS).exists():
        raise GijaError("linkage_unit.home_exists", folder=folder.name)
    (folder / KNOWN).mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    raw = Ed25519PrivateKey.generate().private_bytes(form.Encoding.Raw, form.PrivateFormat.Raw, form.NoEncryption())
    said = {
        "form": "gija linkage unit 1",
        "code": code,
        "signing": base64.b64encode(raw).decode(),
        "sealing": str(pyrage.x25519.Identity.generate()),
    }
    write_whole(folder / KEYS, canonical(said))
    return open_home(folder)


def open_home(folder: Path) -> Home:
    """The unit in a folder. Refuses a folder without one, and keys that others can read."""
    place = folder / KEYS
    if not place.is_file():
        raise GijaError("linkage_unit.home_missing", folder=folder.name)
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        raise GijaError("linkage_unit.home_open", file=place.name)
    said: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    signing = Ed25519PrivateKey.from_private_bytes(base64.b64decode(said["signing"]))
    return Home(folder, str(said["code"]), signing, pyrage.x25519.Identity.from_str(said["sealing"]))


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """One run at a time; `busy` where another is under way. A killed one leaves nothing held."""
    descriptor = os.open(home.folder / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GijaError("linkage_unit.busy", folder=home.folder.name) from None
        yield
    finally:
        os.close(descriptor)


def read_card(file: Path) -> Card:
    """A card in a file; `linkage_unit.bad_card` where it is none, or its keys are no keys."""
    try:
        found = Card.model_validate_json(file.read_text(encoding="utf-8"))
        _ = found.verifier, found.recipient
    except (OSError, ValidationError, ValueError, pyrage.RecipientError):
        raise GijaError("linkage_unit.bad_card", file=file.name) from None
    if not found.zones or not set(found.zones) <= set(ZONES):
        raise GijaError("linkage_unit.bad_card", file=file.name)
    return found


def know(home: Home, card: Card, *, replace: bool = False) -> None:
    """Enter an installation. Refuses other keys than those known, unless `replace`."""
    place = home.folder / KNOWN / f"{card.installation}.json"
    if place.exists() and read_card(place) != card and not replace:
        raise GijaError("linkage_unit.other_keys", peer=card.installation)
    write_whole(place, card.model_dump_json().encode())
    flush_folder(place.parent)


def known(home: Home) -> dict[str, Card]:
    """The installations entered here, by their codes."""
    cards = (read_card(file) for file in sorted((home.folder / KNOWN).glob("*.json")))
    return {card.installation: card for card in cards}


def register_of(home: Home) -> Card:
    """The one installation that runs the register; `nobody_to_tell` where there is none or more than one."""
    found = [card for card in known(home).values() if "register" in card.zones]
    if len(found) != 1:
        raise GijaError("linkage_unit.nobody_to_tell")
    return found[0]
