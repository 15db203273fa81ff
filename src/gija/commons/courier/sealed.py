"""Sealed files for installations without a line: signed by the sender, encrypted (age) so that only one can open them.

A file of letters is answered with a file of receipts; until that is read, the letters count as not delivered and can
be put into another file. Carried by hand or by mail, read twice or out of order: each letter is received once.
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.courier import outbox
from gija.commons.courier.delivery import deliver
from gija.commons.courier.keys import identity
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.packets import Packet, Purpose, heard, letter_content, open_letter, pack, told, unpack
from gija.commons.courier.queries import peer as peer_of
from gija.commons.courier.work import route
from gija.messages.base import canonical, sha256
from gija.messages.fields import UUID4
from gija.vocabulary.errors import GijaError

State = Outgoing.State
LARGEST = 64 * 2**20  # bytes of one file
ROUND = 1000  # bytes round the letters of a file, at most: signature, names, the heads that age writes


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a file brought: letters new to us, received before, refused; receipts taken note of."""

    sender: str
    new: int = 0
    again: int = 0
    refused: int = 0
    receipts: int = 0
    faults: tuple[GijaError, ...] = ()


def send_file(code: str, file: Path) -> int:
    """Write the undelivered letters for a peer into a sealed file, those first that are in no file yet, as many as it
    takes (`LARGEST`). Returns how many.

    Refuses when there is none (`courier.nothing_to_send`), the file is there already (`courier.file_exists`) or cannot
    be written (`courier.not_written`).
    """
    peer, now = peer_of(code), timezone.now()
    found = _fitting([letter for database in settings.DATABASES for letter in _undelivered(database, peer)], peer)
    if not found:
        raise GijaError("courier.nothing_to_send", peer=code)
    _write(file, peer, "letters", {"letters": [letter_content(one, code) for one in found]})
    for database in settings.DATABASES:
        mine = [one.pk for one in found if one._state.db == database]
        if mine:
            with transaction.atomic(using=database):
                Outgoing.objects.using(database).filter(pk__in=mine, state=State.WAITING).update(
                    state=State.FILED, error_code="", error_values={}, claim="", claimed_until=None
                )
                details: dict[str, JSON] = {"peer": code, "letters": len(mine), "at": now.isoformat()}
                record(database, None, "courier.send_file", details=details)
    return len(found)


def waiting(code: str) -> int:
    """How many letters for a peer are in no file yet."""
    peer = peer_of(code)
    found = [letter for database in settings.DATABASES for letter in _undelivered(database, peer)]
    return sum(one.state == State.WAITING for one in found)


def _fitting(letters: list[Outgoing], peer: Peer) -> list[Outgoing]:
    """As many as one file takes, at least one; what age adds and what stands round the letters is counted in."""
    found: list[Outgoing] = []
    left = LARGEST - LARGEST // 2048 - ROUND
    for one in sorted(letters, key=lambda letter: letter.state != State.WAITING):
        left -= len(canonical(letter_content(one, peer.code))) + 1
        if left < 0 and found:
            break
        found.append(one)
    return found


def _undelivered(database: str, peer: Peer) -> list[Outgoing]:
    """Letters that go to this peer, named or as the only one that runs their zone."""
    rows = Outgoing.objects.using(database).filter(state__in=[State.WAITING, State.FILED])
    streams = rows.order_by().values_list("to_zone", "to_installation").distinct()
    found: list[Outgoing] = []
    for zone, installation in sorted(streams):
        if _leads_to(zone, installation, peer):
            found += rows.filter(to_zone=zone, to_installation=installation).order_by("sequence")
    return found


def _leads_to(zone: str, installation: str, peer: Peer) -> bool:
    if installation:
        return installation == peer.code
    try:
        way = route(zone)
    except GijaError as error:
        return error.code == "courier.only_by_file" and error.values["peer"] == peer.code
    return way is not None and way.code == peer.code


