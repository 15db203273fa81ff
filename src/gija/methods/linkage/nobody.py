"""Encodings of people who do not exist, to send among the real ones."""

from __future__ import annotations

import random
import secrets

from gija.methods.linkage.encoding import Encodings, encode
from gija.methods.linkage.schemes import Scheme
from gija.methods.linkage.worlds import humans, settings, written
from gija.methods.names import Person


def decoys(count: int, key: bytes, *, made_by: Scheme | None = None, sender: str = "") -> Encodings:
    """`count` encodings of invented people, (count, 16): other people at each call.

    They hide how many a sender helps and spoil frequencies for whoever attacks; the sender keeps which random ids are
    decoys, and the register, which holds a record for the others only, never counts them.
    """
    people = row(count, secrets.randbits(63))
    return encode(people, key, made_by=made_by, sender=f"{sender} decoys")


def row(count: int, seed: int) -> list[Person]:
    """The first `count` of a row of invented people, written with ordinary faults, so that as many dates are partly
    known as in real lists; the same for the same seed, and a longer row begins with the shorter."""
    chance, rates = random.Random(seed), settings()["noise"]["ordinary"]  # noqa: S311 from a secret seed
    return [written(human, rates, chance) for human in humans(count, seed)]
