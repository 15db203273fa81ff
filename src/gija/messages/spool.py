"""Letters of a zone that has no database: one file each, whole or not there, taken once by who receives.

The public site writes into the folder `in` and reads `out`; the police's worker does the reverse. A file is named by
the letter's random number, so that it can be written and taken again without becoming two.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from gija.messages.base import Message

LARGEST = 2**20  # bytes of a letter


def put(folder: Path, message: Message, at: dt.datetime, letter: str = "", name: str = "") -> Path:
    """Write a letter; `letter`: its number, made if it has none; `name`: of its file, if not the number."""
    number = letter or str(uuid.uuid4())
    return write(folder / f"{name or number}.json", _content(message, at, number))


def put_all(folder: Path, messages: Iterable[Message], at: dt.datetime) -> list[Path]:
    """Write letters that belong together: all or, where the disk is full or the folder is shut (OSError), none."""
    drafts: list[tuple[Path, Path]] = []
    try:
        for message in messages:
            number = str(uuid.uuid4())
            file = folder / f"{number}.json"
            drafts.append((_draft(file, _content(message, at, number)), file))
    except OSError:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
        raise
    return [draft.replace(file) for draft, file in drafts]  # giving a name takes no room on the disk


def write(file: Path, data: bytes) -> Path:
    """A file that is whole or not there, in the place of one that was."""
    return _draft(file, data).replace(file)


def _content(message: Message, at: dt.datetime, number: str) -> bytes:
    content = {
        "letter": number, "kind": message.kind, "version": message.version,
        "sent_at": at.astimezone(dt.UTC).isoformat(), "message": message.data(),
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False).encode()


def _draft(file: Path, data: bytes) -> Path:
    """The bytes on the disk under a hidden name that nobody takes; nothing stays of a write that fails."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with draft.open("xb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft


def waiting(folder: Path, most: int = 500) -> Iterator[tuple[Path, dict[str, Any] | None]]:
    """The letters in a folder, oldest first, so that a tip is taken before what its sender wrote after it; None for a
    file that is no letter."""
    for file in sorted(folder.glob("[0-9a-f]*.json"), key=_age)[:most]:
        try:
            if file.stat().st_size > LARGEST:
                raise ValueError
            said = json.loads(file.read_bytes())
            if not isinstance(said, dict) or not isinstance(said.get("message"), dict):
                raise ValueError
        except FileNotFoundError:  # another worker took it
            continue
        except (OSError, ValueError, RecursionError):
            yield file, None
        else:
            yield file, said


def _age(file: Path) -> tuple[int, str]:
    try:
        return file.stat().st_mtime_ns, file.name
    except OSError:  # another worker took it
        return 0, file.name
