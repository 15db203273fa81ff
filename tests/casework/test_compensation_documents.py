"""Documents of a claim: kept encrypted, seen by their own institution, opened with an entry, gone when taken out."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from gija.casework.compensation import keeping, services
from gija.casework.compensation.models import Claim, Document
from gija.casework.compensation.services import Said
from gija.commons.permissions import Actor, NotPermittedError
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
PDF = b"%PDF-1.7\nOna Pavyzdyte\n%%EOF\n"


@pytest.fixture
def claim(worker: Actor, case: Any) -> Claim:
    """An application to the state fund in Ona's case."""
    return services.begin(worker, case.pk, Said("state"))


def kept(worker: Actor, claim: Claim, code: str = "identity", content: bytes = PDF) -> Document:
    return keeping.add(worker, claim.pk, Claim.objects.get().version, code, "Ona Pavyzdytė pasas.pdf", content)


def refused(act: Any) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.code


def test_a_document_is_ticked_and_neither_its_name_nor_its_bytes_stand_in_the_database(
    worker: Actor, claim: Claim, audit_entries: Any
) -> None:
    made = kept(worker, claim)
    assert Claim.objects.get().documents == ["identity"]
    with connections["casework"].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Document._meta.db_table}")
        row = str(cursor.fetchall())
    assert "Ona" not in row
    assert "JVBERi0xLjc" not in row, "the bytes in base64"
    assert keeping.opened(worker, claim.pk, made.pk) == (made, PDF)
    entries = audit_entries("casework")[-2:]
    assert [one.action for one in entries] == ["casework.claim.document", "casework.claim.export"]
    assert "Ona" not in str([one.details for one in entries])


def test_what_is_taken_out_is_gone_and_that_it_was_there_stays(worker: Actor, claim: Claim, audit_entries: Any) -> None:
    made = kept(worker, claim)
    keeping.take_out(worker, claim.pk, Claim.objects.get().version, made.pk)
    left = Document.objects.get()
    assert (left.content, left.name, left.taken_by, left.code) == ("", "", worker.name, "identity")
    assert audit_entries("casework")[-1].action == "casework.claim.document_out"
    assert refused(lambda: keeping.opened(worker, claim.pk, made.pk)) == "claims.not_found"
    assert refused(lambda: keeping.take_out(worker, claim.pk, Claim.objects.get().version, made.pk)) == (
        "claims.not_found"
    )


def test_what_may_harm_is_too_large_or_one_too_many_is_not_taken(
    worker: Actor, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {
        "claims.document_kind": (b"MZ\x90\x00", b"<html><script>x</script>", b"%PDF-1.7 /JavaScript (x)", b"\x00\x01"),
        "claims.document_size": (b"", PDF + b" " * keeping.LARGEST),
    }
    for code, contents in wrong.items():
        for content in contents:
            assert refused(lambda content=content: kept(worker, claim, content=content)) == code
    assert refused(lambda: kept(worker, claim, code="judgement")) == "claims.document_kind"
    monkeypatch.setattr(keeping, "MOST", 1)
    kept(worker, claim)
    assert refused(lambda: kept(worker, claim)) == "claims.document_size"
    assert Document.objects.count() == 1


def test_another_institution_neither_adds_nor_opens_nor_takes_out(worker: Actor, rival: Actor, claim: Claim) -> None:
    made = kept(worker, claim)
    for act in (
        lambda: keeping.add(rival, claim.pk, 2, "identity", "x.pdf", PDF),
        lambda: keeping.opened(rival, claim.pk, made.pk),
        lambda: keeping.take_out(rival, claim.pk, 2, made.pk),
    ):
        with pytest.raises(NotPermittedError):
            act()
    other = services.begin(worker, claim.case_id, Said("offender"))
    assert refused(lambda: keeping.opened(worker, other.pk, made.pk)) == "claims.not_found", "of another claim"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_page_takes_a_document_says_what_is_wrong_and_hands_it_out_to_be_saved(
    claim: Claim, client_for: Any, language: str
) -> None:
    page, home = client_for("mantas", language), f"/casework/compensation/{claim.pk}/"

    def sent(content: bytes, **more: Any) -> Any:
        file = SimpleUploadedFile("Ona pasas.pdf", content)
        return page.post(home + "documents/", {"version": 1, "code": "identity", "file": file} | more)

    bad = sent(b"MZ\x90\x00")
    assert (bad.status_code, "DOCX" in bad.content.decode()) == (422, True)
    assert page.post(home + "documents/", {"version": 1, "code": "identity"}).status_code == 422
    assert sent(PDF, code="nonsense").status_code == 422
    assert sent(PDF).status_code == 302
    made = Document.objects.get()
    assert f"documents/{made.pk}/" in page.get(home).content.decode()
    got = page.get(f"{home}documents/{made.pk}/")
    assert (got.content, got["Content-Type"]) == (PDF, "application/pdf")
    assert (got["Cache-Control"], "Ona" in got["Content-Disposition"]) == ("private, no-store", False)
    assert "attachment" in got["Content-Disposition"]
    assert page.post(f"{home}documents/{made.pk}/out/", {"version": "x"}).status_code != 302
    assert page.post(f"{home}documents/{made.pk}/out/", {"version": 2}).status_code == 302
    assert page.get(f"{home}documents/{made.pk}/").status_code == 404
