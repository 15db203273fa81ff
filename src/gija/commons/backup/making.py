"""Making a backup."""

from __future__ import annotations

import io
import os
import platform
import re
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import django
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gija import __version__
from gija.commons.audit import anchors
from gija.commons.audit.services import record
from gija.commons.backup import age
from gija.commons.backup.copies import copied
from gija.commons.backup.manifest import NAME, Database, File, Manifest, described
from gija.commons.courier.keys import identity
from gija.commons.encryption import ring
from gija.vocabulary.errors import GijaError

Tell = Callable[[str, int, int], None]  # what, done, of

# Made again from other things, or not this installation's data.
LEFT_OUT = {"index", "static", "demo", "log"}
OF_SQLITE = re.compile(r"\.sqlite3(-wal|-shm|-journal)?$")
SECRET = re.compile(r"(PASSWORD|PASSPHRASE|SECRET|CODE)(?!S?_FILE)")


def backup(file: Path, to: Sequence[str], tell: Tell = lambda what, done, of: None) -> Manifest:
    """Write all databases, keys, anchors, files and settings into one file encrypted for the recipients.

    Refuses to write over a file. Leaves one audit entry, after the heads that are in the backup. The copies lie in
    `var` (mode 700) until they are encrypted; a killed run leaves a folder `.backup-…` there, which the next removes.
    """
    recipients = [age.recipient(one) for one in to]
    if not recipients:
        raise GijaError("backup.no_recipient")
    if file.exists():
        raise GijaError("backup.exists", file=file.name)
    var = Path(settings.VAR)
    for left in var.glob(".backup-*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=var) as name:
        manifest, sources = _gathered(Path(name), tell)
        age.encrypt(lambda out: _archive(out, manifest, sources, tell), file, recipients)
    with transaction.atomic(using="default"):
        record(
            "default", None, "backup.make", object_type="backup", object_id=manifest.made,
            details={"heads": {one.alias: one.number for one in manifest.databases}, "to": [*to]},
        )  # fmt: skip
    return manifest


def _gathered(folder: Path, tell: Tell) -> tuple[Manifest, dict[str, Path]]:
    """Copies of everything, so that what is described is what is packed. The key ring comes after the databases: no
    value is in them whose key is not in it."""
    before = {key.id for key in ring.ring().usable}
    databases = tuple(_copied(alias, folder, tell) for alias in settings.DATABASES)
    sources = {path.name: path for path in folder.iterdir()}
    for path, file in _files():
        sources[path] = folder / "files" / path
        sources[path].parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, sources[path])
    if not before <= {key.id for key in ring.ring().usable}:
        raise GijaError("backup.key_retired")
    sources["secret.key"] = folder / "secret.key"
    sources["secret.key"].write_text(settings.SECRET_KEY)
    sources["secret.key"].chmod(0o600)
    manifest = Manifest(
        made=timezone.now().isoformat(timespec="seconds"), gija=__version__, django=django.get_version(),
        python=platform.python_version(), installation=identity().code, zones=tuple(settings.ZONES),
        settings=told_settings(), databases=databases, files=tuple(_described(sources, tell)),
    )  # fmt: skip
    return manifest, sources


def _copied(alias: str, folder: Path, tell: Tell) -> Database:
    return copied(alias, folder, lambda done, of: tell(alias, done, of))


def _described(sources: dict[str, Path], tell: Tell) -> Iterator[File]:
    for done, path in enumerate(sorted(sources), start=1):
        yield described(sources[path], path)
        tell("sha256", done, len(sources))


def _files() -> Iterator[tuple[str, Path]]:
    """Every file of the installation beside its databases, by the place it gets in the restored `var`."""
    places = {"": Path(settings.VAR), "keys": ring.folder(), "anchors": anchors.folder()}
    places |= {"databases": Path(settings.DATABASE_MAPPINGS), "releases": Path(settings.RELEASES)}
    for under, folder in places.items():
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            within = file.relative_to(folder)
            hidden = any(part.startswith(".") for part in within.parts)
            if hidden or file.is_symlink() or not file.is_file() or OF_SQLITE.search(file.name):
                continue
            if under or within.parts[0] not in LEFT_OUT:
                yield (Path(under) / within).as_posix(), file


def told_settings() -> dict[str, str]:
    """The settings from the environment that are no secrets; addresses without their passwords."""
    named = {name: value for name, value in os.environ.items() if name.startswith("GIJA_") and not SECRET.search(name)}
    return {name: re.sub(r"(://[^:/@]*):[^@]*@", r"\1@", value) for name, value in sorted(named.items())}


def _archive(out: BinaryIO, manifest: Manifest, sources: dict[str, Path], tell: Tell) -> None:
    """The files as a tar, the manifest first."""
    done, total = 0, sum(file.size for file in manifest.files)
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        data = manifest.model_dump_json().encode()
        head = tarfile.TarInfo(NAME)
        head.size, head.mode = len(data), 0o600
        tar.addfile(head, io.BytesIO(data))
        for file in manifest.files:
            member = tarfile.TarInfo(file.path)
            member.size, member.mode = file.size, file.mode
            with sources[file.path].open("rb") as opened:
                tar.addfile(member, opened)
            done += file.size
            tell("age", done, total)
