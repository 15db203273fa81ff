"""Documents that an institution puts beside its report: looked at by their bytes, kept with their hash, never changed.

They are documents of institutions, read by those who read the report; personal data do not belong into them.
"""

from __future__ import annotations

import hashlib
import re

from gija.commons.permissions import Actor
from gija.commons.scanning.scan import scan
from gija.rapporteur.plan import rules
from gija.rapporteur.plan.models import OPEN, EvidenceFile, Progress
from gija.rapporteur.plan.progressing import act_on, acting
from gija.rapporteur.plan.services import who
from gija.vocabulary.errors import GijaError

LARGEST = 5 * 2**20  # bytes of one document
MOST = 10  # documents of one report
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}


def add(actor: Actor | None, pk: int, version: int, title: str, name: str, content: bytes) -> EvidenceFile:
    """Put a document beside a report that is open. Refuses one that is too large or too many (`plan.file_size`), of a
    kind that is not taken, that may run something, or is not what its name says (`plan.document_kind`)."""
    words = " ".join(title.split())[:200]
    if len(words) < 2:
        raise GijaError("plan.text")
    if not 0 < len(content) <= LARGEST:
        raise GijaError("plan.file_size", largest=LARGEST // 2**20, most=MOST)
    ending = _ending(content, name)
    with acting(actor, pk, version, rules.REPORT, OPEN) as (by, found):
        if len(found.files) >= MOST:
            raise GijaError("plan.file_size", largest=LARGEST // 2**20, most=MOST)
        made = EvidenceFile.objects.create(
            progress=found, title=words, name=_plain(name, ending), ending=ending, size=len(content), content=content,
            hash=hashlib.sha256(content).hexdigest(), **who(by),
        )  # fmt: skip
        found.files = [*found.files, made.pk]
        act_on(by, rules.REPORT, found, "add_file")
    return made


def _ending(content: bytes, name: str) -> str:
    looked = scan(content, name)
    if not looked.harmless or looked.extension not in TYPES:
        raise GijaError("plan.document_kind")
    return looked.extension


def _plain(name: str, ending: str) -> str:
    """The name of the file, of letters, digits, points and hyphens, with the ending its bytes ask for."""
    stem = re.sub(r"[^\w.-]+", "-", name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0]).strip("-.")
    return f"{stem[:100] or 'document'}.{ending}"


def take(actor: Actor | None, pk: int, version: int, key: int) -> Progress:
    """Take a document out of a report that is open; it stays in what was sent before."""
    with acting(actor, pk, version, rules.REPORT, OPEN) as (by, found):
        if key not in found.files:
            raise GijaError("plan.not_found")
        found.files = [one for one in found.files if one != key]
        act_on(by, rules.REPORT, found, "take_file")
    return found


def of(found: Progress) -> list[EvidenceFile]:
    """What is in the report now, without the bytes."""
    return list(EvidenceFile.objects.filter(pk__in=found.files, progress=found).defer("content"))


def one(found: Progress, key: int) -> EvidenceFile:
    """A document of the report; `plan.not_found` where it is not in it. Its bytes are those that were put in."""
    there: EvidenceFile | None = (
        EvidenceFile.objects.filter(pk=key, progress=found).first() if key in found.files else None
    )
    if there is None:
        raise GijaError("plan.not_found")
    if hashlib.sha256(bytes(there.content)).hexdigest() != there.hash:
        raise GijaError("plan.file_hash")
    return there
