"""Random numbers (UUID 4) for cases, entries and records: derived from nothing, so they may stand in an address."""

from __future__ import annotations

import re
import uuid

LENGTH = 36
_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def new_id() -> str:
    """A fresh random number."""
    return str(uuid.uuid4())


def is_id(text: object) -> bool:
    """Whether it is such a number in its one written form."""
    return isinstance(text, str) and _UUID4.fullmatch(text) is not None
