"""Reading a file of cases: faults by row and field, all or none, undone as a whole, and files that mean harm."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import xlsxwriter
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gija.casework.cases import models, services
from gija.casework.cases.file import FILE
from gija.commons.audit.services import verify
from gija.commons.casefile import columns, gate, import_reading, importer, queries
from gija.commons.casefile import services as opening
from gija.commons.casefile.fields import FIELDS
from gija.commons.courier.models import Outgoing
from gija.commons.permissions import Actor, NotPermittedError
from gija.formats import sheets
from gija.vocabulary.errors import GijaError

from .conftest import ONA

pytestmark = pytest.mark.django_db(databases="__all__")

HEADER = list(columns.NAMES)
ROW = {
    **columns.EXAMPLE, "given_names": "Ona", "family_name": "Pavyzdytė", "exploitation_others": "labour; begging",
    "note": "Ona bijo Petro, tel. 861298765",
}  # fmt: skip
JONAS = {**ROW, "reference": "2014-020", "given_names": "Jonas", "family_name": "Žvalgaitis", "sex": "Vyras",
         "birth_date": "1979-11-30", "services": ""}  # fmt: skip


def as_csv(*rows: dict[str, str], header: list[str] = HEADER, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    written = csv.writer(out, delimiter=delimiter)
    written.writerow(header)
    written.writerows([[row.get(name, "") for name in HEADER] for row in rows])
    return out.getvalue().encode(encoding)


def as_xlsx(*rows: dict[str, Any], header: list[str] = HEADER) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, name in enumerate(header):
        sheet.write_string(0, at, name)
    for number, row in enumerate(rows, 1):
        for at, name in enumerate(HEADER):
            value = row.get(name, "")
            if hasattr(value, "isoformat"):
                sheet.write_datetime(number, at, value, day)
            elif str(value).startswith("=FORMULA"):
                sheet.write_formula(number, at, "=1+1", value="2")
            else:
                sheet.write(number, at, value)
    book.close()
    return out.getvalue()


def acts(entries: Any) -> list[str]:
    return [e.action.removeprefix("casework.case.") for e in entries("casework")]


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_a_file_is_looked_at_applied_and_undone(make: Any, worker: Actor, audit_entries: Any) -> None:
    found = services.preview(worker, make(ROW, JONAS))
    assert (found.rows, found.faults, found.state) == (2, [], "preview")
    assert not models.Case.objects.exists(), "looking makes nothing"
    services.apply(worker, found.pk)
    assert models.Case.objects.count() == 2
    ona = models.Case.objects.get(reference="2014-017")
    assert (ona.person.family_name, ona.exploitation_others) == ("Pavyzdytė", ["labour", "begging"])
    assert [(a.service, str(a.start), a.end and str(a.end)) for a in ona.assistance.order_by("start")] == [
        ("medical", "2014-03-05", "2014-03-20"), ("legal", "2014-03-10", None),
    ]  # fmt: skip
    assert gate.depersonalise(ona).exploitation_forms == ("sexual", "begging", "labour")
    services.undo(worker, found.pk)
    for model in (models.Case, models.Person, models.Status, models.Assistance, models.Consent, models.Note):
        assert not model.objects.exists(), model
    assert acts(audit_entries) == ["preview", "import", "undo_import"]
    assert verify("casework") == []


def test_columns_may_be_called_by_their_name_in_either_language_and_stand_in_any_order(worker: Actor) -> None:
    from django.utils.translation import override

    for language in ("en", "lt"):
        with override(language):
            titles = [str(f.label) for f in FIELDS] + ["services"]
        found = services.preview(worker, as_csv(ROW, header=titles, delimiter=","))
        assert (found.rows, found.faults) == (1, [])
    shuffled = [*reversed(HEADER), "Client's favourite colour"]
    content = "\n".join([";".join(shuffled), ";".join([*(f'"{ROW.get(n, "")}"' for n in reversed(HEADER)), "red"])])
    found = services.preview(worker, content.encode())
    assert (found.faults, found.unknown) == ([], [len(shuffled)])


def test_lithuanian_windows_files_are_read(worker: Actor) -> None:
    found = services.preview(worker, as_csv(ROW, encoding="windows-1257"))
    services.apply(worker, found.pk)
    assert models.Case.objects.get().person.family_name == "Pavyzdytė"


def test_days_of_a_workbook_are_days_and_formulas_are_what_they_last_gave(worker: Actor) -> None:
    import datetime as dt

    row = {
        **ROW,
        "registered_on": dt.date(2014, 3, 5),
        "reference": "=FORMULA",
        "birth_date": "1990",
        "age_group": "adult",
    }
    services.apply(worker, services.preview(worker, as_xlsx(row)).pk)
    case = models.Case.objects.get()
    assert (str(case.registered_on), case.reference, case.birth_year) == ("2014-03-05", "2", 1990)


def test_a_cell_that_begins_like_a_formula_is_text(worker: Actor, client_for: Any) -> None:
    danger = '=HYPERLINK("http://x","y")'
    found = services.preview(worker, as_csv({**ROW, "note": danger, "reference": "=2+2"}))
    services.apply(worker, found.pk)
    case = models.Case.objects.get()
    assert (case.reference, case.notes.get().text) == ("=2+2", danger)
    refused = services.preview(worker, as_csv({**ROW, "given_names": "=cmd|'/C calc'!A0"}))
    assert [(row, name) for row, name, *_ in refused.faults] == [(2, "given_names")]
    page = client_for("mantas").get(f"/casework/cases/import/{refused.pk}/faults.csv")
    told = csv.reader(io.StringIO(page.content.decode("utf-8-sig")), delimiter=";")
    assert not [cell for row in told for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_faults_are_named_by_row_and_field_and_nothing_is_kept_of_the_rows(worker: Actor) -> None:
    bad = {
        **JONAS,
        "sex": "vaikinas",
        "registered_on": "2999-01-01",
        "services": "medical tomorrow",
        "email": "jonas(at)x",
    }
    found = services.preview(worker, as_csv(ROW, bad))
    assert [(row, name, code) for row, name, code, _ in found.faults] == [
        (3, "registered_on", "casefile.future"), (3, "sex", "casefile.code"), (3, "email", "casefile.email"),
        (3, "services", "casefile.service_cell"),
    ]  # fmt: skip
    assert found.content == ""
    told = json.dumps(found.faults, ensure_ascii=False)
    for secret in ("vaikinas", "jonas", "Žvalgaitis", "1979"):
        assert secret not in told
    with pytest.raises(GijaError) as refused:
        services.apply(worker, found.pk)
    assert refused.value.code == "casefile.import_faults"
    assert not models.Case.objects.exists()
    assert services.preview(worker, as_csv(ROW, JONAS)).faults == [], "corrected and read again"


def test_the_rows_wait_encrypted_and_are_forgotten_once_applied(worker: Actor) -> None:
    found = services.preview(worker, as_csv(ROW))

    def stored() -> str:
        with connections["casework"].cursor() as cursor:
            cursor.execute("SELECT content FROM casework_cases_import")
            return str(cursor.fetchone()[0])

    assert stored()
    assert "Pavyzd" not in stored()
    services.apply(worker, found.pk)
    assert stored() == ""


def test_people_who_are_there_are_left_out_unless_told(worker: Actor, case: Any) -> None:
    said = as_csv({**ROW, "personal_code": str(ONA["personal_code"])}, JONAS, {**JONAS, "reference": "again"})
    found = services.preview(worker, said)
    rows = importer.rows_of(found, "ngo")
    from gija.casework.cases.file import FILE

    assert importer.already(FILE, "viltis", rows) == {2: "case", 4: "row"}
    services.apply(worker, found.pk)
    assert models.Case.objects.count() == 2
    services.undo(worker, found.pk)
    again = services.preview(worker, said)
    services.apply(worker, again.pk, anyway=True)
    assert models.Case.objects.count() == 4


def test_applied_or_undone_twice_is_once(worker: Actor, audit_entries: Any) -> None:
    found = services.preview(worker, as_csv(ROW))
    for _ in range(2):
        services.apply(worker, found.pk)
    assert models.Case.objects.count() == 1
    for _ in range(2):
        services.undo(worker, found.pk)
    assert acts(audit_entries) == ["preview", "import", "undo_import"]
    with pytest.raises(GijaError):
        services.apply(worker, found.pk)


def test_an_import_the_register_was_told_of_is_undone_after_withdrawal_only(worker: Actor) -> None:
    found = services.preview(worker, as_csv(ROW, JONAS))
    services.apply(worker, found.pk)
    sent = models.Case.objects.first()
    assert sent is not None
    services.submit(worker, sent.pk)
    with pytest.raises(GijaError) as refused:
        services.undo(worker, found.pk)
    assert (refused.value.code, refused.value.values) == ("casefile.import_sent", {"count": 1})
    services.withdraw(worker, sent.pk, "Ne tas failas")
    services.undo(worker, found.pk)
    assert not models.Case.objects.exists()
    assert list(Outgoing.objects.using("casework").values_list("kind", flat=True)) != []


def test_an_import_worked_on_by_hand_is_not_undone(worker: Actor) -> None:
    found = services.preview(worker, as_csv(ROW))
    services.apply(worker, found.pk)
    services.add_note(worker, models.Case.objects.get().pk, "Paskambinta")
    with pytest.raises(GijaError) as refused:
        services.undo(worker, found.pk)
    assert refused.value.code == "casefile.import_touched"
    assert models.Case.objects.exists()


def test_all_or_none_is_made(worker: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    found = services.preview(worker, as_csv(ROW, JONAS))
    made: list[int] = []
    real = opening.make

    def failing(*args: Any, **kwargs: Any) -> Any:
        if made:
            raise RuntimeError
        made.append(1)
        return real(*args, **kwargs)

    monkeypatch.setattr(opening, "make", failing)
    with pytest.raises(RuntimeError):
        services.apply(worker, found.pk)
    assert not models.Case.objects.exists()
    assert not models.Person.objects.exists()


def test_another_institutions_import_is_out_of_reach(worker: Actor, rival: Actor, cast: Any) -> None:
    found = services.preview(worker, as_csv(ROW))
    for who in (rival, cast.actor("rasa"), cast.actor("tomas")):
        for act in (services.apply, services.undo):
            with pytest.raises(NotPermittedError):
                act(who, found.pk)
    with pytest.raises(NotPermittedError):
        services.preview(cast.actor("rasa"), as_csv(ROW))
    assert not models.Case.objects.exists()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "casefile.file_empty"),
        (b"\n\n", "casefile.file_empty"),
        (as_csv(), "casefile.file_empty"),
        (b"PK\x03\x04 not a workbook", "casefile.file_broken"),
        (b"\x00\x01\x02", "casefile.file_broken"),
        (bomb(), "casefile.file_bomb"),
        (entities(), "casefile.file_bomb"),
        (b"x" * (sheets.LARGEST + 1), "casefile.file_large"),
        (b"colour;size\nred;2", "casefile.no_columns"),
        (b"sex;Sex\nF;F", "casefile.column_twice"),
        (("sex\n" + "F\n" * (sheets.ROWS + 1)).encode(), "casefile.file_rows"),
        ((";".join(["sex", *["x"] * import_reading.WIDE]) + "\nF").encode(), "casefile.file_columns"),
        (b"sex\n" + b"F" * (sheets.CELL + 1), "casefile.file_cell"),
    ],
)
def test_a_file_that_is_none_or_too_large_is_refused(worker: Actor, content: bytes, code: str) -> None:
    with pytest.raises(GijaError) as refused:
        services.preview(worker, content)
    assert refused.value.code == code
    assert refused.value.text.lt != code
    assert not models.Import.objects.exists()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda b: as_xlsx(ROW)[: 2000 + len(b)] + b)))
def test_any_bytes_are_rows_or_a_named_refusal(content: bytes) -> None:
    try:
        import_reading.read_rows(sheets.rows(content), "ngo")
    except GijaError as error:
        refused = error.code
    else:
        return
    assert refused.startswith("casefile.")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(HEADER), st.text(max_size=40), max_size=6))
def test_whatever_a_row_says_no_name_passes_the_gate(worker: Actor, thrown: dict[str, str]) -> None:
    """Import and gate together: what comes in as text goes out as a code or not at all."""
    models.Submission.objects.all().delete()
    models.Case.objects.all().delete()
    found = services.preview(worker, as_xlsx({**ROW, **{k: v.replace("\x00", "") for k, v in thrown.items()}}))
    if found.faults:
        return
    services.apply(worker, found.pk, anyway=True)
    case = models.Case.objects.get()
    if not gate.problems(case):
        body = json.dumps(gate.depersonalise(case).data(), ensure_ascii=False)
        for name in ("given_names", "family_name", "other_names", "note", "authority", "reference", "representative"):
            said = {**ROW, **thrown}.get(name, "").strip()
            if len(said) > 5:
                assert said not in body
    assert queries.standing(case.notes) is not None


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_applied_by_several_at_once_it_is_made_once(worker: Actor, audit_entries: Any) -> None:
    found = services.preview(worker, as_csv(ROW, JONAS))

    def apply(_: int) -> None:
        try:
            services.apply(worker, found.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(apply, range(4)))
    assert models.Case.objects.count() == 2
    assert acts(audit_entries) == ["preview", "import"]


@pytest.mark.slow
def test_a_file_of_the_largest_size_is_read_and_applied(worker: Actor) -> None:
    rows = [{**ROW, "reference": str(n), "given_names": "Ona" + "abcdefghij"[n % 10] * (n // 10 % 10 + 1),
             "birth_date": f"{1950 + n % 45}-01-{n % 27 + 1:02}"} for n in range(sheets.ROWS)]  # fmt: skip
    found = services.preview(worker, as_csv(*rows))
    services.apply(worker, found.pk, anyway=True)
    assert models.Case.objects.count() == sheets.ROWS
    services.undo(worker, found.pk)
    assert not models.Person.objects.exists()


def test_a_preview_nobody_applied_is_forgotten_after_a_day(worker: Actor) -> None:
    stale, kept = services.preview(worker, as_csv(ROW)), services.preview(worker, as_csv(JONAS))
    models.Import.objects.filter(pk=stale.pk).update(made_at=stale.made_at - dt.timedelta(days=2))
    importer.forget(FILE)
    assert list(models.Import.objects.values_list("pk", flat=True)) == [kept.pk]


def test_a_corrected_file_keeps_the_link_and_tells_what_was_mended(worker: Actor) -> None:
    good = columns.template()
    bad = good.replace("1990-05-17", "pavasarį").replace(";F;", ";mergina;")
    first = services.preview(worker, bad.encode())
    half = services.preview(worker, bad.replace("pavasarį", "1990-05-17").encode(), corrects=first.pk)
    told = importer.mended(FILE, half)
    assert told is not None
    assert [(one.row, one.field) for one in told.mended] == [(2, "birth_date")]
    assert [(one.row, one.field) for one in told.left] == [(2, "sex")]
    whole = services.preview(worker, good.encode(), corrects=half.pk)
    assert [one.field for one in importer.mended(FILE, whole).mended] == ["sex"]  # type: ignore[union-attr]
    assert services.apply(worker, whole.pk).rows == 1
    assert models.Case.objects.get().answers["education"] == "3"


def test_a_file_of_another_institution_is_not_corrected(worker: Actor, rival: Actor) -> None:
    first = services.preview(worker, columns.template().encode())
    with pytest.raises(NotPermittedError):
        services.preview(rival, columns.template().encode(), corrects=first.pk)


def test_rules_of_the_record_are_run_on_each_row(worker: Actor) -> None:
    broken = columns.template().replace(";2014-02;", ";2013-01;")
    found = services.preview(worker, broken.encode())
    assert "exploitation_end" in {one.field for one in importer.faults(found)}
    warned = services.preview(worker, columns.template().replace(";GBR;", ";;").encode())
    assert [rule.code for _row, rule in importer.warnings(warned)] == ["country_of_exploitation"]
