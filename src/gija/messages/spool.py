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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gija.messages.base import Message

LARGEST = 2**20  # bytes of a letter


def put(folder: Path, message: Message, at: dt.datetime, letter: str = "") -> Path:
    """Write a letter; `letter`: its number, made if it has none. Gives the file."""
    number = letter or str(uuid.uuid4())
    content = {
        "letter": number, "kind": message.kind, "version": message.version,
        "sent_at": at.astimezone(dt.UTC).isoformat(), "message": message.data(),
    }  # fmt: skip
    return write(folder / f"{number}.json", json.dumps(content, ensure_ascii=False).encode())


def write(file: Path, data: bytes) -> Path:
    """A file that is whole or not there, in the place of one that was."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    with draft.open("xb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)
    return file


def waiting(folder: Path, most: int = 500) -> Iterator[tuple[Path, dict[str, Any] | None]]:
    """The letters in a folder, in no order that means anything; None for a file that is no letter."""
    for file in sorted(folder.glob("[0-9a-f]*.json"))[:most]:
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
