"""Unpacking a backup into a new folder: every file proven against the manifest, nothing beside it accepted."""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from gija.commons.backup import age, manifest
from gija.commons.backup.manifest import File, Manifest
from gija.vocabulary.errors import GijaError

LARGEST_MANIFEST = 64 * 2**20

Tell = Callable[[str, int, int], None]


def unpack(
    file: Path, keys: Sequence[age.Identity], folder: Path, check: Callable[[Manifest], None], tell: Tell
) -> Manifest:
    """Write the files of a backup into a folder. `check` sees the manifest before anything is written.

    Raises what `age.decrypted` raises, and `backup.damaged` where a file is missing, too much or not as described.
    """
    if not file.is_file():
        raise GijaError("common.file_missing", file=file.name)
    try:
        with age.decrypted(file, keys) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            found = _manifest(tar, file)
            check(found)
            _all(tar, found, folder, file, tell)
    except tarfile.TarError:
        raise GijaError("backup.damaged", file=file.name) from None
    return found


def _manifest(tar: tarfile.TarFile, file: Path) -> Manifest:
    first = tar.next()
    named = first is not None and first.isreg() and first.name == manifest.NAME
    opened = tar.extractfile(first) if first is not None and named else None
    if first is None or opened is None or first.size > LARGEST_MANIFEST:
        raise GijaError("backup.bad_manifest", file=file.name)
    return manifest.read(opened.read(), file)


def _all(tar: tarfile.TarFile, found: Manifest, folder: Path, file: Path, tell: Tell) -> None:
    waiting = {one.path: one for one in found.files}
    done, total = 0, sum(one.size for one in found.files)
    while (member := tar.next()) is not None:
        # Our own reading, not `extractall`: no links, devices, owners or places the manifest does not name.
        expected = waiting.pop(member.name, None)
        opened = tar.extractfile(member) if member.isreg() else None
        if expected is None or opened is None or member.size != expected.size:
            raise GijaError("backup.damaged", file=file.name)
        if _written(opened, expected, folder) != expected.sha256:
            raise GijaError("backup.damaged", file=file.name)
        done += expected.size
        tell(expected.path, done, total)
    if waiting:
        raise GijaError("backup.damaged", file=file.name)


def _written(source: IO[bytes], expected: File, folder: Path) -> str:
    """Write one file and give its SHA-256."""
    place = folder / expected.path
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    descriptor = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        while piece := source.read(2**20):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    place.chmod(expected.mode & 0o700 or 0o600)
    return digest.hexdigest()
