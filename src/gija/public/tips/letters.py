"""A letter as the police read it (`gija.police.tips.received`), the files as a MIME message, both cut into pieces.

The browser makes the same in `static/public_tips/letter.js`; the tests let the police open both.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from gija.messages.base import Message
from gija.messages.tips import Tip, TipMessage

PIECE = 150_000  # bytes
STEP = 8192  # a sealed letter says no more of its length than this
HEAD = b"age-encryption.org/v1\n-> X25519 "
BYTES = "application/octet-stream"
LARGEST_LETTER, LARGEST_RAW = 2**20, 22 * 2**20  # bytes, sealed


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent. What kind it is, only the police look at: here nobody could help it."""

    name: str = field(repr=False)
    declared: str
    data: bytes = field(repr=False)


def letter(said: Mapping[str, str], facts: Sequence[tuple[str, str]], files: Iterable[Sent], answer_to: str) -> bytes:
    """The JSON of a letter, filled up with spaces to a multiple of `STEP` bytes. `said`: text, sender, sender_name."""
    rows = [{"name": f.name, "declared": f.declared, "size": len(f.data)} for f in files]
    content = {**said, "facts": [list(f) for f in facts], "attachments": rows, "answer_to": answer_to}
    data = json.dumps({k: v for k, v in content.items() if v}, ensure_ascii=False).encode("utf-8", "replace")
    return data + b" " * (-len(data) % STEP)


def raw(files: Sequence[Sent]) -> bytes:
    """The files as a MIME message; empty where there are none."""
    if not files:
        return b""
    edge = f"gija-{secrets.token_hex(16)}"
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{edge}"\r\n\r\n'
    parts = [_part(one, edge) for one in files]
    return b"".join([head.encode(), *parts, f"--{edge}--\r\n".encode()])


def _part(one: Sent, edge: str) -> bytes:
    name = quote(one.name.encode("utf-8", "replace"), safe="")
    head = (
        f"--{edge}\r\nContent-Type: {BYTES}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment; filename*=utf-8''{name}\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(one.data).replace(b"\n", b"\r\n")


def is_key(recipient: str) -> bool:
    """Can anything be sealed to it?"""
    import pyrage

    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        return False
    return True


def seal(recipient: str, data: bytes) -> bytes:
    """Sealed to the desk: from here on nothing on this server opens it."""
    import pyrage

    return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)]))


def unseal(identity: str, sealed: bytes) -> str:
    """An answer, opened with the key of its receipt code; empty if it was not sealed to it."""
    import pyrage

    try:
        opened = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, ValueError):
        return ""
    return bytes(opened).decode("utf-8", "replace")


def looks_sealed(data: bytes, largest: int) -> bool:
    """Is it an age file for an X25519 key? More cannot be known without the key."""
    return data.startswith(HEAD) and len(data) <= largest


def pieces(tip_id: str, sealed_letter: bytes, sealed_raw: bytes) -> list[Message]:
    """The letters that one tip is sent in."""
    first, second = _cut(sealed_letter), _cut(sealed_raw)
    return [
        Tip(tip_id=tip_id, place=place, letter=len(first), raw=len(second), sealed=_text(piece))
        for place, piece in enumerate(first + second)
    ]


def further(tip_id: str, sealed: bytes) -> list[Message]:
    """What somebody with a receipt code writes again."""
    return [TipMessage(tip_id=tip_id, place=1, sealed=_text(sealed))]


def _cut(data: bytes) -> list[bytes]:
    return [data[i : i + PIECE] for i in range(0, len(data), PIECE)]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
