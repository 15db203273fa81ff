"""Encodings of people who do not exist, to send among the real ones."""

from __future__ import annotations

import secrets

from gija.methods.linkage.encoding import Encodings, encode
from gija.methods.linkage.schemes import Scheme
from gija.methods.linkage.worlds import invented


def decoys(count: int, key: bytes, *, made_by: Scheme | None = None, sender: str = "") -> Encodings:
    """`count` encodings of invented people, (count, 16): other people at each call.

    They hide how many a sender helps and spoil frequencies for whoever attacks; the sender keeps which random ids are
    decoys, and the register, which holds a record for the others only, never counts them.
    """
    people = invented(count, seed=secrets.randbits(63))
    return encode(people, key, made_by=made_by, sender=f"{sender} decoys")
