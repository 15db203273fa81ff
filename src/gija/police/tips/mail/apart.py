"""Parsing in a process of its own: what kills it kills nothing else."""

from __future__ import annotations

import os
import subprocess
import sys

from gija.police.tips.mail.parse import headed
from gija.police.tips.mail.values import PARSED, Letter

SECONDS = 60  # by the clock; `child.SECONDS` of the processor
MODULE = "gija.police.tips.mail.child"


def read(raw: bytes, server: str = "") -> Letter:
    """The letter that these bytes are; its head alone where parsing took too long, too much, or broke. Never raises
    for what stands in the mail."""
    if len(raw) > PARSED:
        return headed(raw, "too_large")
    said = _child(raw, "letter", server)
    if said is None:
        return headed(raw, "too_long")
    try:
        return Letter.of(said)
    except (ValueError, TypeError):
        return headed(raw, "broken")


def file(raw: bytes, place: int) -> bytes | None:
    """The bytes of one attachment; None where there is none or it cannot be got at."""
    return _child(raw, "file", str(place))


def _child(raw: bytes, *said: str) -> bytes | None:
    """What the child wrote; None where it did not end well. It inherits no environment but the path of programs."""
    command = [sys.executable, "-I", "-m", MODULE, *said]
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module; the mail goes to standard input
            command, input=raw, capture_output=True, env=kept, timeout=SECONDS, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout if done.returncode == 0 else None
