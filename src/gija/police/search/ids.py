"""Random identities: 26 letters and digits (Crockford's alphabet, 130 random bits), derived from nothing.

An id may stand in an address or a log because it says nothing about whom it is about.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are misread
LENGTH = 26
SHORT = 8  # what a person types; 40 bits are enough among one institution's candidates


def new_id() -> str:
    """A fresh random id."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed(text: str) -> str:
    """An id as a person typed it, in its one written form (capitals; I, L as 1, O as 0); empty if it cannot be one."""
    said = text.strip().upper().translate(str.maketrans("ILO", "110"))
    return said if len(said) <= LENGTH and set(said) <= set(ALPHABET) else ""
