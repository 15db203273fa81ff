"""Each ticket once, and so many an hour without work: kept as empty-handed files beside the letters.

The public zone has no database, and several processes may serve it; the file system is what they share. A file here is
named by a hash of a random number or by one, and says when it was made: nothing of who sent what.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gija.public.tips.config import LIFETIME
from gija.public.tips.refusals import NotTakenError
from gija.public.tips.tickets import Ticket

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Use:
    """`done`: this was done before, with the same content (a double click); else do it now, as this attempt."""

    done: bool
    attempt: int


@contextmanager
def once(folder: Path, ticket: Ticket, content: bytes) -> Iterator[Use]:
    """What is to be done is noted as done when the block ends well, and only then. Refused: the ticket was used for
    something else (`used`).

    Two at the same time wait for each other. What is noted of the content is a hash keyed with the ticket's number,
    which is kept nowhere: nobody can try guesses on it.
    """
    _sweep(folder / "spent", LIFETIME)
    name = hashlib.sha256(b"gija tip spent " + ticket.number.encode()).hexdigest()
    mark = hmac.new(ticket.number.encode(), content, "sha256").hexdigest().encode()
    with _held(folder / "spent" / name) as opened:
        before = opened.read()
        attempts, noted = before.count(b"."), before.strip(b".")
        if noted:
            if noted != mark:
                raise NotTakenError("used", status=409)
            yield Use(True, attempts)
            return
        opened.write(b".")
        opened.flush()
        yield Use(False, attempts + 1)
        opened.write(mark)


@contextmanager
def counted(folder: Path, most: int) -> Iterator[None]:
    """One of the hour's letters without work, given back if the block fails. Refused: `too_many`."""
    place = folder / "hour" / secrets.token_hex(8)
    with _held(folder / "hour.lock"):
        _sweep(place.parent, HOUR)
        if sum(1 for _ in place.parent.glob("*")) >= most:
            raise NotTakenError("too_many", status=429)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        place.touch()
    try:
        yield
    except BaseException:
        place.unlink(missing_ok=True)
        raise


@contextmanager
def _held(file: Path) -> Iterator[BinaryIO]:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with file.open("a+b") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        opened.seek(0)
        yield opened


def sweep_drafts(folder: Path) -> None:
    """Away with what a server that was killed had half written."""
    _sweep(folder, HOUR, ".*")


def _sweep(folder: Path, seconds: int, names: str = "*") -> None:
    before = time.time() - seconds - 60
    for file in folder.glob(names):
        try:
            if file.stat().st_mtime < before:
                file.unlink()
        except FileNotFoundError:  # another process was first
            continue
