"""Documents of a claim: looked at by their bytes, kept encrypted, opened by right, emptied when they are taken out."""

from __future__ import annotations

import base64

from django.db import transaction
from django.utils import timezone

from gija.casework.compensation import queries
from gija.casework.compensation.models import Claim, Document
from gija.casework.compensation.rules import EXPORT
from gija.casework.compensation.services import ZONE, audited, held, saved
from gija.casework.pathway.queries import refuse_closed
from gija.commons.audit.services import record
from gija.commons.permissions import Actor
from gija.commons.scanning import scan
from gija.vocabulary.errors import GijaError

LARGEST = 5 * 2**19  # bytes: what Django holds in memory; a larger file would lie on the disk in plain for a moment
MOST = 20  # documents of one claim
OTHER = "other"
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}


def add(actor: Actor | None, pk: str, version: int, code: str, name: str, content: bytes) -> Document:
    """Keep a document beside its claim, and tick it there. `code`: of the source's list, or other.

    Refuses one that is empty, too large or one too many (`claims.document_size`), of a kind that is not taken, that may
    run something, or is not what its name says (`claims.document_kind`); a case that is closed.
    """
    if not 0 < len(content) <= LARGEST:
        raise GijaError("claims.document_size", most=MOST)
    looked = scan(content, name)
    if not looked.harmless or looked.extension not in TYPES:
        raise GijaError("claims.document_kind")
    with held(actor, pk, version) as (who, found):
        refuse_closed(found.case)
        known = queries.documents(found.source)
        if code not in (*known, OTHER):
            raise GijaError("claims.document_kind")
        if len(queries.kept(found)) >= MOST:
            raise GijaError("claims.document_size", most=MOST)
        made = Document(
            institution=found.institution, of=found, code=code, name=name[:200], ending=looked.extension,
            size=len(content), content=base64.b64encode(content).decode(), by=who.name, at=timezone.now(),
        )  # fmt: skip
        made.save(force_insert=True)
        found.documents = sorted({*found.documents, code} & set(known))
        saved(found)
        audited(who, "document", found, document=code)
    return made


def take_out(actor: Actor | None, pk: str, version: int, key: str) -> Claim:
    """Take a document out: its bytes and name are gone for good; that it was there stays. The tick stays as it is."""
    with held(actor, pk, version) as (who, found):
        refuse_closed(found.case)
        there = _one(found, key)
        there.content = there.name = ""
        there.taken_at, there.taken_by = timezone.now(), who.name
        there.save()
        saved(found)
        audited(who, "document_out", found, document=there.code)
    return found


def opened(actor: Actor | None, pk: str, key: str) -> tuple[Document, bytes]:
    """A document with its bytes; looking leaves one entry. Refused: `claims.not_found`."""
    with transaction.atomic(using=ZONE):
        found = queries.one(actor, pk, EXPORT)
        there = _one(found, key)
        details = {"case": str(found.case_id), "document": there.code}
        record(ZONE, actor, EXPORT, object_type="claim_document", object_id=str(there.pk), details=details)
        return there, base64.b64decode(there.content)


def _one(found: Claim, key: str) -> Document:
    there = Document.objects.filter(of=found, pk=key, taken_at=None).first()
    if there is None:
        raise GijaError("claims.not_found")
    return there
