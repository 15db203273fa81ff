"""One file: what kind it is by its bytes, and what is to be said of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gija.commons.scanning.archives import look
from gija.commons.scanning.verdicts import Verdict

LARGEST = 30 * 2**20  # bytes of one file that is looked at
HEAD = 2**16  # bytes that the kind is told from
SIGNS = ((b"MZ", "exe"), (b"\x7fELF", "elf"), (b"\xca\xfe\xba\xbe", "macho"), (b"\xcf\xfa\xed\xfe", "macho"),
         (b"#!", "sh"), (b"\xd0\xcf\x11\xe0", "doc"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"),
         (b"Rar!", "rar"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gz"), (b"{\\rtf", "rtf"))  # fmt: skip
MARKUP = (b"<html", b"<script", b"<svg", b"<!doctype html", b"<?xml", b"<hta:")
PDF_COMMANDS = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a file is: verdict, extension by its bytes (`bin`: unknown), size in bytes."""

    verdict: Verdict
    extension: str
    size: int

    @property
    def harmless(self) -> bool:
        """May it be handed out under its own type?"""
        return self.verdict is Verdict.PLAIN


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    """Extension as told -> class (`plain`, `active`, `program`, `archive`) and our extension."""
    raw = yaml.safe_load(files("gija.commons.scanning").joinpath("kinds.yaml").read_text(encoding="utf-8"))
    found = {told: ("plain", ours) for ours, all_ in raw["plain"].items() for told in all_}
    return found | {told: (group, told) for group in ("active", "program", "archive") for told in raw[group]}


def scan(data: bytes, name: str = "") -> Scanned:
    """Look at a file. Never raises, unpacks or runs anything; what is packed inside costs neither time nor memory."""
    size = len(data)
    if not data:
        return Scanned(Verdict.EMPTY, "bin", 0)
    if size > LARGEST:
        return Scanned(Verdict.TOO_LARGE, "bin", size)
    told = _told(data)
    group, extension = _kinds().get(told, ("", "bin"))
    verdict = Verdict.UNKNOWN
    if told == "zip":
        verdict, extension = look(data)
    elif group == "plain":
        verdict = Verdict.ACTIVE if told == "pdf" and any(word in data for word in PDF_COMMANDS) else Verdict.PLAIN
    elif group:
        verdict = Verdict(group)
    if verdict in (Verdict.PLAIN, Verdict.UNKNOWN) and _disguised(name, extension):
        verdict = Verdict.DISGUISED
    return Scanned(verdict, extension, size)


def _told(data: bytes) -> str:
    """The extension that the bytes tell, without its dot; empty where they tell nothing."""
    for sign, extension in SIGNS:
        if data.startswith(sign):
            return extension
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if any(start.startswith(word) for word in MARKUP):
        return "html"
    return _by_magic(data) or ("txt" if _is_text(data) else "")


def _by_magic(data: bytes) -> str:
    import puremagic

    try:
        found = puremagic.magic_stream(io.BytesIO(data[:HEAD]))
    except (puremagic.PureError, ValueError, IndexError, KeyError, TypeError, OSError):
        return ""
    known = [one.extension.lstrip(".").lower() for one in found if one.confidence >= 0.3]
    return next((one for one in known if one in _kinds()), "")


def _is_text(data: bytes) -> bool:
    head = data[:HEAD]
    return b"\x00" not in head and sum(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in head) == 0


def _disguised(name: str, extension: str) -> bool:
    """Does the name's extension belong to another kind than the bytes do?"""
    _, dot, said = name.rpartition(".")
    said = said.lower().strip()
    if not dot or said not in _kinds():
        return False
    group, ours = _kinds()[said]
    return group != "plain" or ours != extension
