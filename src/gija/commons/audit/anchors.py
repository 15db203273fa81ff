"""Anchors: signed heads of the chains, kept where whoever changes a chain does not reach.

A chain that was cut at its end or written anew as a whole is sound in itself. It shows against a head that was written
down before: in the file of anchors (`var/anchors`, or where `GIJA_ANCHORS` points: best a disk that can only be added
to) and at other installations, which get each head as a message and keep it under `received`.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from pydantic import ValidationError

from gija.commons.audit.canonical import written_time
from gija.commons.audit.models import Entry
from gija.commons.audit.verify import Finding
from gija.commons.courier.keys import identity, signed_by
from gija.messages.anchors import ChainHead
from gija.messages.base import canonical
from gija.vocabulary.errors import GijaError

FILE = "heads.jsonl"
SIGNED = ("installation", "database", "number", "hash", "at")


def folder() -> Path:
    """Where anchors are kept."""
    return Path(os.environ.get("GIJA_ANCHORS") or Path(settings.VAR) / "anchors").absolute()


def received_file(installation: str) -> Path:
    """Where the heads that another installation sent are kept; `courier.unknown_peer` for what is no code of one."""
    if not re.fullmatch(r"[a-z][a-z0-9_\-]{0,59}", installation):
        raise GijaError("courier.unknown_peer", peer=installation[:60])
    return folder() / "received" / f"{installation}.jsonl"


def signed_bytes(head: ChainHead) -> bytes:
    """What the signature of a head is made over."""
    data = head.data()
    return b"gija chain head 1\n" + canonical({name: data[name] for name in SIGNED})


def head_of(database: str) -> ChainHead | None:
    """The signed head of a chain as it stands now; None while it has no entry."""
    last = Entry.objects.using(database).only("number", "hash").first()
    if last is None:
        return None
    own = identity()
    head = ChainHead(
        installation=own.code, database=database, number=last.number, hash=last.hash,
        at=written_time(timezone.now()), public_key=own.public, signature="AAAA",
    )  # fmt: skip
    signature = base64.b64encode(own.signing.sign(signed_bytes(head))).decode()
    return head.model_copy(update={"signature": signature})


def genuine(head: ChainHead, public_key: str) -> bool:
    """Did the owner of this key sign it?"""
    return head.public_key == public_key and signed_by(public_key, base64.b64decode(head.signature), signed_bytes(head))


def append(heads: Iterable[ChainHead], file: Path) -> None:
    """Add heads at the end of a file and wait until they are on the disk; `audit.anchor_file` where that fails."""
    lines = b"".join(canonical(head.data()) + b"\n" for head in heads)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Written to only by adding: a file that the system lets nobody change (chattr +a) will do.
        descriptor = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o644)
        try:
            if os.write(descriptor, lines) != len(lines):
                raise OSError
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        raise GijaError("audit.anchor_file", file=file.name) from None


def read(file: Path) -> Iterator[ChainHead | int]:
    """The heads in a file; for a line that is none, its number."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    except OSError:
        raise GijaError("audit.anchor_file", file=file.name) from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield ChainHead.model_validate_json(line)
            except ValidationError:
                yield number


def own_files() -> tuple[Path, ...]:
    """The files of heads that this installation writes itself."""
    return (folder() / FILE,)


def findings(database: str, files: Iterable[Path] = ()) -> Iterator[Finding]:
    """Each place where the chain of a database is not the one that was anchored in our own file or in `files` (those
    that others kept of us), each head once."""
    own, heads = identity(), dict[tuple[int, str], ChainHead]()
    for file in (*own_files(), *files):
        for head in read(file):
            if isinstance(head, int):
                yield Finding(database, "anchor_broken", head, file.name)
            elif (head.installation, head.database) != (own.code, database):
                continue
            elif not genuine(head, own.public):
                yield Finding(database, "anchor_forged", head.number, file.name)
            else:
                heads.setdefault((head.number, head.hash), head)
    yield from compared(database, list(heads.values()))


def compared(database: str, heads: list[ChainHead]) -> Iterator[Finding]:
    """Where a chain and heads of it that were signed before differ. Of several heads beyond its end, the last."""
    entries = Entry.objects.using(database)
    newest = entries.only("number").first()
    last = newest.number if newest else 0
    kept = sorted((head for head in heads if head.number <= last), key=lambda head: head.number)
    for start in range(0, len(kept), 500):
        part = kept[start : start + 500]
        there = dict(entries.filter(number__in={head.number for head in part}).values_list("number", "hash"))
        for head in part:
            if there.get(head.number) != head.hash:
                yield Finding(database, "rewritten", head.number, head.at)
    beyond = max((head for head in heads if head.number > last), key=lambda head: head.number, default=None)
    if beyond is not None:
        yield Finding(database, "tail_cut", beyond.number, f"{last} < {beyond.number}, {beyond.at}")


def contradictions(installation: str, heads: Iterable[ChainHead | int]) -> Iterator[Finding]:
    """Where the heads another installation sent, in the order they came, cannot all be of one chain that only grows."""
    known: dict[str, dict[int, str]] = {}
    highest: dict[str, ChainHead] = {}
    for head in heads:
        name = f"{installation}/{'?' if isinstance(head, int) else head.database}"
        if isinstance(head, int):
            yield Finding(name, "anchor_broken", head, received_file(installation).name)
            continue
        before = highest.get(head.database)
        if known.setdefault(head.database, {}).setdefault(head.number, head.hash) != head.hash:
            yield Finding(name, "rewritten", head.number, head.at)
        elif before and head.number < before.number and head.at > before.at:
            yield Finding(name, "tail_cut", before.number, f"{head.number} < {before.number}, {head.at}")
        if before is None or head.number >= before.number:
            highest[head.database] = head


def received_findings() -> Iterator[Finding]:
    """The contradictions in the heads of every installation that sent us any."""
    for file in sorted((folder() / "received").glob("*.jsonl")):
        yield from contradictions(file.stem, read(file))
