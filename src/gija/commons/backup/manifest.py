"""What a backup holds: each file with size and SHA-256, each database with the head of its audit chain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gija.vocabulary.errors import GijaError

NAME = "manifest.json"  # the first file in the archive
PATH = r"^[^/\\\x00-\x1f]+(/[^/\\\x00-\x1f]+)*$"  # relative; `read` refuses what leads up


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class File(_Part):
    """One file, by its place in `var`."""

    path: str = Field(pattern=PATH, max_length=1000)
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    mode: int = Field(ge=0, le=0o777)


class Database(_Part):
    """One database: how it is kept, in which file of the archive, and where its chain ends."""

    alias: str
    engine: Literal["sqlite", "postgresql"]
    version: str  # of the engine
    file: str
    number: int  # of the last audit entry; 0: none
    hash: str
    migrations: dict[str, str]  # app -> its last migration


class Manifest(_Part):
    """All of it."""

    form: Literal["gija backup 1"] = "gija backup 1"
    made: str
    gija: str
    django: str
    python: str
    installation: str
    zones: tuple[str, ...]
    settings: dict[str, str]  # from the environment, without passwords
    databases: tuple[Database, ...]
    files: tuple[File, ...]


def read(data: bytes, file: Path) -> Manifest:
    """A manifest from its JSON; `backup.bad_manifest` for what is none, or leads out of the folder."""
    try:
        found = Manifest.model_validate_json(data)
    except ValidationError:
        raise GijaError("backup.bad_manifest", file=file.name) from None
    paths = [one.path for one in found.files]
    parts = {part for path in paths for part in path.split("/")}
    names = set(paths)
    if len(names) != len(paths) or parts & {".", ".."} or not {one.file for one in found.databases} <= names:
        raise GijaError("backup.bad_manifest", file=file.name)
    return found


def described(file: Path, path: str, tell: Callable[[int], None] = lambda count: None) -> File:
    """A file for the manifest; `tell` gets the bytes read, piece by piece."""
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as opened:
        while piece := opened.read(2**20):
            digest.update(piece)
            size += len(piece)
            tell(len(piece))
    return File(path=path, size=size, sha256=digest.hexdigest(), mode=file.stat().st_mode & 0o777)
