"""Opening what the senders brought: every file whole or nothing at all, every encoding made the same way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gija.linkage_unit import packets
from gija.linkage_unit.home import ZONE, Card, Home, known
from gija.messages.base import sha256
from gija.messages.crossings import crossing
from gija.messages.linkage import Encoding, unseal
from gija.messages.registry import decode
from gija.messages.victims import LinkageRecord
from gija.vocabulary.errors import GijaError

Encodings = npt.NDArray[np.uint64]
COMMONS = "commons"
SAME = ("scheme", "names", "key")  # of every encoding that is compared


@dataclass(frozen=True, slots=True)
class Letter:
    """One encoding and where it came from."""

    id: str
    digest: str  # of the message, for the receipt
    sender: str
    sequence: int
    record: str
    encoding: Encoding


@dataclass(frozen=True, slots=True)
class Brought:
    """What lies in the folder: `letters` in all, and of the asked period the latest of each record, by list."""

    files: dict[Path, str]  # SHA-256 of what was read
    senders: dict[str, Card]
    letters: tuple[Letter, ...]
    lists: dict[str, tuple[Letter, ...]]
    scheme: str

    def encodings(self) -> list[Encodings]:
        """The lists in order of their labels, each (n, 16)."""
        return [
            np.frombuffer(b"".join(one.encoding.raw() for one in held), "<u8").reshape(-1, 16).astype(np.uint64)
            for held in self.lists.values()
        ]

    @property
    def records(self) -> list[str]:
        """The numbers of the records, in the order of `encodings`."""
        return [one.record for held in self.lists.values() for one in held]


def bring(home: Home, folder: Path, period: str) -> Brought:
    """Read every file of a folder (names that begin with a dot are left: a copy may be under way).

    Refuses, and then nothing was read or destroyed: a file that does not open, a letter that is none, encodings that
    were not made by one scheme, one set of name rules and one key (`do_not_agree`), the same record from two
    installations (`two_senders`), a folder without an encoding of the period (`nothing_to_do`).
    """
    files: dict[Path, str] = {}
    peers, letters = known(home), list[Letter]()
    for file in sorted(f for f in folder.iterdir() if f.is_file() and not f.name.startswith(".")):
        data = file.read_bytes()
        files[file] = hashlib.sha256(data).hexdigest()
        packet = packets.read(home, file.name, data, peers)
        letters += [one for content in packet.letters if (one := _letter(home, content, packet.sender, file))]
    asked = _latest([one for one in letters if one.encoding.period == period])
    if not asked:
        raise GijaError("linkage_unit.nothing_to_do", period=period, folder=folder.name)
    _agree(asked, period)
    senders = {code: peers[code] for code in sorted({one.sender for one in letters})}
    return Brought(files, senders, tuple(letters), _by_list(asked), asked[0].encoding.scheme)


def _letter(home: Home, content: dict[str, Any], sender: Card, file: Path) -> Letter | None:
    """The encoding in a letter; None for what the courier tells every installation (names of institutions)."""
    try:
        outside, body = content["envelope"], content["message"]
        if (outside["from_installation"], outside["to_installation"]) != (sender.installation, home.code):
            raise ValueError
        if outside["to_zone"] == COMMONS:
            return None
        if outside["from_zone"] not in sender.zones or outside["to_zone"] != ZONE:
            raise ValueError
        crossing(outside["kind"], outside["from_zone"], ZONE)
        message = decode(outside["kind"], outside["version"], body)
        if not isinstance(message, LinkageRecord):
            raise ValueError
        encoding = unseal(message.sealed, home.sealing)
        number, sequence = str(outside["id"]), int(outside["sequence"])
    except (GijaError, KeyError, TypeError, ValueError, AttributeError):
        raise GijaError("linkage_unit.wrong_letter", file=file.name) from None
    return Letter(number, sha256(body), sender.installation, sequence, message.record_id, encoding)


def _latest(letters: Iterable[Letter]) -> list[Letter]:
    """The latest letter of each record: later ones correct earlier ones."""
    found: dict[str, Letter] = {}
    for one in letters:
        other = found.get(one.record)
        if other is not None and other.sender != one.sender:
            raise GijaError("linkage_unit.two_senders", senders=", ".join(sorted({one.sender, other.sender})))
        if other is None or one.sequence > other.sequence:
            found[one.record] = one
    return list(found.values())


def _agree(letters: list[Letter], period: str) -> None:
    for what in SAME:
        made = {getattr(one.encoding, what) for one in letters}
        if len(made) > 1:
            senders = ", ".join(sorted({one.sender for one in letters}))
            raise GijaError("linkage_unit.do_not_agree", period=period, what=what, senders=senders)


def _by_list(letters: list[Letter]) -> dict[str, tuple[Letter, ...]]:
    """By list, each ordered by the record numbers: what came first says nothing."""
    labels = sorted({one.encoding.held for one in letters})
    ordered = sorted(letters, key=lambda one: one.record)
    return {label: tuple(one for one in ordered if one.encoding.held == label) for label in labels}
