"""Documents beside a report: looked at by their bytes, kept as they were, handed out only to be saved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from gija.commons.testing import Cast
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.plan import evidence, progressing, shown
from gija.rapporteur.plan.models import EvidenceFile, Plan, Progress
from gija.rapporteur.plan.progressing import Told
from gija.rapporteur.plan.seeds import known
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n<< >>\nendobj\n" * 20 + b"%%EOF\n"
Made = Callable[[str], Plan]


def macros() -> bytes:
    """A workbook with macros, called an ordinary one."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/vbaProject.bin"):
            archive.writestr(name, "<x/>")
    return made.getvalue()


@pytest.fixture
def begun(cast: Cast, made: Made) -> Callable[[str], Progress]:
    """`begun("plan-x")`: the bureau's report on the first half of 2026, being written."""

    def progress(code: str) -> Progress:
        made(code)
        return progressing.begin(cast.actor("dalia"), code, "1-1", "2026-H1")

    return progress


def test_a_document_is_evidence_and_stays_in_what_was_sent(
    cast: Cast, begun: Callable[[str], Progress], audit_entries: Callable[[str], list[Any]]
) -> None:
    dalia, of = cast.actor("dalia"), begun("plan-doc")
    before = len(audit_entries("rapporteur"))
    kept = evidence.add(dalia, of.pk, 1, "Dalyvių sąrašas", "sąrašas 1.pdf", PDF)
    told = progressing.write(dalia, of.pk, 2, Told("done", Text("", "Apmokyta.")))
    sent = progressing.send(dalia, of.pk, told.version)
    assert bytes(evidence.one(sent, kept.pk).content) == PDF
    with pytest.raises(GijaError) as closed:
        evidence.take(dalia, of.pk, sent.version, kept.pk)
    assert closed.value.code == "plan.state"
    back = progressing.send_back(cast.actor("vaida"), of.pk, sent.version, "Pridėkite kitą sąrašą.")
    assert evidence.of(evidence.take(dalia, of.pk, back.version, kept.pk)) == []
    assert EvidenceFile.objects.filter(pk=kept.pk).exists()
    assert [act.content["files"] for act in sent.acts.filter(act="send")] == [[kept.pk]]
    details = [entry.details for entry in audit_entries("rapporteur")[before:]]
    assert [one["act"] for one in details] == ["add_file", "write", "send", "return", "take_file"]
    assert "sąrašas" not in str(details)


REFUSED = {
    "a page": ("plan.document_kind", "a.pdf", b"<!DOCTYPE html><script>alert(1)</script>"),
    "a program": ("plan.document_kind", "a.pdf", b"MZ" + b"\0" * 200),
    "not what its name says": ("plan.document_kind", "a.png", PDF),
    "a script in it": ("plan.document_kind", "a.pdf", PDF.replace(b"<< >>", b"<< /OpenAction /JavaScript >>")),
    "macros": ("plan.document_kind", "a.xlsx", macros()),
    "text": ("plan.document_kind", "a.txt", b"plain words" * 20),
    "nothing": ("plan.file_size", "a.pdf", b""),
    "too large": ("plan.file_size", "a.pdf", PDF + b"\0" * evidence.LARGEST),
}


def test_what_may_run_or_is_something_else_is_refused(cast: Cast, begun: Callable[[str], Progress]) -> None:
    of, dalia = begun("plan-doc-refused"), cast.actor("dalia")
    for what, (code, name, content) in REFUSED.items():
        with pytest.raises(GijaError) as refused:
            evidence.add(dalia, of.pk, 1, "Sąrašas", name, content)
        assert refused.value.code == code, what
    assert not EvidenceFile.objects.filter(progress=of).exists()


def test_documents_are_for_who_reads_the_report(client_for: Any, begun: Callable[[str], Progress]) -> None:
    of, dalia = begun("plan-doc-page"), client_for("dalia")
    address = f"/rapporteur/plans/progress/{of.pk}/documents/"
    said = {"version": 1, "title": "Sąrašas", "file": SimpleUploadedFile("a.pdf", b"MZ" + b"\0" * 99)}
    assert dalia.post(f"{address}add/", said).status_code == 422
    assert client_for("vaida").post(f"{address}add/", said).status_code == 403
    assert dalia.post(f"{address}add/", said | {"file": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    key = Progress.objects.get(pk=of.pk).files[0]
    answer = dalia.get(f"{address}{key}/")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client_for("ona").get(f"{address}{key}/").status_code == 404  # not approved yet
    assert client_for("vaida").get(f"{address}{key}/").status_code == 200
    assert dalia.get(f"{address}{key + 1}/").status_code == 404
    assert dalia.post(f"{address}{key}/take/", {"version": 2}).status_code == 302
    assert dalia.get(f"{address}{key}/").status_code == 404


def test_documents_are_never_changed() -> None:
    connection = connections["rapporteur"]
    assert present(connection, "plan_evidence_file") == set(wanted(connection, "plan_evidence_file"))


def test_the_five_challenges_stand_with_the_measures_that_answer_them() -> None:
    """S1 L59-69: five challenges; the plan of 2013–2015 names no measure for vulnerable children in what was read."""
    tree = next(one.tree for one in known() if one.code == "plan-2013-2015")
    found = shown.challenges(tree)
    assert len(found) == 5
    assert [len(measures) for _words, measures in found] == [1, 1, 0, 1, 2]
