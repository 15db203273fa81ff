"""Files of suppliers: the template comes back, every fault is told with its row, and then nothing is written."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gija.formats import sheets
from gija.formats.xlsx import entry
from gija.rapporteur.collection import cells, queries, services, template, uploads
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.collection.tests import generated
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
TOTAL = cells.key("investigations_registered")


def filled(of: Submission, actor: Any) -> Submission:
    return services.fill(actor, of.pk, of.version, generated.fitting(queries.asked(of)))


def changed(content: bytes, change: Any) -> bytes:
    """A workbook with one part of it altered: `change(name, bytes) -> bytes | None`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def refused(of: Submission, content: bytes) -> str:
    with pytest.raises(GijaError) as caught:
        uploads.read(of, content)
    return caught.value.code


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_template_holds_what_was_told_and_comes_back(cast: Any, kpb: Submission, language: str) -> None:
    of = filled(kpb, cast.actor("dalia"))
    content = template.workbook(of, language)
    assert content == template.workbook(of, language)
    assert uploads.read(of, content) == queries.figures(of)
    assert uploads.read(of, template.table(of)) == queries.figures(of)


def test_an_empty_template_asks_for_every_cell_and_tells_nothing(kpb: Submission) -> None:
    assert uploads.read(kpb, template.workbook(kpb, "lt")) == dict.fromkeys(queries.asked(kpb))


def test_the_template_checks_while_one_types_and_protects_the_rest(kpb: Submission) -> None:
    with zipfile.ZipFile(io.BytesIO(template.workbook(kpb, "lt"))) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
        listing = book.read("xl/workbook.xml").decode()
    assert "<sheetProtection" in sheet
    assert sheet.count("<dataValidation ") == 3  # number, exactness, reason
    assert "SUM(" in sheet
    assert 'name="gija"' in listing
    assert "veryHidden" in listing


def test_reasons_may_be_written_in_words_of_either_language(cast: Any, kpb: Submission) -> None:
    of = services.fill(cast.actor("dalia"), kpb.pk, kpb.version, {TOTAL: Told(None, "not_collected")})
    for language in ("en", "lt"):
        assert uploads.read(of, template.workbook(of, language))[TOTAL] == Told(None, "not_collected")


def test_a_template_of_last_year_another_supplier_or_an_older_version_is_refused(cast: Any, kpb: Submission) -> None:
    last = services.open_call(cast.actor("vaida"), "criminal_justice", "2023").submissions.get(institution="kpb")
    assert refused(kpb, template.workbook(last, "lt")) == "collection.file_other_call"
    other = kpb.call.submissions.get(institution="vilnius_police")
    assert refused(kpb, template.workbook(other, "lt")) == "collection.file_other_supplier"
    content = template.workbook(kpb, "lt")
    kpb.call.plan = [*kpb.call.plan, ["suspects", ["police"]]]
    assert refused(kpb, content) == "collection.file_old"


def test_a_file_with_macros_is_refused_whatever_it_is_called(kpb: Submission) -> None:
    content = template.workbook(kpb, "lt")
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/vbaProject.bin", b"macro")
    assert refused(kpb, out.getvalue()) == "collection.file_macros"
    named = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert refused(kpb, changed(content, lambda _, part: part.replace(plain, named))) == "collection.file_macros"


def test_a_workbook_that_is_none_of_ours_and_what_is_no_workbook_are_refused(kpb: Submission) -> None:
    assert refused(kpb, b"PK\x03\x04 nothing") == "casefile.file_broken"
    sheet = entry.EntrySheet("x", "x", "x", ("a", "b", "c", "d", "e", "f"), (entry.Row(TOTAL, "x", 1),))
    made = entry.write(
        [sheet], mark={}, statuses=["-"], qualifiers=["-"], language="en", title="x", made=kpb.changed_at
    )
    assert refused(kpb, made) == "collection.file_not_ours"
    assert refused(kpb, b"a;b;c\r\n1;2;3\r\n") == "collection.file_columns"


FAULTY = (
    ("{call};{period};investigations_registered;;many;;", "value", "collection.number"),
    ("{call};{period};investigations_registered;;1,5;;", "value", "collection.number"),
    ("{call};{period};investigations_registered;;-3;;", "value", "collection.number"),
    ("{call};{period};investigations_registered;;3;refused;", "value", "collection.value_or_status"),
    ("{call};{period};investigations_registered;;;because;", "status", "collection.status"),
    ("{call};2023;investigations_registered;;3;;", "period", "collection.row_period"),
    ("eu19a-2024;{period};investigations_registered;;3;;", "call", "collection.row_call"),
    ("{call};{period};persons_convicted;;3;;", "indicator", "collection.row_indicator"),
    ("{call};{period};victims_state;sex=Z;3;;", "breakdown", "collection.row_breakdown"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "field", "code"), FAULTY)
def test_a_fault_is_told_with_row_field_and_reason(kpb: Submission, line: str, field: str, code: str) -> None:
    heading = ";".join(template.COLUMNS)
    good = f"{kpb.call.code};2024;victims_state;sex=F;2;;"
    bad = line.format(call=kpb.call.code, period=2024)
    with pytest.raises(uploads.FaultyFileError) as caught:
        uploads.read(kpb, "\r\n".join([heading, good, bad]).encode())
    (fault,) = caught.value.faults
    assert (fault.row, fault.field, fault.error.code) == (3, field, code)


