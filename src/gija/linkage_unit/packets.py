"""The sealed files of the courier (`gija work send-file`), read and written without Django.

A packet is one line with an Ed25519 signature, then its content as JSON; the whole sealed with age for one recipient.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import secrets
from dataclasses import dataclass
from typing import Any

import pyrage
from cryptography.exceptions import InvalidSignature

from gija.linkage_unit.home import Card, Home
from gija.messages.base import canonical
from gija.vocabulary.errors import GijaError

HEAD = b"gija-courier-1"


@dataclass(frozen=True, slots=True)
class Packet:
    """The letters of one file whose signature was found good."""

    sender: Card
    letters: tuple[dict[str, Any], ...]


def read(home: Home, name_of_file: str, data: bytes, known: dict[str, Card]) -> Packet:
    """The packet in the bytes of a sealed file.

    Refuses one cut off, changed, sealed for another or not addressed to this unit (`linkage_unit.not_opened`), and one
    of an installation that is not known here (`linkage_unit.unknown_peer`).
    """
    try:
        head, _, body = pyrage.decrypt(data, [home.sealing]).partition(b"\n")
        name, _, signature = head.partition(b" ")
        fields = json.loads(body)
        sender = str(fields["sender"])
        letters = tuple(fields["content"]["letters"])
        if (name, fields["recipient"], fields["purpose"]) != (HEAD, home.code, "letters"):
            raise ValueError
        if not all(isinstance(one, dict) for one in letters):
            raise ValueError
        if sender not in known:
            raise GijaError("linkage_unit.unknown_peer", file=name_of_file)
        known[sender].verifier.verify(base64.b64decode(signature, validate=True), HEAD + b"\n" + body)
    except (pyrage.DecryptError, ValueError, KeyError, TypeError, binascii.Error, InvalidSignature):
        raise GijaError("linkage_unit.not_opened", file=name_of_file) from None
    return Packet(known[sender], letters)


def write(home: Home, to: Card, purpose: str, content: dict[str, Any], now: dt.datetime) -> bytes:
    """A packet of this unit, signed and sealed for one installation; `purpose` is `letters` or `receipts`."""
    body = canonical(
        {
            "purpose": purpose,
            "sender": home.code,
            "recipient": to.installation,
            "time": now.isoformat(),
            "nonce": secrets.token_hex(16),
            "content": content,
        }
    )
    signature = base64.b64encode(home.signing.sign(HEAD + b"\n" + body))
    return bytes(pyrage.encrypt(HEAD + b" " + signature + b"\n" + body, [to.recipient]))
