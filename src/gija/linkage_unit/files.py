"""Writing files whole or not at all, and destroying them as far as a program can."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

PIECE = 1 << 20


def write_whole(file: Path, data: bytes) -> None:
    """Put `data` into a file readable by its owner only: after a crash it holds all of it, or what it held before."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(6)}.part")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)
    flush_folder(file.parent)


def flush_folder(folder: Path) -> None:
    """Make sure that new names in a folder outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def destroy(file: Path) -> None:
    """Overwrite a file with random bytes, flush, cut it to nothing and unlink it. A file that is gone is no fault.

    This guarantees that the file can no longer be read through the file system. It does not reach copies that the
    storage made underneath: flash cells out of use, snapshots, journals, backups, the medium it was copied from. That
    nobody reads those rests on the seal (age) of every encoding and on an encrypted disk; see
    docs/operators/linkage-unit.md.
    """
    try:
        with file.open("r+b") as opened:
            left = os.fstat(opened.fileno()).st_size
            while left > 0:
                left -= opened.write(os.urandom(min(left, PIECE)))
            opened.flush()
            os.fsync(opened.fileno())
            opened.truncate(0)
            os.fsync(opened.fileno())
        file.unlink()
    except FileNotFoundError:
        return
    flush_folder(file.parent)
