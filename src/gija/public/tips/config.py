"""What an installation sets for the form (`docs/operators/settings.md`), and the limits that nobody sets."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

LONGEST_TEXT, LONGEST_ANSWER = 20_000, 2_000  # characters
MOST_FILES, MOST_BYTES = 5, 15 * 2**20  # files of one tip, and bytes of all together
MOST_BODY = 200 * 2**20  # bytes that are read at all before a request is turned away
MOST_WAITING = 5_000  # letters that may lie in the folder: a disk that is full serves nobody
LIFETIME = 4 * 3600  # seconds that a form may be filled in
WAIT = 8  # seconds between opening and sending a form for who comes without work

EXIT = "https://www.meteo.lt/"  # the weather: anybody may have it open


def folder() -> Path:
    """The folder shared with the police (`gija.messages.spool`)."""
    return Path(os.environ.get("GIJA_TIPS_SPOOL") or Path(settings.VAR) / "tips").absolute()


def exit_address() -> str:
    """Where *leave this page* leads; never anything but a web page."""
    said = os.environ.get("GIJA_TIPS_EXIT", "")
    return said if said.startswith(("https://", "http://127.0.0.1", "http://localhost")) else EXIT


def work_bits() -> int:
    """How many zero bits the puzzle asks for: each one more doubles the work. 0 to 26."""
    return min(26, _number("GIJA_TIPS_WORK_BITS", 17))


def without_work() -> int:
    """Letters an hour from all who come without work, together."""
    return _number("GIJA_TIPS_WITHOUT_WORK", 120)


def _number(name: str, default: int) -> int:
    said = os.environ.get(name, "")
    return int(said) if said.isascii() and said.isdigit() else default