def receive_file(file: Path, receipts: Path | None = None) -> Read:
    """Read a sealed file. Letters are received, each on its own; their receipts are written to `receipts`.

    Refuses what it cannot open (`courier.not_opened`) and whatever `packets.unpack` refuses; then nothing is received.
    """
    packet = unpack(_opened(file), "letters", "receipts")
    if packet.purpose == "receipts":
        return _receipts(packet)
    if receipts is not None and receipts.exists():
        raise GijaError("courier.file_exists", file=receipts.name)
    return _letters(packet, receipts)


def _opened(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise GijaError("courier.file_too_large", file=file.name, largest=LARGEST // 2**20)
        return bytes(pyrage.decrypt(file.read_bytes(), [identity().sealing]))
    except (pyrage.DecryptError, OSError):
        raise GijaError("courier.not_opened", file=file.name) from None


def _letters(packet: Packet, receipts: Path | None) -> Read:
    counts = {"new": 0, "again": 0}
    faults: list[GijaError] = []
    answers: list[dict[str, object]] = []
    for content in _list(packet, "letters"):
        outer = content.get("envelope")
        letter = str(outer.get("id"))[:36] if isinstance(outer, dict) else ""
        try:
            envelope, body = open_letter(content, packet.sender)
            counts["new" if deliver(envelope, body) else "again"] += 1
            answers.append({"letter": envelope.id, "hash": sha256(body)})
        except GijaError as error:
            faults.append(error)
            answers.append({"letter": letter, "refused": told(error)})
    with transaction.atomic(using="default"):
        details: dict[str, JSON] = {"peer": packet.sender.code, **counts, "refused": len(faults)}
        record("default", None, "courier.receive_file", details=details)
    if receipts is not None:
        _write(receipts, packet.sender, "receipts", {"receipts": answers})
    return Read(packet.sender.code, counts["new"], counts["again"], len(faults), faults=tuple(faults))


def _receipts(packet: Packet) -> Read:
    """Note what the peer received and refused of ours; a receipt for what we never sent it is passed over. What it says
    it has is delivered, also where we had given it up or do not remember its file."""
    noted, faults = 0, []
    for answer in _list(packet, "receipts"):
        number = str(answer.get("letter"))
        for database in settings.DATABASES if re.fullmatch(UUID4, number) else ():
            for one in Outgoing.objects.using(database).filter(pk=number).exclude(state=State.DELIVERED):
                if not _leads_to(one.to_zone, one.to_installation, packet.sender):
                    continue
                if "refused" in answer:
                    if one.state == State.FILED:
                        faults.append(heard(answer["refused"] if isinstance(answer["refused"], dict) else {}))
                        _refused(one, faults[-1])
                elif answer.get("hash") == sha256(letter_content(one, packet.sender.code)["message"]):
                    outbox.delivered(one)
                    noted += 1
    return Read(packet.sender.code, receipts=noted, refused=len(faults), faults=tuple(faults))


def _refused(letter: Outgoing, error: GijaError) -> None:
    """A letter refused in a file is given up at once: nobody carries files to and fro to try again."""
    letter.tries = outbox.MOST_TRIES - 1
    Outgoing.objects.using(str(letter._state.db)).filter(pk=letter.pk).update(state=State.WAITING, claim=letter.claim)
    outbox.refused(letter, error)


def _list(packet: Packet, name: str) -> list[dict[str, object]]:
    found = packet.content.get(name)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise GijaError("courier.malformed")
    return found


def _write(file: Path, peer: Peer, purpose: Purpose, content: dict[str, object]) -> None:
    """Sign, seal and write; whole or not at all, and never over a file that is there."""
    data = pyrage.encrypt(
        pack(purpose, peer.code, timezone.now(), content), [pyrage.x25519.Recipient.from_str(peer.sealing)]
    )
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        _put(draft, file)
    except FileExistsError:
        raise GijaError("courier.file_exists", file=file.name) from None
    except OSError:
        raise GijaError("courier.not_written", file=file.name) from None
    finally:
        draft.unlink(missing_ok=True)


def _put(draft: Path, file: Path) -> None:
    """Under its name at once; a stick that knows no links has it moved."""
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except OSError:
        if file.exists():
            raise FileExistsError from None
        draft.rename(file)
