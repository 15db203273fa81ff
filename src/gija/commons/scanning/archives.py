"""Zip files by their table of contents alone: how large they would become, whether they are locked, what they are."""

from __future__ import annotations

import io
import zipfile

from gija.commons.scanning.verdicts import Verdict

MOST_MEMBERS = 2_000
MOST_UNPACKED = 200 * 2**20  # bytes
MOST_TIMES = 100  # unpacked against packed
SMALL = 2**20  # what unpacks to less is no bomb however well it packs
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
OPEN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MACROS = ("vbaproject.bin", "basic/", "scripts/", ".vbs", ".js", ".exe", ".dll")


def look(data: bytes) -> tuple[Verdict, str]:
    """Verdict and extension (`zip`, or that of the office document it is). Nothing is unpacked but a first line of at
    most 100 bytes, and that only where it was not packed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            if _bomb(members, len(data)):
                return Verdict.BOMB, "zip"
            if any(one.flag_bits & 1 for one in members):
                return Verdict.LOCKED, "zip"
            extension = _office(packed, members)
    # NotImplementedError is zipfile's own: a way of packing that it does not know.
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, RuntimeError):
        return Verdict.BROKEN, "zip"
    if extension and any(word in one.filename.lower() for one in members for word in MACROS):
        return Verdict.ACTIVE, extension
    return (Verdict.PLAIN, extension) if extension else (Verdict.ARCHIVE, "zip")


def _bomb(members: list[zipfile.ZipInfo], size: int) -> bool:
    """Too many members, too large, packed too well, or members that lie over one another (Fifield 2019)."""
    whole, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
    if len(members) > MOST_MEMBERS or whole > MOST_UNPACKED or packed > size:
        return True
    return whole > SMALL and whole > MOST_TIMES * max(1, packed)


def _office(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> str:
    names = {one.filename for one in members}
    if "[Content_Types].xml" in names:
        return next((kind for part, kind in OFFICE.items() if part in names), "")
    first = members[0] if members else None
    if first and first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED and first.file_size < 100:
        return OPEN.get(packed.read(first), "")
    return ""
