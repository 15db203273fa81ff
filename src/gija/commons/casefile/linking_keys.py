"""The linkage keys, one for each half-year: held by the senders only, shared among them by a ceremony, then destroyed.

Kept beside the key ring in its form (mode 0600, encrypted under the same passphrase where there is one). The register
and the linkage unit never get one. The ceremony is described in docs/operators/linkage-unit.md.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyrage
from django.db import transaction

from gija.commons.audit.services import record
from gija.commons.courier.keys import identity, signed_by
from gija.commons.courier.models import Peer
from gija.commons.courier.queries import peer as peer_of
from gija.commons.encryption.ring import folder, now
from gija.commons.encryption.ringfile import passphrase, read, write
from gija.messages.base import canonical
from gija.messages.linkage import PERIOD, fingerprint, key_id
from gija.vocabulary.errors import GijaError

BYTES = 32
FORM = "gija linkage key 1"
HEAD = b"gija-linkage-key-1"
SENDERS = frozenset({"casework", "police"})
UNIT = "linkage_unit"


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a half-year. `source`: the installation that shared it, empty for one made here."""

    period: str
    id: str
    made: str  # a moment, ISO, UTC: when it was made or taken here
    source: str
    secret: bytes | None = field(repr=False)  # None: destroyed

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.secret) if self.secret else ""


def all_keys() -> tuple[Key, ...]:
    """All keys of this installation, the oldest half-year first."""
    return tuple(sorted((Key(**row) for row in _rows()), key=lambda one: one.period))


def key_of(period: str) -> Key | None:
    """The key of a half-year as far as it is held here."""
    return next((one for one in all_keys() if one.period == period and one.secret), None)


def held(period: str) -> Key:
    """The key of a half-year; `linking.key_missing` where it is not held here."""
    found = key_of(checked(period))
    if found is None:
        raise GijaError("linking.key_missing", period=period)
    return found


def make(period: str) -> Key:
    """A new key for a half-year, for the one sender who begins. Refuses a second one (`linking.key_there`)."""
    return _keep("linkage.key_make", checked(period), secrets.token_bytes(BYTES), "")


def share(period: str, peer: str, file: Path) -> Key:
    """Write the key into a file that only one other sender can open, signed by this installation.

    Refuses whoever is no sender, and whoever runs the linkage unit beside (`linking.key_not_for`).
    """
    key, to = held(period), peer_of(peer)
    if not may_hold(to):
        raise GijaError("linking.key_not_for", peer=to.code)
    body = canonical({
        "form": FORM, "period": period, "sender": identity().code, "recipient": to.code,
        "secret": base64.b64encode(key.secret or b"").decode(),
    })  # fmt: skip
    signature = base64.b64encode(identity().signing.sign(HEAD + b"\n" + body))
    data = pyrage.encrypt(HEAD + b" " + signature + b"\n" + body, [pyrage.x25519.Recipient.from_str(to.sealing)])
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise GijaError("linking.file_exists", file=file.name) from None
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
    _audited("linkage.key_share", key, {"peer": to.code})
    return key


def take(file: Path, spoken: str) -> Key:
    """Keep the key of a file, if the fingerprint that its maker read aloud (`spoken`) is that of the key.

    Refuses what does not open or was not signed by a known sender (`linking.key_not_opened`), another fingerprint
    (`linking.fingerprint_wrong`) and a second key of a half-year.
    """
    said, sender = _opened(file)
    secret = base64.b64decode(said["secret"])
    heard = "".join(spoken.lower().split())
    if not hmac.compare_digest(heard.encode(), fingerprint(secret).replace(" ", "").encode()):
        raise GijaError("linking.fingerprint_wrong")
    return _keep("linkage.key_take", checked(str(said["period"])), secret, sender.code)


def destroy(period: str) -> None:
    """Destroy the key of a half-year: after that nobody here can make or look up an encoding of it any more."""
    gone = held(period)
    _write([row if row["period"] != period else {**row, "secret": None} for row in _rows()])
    _audited("linkage.key_destroy", gone)


def may_hold(peer: Peer) -> bool:
    """Only senders may have the key, and none that could open encodings."""
    return bool(SENDERS & set(peer.zones)) and UNIT not in peer.zones


def checked(period: str) -> str:
    if not re.fullmatch(PERIOD, period):
        raise GijaError("linking.period_wrong", period=period[:20])
    return period


def _opened(file: Path) -> tuple[dict[str, Any], Peer]:
    try:
        head, _, body = bytes(pyrage.decrypt(file.read_bytes(), [identity().sealing])).partition(b"\n")
        name, _, signature = head.partition(b" ")
        said = json.loads(body)
        sender = peer_of(str(said["sender"]))
        proven = signed_by(sender.signing, base64.b64decode(signature), HEAD + b"\n" + body)
        fits = (name, said["form"], said["recipient"]) == (HEAD, FORM, identity().code)
        if proven and fits and may_hold(sender) and len(base64.b64decode(said["secret"])) == BYTES:
            return said, sender
    except (pyrage.DecryptError, OSError, ValueError, KeyError, TypeError, GijaError):
        pass
    raise GijaError("linking.key_not_opened", file=file.name)


def _keep(action: str, period: str, secret: bytes, source: str) -> Key:
    rows = _rows()
    if any(row["period"] == period for row in rows):
        raise GijaError("linking.key_there", period=period)
    key = Key(period, key_id(secret), now(), source, secret)
    _write([*rows, {name: getattr(key, name) for name in Key.__slots__}])
    _audited(action, key, {"from": source} if source else {})
    return key


def _audited(action: str, key: Key, more: dict[str, Any] | None = None) -> None:
    with transaction.atomic(using="default"):
        details = {"period": key.period, **(more or {})}
        record("default", None, action, object_type="linkage_key", object_id=key.id, details=details)


def _file() -> Path:
    return folder() / "linkage.json"


def _rows() -> list[dict[str, Any]]:
    return read(_file()) if _file().exists() else []


def _write(rows: list[dict[str, Any]]) -> None:
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    write(_file(), rows, passphrase())
