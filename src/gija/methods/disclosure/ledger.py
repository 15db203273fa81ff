"""The ledger: every figure that was ever told. Nothing is taken out of it; what was withdrawn stays known."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gija.methods.disclosure.stored import release_from, release_to
from gija.methods.disclosure.values import Release
from gija.vocabulary.errors import GijaError

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a release is no longer offered. What it told remains known."""

    name: str
    day: str  # ISO


class Ledger:
    """All releases in the order in which they went out, in memory or as a folder of JSON files.

    Each file holds the SHA-256 of the one before it: a changed, missing or inserted file is found when the ledger is
    opened (`disclosure.ledger_broken`).
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder is not None else None
        self._releases: list[Release] = []
        self._withdrawn: list[Withdrawal] = []
        self._head = ""
        self._count = 0
        for content in self._files():
            self._read(content)

    def __iter__(self) -> Iterator[Release]:
        return iter(self._releases)

    def __len__(self) -> int:
        return len(self._releases)

    @property
    def digest(self) -> str:
        """SHA-256 over everything in it, in order; empty for an empty ledger."""
        return self._head

    def history(self, before: str | None = None) -> tuple[Release, ...]:
        """All releases, the withdrawn ones too; with `before` (an ISO day) those of earlier days."""
        return tuple(r for r in self._releases if before is None or r.day < before)

    def withdrawn(self) -> tuple[Withdrawal, ...]:
        return tuple(self._withdrawn)

    def add(self, release: Release) -> str:
        """Put a release in; its digest in the chain. Refuses a name that is there (`disclosure.twice`), and anything
        where another process entered something since the ledger was opened (`disclosure.ledger_grown`)."""
        if any(one.name == release.name for one in self._releases):
            raise GijaError("disclosure.twice", release=release.name)
        self._write("release", release_to(release), release.name)
        self._releases.append(release)
        return self._head

    def withdraw(self, name: str, day: str) -> None:
        """Note that a release was withdrawn. `disclosure.unknown_release` for a name that is not in."""
        if all(one.name != name for one in self._releases):
            raise GijaError("disclosure.unknown_release", release=name)
        self._write("withdrawal", {"name": name, "day": day}, f"withdrawn-{name}")
        self._withdrawn.append(Withdrawal(name, day))

    def _files(self) -> list[bytes]:
        if self.folder is None or not self.folder.is_dir():
            return []
        files = sorted(self.folder.glob("[0-9][0-9][0-9][0-9]-*.json"))
        if [int(f.name[:4]) for f in files] != list(range(1, len(files) + 1)):
            raise GijaError("disclosure.ledger_broken", file=self.folder.name)
        return [file.read_bytes() for file in files]

    def _read(self, content: bytes) -> None:
        try:
            entry = json.loads(content)
            if entry["before"] != self._head:
                raise ValueError
            if entry["kind"] == "release":
                self._releases.append(release_from(entry["content"]))
            else:
                self._withdrawn.append(Withdrawal(**entry["content"]))
        except (ValueError, KeyError, TypeError) as broken:
            raise GijaError("disclosure.ledger_broken", file=f"{self._count + 1:04}") from broken
        self._turn(content)

    def _write(self, kind: str, content: dict[str, Any], name: str) -> None:
        entry = {"kind": kind, "before": self._head, "content": content}
        raw = json.dumps(entry, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            with _alone(self.folder) as folder:
                if len(self._files()) != self._count:  # nobody judged beside what was entered meanwhile
                    raise GijaError("disclosure.ledger_grown", folder=self.folder.name)
                _whole(self.folder / f"{self._count + 1:04}-{_UNSAFE.sub('-', name)[:60]}.json", raw, folder)
        self._turn(raw)

    def _turn(self, content: bytes) -> None:
        self._head = hashlib.sha256(content).hexdigest()
        self._count += 1


@contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """The opened folder, in which no other process enters anything meanwhile. The lock ends with its process."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield opened
    finally:
        os.close(opened)


def _whole(file: Path, content: bytes, folder: int) -> None:
    """A file that is there whole or not at all, also when the power fails; what a killed process left goes."""
    part = file.with_name(f"{file.name[:4]}.part")
    with part.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
    os.fsync(folder)