def test_with_one_fault_nothing_of_a_file_is_written(client_for: Any, kpb: Submission) -> None:
    rows = [";".join(template.COLUMNS), f"{kpb.call.code};2024;investigations_registered;;5;;",
            f"{kpb.call.code};2024;victims_state;;five;;"]  # fmt: skip
    dalia = client_for("dalia")
    sent = SimpleUploadedFile("a.csv", "\r\n".join(rows).encode())
    answer = dalia.post(f"/rapporteur/collection/own/{kpb.pk}/upload/", {"version": kpb.version, "file": sent})
    assert answer.status_code == 422
    assert "Write a whole number of 0 or more" in answer.content.decode()
    kpb.refresh_from_db()
    assert kpb.cells == {}


def test_of_two_uploads_at_once_the_second_is_told_and_writes_nothing(client_for: Any, kpb: Submission) -> None:
    def sent(value: int) -> dict[str, Any]:
        rows = [";".join(template.COLUMNS), f"{kpb.call.code};2024;investigations_registered;;{value};;"]
        return {"version": kpb.version, "file": SimpleUploadedFile("a.csv", "\r\n".join(rows).encode())}

    address = f"/rapporteur/collection/own/{kpb.pk}/upload/"
    assert client_for("dalia").post(address, sent(5)).status_code == 302
    second = client_for("zita").post(address, sent(8))
    assert second.status_code == 422
    assert "Somebody changed these figures" in second.content.decode()
    kpb.refresh_from_db()
    assert queries.figures(kpb)[TOTAL] == Told(5)


def test_a_note_that_looks_like_a_formula_stays_text(cast: Any, kpb: Submission) -> None:
    of = services.fill(cast.actor("dalia"), kpb.pk, kpb.version, {TOTAL: Told(3, note="=HYPERLINK(1)")})
    rows = sheets.rows(template.table(of))
    assert rows[1][template.COLUMNS.index("note")] == "'=HYPERLINK(1)"
    assert uploads.read(of, template.table(of))[TOTAL] == Told(3, note="=HYPERLINK(1)")
    with zipfile.ZipFile(io.BytesIO(template.workbook(of, "en"))) as book:
        assert "<f>HYPERLINK" not in book.read("xl/worksheets/sheet1.xml").decode()


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def converted(office: str, file: Path, kind: str) -> Path:
    """What LibreOffice makes of a file, in a profile of its own."""
    order = [office, "--headless", f"-env:UserInstallation=file://{file.parent}/profile", "--convert-to", kind]
    subprocess.run([*order, "--outdir", str(file.parent), str(file)], check=True, capture_output=True, timeout=120)
    return file.with_suffix(f".{kind.partition(':')[0]}")


def typed_in(sheet: Path, told: dict[str, Told]) -> None:
    """Write each figure into its cell of LibreOffice's own flat file, as a person would: number, exactness, reason."""
    from lxml import etree

    words = template.statuses("lt") | template.qualifiers("lt")
    tree = etree.parse(sheet)
    for row in tree.iter(f"{{{TABLE}}}table-row"):
        cells_ = spread(row)
        one = told.get("".join(cells_[0].itertext()).strip()) if len(cells_) > 4 else None
        if one is not None:
            put(cells_[2], "float", "" if one.value is None else str(one.value))
            put(cells_[3], "string", "" if one.is_exact else words[one.qualifier])
            put(cells_[4], "string", words[one.status] if one.value is None else "")
    tree.write(str(sheet), encoding="UTF-8", xml_declaration=True)


def spread(row: Any) -> list[Any]:
    """The first cells of a row, those that stand for several taken apart."""
    import copy

    repeated = f"{{{TABLE}}}number-columns-repeated"
    for one in list(row)[:6]:
        times = min(int(one.attrib.pop(repeated, "1")), 20)
        for _ in range(times - 1):
            one.addnext(copy.deepcopy(one))
    return list(row)[:6]


def put(cell: Any, kind: str, value: str) -> None:
    from lxml import etree

    for child in list(cell):
        cell.remove(child)
    for name in ("value-type", "value"):
        cell.attrib.pop(f"{{{OFFICE}}}{name}", None)
    if value:
        cell.set(f"{{{OFFICE}}}value-type", kind)
        if kind == "float":
            cell.set(f"{{{OFFICE}}}value", value)
        etree.SubElement(cell, f"{{{TEXT}}}p").text = value


@pytest.mark.slow
def test_the_template_filled_in_by_libreoffice_comes_back(kpb: Submission, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.fail("tools/debian.sh libreoffice-calc-nogui")
    total = cells.key("victims_state")
    told = generated.fitting(queries.asked(kpb)) | {TOTAL: Told(5, qualifier="at_least"), total: Told(None, "refused")}
    file = tmp_path / "a.xlsx"
    file.write_bytes(template.workbook(kpb, "lt"))
    flat = converted(office, file, "fods")
    typed_in(flat, told)
    file.unlink()
    assert uploads.read(kpb, converted(office, flat, "xlsx").read_bytes()) == told
