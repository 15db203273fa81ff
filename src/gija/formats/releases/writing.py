"""Publishing and withdrawing. A release appears whole or not at all, and is never overwritten."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from gija.formats.releases.reading import opened, releases, withdrawals
from gija.formats.releases.values import INDEX, MANIFEST, SLUG, About, Withdrawal, canonical, manifest, name_of
from gija.vocabulary.errors import GijaError

COMING = ".coming-"  # a folder that is being written; one that a killed process left is removed by the next


def publish(folder: Path, files: Mapping[str, bytes], about: About) -> str:
    """Write the files and their manifest as a new release in `folder`; its name.

    Written apart, made durable and read-only, then renamed. Refuses a release that is there (`release.exists`), no
    files or one of unknown type (`release.file`), a slug or day that is none (`release.about`), a vintage that is
    there, and a release to be replaced that is not there (`release.unknown`).
    """
    _checked(about)
    if not files:
        raise GijaError("release.file")
    content = {MANIFEST: manifest(about, files), **files}
    name = name_of(about, content[MANIFEST])
    folder.mkdir(parents=True, exist_ok=True)
    with _lock(folder):
        _clear(folder)
        if (folder / name).exists():
            raise GijaError("release.exists")
        there = {(r.about.slug, r.about.vintage) for r in releases(folder)}
        if (about.slug, about.vintage) in there:
            raise GijaError("release.exists")
        if about.replaces:
            opened(folder, about.replaces)
        coming = Path(tempfile.mkdtemp(prefix=COMING, dir=folder))
        try:
            for file, data in content.items():
                _write(coming / file, data)
            _durable(coming)
            coming.chmod(0o555)
            coming.rename(folder / name)
        except BaseException:
            _remove(coming)
            raise
        _durable(folder)
    return name


def withdraw(folder: Path, name: str, withdrawal: Withdrawal) -> None:
    """Mark a release as withdrawn in the index. Its files stay where they are and are no longer served.

    Refuses one that is not there (`release.unknown`) or is withdrawn already (`release.withdrawn`).
    """
    with _lock(folder):
        opened(folder, name)
        known = withdrawals(folder)
        if name in known:
            raise GijaError("release.withdrawn")
        known[name] = withdrawal
        raw = {
            n: {"day": w.day, "reason": {"en": w.reason.en, "lt": w.reason.lt}} for n, w in sorted(known.items())
        }  # fmt: skip
        coming = folder / f"{COMING}{INDEX}"
        coming.unlink(missing_ok=True)
        _write(coming, canonical({"format": 1, "withdrawn": raw}))
        coming.replace(folder / INDEX)
        _durable(folder)


def _checked(about: About) -> None:
    try:
        dt.date.fromisoformat(about.day)
    except ValueError:
        raise GijaError("release.about") from None
    if not SLUG.fullmatch(about.slug) or about.vintage < 1 or len(about.day) != 10:
        raise GijaError("release.about")


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    file.chmod(0o444)


def _durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One writer at a time, also of several processes; the lock goes with the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _clear(folder: Path) -> None:
    for left in folder.glob(f"{COMING}*"):
        _remove(left)


def _remove(left: Path) -> None:
    if not left.is_dir():
        left.unlink(missing_ok=True)
        return
    left.chmod(stat.S_IRWXU)
    shutil.rmtree(left)
