"""Reading releases from their folder: which there are, what replaced what, whether each is as it was published."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gija.formats.releases.values import INDEX, MANIFEST, About, File, Withdrawal, about_of, name_of
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

RELEASE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9][a-z0-9\-]{0,39}-[0-9a-f]{12}"


@dataclass(frozen=True, slots=True)
class Release:
    """A published release. `replaced_by` names the one that revises it."""

    name: str
    about: About
    files: tuple[File, ...]
    withdrawn: Withdrawal | None = None
    replaced_by: str = ""

    def file(self, name: str) -> File:
        """One of its files; `release.not_found` for a name it does not have."""
        for one in self.files:
            if one.name == name:
                return one
        raise GijaError("release.not_found")


def releases(folder: Path) -> tuple[Release, ...]:
    """Every release, latest first. What is not a release (a half-written folder, other files) is passed over."""
    if not folder.is_dir():
        return ()
    known = withdrawals(folder)
    found = [_read(folder / p.name) for p in sorted(folder.iterdir()) if re.fullmatch(RELEASE, p.name) and p.is_dir()]
    replaced = {about.replaces: name for name, about, _ in found if about.replaces}
    made = [Release(name, about, files, known.get(name), replaced.get(name, "")) for name, about, files in found]
    return tuple(sorted(made, key=lambda r: (r.about.day, r.about.slug, r.about.vintage), reverse=True))


def opened(folder: Path, name: str) -> Release:
    """One release; `release.unknown` where there is none of this name."""
    for release in releases(folder):
        if release.name == name:
            return release
    raise GijaError("release.unknown")


def withdrawals(folder: Path) -> dict[str, Withdrawal]:
    file = folder / INDEX
    if not file.is_file():
        return {}
    raw = json.loads(file.read_text(encoding="utf-8"))["withdrawn"]
    return {name: Withdrawal(one["day"], Text.of(one["reason"])) for name, one in raw.items()}


def verify(folder: Path, name: str) -> tuple[str, ...]:
    """What differs from how the release was published: names of files altered, missing or added; empty if nothing."""
    place = folder / name
    content = (place / MANIFEST).read_bytes()
    _, about, files = _parsed(name, content)
    found = [] if name_of(about, content) == name else [MANIFEST]
    there = {p.name for p in place.iterdir()}
    for file in files:
        if file.name not in there or _hash(place / file.name) != file.sha256:
            found.append(file.name)
    return tuple(sorted({*found, *(there - {f.name for f in files} - {MANIFEST})}))


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _read(place: Path) -> tuple[str, About, tuple[File, ...]]:
    return _parsed(place.name, (place / MANIFEST).read_bytes())


@lru_cache(maxsize=1024)  # of what never changes
def _parsed(name: str, content: bytes) -> tuple[str, About, tuple[File, ...]]:
    raw = json.loads(content)
    return name, about_of(raw), tuple(File(**one) for one in raw["files"])
