"""A real mailbox over IMAP: what lies in it, each mail's bytes in pieces, putting away what is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import imaplib
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from imap_tools import BaseMailBox, MailBox, MailboxFolderCreateError, MailBoxStartTls, MailBoxUnencrypted

from gija.police.tips.config import Mailbox

PIECE = 2**22  # bytes fetched at once
LARGEST = 100 * 2**20  # bytes of a mail that is fetched; larger ones stay in the mailbox
EMPTY = re.compile(rb'\bBODY\[\](?:<\d+>)? ""')
TIMEOUT = 60  # seconds


class GoneError(Exception):
    """The mail lies there no more: another reader, or a person, took it meanwhile."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A mail in the mailbox."""

    uid: int
    size: int  # bytes
    at: dt.datetime  # when the mail server took it, aware


@dataclass(frozen=True)
class Opened:
    """An open folder. `mailbox` names account and folder without telling them; `validity`: its UIDVALIDITY."""

    box: BaseMailBox
    mailbox: str
    validity: int
    said: Mailbox
    can: frozenset[str]  # what the server says it can, once one is signed in

    def lying(self) -> list[Lying]:
        """Every mail in the folder, by number."""
        answer = self.box.client.uid("FETCH", "1:*", "(UID RFC822.SIZE INTERNALDATE)")
        found = [one for line in _lines(answer) if (one := _lying(line)) is not None]
        return sorted(found, key=lambda one: one.uid)

    def raw(self, mail: Lying) -> bytes:
        """The mail as it lies there, fetched in pieces, not marked as read; `GoneError` where it lies there no more."""
        whole = bytearray()
        while True:
            answer = self.box.client.uid("FETCH", str(mail.uid), f"(BODY.PEEK[]<{len(whole)}.{PIECE}>)")
            piece = _piece(answer[1])
            whole += piece
            if len(piece) < PIECE:
                return bytes(whole)

    def put_away(self, uid: int) -> None:
        """Out of the folder, as the settings say; where the server cannot, marked as read."""
        client = self.box.client
        if self.said.after == "delete":
            client.uid("STORE", str(uid), "+FLAGS", r"(\Deleted)")
            if "UIDPLUS" in self.can:  # a plain EXPUNGE would also remove what others marked
                client.uid("EXPUNGE", str(uid))
        elif "MOVE" in self.can:
            client.uid("MOVE", str(uid), client._quote(self.said.done))
        else:
            client.uid("STORE", str(uid), "+FLAGS", r"(\Seen)")


@contextmanager
def opened(said: Mailbox) -> Iterator[Opened]:
    """The folder open; raises what imaplib, imap-tools, ssl and sockets raise."""
    with _connected(said).login(said.user, said.password, initial_folder=None) as box:
        if said.after == "move" and not box.folder.exists(said.done):
            _make(box, said.done)
        box.folder.set(said.folder)
        validity = box.client.response("UIDVALIDITY")[1][0]
        name = hashlib.sha256(f"{said.user}\n{said.host}\n{said.folder}".encode()).hexdigest()
        can = frozenset(box.client.capability()[1][0].decode("ascii", "replace").upper().split())
        yield Opened(box, name, int(validity or 0), said, can)


def _make(box: BaseMailBox, folder: str) -> None:
    try:
        box.folder.create(folder)
    except MailboxFolderCreateError:
        if not box.folder.exists(folder):  # another worker was quicker
            raise


def _connected(said: Mailbox) -> BaseMailBox:
    if said.security == "none":
        return MailBoxUnencrypted(said.host, said.port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    kind = MailBox if said.security == "ssl" else MailBoxStartTls
    return kind(said.host, said.port, timeout=TIMEOUT, ssl_context=context)


def _piece(answer: list[object]) -> bytes:
    """The bytes in an answer. No bytes may stand there as ""; of a mail that went away NIL stands there, or nothing."""
    found = next((bytes(one[1]) for one in answer if isinstance(one, tuple)), None)
    if found is None and not any(isinstance(one, bytes) and EMPTY.search(one) for one in answer):
        raise GoneError
    return found or b""


def _lines(answer: tuple[str, list[object]]) -> Iterator[bytes]:
    for one in answer[1]:
        if isinstance(one, tuple):
            yield b" ".join(part for part in one if isinstance(part, bytes))
        elif isinstance(one, bytes):
            yield one


def _lying(line: bytes) -> Lying | None:
    uid, size = re.search(rb"\bUID (\d+)", line), re.search(rb"\bRFC822\.SIZE (\d+)", line)
    if uid is None or size is None:
        return None
    now, came = dt.datetime.now(dt.UTC), imaplib.Internaldate2tuple(line)
    # `mktime` knows which of the two hours of autumn it is; date and hour alone do not tell.
    at = dt.datetime.fromtimestamp(time.mktime(came), dt.UTC) if came else now
    return Lying(int(uid[1]), int(size[1]), min(at, now))
