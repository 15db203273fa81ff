"""What a release says of itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

MANIFEST = "manifest.json"
INDEX = "index.json"
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9.\-]{0,79}")
SLUG = re.compile(r"[a-z0-9][a-z0-9\-]{0,39}")
# Ending -> content type. What is not here is not published.
TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class About:
    """What is published: `slug` (`annual-2014`), title, period, day of publication, vintage (1, 2, … of this slug).

    `replaces` names the release this one revises; `data` is the hash of the data the files were made from.
    """

    slug: str
    title: Text
    period: str
    day: str  # ISO
    vintage: int
    data: str
    publisher: Text
    licence: str = "CC-BY-4.0"
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release. `language` is empty for what has none (a style sheet, data in both)."""

    name: str
    size: int
    sha256: str
    language: str = ""

    @property
    def type(self) -> str:
        return TYPES[self.name.rpartition(".")[2]]

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a release no longer holds, since when, and why."""

    day: str
    reason: Text


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def file_of(name: str, content: bytes) -> File:
    """The entry of a file; refuses a name that could be more than a name, or of no known type (`release.file`)."""
    if not FILE_NAME.fullmatch(name) or name.rpartition(".")[2] not in TYPES or name == MANIFEST or ".." in name:
        raise GijaError("release.file")
    parts = name.split(".")
    language = parts[-2] if len(parts) > 2 and parts[-2] in ("lt", "en") else ""
    return File(name, len(content), hashlib.sha256(content).hexdigest(), language)


def manifest(about: About, files: Mapping[str, bytes]) -> bytes:
    """The manifest of a release: what it says of itself, and each file with its hash."""
    entries = [asdict(file_of(name, content)) for name, content in sorted(files.items())]
    return canonical({"format": 1, **asdict(about), "files": entries})


def name_of(about: About, manifest_: bytes) -> str:
    """`2015-03-01-annual-2014-0123456789ab`: day, slug, and the beginning of the hash of the manifest."""
    return f"{about.day}-{about.slug}-{hashlib.sha256(manifest_).hexdigest()[:12]}"


def about_of(raw: Mapping[str, Any]) -> About:
    texts: dict[str, Any] = {name: Text.of(raw[name]) for name in ("title", "publisher")}
    plain = {name: raw[name] for name in ("slug", "period", "day", "vintage", "data", "licence", "replaces")}
    return About(**texts, **plain)
