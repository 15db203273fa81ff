"""Bytes to a `Letter`. Give it only what you may lose the process to: `apart.read` gives it one of its own."""

from __future__ import annotations

from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from typing import Any

from gija.police.tips.mail import heads
from gija.police.tips.mail.bodies import TooManyPartsError, attachment, bytes_of, files, parts, text_of
from gija.police.tips.mail.values import LONGEST_TEXT, MOST_PARTS, PARSED, Letter

HEAD = 256 * 2**10  # bytes that a head may have
FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, MemoryError, OSError, AssertionError)


def parse(raw: bytes, server: str = "") -> Letter:
    """The letter that these bytes are. Of what cannot be read the head alone, with the reason in `unread`.

    `server`: the name of our own mail server, whose word on the sender's address is believed; empty: nobody's.
    """
    if len(raw) > PARSED:
        return headed(raw, "too_large")
    try:
        return _whole(BytesParser(policy=compat32).parsebytes(raw), server)
    except TooManyPartsError:
        return headed(raw, "too_many_parts")
    except FAULTS:
        return headed(raw, "broken")


def _whole(mail: Message, server: str) -> Letter:
    found = list(parts(mail))
    if len(found) > MOST_PARTS:
        raise TooManyPartsError
    text, links = text_of(found)
    looked = tuple(attachment(one, place) for place, one in enumerate(files(found), start=1))
    said = _head(mail, server)
    return Letter(**said, text=text[:LONGEST_TEXT], cut=len(text) > LONGEST_TEXT, links=links, attachments=looked)


def _head(mail: Message, server: str) -> dict[str, Any]:
    sender, name = heads.address(mail, "From")
    return {
        "sender": sender,
        "sender_name": name,
        "reply_to": heads.address(mail, "Reply-To")[0],
        "subject": heads.head(mail, "Subject"),
        "said_at": heads.head(mail, "Date"),
        "message_id": heads.head(mail, "Message-ID"),
        "automatic": heads.automatic(mail, sender),
        "authentic": heads.authentic(mail, server),
    }


def headed(raw: bytes, unread: str) -> Letter:
    """The head alone; nothing at all where not even that can be read."""
    try:
        return Letter(**_head(BytesHeaderParser(policy=compat32).parsebytes(raw[:HEAD]), ""), unread=unread)
    except FAULTS:
        return Letter(automatic="no_sender", unread=unread)


def file(raw: bytes, place: int) -> bytes:
    """The bytes of one attachment, as `Letter.attachments` counts them; IndexError where there is none."""
    found = files(list(parts(BytesParser(policy=compat32).parsebytes(raw))))
    if not 1 <= place <= len(found):
        raise IndexError(place)
    return bytes_of(found[place - 1])
