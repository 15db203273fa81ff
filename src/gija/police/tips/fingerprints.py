"""Keyed fingerprints of sender, text and files, by which the same is found again without opening anything.

Who holds the key ring can try a guess ("is it this address?"); nothing can be read from them.
"""

from __future__ import annotations

import re

from gija.commons.encryption.fields import blind_index, blind_indexes

MODEL = "police_tips.tip"
SHORTEST_TEXT = 40  # letters: shorter ones ("please call me") are the same without meaning anything


def sender(address: str) -> str:
    """For an e-mail address or a telephone number; empty for none."""
    said = _party(address)
    return blind_index(MODEL, "sender_index", said) if said else ""


def senders(address: str) -> tuple[str, ...]:
    said = _party(address)
    return blind_indexes(MODEL, "sender_index", said) if said else ()


def _party(address: str) -> str:
    said = address.strip().lower()
    return said if "@" in said else re.sub(r"[^0-9+]", "", said)


def text(words: str) -> str:
    """For a text, whatever its spaces, capitals and marks; empty for a short one."""
    said = "".join(c for c in words.casefold() if c.isalnum())
    return blind_index(MODEL, "text_index", said) if len(said) >= SHORTEST_TEXT else ""


def file(digest: str) -> str:
    return blind_index("police_tips.tipfile", "file_index", digest) if digest else ""
