"""What happens to a letter: its ticket is looked at, it goes into the police's folder, once and whole or not at all."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from django.utils import timezone
from pydantic import ValidationError

from gija.messages import spool
from gija.messages.base import Message
from gija.messages.receipts import receipt
from gija.messages.tips import TipDesk
from gija.public.tips import config, letters, tickets, using
from gija.public.tips.refusals import NotTakenError
from gija.public.tips.tickets import Ticket
from gija.public.tips.written import Written


def desk() -> str:
    """The key that tips are sealed to; empty where the police have not opened a desk: nobody could read a tip then."""
    try:
        said = json.loads((config.folder() / "out" / "desk.json").read_bytes())
        recipient = TipDesk(**said).recipient
    except (OSError, ValueError, TypeError, RecursionError, ValidationError):
        return ""
    return recipient if letters.is_key(recipient) else ""


def send(written: Written, ticket_said: str) -> str:
    """Seal a tip in memory and leave it; gives the receipt code. Nothing of it is on the disk in clear at any time."""
    ticket, raw = tickets.read(ticket_said), letters.raw(written.files)

    def made(attempt: int) -> list[Message]:
        to, mine = _open_desk(), receipt(ticket.code(attempt))
        letter = letters.letter(written.said, written.facts, written.files, mine.recipient)
        return letters.pieces(mine.tip_id, letters.seal(to, letter), letters.seal(to, raw) if raw else b"")

    # Of the files their bytes alone: the edge of the MIME message is another each time.
    content = letters.letter(written.said, written.facts, written.files, "") + b"".join(f.data for f in written.files)
    return ticket.code(_leave(ticket, "", content, made))


def send_sealed(tip_id: str, letter: bytes, raw: bytes, ticket_said: str, work: str, to: str) -> None:
    """Leave a tip that the browser sealed. Refused: sealed to a key that is not the desk's any more (`rotated`)."""
    ticket = tickets.read(ticket_said)
    whole = letters.looks_sealed(letter, letters.LARGEST_LETTER)
    if not whole or (raw and not letters.looks_sealed(raw, letters.LARGEST_RAW)):
        raise NotTakenError("broken")
    if to != _open_desk():
        raise NotTakenError("rotated", status=409)
    _leave(ticket, work, f"{tip_id} ".encode() + letter + raw, lambda _: letters.pieces(tip_id, letter, raw))


def write_again(code: str, text: str, ticket_said: str) -> None:
    """Seal in memory what somebody with a receipt code writes again, and leave it."""
    ticket, tip_id = tickets.read(ticket_said), receipt(code).tip_id

    def made(attempt: int) -> list[Message]:
        return letters.further(tip_id, letters.seal(_open_desk(), text.encode("utf-8", "replace")))

    _leave(ticket, "", f"{tip_id} {text}".encode("utf-8", "replace"), made)


def write_again_sealed(tip_id: str, sealed: bytes, ticket_said: str, work: str, to: str) -> None:
    """Leave what the browser sealed."""
    ticket = tickets.read(ticket_said)
    if not letters.looks_sealed(sealed, letters.PIECE):
        raise NotTakenError("broken")
    if to != _open_desk():
        raise NotTakenError("rotated", status=409)
    _leave(ticket, work, f"{tip_id} ".encode() + sealed, lambda _: letters.further(tip_id, sealed))


def sealed_answers(tip_id: str) -> list[bytes]:
    """The answers to a tip, oldest first, as they are sealed. `tip_id` is a UUID: it is part of a file's name."""
    found = []
    for file in (config.folder() / "out").glob(f"{tip_id}_*.json"):
        try:
            said = json.loads(file.read_bytes())
            found.append((str(said["sent_at"]), base64.b64decode(said["message"]["sealed"])))
        except (OSError, ValueError, KeyError, TypeError, binascii.Error):
            continue
    return [sealed for _, sealed in sorted(found)]


def answers(code: str) -> list[str]:
    """The answers that a code opens, in memory. None for a wrong code and none for one without answers."""
    mine = receipt(code)
    opened = [letters.unseal(mine.identity, one) for one in sealed_answers(mine.tip_id)]
    return [one for one in opened if one]


def _open_desk() -> str:
    to = desk()
    if not to:
        raise NotTakenError("no_desk", status=503)
    return to


def _leave(ticket: Ticket, work: str, content: bytes, made: Callable[[int], Sequence[Message]]) -> int:
    """Put the letters into the folder, if the ticket allows it and has not done so before; gives its attempt."""
    folder = config.folder()
    try:
        with ExitStack() as held:
            use = held.enter_context(using.once(folder, ticket, content))
            if not use.done:
                _allowed(held, ticket, work)
                _room(folder / "in")
                spool.put_all(folder / "in", made(use.attempt), timezone.now())
            return use.attempt
    except OSError:
        raise NotTakenError("not_kept", status=503) from None


def _room(folder: Path) -> None:
    using.sweep_drafts(folder)
    if sum(1 for _ in folder.glob("*")) >= config.MOST_WAITING:
        raise NotTakenError("full", status=503)


def _allowed(held: ExitStack, ticket: Ticket, work: str) -> None:
    if work:
        if not tickets.solved(ticket, work, config.work_bits()):
            raise NotTakenError("stale")
        return
    if ticket.age < config.WAIT:
        raise NotTakenError("too_soon", status=429)
    held.enter_context(using.counted(config.folder(), config.without_work()))
